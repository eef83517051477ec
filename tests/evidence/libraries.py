"""The implementations of others that the specification is held against.

``python -m tests.evidence libraries`` writes what it says of each to its page: of metrics a row for
each function, and of other libraries a row for each. Where a package is not installed, the rows
that are there stay as they are.
"""

from __future__ import annotations

import argparse
import importlib.util
import itertools
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

from spec.interface import FUNCTIONS
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
    wrong
        The names of its functions that are wrong at ordinary arguments.
    """

    title: str
    package: str
    implementation: str
    wrong: tuple[str, ...] = ()

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


METRICS = (
    Subject(
        "`FrechetInceptionDistance`, `KernelInceptionDistance`, `InceptionScore`",
        "torchmetrics",
        "torchmetrics_metrics:metrics",
    ),
    Subject("of statistics and of features", "torch_fidelity", "torch_fidelity_metrics:metrics"),
    Subject("`prc_features_to_metric`", "torch_fidelity", "torch_fidelity_metrics:shares"),
    Subject("`calculate_frechet_distance`", "pytorch_fid", "pytorch_fid_distance"),
    Subject(
        "`frechet_distance`, `fid_from_feats`, `kernel_distance`",
        "cleanfid",
        "clean_fid_distances:distances",
    ),
    Subject(
        "`FID`, `KID`, `PR`, `inception_score`",
        "piq",
        "piq_metrics:metrics",
        wrong=("kernel_inception_distance", "precision_and_recall"),
    ),
    Subject("`bures_wasserstein_distance`, squared", "ot", "pot_functions:gaussians"),
    Subject("`compute_prdc`", "prdc", "prdc_shares"),
)
"""Those of metrics."""

LIBRARIES = (
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
"""The others."""

SUBJECTS = (*METRICS, *LIBRARIES)

ALWAYS_THERE = tuple(each for each in SUBJECTS if each.package in ("numpy", "scipy"))
"""Those of packages that the project itself needs."""


def run(subject: Subject, *options: str) -> tuple[subprocess.CompletedProcess[str], Any]:
    """Hold the specification against a subject, the same way every time; and what came of it."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "claims.json"
        command = [sys.executable, "-m", *subject.command.split(), "-p", "no:cacheprovider"]
        command += ["-n0", "--hypothesis-profile", "ci", "--claims-json", str(report), *options]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=LIMIT)
        content = json.loads(report.read_text(encoding="utf-8")) if report.exists() else None
        return done, content


def report_on(subject: Subject) -> Any:
    """What came of a run, in which nothing failed but what is known to fail.

    Raises
    ------
    RuntimeError
        If anything else did.
    """
    done, report = run(subject)
    if done.returncode:
        raise RuntimeError(f"{subject.command}\n{done.stdout}")
    return report


def row(subject: Subject) -> str:
    """What the specification says of a subject, in a row of the table."""
    report = report_on(subject)
    graded = [
        ", ".join(f"`{each['name']}`" for each in report["functions"] if each["grade"] == grade)
        for grade in GRADES
    ]
    return _cells(_name(subject, report), *graded, _reasons(subject.reasons))


def rows_of_functions(subject: Subject) -> dict[str, str]:
    """What the specification says of each function of a subject, in a row of the table of metrics.

    They are by the name of the function.
    """
    report = report_on(subject)
    rows = {}
    for function in report["functions"]:
        failures = set(function["failures"])
        known = {id: reason for id, reason in subject.reasons.items() if id in failures}
        kept = f"{function['judged_by'] - len(failures)} of {function['judged_by']}"
        rows[function["name"]] = _cells(
            f"`{function['name']}`",
            _name(subject, report),
            function["grade"],
            kept,
            _reasons(known),
        )
    return rows


def _name(subject: Subject, report: Any) -> str:
    """What a subject is called in its rows."""
    return f"{report['implementation']['version']}: {subject.title}"


def _reasons(known: dict[str, str]) -> str:
    return "<br>".join(f"`{id}`: {reason}" for id, reason in known.items())


def _cells(*cells: str) -> str:
    """A row of a table."""
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"


def _heading(*heads: str) -> list[str]:
    """The first two lines of a table."""
    return [_cells(*heads), "| --- " * len(heads) + "|"]


def table(stored: str) -> str:
    """The table, with the rows that are stored for packages that are not installed."""
    rows = _heading("of", *GRADES, "claims that fail, and why")
    for subject in LIBRARIES:
        if subject.is_installed():
            rows.append(row(subject))
        else:
            title = re.escape(subject.title)
            rows += re.findall(rf"^\| [^|]*: {title} \|.*$", stored, flags=re.MULTILINE)
    return "\n".join(rows) + "\n"


def table_of_metrics(stored: str) -> str:
    """That of metrics, function by function, with the rows that are stored likewise."""
    found: dict[str, list[str]] = {function.name: [] for function in FUNCTIONS}
    for subject in METRICS:
        title = re.escape(subject.title)
        was = {
            name: line
            for line, name in re.findall(
                rf"^(\| `(\w+)` \| [^|]*: {title} \|.*)$", stored, flags=re.MULTILINE
            )
        }
        rows = rows_of_functions(subject) if subject.is_installed() else was
        for name, line in rows.items():
            found[name].append(line)
    heads = ("function", "of", "is", "claims kept", "claims that fail, and why")
    return "\n".join([*_heading(*heads), *itertools.chain(*found.values())]) + "\n"


def main(arguments: Sequence[str] = ()) -> None:
    """Run the specification against every subject and write what came of it."""
    argparse.ArgumentParser(
        prog="python -m tests.evidence libraries", description=__doc__
    ).parse_args(arguments)
    stored = documents.text()
    documents.write(
        metrics=table_of_metrics(region(stored, "metrics")),
        libraries=table(region(stored, "libraries")),
    )
