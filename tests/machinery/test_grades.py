"""The four grades: what decides is the size of the error and of the arguments, not the claim.

In the toy, numbers up to 20 are ordinary, and those up to 200 are met in use.
"""

import json
import math

import pytest

from spec.machinery.claims import checking
from spec.machinery.claims.grades import Grade, grade_of, is_sound
from spec.machinery.claims.guard import Misbehaviour
from spec.machinery.claims.interface import Domain, Range, Size, elementwise
from spec.machinery.numbers.comparison import Deviation, Disagreement
from spec.machinery.numbers.precision import FLOAT32, in_force
from tests.machinery.toy import SPECIFICATION

SUBJECTS = {
    "right": ("third = lambda x: x / 3", Grade.RIGHT),
    "short": ("third = lambda x: x * 0.333333333333333", Grade.IMPRECISE),
    "far": ("third = lambda x: x / 3 if x < 250 else 0.0", Grade.IMPRECISE),
    "raising": ("third = lambda x: x / 3 if x < 250 else 1 / 0", Grade.IMPRECISE),
    "clamped": ("third = lambda x: min(x, 100.0) / 3", Grade.BREAKS_DOWN),
    "absent": ("third = lambda x: x / 3 if x < 100 else float('nan')", Grade.BREAKS_DOWN),
    "failing": ("third = lambda x: x / 3 if x < 100 else 1 / 0", Grade.BREAKS_DOWN),
    "halved": ("third = lambda x: x / 2", Grade.WRONG),
    "listed": ("third = lambda x: [x / 3]", Grade.WRONG),
    "broken": ("third = lambda x: 1 / 0", Grade.WRONG),
}


@pytest.fixture
def subject(project, request):
    source, _ = SUBJECTS[request.param]
    project.makepyfile(mine=source)
    return request.param


@pytest.mark.parametrize("subject", SUBJECTS, indirect=True)
def test_the_verdict_is_one_of_four_grades(run, subject, project):
    grade = SUBJECTS[subject][1]
    result = run("--claims-json", "claims.json", impl="mine")
    assert result.ret == (grade >= Grade.BREAKS_DOWN)
    report = json.loads((project.path / "claims.json").read_text(encoding="utf-8"))
    graded = {found["name"]: found["grade"] for found in report["functions"]}
    assert graded["third"] == str(grade)
    says = "right, by so many claims: third (2)" if grade is Grade.RIGHT else f"third: {grade} ("
    result.stdout.fnmatch_lines([f"{says}*"])


@pytest.mark.parametrize("subject", ["right", "short", "far"], indirect=True)
def test_full_accuracy_fails_what_is_imprecise(run, subject):
    result = run("--accuracy", "full", impl="mine")
    assert result.ret == (subject != "right")


@pytest.mark.parametrize("subject", ["clamped", "halved"], indirect=True)
def test_worse_is_not_hidden_by_what_is_imprecise(run, subject, project):
    """A claim about digits fails for eight ulps before it has seen what breaks down."""
    project.makepyfile(mine=SUBJECTS[subject][0].replace("/ 3", "* 0.333333333333333"))
    result = run("--accuracy", "full", impl="mine")
    result.stdout.fnmatch_lines([f"third: {SUBJECTS[subject][1]} (*"])


@pytest.mark.parametrize("subject", ["clamped"], indirect=True)
def test_what_breaks_down_does_so_from_some_input_on(run, subject):
    result = run("--claim", "3/third", impl="mine")
    result.stdout.re_match_lines([r"  third\(101\.0\) is 33\.3333\d* and should be"])


def test_a_claim_that_passes_tells_how_near_it_came():
    (result,) = checking.check(SPECIFICATION, "tests.machinery.toy.reference", "3/third")
    worst = result.record["worst"]
    assert worst["grade"] == "right"
    assert worst["digits"] > 15
    assert worst["accounts"]["third"].startswith("third(")


@pytest.mark.parametrize(
    ("size", "error", "grade"),
    [
        (Size.ORDINARY, 1e-8, Grade.IMPRECISE),
        (Size.ORDINARY, 1e-7, Grade.WRONG),
        (Size.MET_IN_USE, 1e-8, Grade.IMPRECISE),
        (Size.MET_IN_USE, 1e-7, Grade.BREAKS_DOWN),
        (Size.MET_IN_USE, math.inf, Grade.BREAKS_DOWN),
        (Size.BEYOND_USE, math.inf, Grade.IMPRECISE),
    ],
)
def test_an_error_is_graded_by_its_size_and_that_of_the_arguments(size, error, grade):
    assert grade_of(Disagreement("", "", Deviation(0.0, 0.0, error)), size) is grade


def test_what_is_no_error_of_a_number_is_graded_by_the_arguments():
    grades = [grade_of(Misbehaviour(), size) for size in Size]
    assert grades == [Grade.WRONG, Grade.BREAKS_DOWN, Grade.IMPRECISE]


def test_half_of_the_digits_of_the_format_in_force_are_sound():
    failure = Disagreement("", "", Deviation(1.0001, 1.0, 1e-4))
    assert not is_sound(failure)
    with in_force(FLOAT32):
        assert is_sound(failure)


def test_the_size_of_a_call_is_that_of_its_least_ordinary_number():
    number = Domain("numbers", ordinary=Range(-1, 1), in_use=Range(-10, 10, also=(math.inf,)))
    mass = Domain("masses", is_optional=True, ordinary=Range(0.1, 1), in_use=Range(None, 1))
    function = elementwise("f", "f", x=number, weights=mass)
    assert function.size_of(([1, -1.0],), {}) is Size.ORDINARY
    assert function.size_of(([1, [5.0]],), {}) is Size.MET_IN_USE
    assert function.size_of((math.inf,), {"weights": [0.5, 0.5]}) is Size.MET_IN_USE
    assert function.size_of((1.0,), {"weights": [1e-300]}) is Size.MET_IN_USE
    assert function.size_of((1.0,), {"weights": [1e-310]}) is Size.BEYOND_USE
    assert function.size_of((-(10**400),), {}) is Size.BEYOND_USE
    with in_force(FLOAT32):
        assert function.size_of((1.0,), {"weights": [1e-300]}) is Size.BEYOND_USE


def test_ordinary_numbers_may_together_be_none():
    vector = Domain("numbers", ordinary=Range(-1, 1), degenerate=lambda value: not any(value))
    function = elementwise("f", "f", x=vector)
    assert function.size_of(([0.0, 1.0],), {}) is Size.ORDINARY
    assert function.size_of(([0.0, 0.0],), {}) is Size.MET_IN_USE
    assert function.size_of(([0.0, 2.0],), {}) is Size.BEYOND_USE


def test_a_number_that_is_next_to_nothing_is_less_ordinary_than_0():
    domain = Domain("numbers", ordinary=Range(-1, 1, finest=0.01), in_use=Range(-1, 1, finest=1e-4))
    sizes = [domain.size_of([1.0, x]) for x in (0.0, -0.01, 0.009, -1e-4, 1e-5)]
    assert sizes == [Size.ORDINARY] * 2 + [Size.MET_IN_USE] * 2 + [Size.BEYOND_USE]
