"""What the reference library says of itself: its names, and docstrings whose examples run."""

import doctest
import importlib
import inspect
import pkgutil
import re
import subprocess
import sys
from importlib.metadata import version

import pytest

import impl

MODULES = [module.name for module in pkgutil.walk_packages(impl.__path__, "impl.")]
FUNCTIONS = [name for name in impl.__all__ if callable(getattr(impl, name))]


def sections(function):
    """The sections of a docstring, by their underlined headings."""
    parts = re.split(r"^(\w[\w ]*)\n-+\n", inspect.getdoc(function), flags=re.MULTILINE)
    return dict(zip(["Summary", *parts[1::2]], parts[0::2], strict=True))


def test_the_package_says_what_it_exports():
    assert sorted(set(impl.__all__)) == sorted(impl.__all__)
    assert impl.__version__ == version("ganspec")
    for name in impl.__all__:
        documentation = inspect.getdoc(getattr(impl, name))
        assert "Examples\n--------" in documentation
        assert "Returns\n-------" in documentation


def test_importing_the_package_does_not_import_scipy_which_takes_as_long_as_all_the_rest():
    program = "import sys, impl; sys.exit('scipy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@pytest.mark.parametrize("module", ["impl", *MODULES])
def test_its_examples_run(module):
    failed, _ = doctest.testmod(importlib.import_module(module))
    assert failed == 0


@pytest.mark.parametrize("name", FUNCTIONS)
class TestEveryFunction:
    def test_describes_each_of_its_parameters(self, name):
        function = getattr(impl, name)
        named = re.findall(r"^(\w[\w, ]*) :", sections(function)["Parameters"], flags=re.MULTILINE)
        assert ", ".join(named).split(", ") == list(inspect.signature(function).parameters)

    def test_has_an_example_that_calls_it(self, name):
        assert ">>> import impl\n" in sections(getattr(impl, name))["Examples"]
        assert f"impl.{name}(" in sections(getattr(impl, name))["Examples"]

    def test_does_not_repeat_what_the_package_says_of_all(self, name):
        raises = sections(getattr(impl, name)).get("Raises", "")
        assert not re.search("does not hold real numbers|do(es)? not broadcast|be empty", raises)

    def test_names_its_neighbours(self, name):
        neighbours = re.findall(
            r"^(\w+) : ", sections(getattr(impl, name))["See Also"], re.MULTILINE
        )
        assert set(neighbours) <= set(impl.__all__) - {name}
        assert neighbours

    def test_says_how_accurate_it_is(self, name):
        returns = sections(getattr(impl, name))["Returns"]
        assert re.search(r"\b(ulp|rounding|accurate|exact|exactly)\b", returns.lower())
