"""Functions that an implementation has borrowed: they are not its own, so they are not judged."""

from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from spec.machinery.claims import checking
from spec.machinery.claims.claim import claim
from spec.machinery.claims.implementation import Implementation
from spec.machinery.numbers.comparison import assert_equal
from tests.machinery.toy import SPECIFICATION, reference

MINE = """
double = lambda n: 2 * n + 1
half = lambda n, down=False: n / 2 + 1
third = lambda x: x
borrowed = {"half", "third"}
"""


def of(functions, claims):
    return checking.check(SPECIFICATION, functions, claims)


def completed(**functions):
    borrowed = {"half", "third"} - functions.keys()
    every = {name: getattr(reference, name) for name in SPECIFICATION.functions}
    return SimpleNamespace(**{"borrowed": borrowed} | every | functions)


def test_a_claim_that_calls_only_what_is_borrowed_does_not_run():
    (result,) = of(completed(double=lambda n: 2 * n), "2/half")
    assert result.outcome == "skipped"
    assert result.examples == 0
    assert result.message == "SimpleNamespace has borrowed what it calls: half"


def test_not_even_where_what_is_borrowed_is_wrong():
    (result,) = of(completed(half=lambda n: -n, borrowed={"half"}), "2/half")
    assert result.outcome == "skipped"


def test_a_claim_that_calls_one_of_its_own_runs():
    @claim("mine/both")
    @given(n=st.integers(0, 9))
    def test_both(impl, n):
        """half(double(n)) = n."""
        assert_equal(impl.half(impl.double(n)), n)

    (right,) = of(completed(double=lambda n: 2 * n), test_both)
    (wrong,) = of(completed(double=lambda n: 2 * n + 2), test_both)
    assert (right.outcome, right.examples) == ("passed", 10)
    assert wrong.outcome == "failed"


def test_what_is_borrowed_is_not_offered():
    subject = Implementation(completed(), "mine")
    assert [name for name in SPECIFICATION.functions if subject.offers(name)] == ["double"]


def test_no_failure_is_laid_to_what_is_borrowed(run, project):
    project.makepyfile(
        mine=MINE,
        test_both="""
        from hypothesis import given
        from hypothesis import strategies as st

        from spec.machinery.claims.claim import claim
        from spec.machinery.numbers.comparison import assert_equal

        @claim("mine/both")
        @given(n=st.integers(0, 9))
        def test_both(impl, n):
            \"\"\"half(double(n)) = n.\"\"\"
            assert_equal(impl.half(impl.double(n)), n)
        """,
    )
    result = run("test_both.py", "toy", impl="mine")
    output = result.stdout.str()
    assert "claims: mine, 1 of 3 functions" in output
    assert "double: wrong (" in output
    assert "half: " not in output
    assert "third: " not in output
