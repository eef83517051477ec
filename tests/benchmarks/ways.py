"""What a comparison is made of: ways to compute something, in rows, and rows in parts.

A way of computing something is kept as the very code that the tables show, and run as such.
"""

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from types import ModuleType
from typing import Any

import numpy as np

SIZES = (50, 1_000, 10_000, 100_000, 1_000_000, 10_000_000)

NUMBERS, DRAWS = 100_000, 100
"""Small arrays are drawn so often that there are this many numbers, but no more often than that."""

OURS = "ganspec"
MODULES = {
    OURS: ("impl",),
    "NumPy": ("numpy",),
    "SciPy": ("numpy", "scipy.linalg", "scipy.special", "scipy.stats", "scipy.spatial.distance"),
    "PyTorch": ("torch",),
    "POT": ("ot",),
    "torchmetrics": (
        "torch",
        "torchmetrics.image.fid",
        "torchmetrics.image.inception",
        "torchmetrics.image.kid",
    ),
    "torch-fidelity": (
        "torch",
        "torch_fidelity.metric_fid",
        "torch_fidelity.metric_isc",
        "torch_fidelity.metric_kid",
        "torch_fidelity.metric_prc",
    ),
    "pytorch-fid": ("numpy", "pytorch_fid.fid_score"),
    "prdc": ("prdc",),
}

Arrays = tuple[Any, ...]


@dataclass(frozen=True)
class Way:
    """A way of computing something with a library: code in the parameters of its row."""

    library: str
    code: str
    parameters: tuple[str, ...]

    @property
    def available(self) -> bool:
        """Whether the library is installed."""
        return _namespace(self.library) is not None

    @cached_property
    def function(self) -> Callable[..., Any]:
        """The code as a function of the parameters: of the arrays that `prepared` returns."""
        source = f"lambda {', '.join(self.parameters)}: {self.code}"
        return eval(source, _namespace(self.library))

    def prepared(self, arrays: Arrays) -> Arrays:
        """The arrays as the library has them, in the same memory."""
        if self.takes_tensors:
            torch = importlib.import_module("torch")
            return tuple(torch.from_numpy(array) for array in arrays)
        return arrays

    @property
    def takes_tensors(self) -> bool:
        """Whether the library is given tensors of PyTorch, and computes with them."""
        return "torch" in MODULES[self.library]


@dataclass(frozen=True)
class Row:
    """A function, how to draw arrays of a size, and the ways to compute it: ours first.

    Attributes
    ----------
    name
        What the tables call it.
    draw
        From a generator and a size to the arguments.
    ways
        The ways to compute it.
    sizes
        The sizes that it is timed with.
    least
        The part of our time that every other way should take at least; without it, that depends on
        the size, the library and the accuracy.
    by_group
        Whether a table tells the errors in each group of points.
    """

    name: str
    draw: Callable[[np.random.Generator, int], Arrays]
    ways: tuple[Way, ...]
    sizes: tuple[int, ...] = SIZES
    least: float | None = None
    by_group: bool = False

    @property
    def function_name(self) -> str:
        """The name of our function."""
        return self.ways[0].code.removeprefix("impl.").partition("(")[0]

    @property
    def available_ways(self) -> list[Way]:
        """The ways whose library is installed."""
        return [way for way in self.ways if way.available]

    def inputs(self, n: int) -> list[Arrays]:
        """Arrays of a size, drawn as often as makes many numbers.

        When the same few thousand numbers come again and again, a processor knows by heart which
        way each branch goes, as it never does in use: `scipy.special.rel_entr` of 10,000 numbers
        then takes less than half of its time.
        """
        generator = np.random.default_rng(0)
        drawn = [self.draw(generator, n)]
        draws = min(NUMBERS // max(map(np.size, drawn[0])), DRAWS)
        drawn += [self.draw(generator, n) for _ in range(1, draws)]
        return drawn


@dataclass(frozen=True)
class Part:
    """Rows that are measured together, and have tables of their own.

    Attributes
    ----------
    rows
        The rows.
    size
        The letter for what their sizes are sizes of.
    threads
        The numbers of threads that they are timed with.
    rounds
        How often the calls take turns at the least.
    """

    rows: tuple[Row, ...]
    size: str = "n"
    threads: tuple[int, ...] = (1,)
    rounds: int = 5


def row(
    name: str,
    parameters: str,
    draw: Callable[[np.random.Generator, int], Arrays],
    *ways: tuple[str, str],
    sizes: tuple[int, ...] = SIZES,
    least: float | None = None,
    by_group: bool = False,
) -> Row:
    """Return a row, from the names of its arguments and pairs of a library and code."""
    names = tuple(parameters.split())
    found = tuple(Way(library, code, names) for library, code in ways)
    return Row(name, draw, found, sizes, least, by_group)


_namespaces: dict[str, dict[str, ModuleType] | None] = {}


def _namespace(library: str) -> dict[str, ModuleType] | None:
    """The modules of a library, under the names they go by in code, if it is installed."""
    if library not in _namespaces:
        try:
            _namespaces[library] = dict(map(_imported, MODULES[library]))
        except ImportError:
            _namespaces[library] = None
    return _namespaces[library]


def _imported(name: str) -> tuple[str, ModuleType]:
    importlib.import_module(name)
    top = name.partition(".")[0]
    module = importlib.import_module(top)
    if top == "torch":
        module.set_num_threads(1)
    return ("np" if top == "numpy" else top), module
