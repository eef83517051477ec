"""What `claim` records of a property, and what it refuses to record."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spec.machinery.claims.claim import claim, claim_of


def test_a_claim_records_what_its_property_says():
    """Chapter title: the head of a module docstring is its title."""

    @claim("3.3/equals-kl", equations="24-27")
    def test_summed_loss_at_the_optimum_is_a_kl():
        """At D = D*:  L_G = KL(q‖p).

        More than that is for those who read the source.
        """

    recorded = claim_of(test_summed_loss_at_the_optimum_is_a_kl)
    assert recorded.id == "3.3/equals-kl"
    assert recorded.kind == "holds"
    assert recorded.sentence == "summed loss at the optimum is a kl"
    assert recorded.statement == "At D = D*:  L_G = KL(q‖p)."
    assert recorded.chapter == "What `claim` records of a property, and what it refuses to record"


def test_a_property_stays_the_function_it_was():
    def test_something():
        """Something."""

    assert claim("1/something")(test_something) is test_something


def test_what_records_no_claim_has_none():
    assert claim_of(len) is None
    assert claim_of(None) is None


@pytest.mark.parametrize(
    ("equations", "numbers"),
    [
        ("", ()),
        ("14", (14,)),
        ("24-27", (24, 25, 26, 27)),
        ("24–27", (24, 25, 26, 27)),
        ("given, 5", (5,)),
        ("42-43, 52", (42, 43, 52)),
        ("hint, 14", (14,)),
        ("consequence", ()),
    ],
)
def test_the_equation_numbers_are_read_from_the_words(equations, numbers):
    @claim("1/something", equations=equations)
    def test_something():
        """Something."""

    assert claim_of(test_something).equation_numbers == numbers


@pytest.mark.parametrize("id", ["", "3.3", "/name", "3.3/", "3.3/Name", "3.3/two words", "3/a/b"])
def test_an_id_that_nobody_could_type_is_refused(id):
    with pytest.raises(ValueError, match="not the id of a claim"):
        claim(id)


def test_a_kind_that_is_none_of_the_three_is_refused():
    with pytest.raises(ValueError, match="'proved' is none of holds, exists, refuted"):
        claim("1/something", kind="proved")


@pytest.mark.parametrize(("kind", "corrected_by"), [("refuted", None), ("holds", "1/other")])
def test_a_refuted_claim_and_no_other_says_what_is_true_instead(kind, corrected_by):
    with pytest.raises(ValueError, match="corrected_by"):
        claim("1/something", kind=kind, corrected_by=corrected_by)


async def coroutine(impl):
    """Something."""


async def asynchronous_generator(impl):
    """Something."""
    yield


def generator(impl):
    """Something."""
    yield


@pytest.mark.parametrize("draws", [lambda test: test, given(n=st.integers())])
@pytest.mark.parametrize(
    ("body", "message"),
    [
        (coroutine, "coroutine is async, and no one would await it"),
        (asynchronous_generator, "asynchronous_generator is async"),
        (generator, "generator yields, so calling it would not run it"),
    ],
)
def test_what_would_not_run_is_refused_with_its_place(body, message, draws):
    with pytest.raises(TypeError, match=rf"claim 1/something: {message}.*\({__file__}:\d+\)"):
        claim("1/something")(draws(body))


def test_a_member_of_a_family_has_an_id_of_its_own_and_is_of_the_same_part():
    @claim("3.3/grows", equations="24")
    def test_something():
        """Something."""

    member = claim_of(test_something).member("of/it")
    assert member.id == "3.3/grows[of/it]"
    assert member.part == "3.3"
    assert member.statement == "Something."


def test_a_claim_without_a_statement_is_refused():
    def test_something():
        pass

    with pytest.raises(ValueError, match="test_something needs a docstring"):
        claim("1/something")(test_something)
