"""A failing claim names the statement of its own file that broke: whole, and no line of ours."""

import json
import re

import pytest

from spec.machinery.claims.rendering import wrapped

OWN = '''
import contextlib


def helper(left, right):
    assert_equal(
        left,
        right,
    )


@claim("mine/lines")
@given(n=numbers)
def test_lines(impl, n):
    """A statement over several lines."""
    doubled = impl.double(n)
    assert_equal(
        doubled,
        3 * n + 1,
    )


@claim("mine/with")
@given(n=numbers)
def test_with(impl, n):
    """A statement in a with."""
    with contextlib.suppress(KeyError):
        assert_equal(impl.double(n), 2 * n + 1)


@claim("mine/with-head")
@given(n=numbers)
def test_with_head(impl, n):
    """The head of a with."""
    with contextlib.nullcontext(
        impl.half(n, n, n)
    ):
        pass


@claim("mine/loop")
@given(n=numbers)
def test_loop(impl, n):
    """A statement in a loop."""
    for k in range(3):
        # Of each of them.
        assert_equal(impl.double(k), 2 * k + (k == 2))


@claim("mine/inner")
@given(n=numbers)
def test_inner(impl, n):
    """A statement of a function within."""

    def inner(number):
        assert_equal(impl.double(number), 5)

    inner(n)


@claim("mine/helper")
@given(n=numbers)
def test_helper(impl, n):
    """A statement of a function beside it."""
    helper(impl.double(n), 2 * n + 1)


@claim("mine/raises")
@given(n=numbers)
def test_raises(impl, n):
    """An implementation that raises."""
    third = impl.third(n)
    assert third >= 0


@claim("mine/plain")
@given(n=numbers)
def test_plain(impl, n):
    """A plain assertion."""
    assert impl.double(n) == 2 * n + 1


@claim("mine/callback")
@given(n=numbers)
def test_callback(impl, n):
    """A function that the implementation calls raises."""

    def raises(x):
        raise KeyError(x)

    impl.half(raises)


@claim("mine/search", kind="exists")
@given(n=numbers)
def test_search(impl, n):
    """A search that breaks on its way."""
    assert_equal(impl.double(n), 2 * n + 1)
    holds_here(True)


@claim("mine/nothing", kind="exists")
@given(n=numbers)
def test_nothing(impl, n):
    """A search that finds nothing."""
    holds_here(impl.double(n) < 0)
'''

BROKE = {
    "mine/lines": "assert_equal(\n    doubled,\n    3 * n + 1,\n)",
    "mine/with": "assert_equal(impl.double(n), 2 * n + 1)",
    "mine/with-head": "with contextlib.nullcontext(\n    impl.half(n, n, n)\n):",
    "mine/loop": "assert_equal(impl.double(k), 2 * k + (k == 2))",
    "mine/inner": "assert_equal(impl.double(number), 5)",
    "mine/helper": "assert_equal(\n    left,\n    right,\n)",
    "mine/raises": "third = impl.third(n)",
    "mine/plain": "assert impl.double(n) == 2 * n + 1",
    "mine/callback": "impl.half(raises)",
    "mine/search": "assert_equal(impl.double(n), 2 * n + 1)",
    "mine/nothing": None,
}

RAISING = """
double = lambda n: 2 * n
half = lambda n: n(1) if callable(n) else n / 2
def third(n):
    raise KeyError("no such thing")
"""

CHECKED = """
import json, sys
import raising, test_own, toy
from spec.machinery.claims.checking import check
tests = [test for name, test in vars(test_own).items() if name.startswith("test_")]
results = check(toy.SPECIFICATION, raising, tests)
print(json.dumps({result.claim.id: result.broken_statement for result in results}))
"""


@pytest.fixture
def failing(run, own, project):
    """A run in which every claim fails: its output, and its JSON."""
    own(OWN)
    project.makepyfile(raising=RAISING)
    result = run("test_own.py", "--claims-json", "claims.json", impl="raising")
    result.assert_outcomes(failed=len(BROKE))
    report = json.loads((project.path / "claims.json").read_text(encoding="utf-8"))
    return result, {claim["id"]: claim for claim in report["claims"]}


def test_everything_that_tells_of_a_failure_names_the_statement(failing):
    result, claims = failing
    assert {id: claim["broken_statement"] for id, claim in claims.items()} == BROKE
    output = result.stdout.str()
    for id, statement in BROKE.items():
        _, _, row = output.partition(f"\n  FAILED   {id} ")
        row = re.split(r"\n(?=  \w)|\n\n", row)[0]
        message = claims[id]["message"]
        if statement is None:
            assert "broke" not in row + message
        else:
            first, *others = statement.splitlines()
            shown = "\n".join([f"           broke: {first}", *(18 * " " + x for x in others)])
            assert row.endswith(shown)
            shown = "\n".join([f"broke:  {first}", *(8 * " " + x for x in others)])
            assert f"\n{shown}\n" in message


def test_it_is_never_a_line_of_the_machinery(failing):
    _, claims = failing
    for claim in claims.values():
        for line in (claim["broken_statement"] or "").splitlines():
            assert line.strip() in OWN


def test_without_pytest_it_is_named_as_well(own, project):
    own(OWN)
    project.makepyfile(raising=RAISING, checked=CHECKED)
    result = project.runpython("checked.py")
    assert json.loads(result.outlines[-1]) == BROKE


def test_a_statement_is_broken_to_the_width_and_goes_on_further_in():
    long = "assert_close(impl.entropy(p), " + " + ".join(["total(x * y)"] * 8) + ")"
    for text, least in ((f"broke: {long}", 11), (f"       {long}", 11)):
        first, *others = wrapped(text, 80, "  ")
        assert first.startswith(f"  {text[:12]}")
        assert others
        assert all(len(line) <= 80 for line in (first, *others))
        assert all(len(line) - len(line.lstrip()) == 2 + least for line in others)
        assert " ".join(map(str.strip, (first, *others))) == text.strip()


def test_a_statement_that_fits_is_as_it_is_written():
    assert wrapped("broke: x  =  f(1)", 80, "  ") == ["  broke: x  =  f(1)"]
    assert wrapped("           g(1),", 80) == ["           g(1),"]
