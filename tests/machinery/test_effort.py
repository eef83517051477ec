"""How hard a property is tried: by several searches, where it is tried with many examples."""

import pytest
from hypothesis import Phase, core, given, settings
from hypothesis import strategies as st

from spec.machinery.claims.effort import LONGEST, searches, tried_as


@given(n=st.integers())
def test_a_property(n):
    pass


def tried(how, seed=None):
    """How many examples each search has, and from which seed."""
    with tried_as(test_a_property, how, seed):
        return [(each.max_examples, of) for each, of in searches(test_a_property)]


def test_few_examples_are_one_search():
    assert tried(settings(max_examples=LONGEST, derandomize=True)) == [(LONGEST, None)]


@pytest.mark.parametrize("number", [LONGEST + 1, 10 * LONGEST, 10 * LONGEST + 7])
def test_many_examples_are_shared_out_among_searches(number):
    examples = [each for each, _ in tried(settings(max_examples=number))]
    assert sum(examples) == number
    assert max(examples) <= LONGEST


def test_no_two_searches_have_one_seed():
    seeds = [seed for _, seed in tried(settings(max_examples=5 * LONGEST), seed=7)]
    assert len(set(seeds)) == 5


def test_searches_have_a_seed_where_they_are_the_same_every_time():
    how = settings(max_examples=2 * LONGEST, derandomize=True)
    assert tried(how) == tried(how)
    assert None not in [seed for _, seed in tried(how)]


@pytest.mark.parametrize("seed", [5, "a word"])
def test_searches_have_other_seeds_where_one_is_forced(monkeypatch, seed):
    monkeypatch.setattr(core, "global_force_seed", seed)
    seeds = [seed for _, seed in tried(settings(max_examples=3 * LONGEST))]
    assert len(set(seeds)) == 3
    assert tried(settings(max_examples=3 * LONGEST))[0][1] == seeds[0]


def test_what_is_not_drawn_is_tried_once():
    with tried_as(test_a_property, settings(max_examples=3 * LONGEST)):
        phases = [each.phases for each, _ in searches(test_a_property)]
    assert [Phase.explicit in each for each in phases] == [True, False, False]
    assert [Phase.reuse in each for each in phases] == [True, False, False]


def test_everything_else_of_the_settings_remains():
    how = settings(max_examples=2 * LONGEST, stateful_step_count=7)
    with tried_as(test_a_property, how):
        assert all(each.stateful_step_count == 7 for each, _ in searches(test_a_property))
