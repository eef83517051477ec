"""Which ids a selector chooses, and what is offered where it chooses none."""

import pytest

from spec.machinery.claims.ids import NoSuchClaim, selected_ids

IDS = ["1.1/double", "1.1/large", "1.2/small", "2/half", "2/half-a-dozen", "10.1/late"]


@pytest.mark.parametrize(
    ("selectors", "selected"),
    [
        (["1.1/double"], ["1.1/double"]),
        (["1.1"], ["1.1/double", "1.1/large"]),
        (["1.1/"], ["1.1/double", "1.1/large"]),
        (["1"], ["1.1/double", "1.1/large", "1.2/small"]),
        (["2", "1.1/large"], ["1.1/large", "2/half", "2/half-a-dozen"]),
        (["1", "1.1"], ["1.1/double", "1.1/large", "1.2/small"]),
        (["2/half"], ["2/half"]),
        (["2/half-a"], ["2/half-a-dozen"]),
    ],
)
def test_a_selector_is_an_id_or_where_one_ends_a_word(selectors, selected):
    assert sorted(selected_ids(IDS, selectors)) == selected


FAMILY = ["3/grows[double]", "3/grows[half]", "3/grows-faster[double]", "3/grows-at-all"]


@pytest.mark.parametrize(
    ("selector", "selected"),
    [
        ("3/grows", ["3/grows[double]", "3/grows[half]"]),
        ("3/grows[half]", ["3/grows[half]"]),
        ("3/grows-faster", ["3/grows-faster[double]"]),
        ("3", sorted(FAMILY)),
    ],
)
def test_a_selector_may_be_a_family_or_a_member(selector, selected):
    assert sorted(selected_ids(IDS + FAMILY, [selector])) == selected


def test_a_member_that_there_is_not_is_offered_those_that_there_are():
    with pytest.raises(NoSuchClaim, match=r"Did you mean 3/grows\[half\]"):
        selected_ids(IDS + FAMILY, ["3/grows[hlaf]"])


@pytest.mark.parametrize(
    ("selector", "offer"),
    [
        ("1.1/duoble", "Did you mean 1.1/double"),
        ("double", "Did you mean 1.1/double"),
        ("1.3/small", "Did you mean 1.2/small"),
        ("1.1/lar", "Did you mean 1.1/large"),
        ("7", "There are claims of 1.1, 1.2, 2, 10.1; --list-claims prints them all."),
    ],
)
def test_a_selector_that_chooses_none_is_offered_the_nearest(selector, offer):
    with pytest.raises(NoSuchClaim) as error:
        selected_ids(IDS, ["2", selector])
    assert str(error.value).startswith(f"{selector}: no such claim. {offer}")


def test_where_nothing_was_collected_the_paths_are_suspected():
    with pytest.raises(NoSuchClaim, match="No claim was collected here"):
        selected_ids([], ["2"])
