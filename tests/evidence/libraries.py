"""The implementations of others that the specification is held against.

``python -m tests.evidence libraries`` writes what it says of each to its page. Where a package is
not installed, the row that is there stays as it is.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spec.machinery.claims.grades import Grade
from tests.evidence import documents
from tests.evidence.documents import ROOT, region

GRADES = tuple(str(grade) for grade in Grade)
"""The grades, the best first."""

LIMIT = 1200
"""Seconds that a run may take."""


@dataclass(frozen=True)
class Subject:
    """An implementation under test.

    Attributes
    ----------
    title
        What people know it as.
    package
        The package that it needs.
    implementation
        Its module among `tests.subjects`, and the object in it, if it is not the module.
    """

    title: str
    package: str
    implementation: str

    @property
    def name(self) -> str:
        """What ``--impl`` is to be given."""
        return f"tests.subjects.{self.implementation}"

    @property
    def known_failures(self) -> Path:
        """The file of the claims that are known to fail of it."""
        file = self.implementation.replace(":", ".")
        return Path("tests", "subjects", f"{file}.toml")

    @property
    def reasons(self) -> dict[str, str]:
        """Why the claims that are known to fail of it fail."""
        return tomllib.loads((ROOT / self.known_failures).read_text(encoding="utf-8"))

    @property
    def command(self) -> str:
        """What a person types to see this for themselves."""
        return (
            f"pytest spec --impl {self.name} --accuracy full --known-failures {self.known_failures}"
        )

    def is_installed(self) -> bool:
        """Whether the package is there."""
        return importlib.util.find_spec(self.package) is not None


SUBJECTS = (
    Subject("formulas in NumPy", "numpy", "textbook"),
    Subject("`scipy.special` and `jensenshannon`", "scipy", "scipy_functions"),
    Subject("`scipy.stats.entropy`", "scipy", "scipy_functions:statistics"),
    Subject(
        "`binary_cross_entropy_with_logits`, `torch.distributions`",
        "torch",
        "pytorch_functions:on_tensors",
    ),
    Subject(
        "`binary_cross_entropy` of a sigmoid, `kl_div`",
        "torch",
        "pytorch_functions:on_probabilities",
    ),
    Subject(
        "`parametrizations.spectral_norm`, `matrix_norm`",
        "torch",
        "pytorch_spectral_norms:parametrisation",
    ),
    Subject("`torch.nn.utils.spectral_norm`", "torch", "pytorch_spectral_norms:hook"),
    Subject("`torchgan.losses.functional`, `SpectralNorm2d`", "torchgan", "torchgan_losses:losses"),
    Subject("`PatchAdversarialLoss`", "monai", "monai_losses:losses"),
    Subject("`HingeGAN`, `LSGAN`", "attn_gan_pytorch", "attn_gan_losses:losses"),
    Subject("`gan_loss`, `r1_penalty`", "relativistic_loss", "relativistic_losses:losses"),
    Subject("`saturating_gan_loss`", "relativistic_loss", "relativistic_losses:saturating"),
    Subject("`basic_losses`, `wgan_losses`", "ganzoo", "gan_zoo_losses:losses"),
    Subject("`calc_gradient_penalty`", "ctgan", "ctgan_penalty:penalty"),
    Subject("`jax.nn`, `jax.scipy`", "jax", "jax_functions:on_arrays"),
    Subject(
        "`sigmoid_binary_cross_entropy`, `hinge_loss`, `l2_loss`", "optax", "optax_losses:losses"
    ),
    Subject("`haiku.SpectralNorm`", "haiku", "jax_spectral_norms:of_haiku"),
    Subject("`equinox.nn.SpectralNorm`", "equinox", "jax_spectral_norms:of_equinox"),
    Subject("`ot.wasserstein_1d`", "ot", "pot_functions"),
    Subject("`ot.emd2_1d`", "ot", "pot_functions:transport"),
)


def run(subject: Subject, *options: str) -> tuple[subprocess.CompletedProcess[str], Any]:
    """Hold the specification against a subject, the same way every time; and what came of it."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "claims.json"
        command = [sys.executable, "-m", *subject.command.split(), "-p", "no:cacheprovider"]
        command += ["-n0", "--hypothesis-profile", "ci", "--claims-json", str(report), *options]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=LIMIT)
        content = json.loads(report.read_text(encoding="utf-8")) if report.exists() else None
        return done, content


def row(subject: Subject) -> str:
    """What the specification says of a subject, in a row of the table."""
    done, report = run(subject)
    if done.returncode:
        raise RuntimeError(f"{subject.command}\n{done.stdout}")
    version = report["implementation"]["version"]
    graded = [
        ", ".join(f"`{each['name']}`" for each in report["functions"] if each["grade"] == grade)
        for grade in GRADES
    ]
    reasons = [f"`{id}`: {reason}" for id, reason in subject.reasons.items()]
    cells = (f"{version}: {subject.title}", *graded, "<br>".join(reasons))
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"


def table(stored: str) -> str:
    """The table, with the rows that are stored for packages that are not installed."""
    heads = ("of", *GRADES, "claims that fail, and why")
    rows = [f"| {' | '.join(heads)} |", "| --- " * len(heads) + "|"]
    for subject in SUBJECTS:
        if subject.is_installed():
            rows.append(row(subject))
        else:
            title = re.escape(subject.title)
            rows += re.findall(rf"^\| [^|]*: {title} \|.*$", stored, flags=re.MULTILINE)
    return "\n".join(rows) + "\n"


def main(arguments: Sequence[str] = ()) -> None:
    """Run the specification against every subject and write what came of it."""
    argparse.ArgumentParser(
        prog="python -m tests.evidence libraries", description=__doc__
    ).parse_args(arguments)
    documents.write(libraries=table(region(documents.text(), "libraries")))
