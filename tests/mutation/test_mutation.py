"""What is told of mutants is what came of them."""

import collections
import functools

import pytest

from tests.evidence.documents import ROOT, region, text
from tests.mutation.reporting import complaints, equivalent, saved, summary
from tests.mutation.syntax import function
from tests.mutation.verdicts import Mutant, Verdict
from tests.mutation.watching import Watched, judges_of

EQUIVALENT = equivalent()

MODULE = '''
HALF = 0.5

@decorated
def f(
    x,
):
    """Docstring."""
    if x > 0 and (
        x < 1
    ):
        return [
            x * HALF
        ]
    return 0.0
'''


@functools.cache
def texts(module):
    """What is written in each function of a module, and outside of them, by their names.

    Many mutants are of one module, each line of which takes a walk through all of it to place.
    """
    file = ROOT.joinpath("impl", *module.split(".")).with_suffix(".py")
    lines = collections.defaultdict(list)
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip():
            lines[function(file, number)].append(line)
    return {name: " ".join(" ".join(found).split()) for name, found in lines.items()}


def test_the_page_of_evidence_tells_what_came_of_the_mutants():
    assert region(text(), "mutants") == summary(saved())


def test_all_that_survive_are_listed():
    assert complaints(saved()) == []


@pytest.mark.parametrize("mutant", EQUIVALENT, ids=str)
def test_what_is_listed_is_of_a_line_that_there_is(mutant):
    assert mutant.line in texts(mutant.module)[mutant.function]
    assert mutant.line != mutant.becomes
    assert EQUIVALENT[mutant].strip()


def test_a_survivor_that_is_not_listed_is_told():
    mutant = Mutant("critic", "f", "x > 0", "x >= 0")
    (complaint,) = set(complaints([Verdict(mutant)])) - set(complaints([Verdict(mutant, "claims")]))
    assert complaint == f"survives, and is not listed: {mutant}"


def test_a_listed_mutant_that_is_killed_is_told():
    mutant = next(iter(EQUIVALENT))
    told = f"is listed, and does not survive: {mutant}"
    assert told in complaints([Verdict(mutant, "claims")])
    assert told not in complaints([Verdict(mutant)])


@pytest.mark.parametrize(
    ("line", "judges"),
    [
        (2, ["early"]),
        (4, ["early", "late"]),
        (9, ["early", "late"]),
        (10, ["early", "late"]),
        (13, ["early"]),
        (15, ["late"]),
    ],
)
def test_a_mutant_is_put_before_the_tests_that_execute_its_line(tmp_path, line, judges):
    file = tmp_path / "module.py"
    file.write_text(MODULE, encoding="utf-8")
    executed = {"early": [9, 10, 13], "late": [9, 15]}
    watched = [Watched("elsewhere", 0.0, frozenset({("other", 9), ("other", 13)}))]
    for test, lines in executed.items():
        watched.append(Watched(test, 0.0, frozenset(("module", number) for number in lines)))
    assert judges_of(file, line, watched) == judges


def test_a_constant_is_judged_by_what_reads_it_in_any_package(tmp_path):
    outer, inner = tmp_path / "outer", tmp_path / "outer" / "inner"
    inner.mkdir(parents=True)
    for package in (outer, inner):
        (package / "__init__.py").touch()
    (outer / "constants.py").write_text("HALF = 0.5\n", encoding="utf-8")
    (inner / "halving.py").write_text("def f(x):\n    return x * HALF\n", encoding="utf-8")
    watched = [Watched("reads", 0.0, frozenset({("inner.halving", 2)}))]
    assert judges_of(outer / "constants.py", 1, watched) == ["reads"]


def test_tests_in_packages_are_judges_too():
    pytest.importorskip("cosmic_ray")
    from tests.mutation.judging import SUITES

    assert {"tests/impl/test_critic.py", "tests/impl/metrics/test_frechet.py"} <= {*SUITES["tests"]}


def test_the_modules_of_packages_in_impl_are_mutated(tmp_path):
    pytest.importorskip("cosmic_ray")
    from tests.mutation.mutating import modules, mutations

    inner = tmp_path / "impl" / "inner"
    inner.mkdir(parents=True)
    for file in (inner.parent / "__init__.py", inner / "__init__.py", inner.parent / "outside.py"):
        file.touch()
    (inner / "halving.py").write_text("def f(x):\n    return x * 0.5\n", encoding="utf-8")
    assert modules(tmp_path) == ["inner.halving", "outside"]
    found = mutations(tmp_path, ["inner.halving"])
    assert {each.mutant.module for each in found} == {"inner.halving"}
    assert Mutant("inner.halving", "f", "return x * 0.5", "return x / 0.5") in {
        each.mutant for each in found
    }


def test_of_what_was_judged_is_kept_what_is_still_there():
    pytest.importorskip("cosmic_ray")
    from tests.evidence.mutants import still_there
    from tests.mutation.mutating import Mutation

    there, gone = Mutant("critic", "f", "x > 0", "x >= 0"), Mutant("critic", "f", "x", "-x")
    kept = still_there([Verdict(there), Verdict(gone)], [Mutation(there, 1, None)])
    assert kept == [Verdict(there)]
