"""One sentence said of several functions: what its members are called, and what each draws."""

import random
import re
import runpy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.database import InMemoryExampleDatabase

from spec.machinery.claims.claim import claim
from spec.machinery.claims.consistency import Contradiction
from spec.machinery.claims.family import for_each, members
from spec.machinery.claims.trial import on_trial

numbers = st.integers(0, 10**9)


class Named:
    def __str__(self):
        return "by name"


def property_of(*decorators):
    """A claim with decorators below its record, innermost last."""

    @given(n=numbers)
    def test_something(impl, n, **arguments):
        """Something."""

    for decorate in reversed(decorators):
        test_something = decorate(test_something)
    return claim("1/something")(test_something)


def ids(test):
    return [member.claim.id.removeprefix("1/something") for member in members(test)]


def test_a_property_makes_one_claim():
    ((found, arguments),) = members(property_of())
    assert found.id == "1/something"
    assert arguments == {}


def test_what_is_no_claim_has_no_members():
    assert members(len) == []


def test_each_member_is_called_by_its_value():
    test = property_of(for_each(thing=("text", 2, Named())))
    assert ids(test) == ["[text]", "[2]", "[by name]"]
    assert [member.arguments["thing"] for member in members(test)][:2] == ["text", 2]


@pytest.mark.parametrize(
    ("mark", "labels"),
    [
        (pytest.mark.parametrize("x", [1, 2.5, None, True]), ["1", "2.5", "None", "True"]),
        (pytest.mark.parametrize("x", ["a", "b c"]), ["a", "b c"]),
        (pytest.mark.parametrize("x, y", [(1, "a"), (2, "b")]), ["1-a", "2-b"]),  # noqa: PT006
        (pytest.mark.parametrize(("x", "y"), [(1, "a")]), ["1-a"]),
        (pytest.mark.parametrize(["x"], [(1,), (2,)]), ["1", "2"]),  # noqa: PT006
        (pytest.mark.parametrize("x", [len, Named()]), ["len", "x1"]),
        (pytest.mark.parametrize("x", [1, 2], ids=["one", "two"]), ["one", "two"]),
        (pytest.mark.parametrize("x", [1, 2], ids=["one", None]), ["one", "2"]),
        (pytest.mark.parametrize("x", [1, 2], ids=lambda x: f"<{x}>"), ["<1>", "<2>"]),
        (pytest.mark.parametrize("x", [1, pytest.param(2, id="two")]), ["1", "two"]),
        (pytest.mark.parametrize("x", [pytest.param(1), pytest.param(2)]), ["1", "2"]),
    ],
)
def test_each_parameter_of_pytest_is_called_what_pytest_calls_it(mark, labels):
    assert ids(property_of(mark)) == [f"[{label}]" for label in labels]


def test_families_of_families_have_every_pair():
    outer, inner = pytest.mark.parametrize("x", [1, 2]), pytest.mark.parametrize("y", ["a", "b"])
    assert ids(property_of(outer, inner)) == ["[a-1]", "[a-2]", "[b-1]", "[b-2]"]
    assert ids(property_of(outer, for_each(y="ab"))) == ["[a-1]", "[a-2]", "[b-1]", "[b-2]"]


def test_two_members_of_one_label_are_refused():
    with pytest.raises(ValueError, match="two values of x have one label: 1, 1"):
        for_each(x=(1, "1"))
    with pytest.raises(Contradiction, match=rf"in {__file__}:\d+ are called 1/something\[1\]"):
        members(property_of(pytest.mark.parametrize("x", [1, "1"])))


def test_a_family_is_said_of_the_values_of_one_argument():
    with pytest.raises(TypeError, match="one argument of the property, not 2"):
        for_each(x=(1,), y=(2,))
    with pytest.raises(TypeError, match="one argument of the property, not 0"):
        for_each()
    with pytest.raises(ValueError, match="there is no x to say anything of"):
        for_each(x=())


@pytest.mark.parametrize("axis", [for_each(x=(1, 2)), pytest.mark.parametrize("x", [1, 2])])
def test_members_draw_differently_where_draws_are_the_same_every_time(axis):
    def drawn(member):
        seen = []

        @claim("1/something")
        @axis
        @settings(derandomize=True, database=None, max_examples=20)
        @given(n=numbers)
        def test_something(impl, x, n):
            """Something."""
            seen.append(n)

        with on_trial(test_something, members(test_something)[member]):
            test_something(impl=None, x=member)
        return seen

    assert drawn(0) == drawn(0)
    assert drawn(0) != drawn(1)


@pytest.mark.parametrize("axis", [for_each(x=(1, 2)), pytest.mark.parametrize("x", [1, 2])])
def test_members_keep_their_failures_apart(axis):
    database = InMemoryExampleDatabase()

    @claim("1/something")
    @axis
    @settings(database=database)
    @given(n=numbers)
    def test_something(impl, x, n):
        """Something."""
        assert n < 10

    for member in members(test_something):
        random.seed(0)
        with pytest.raises(AssertionError), on_trial(test_something, member):
            test_something(impl=None, **member.arguments)
    failures = [key for key, values in database.data.items() if values]
    assert len({key for key in failures if b"." not in key}) == 2


OWN = """
def named(value):
    return None if value == 2 else f"<{value}>"


AXES = [
    for_each(x=("text", 2, "ℓ₁")),
    pytest.mark.parametrize("x", [1, 2.5, None, True, "é", "a b", len, object()]),
    pytest.mark.parametrize(("x", "y"), [(1, "a"), (2, "b")]),
    pytest.mark.parametrize("x, y", [(1, "a"), pytest.param(2, "b", id="two")]),
    pytest.mark.parametrize("x", [1, 2], ids=["one", None]),
    pytest.mark.parametrize("x", [1, 2], ids=named),
    lambda test: pytest.mark.parametrize("x", "ab")(pytest.mark.parametrize("y", [1, 2])(test)),
    lambda test: pytest.mark.parametrize("x", "ab")(for_each(y=(1, 2))(test)),
]


def drawn(number, *values):
    name = "-".join(map(str, [number, *values]))
    return open(f"drawn-{name}.txt", "a")


def property_of(number, axis):
    @given(n=st.integers(0, 10**9))
    def of_one(impl, n, x):
        \"\"\"Something.\"\"\"
        print(n, file=drawn(number, x))

    @given(n=st.integers(0, 10**9))
    def of_two(impl, n, x, y):
        \"\"\"Something.\"\"\"
        print(n, file=drawn(number, x, y))

    return claim(f"mine/family-{number}")(axis(of_two if number in (2, 3, 6, 7) else of_one))


for number, axis in enumerate(AXES):
    globals()[f"test_{number}"] = property_of(number, axis)
"""


def test_ids_are_the_same_with_pytest_and_without(run, own):
    file = own(OWN)
    result = run("test_own.py", "--list-claims", "-q")
    listed = [
        re.sub(" +holds +Something.$", "", line) for line in result.outlines if "mine/" in line
    ]
    module = runpy.run_path(str(file))
    tests = [module[f"test_{number}"] for number in range(len(module["AXES"]))]
    assert [member.claim.id for test in tests for member in members(test)] == listed


@pytest.mark.parametrize("family", [0, 2])
def test_members_draw_differently_in_a_run(run, own, project, family):
    own(OWN)
    draws = []
    for _ in range(2):
        run("test_own.py", "--claim", f"mine/family-{family}", "--hypothesis-profile=ci")
        files = sorted(project.path.glob("drawn-*.txt"))
        draws.append([file.read_text(encoding="utf-8") for file in files])
        for file in files:
            file.unlink()
    assert draws[0] == draws[1]
    assert len(set(draws[0])) == len(draws[0]) > 1
