"""The mutants of `impl`: its modules, each with one small change."""

import contextlib
import os
import tempfile
from argparse import Namespace
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from cosmic_ray.commands import init
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import OPERATOR_PROVIDERS, get_operator
from cosmic_ray.tools.filters.operators_filter import OperatorsFilter
from cosmic_ray.work_db import use_db
from cosmic_ray.work_item import MutationSpec

from tests.mutation.operators import OPERATORS
from tests.mutation.syntax import function, is_signature, module_name
from tests.mutation.verdicts import Mutant

OPERATOR_PROVIDERS["arrays"] = OPERATORS

CONFIGURATION = Path(__file__).with_name("cosmic-ray.toml")


@dataclass(frozen=True)
class Mutation:
    """How a mutant is made.

    Attributes
    ----------
    mutant
        The mutant.
    number
        The number of the line that is changed.
    specification
        What cosmic-ray calls it.
    """

    mutant: Mutant
    number: int
    specification: MutationSpec


def modules(tree: Path) -> list[str]:
    """The modules of `impl` that compute anything."""
    files = tree.glob("impl/**/*.py")
    return sorted(module_name(file) for file in files if file.stem != "__init__")


def mutations(tree: Path, chosen: Iterable[str]) -> list[Mutation]:
    """The mutations of the chosen modules, without those of signatures and without duplicates."""
    paths = [Path("impl", *module.split(".")).with_suffix(".py") for module in chosen]
    found: dict[str, Mutation] = {}
    with (
        tempfile.TemporaryDirectory() as folder,
        contextlib.chdir(tree),
        use_db(str(Path(folder, "session.sqlite"))) as session,
    ):
        init(paths, session, {})
        OperatorsFilter().filter(session, Namespace(config=str(CONFIGURATION)))
        specifications = [item.mutations[0] for item in session.pending_work_items]
    for specification in specifications:
        if not is_signature(tree / specification.module_path, specification.start_pos[0]):
            mutated, mutation = _mutation(tree, specification)
            found.setdefault(mutated, mutation)
    return sorted(found.values(), key=lambda each: (each.mutant.module, each.number, each.mutant))


def _mutation(tree: Path, specification: MutationSpec) -> tuple[str, Mutation]:
    file = tree / specification.module_path
    source = file.read_text(encoding="utf-8")
    operator = get_operator(specification.operator_name)()
    mutated: str = mutate_code(source, operator, specification.occurrence)
    number = specification.start_pos[0]
    line, becomes = _difference(source.splitlines(), mutated.splitlines())
    mutant = Mutant(module_name(file), function(file, number), line, becomes)
    return mutated, Mutation(mutant, number, specification)


def _difference(before: list[str], after: list[str]) -> tuple[str, str]:
    """What stands between the lines that are the same at the start and at the end."""
    start = len(os.path.commonprefix([before, after]))
    before, after = before[start:], after[start:]
    end = len(os.path.commonprefix([before[::-1], after[::-1]]))
    return _text(before[: len(before) - end]), _text(after[: len(after) - end])


def _text(lines: list[str]) -> str:
    return " ".join(" ".join(lines).split())
