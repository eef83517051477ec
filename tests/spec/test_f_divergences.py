"""The f-divergences by definition, and how one is chosen from those that are offered."""

import math
from types import SimpleNamespace

import mpmath
import pytest
from hypothesis import find, given, settings
from hypothesis import strategies as st

import impl
import spec
from spec.definitions.calculus import derivative
from spec.definitions.divergence import Distribution
from spec.definitions.f_divergence import (
    F_DIVERGENCES,
    NamedDivergence,
    activated,
    neyman,
    offered_names,
)
from spec.machinery.claims.guard import NotOffered
from spec.machinery.claims.implementation import Implementation
from spec.machinery.numbers.precision import FLOAT32, FLOAT64, in_force
from spec.machinery.numbers.reals import Real
from spec.strategies import (
    batch_pairs,
    cells_of_any_size,
    different_densities,
    disjoint_pairs,
    distances_from_an_end,
    f_divergences,
    inward_moves,
    mirrored_pairs,
    outputs_apart,
    pairs_equal_or_apart,
)

NAMES = tuple(F_DIVERGENCES)
EVERY = pytest.mark.parametrize("f", F_DIVERGENCES.values(), ids=NAMES)
EVERY_FORMAT = pytest.mark.parametrize("format", [FLOAT64, FLOAT32], ids=lambda each: each.name)
positive = st.floats(2.0**-10, 2.0**10)
FEW = settings(max_examples=2000, derandomize=True, database=None)


def assert_same(left, right, digits=25):
    assert abs(left - right).value <= (1 + abs(right)).value.scaleb(-digits)


@EVERY
@given(u=positive.filter(lambda u: u != 1))
def test_a_slope_is_a_derivative(f, u):
    assert_same(derivative(f, at=u), f.slope(u), digits=18)


@pytest.mark.parametrize("t", [-(2.0**-60), -0.5, -1.0, -2.0, -200.0, -1e4])
def test_the_conjugate_of_gan_has_all_its_digits_wherever_it_is(t):
    with mpmath.workprec(2**15):
        due = -mpmath.log1p(-mpmath.exp(t))
        found = F_DIVERGENCES["gan"].conjugate(t).value
        assert abs(mpmath.mpf(f"{found}") / due - 1) < mpmath.mpf(10) ** -30


@EVERY
@given(u=positive, w=positive)
def test_a_conjugate_is_the_highest_of_all_lines(f, u, w):
    t = f.slope(w)
    assert_same(f.conjugate(t), t * w - f(w))
    assert t * u - f(u) <= f.conjugate(t) + Real.of(1e-30)


@EVERY
@given(v=st.floats(-20, 20))
def test_what_the_conjugate_of_an_activation_comes_to_is_that(f, v):
    assert_same(f.conjugate_of_activation(v), f.conjugate(f.activation(v)))


@EVERY
@given(pair=batch_pairs())
def test_a_closed_form_is_the_divergence_by_definition(f, pair):
    closed, summed = f.divergence(*pair), f.of_masses(pair.p.exact, pair.q.exact)
    assert closed == summed or abs(closed - summed) < 1e-40


@EVERY
def test_ends_are_the_limits_that_they_are_called(f):
    small, large = Real.of(2.0**-100), Real.of(2.0**100)
    if f.at_zero < math.inf:
        assert abs(f(small) - f.at_zero) < 1e-12
    if f.end < math.inf:
        assert abs(f.slope(large) - f.end) < 1e-12
    if f.start > -math.inf:
        assert abs(f.slope(small) - f.start) < 1e-12
    if f.rise < math.inf:
        assert f.end * large - f(large) == f.rise
    elif f.end < math.inf:
        assert f.end * large - f(large) > 60


def test_a_conjugate_of_a_nan_is_one():
    assert all(f.conjugate(math.nan).value.is_nan() for f in F_DIVERGENCES.values())


@EVERY
@EVERY_FORMAT
@given(distance=distances_from_an_end())
def test_a_slope_before_the_end_is_one_that_a_float_can_hold(format, f, distance):
    with in_force(format):
        t = f.before_the_end(distance) if f.end < math.inf else 0.0
        assert t == format.rounded(t)
        assert t < f.end


def test_neyman_has_squares_over_the_data():
    assert neyman(Distribution((1, 1)), Distribution((1, 3))) == 0.25


def offering(**functions):
    return Implementation(SimpleNamespace(**functions), "mine")


def test_all_are_offered_where_nothing_is_said():
    assert offered_names(offering()) == NAMES
    assert offered_names(offering(f_divergences=["gan"])) == ("gan",)
    with pytest.raises(ValueError, match="'chi2', which is none of kl, reverse_kl"):
        offered_names(offering(f_divergences=("kl", "chi2")))


def test_where_one_is_not_offered_the_next_takes_its_place():
    few = offering(f_divergences=("pearson", "kl"))
    chosen = {name: NamedDivergence(name, NAMES).of(few).name for name in NAMES}
    assert chosen == dict.fromkeys(NAMES, "kl") | {
        "reverse_kl": "pearson",
        "pearson": "pearson",
    }
    assert NamedDivergence("gan", ("gan", "kl")).of(few).name == "kl"
    with pytest.raises(NotOffered, match="none of gan, total_variation"):
        NamedDivergence("gan", ("gan", "total_variation")).of(few)


def test_an_activation_of_the_implementers_own_choice_is_told_from_the_proposed_one():
    def f_activation(name, v):
        return impl.f_activation(name, v * (2 if name == "gan" else 1))

    mine = offering(f_activation=f_activation)
    assert NamedDivergence("kl", NAMES).with_the_activation_proposed(mine).name == "kl"
    assert NamedDivergence("gan", NAMES).with_the_activation_proposed(mine).name != "gan"
    with pytest.raises(NotOffered):
        NamedDivergence("gan", ("gan",)).with_the_activation_proposed(mine)
    assert mine.calls == []
    assert NamedDivergence("gan", ("gan",)).with_the_activation_proposed(offering()).name == "gan"


def test_losses_are_held_to_the_implementations_own_activation_if_it_has_one():
    f = F_DIVERGENCES["kl"]
    mine = offering(f_activation=lambda name, v: 2 * v)
    assert activated(mine, f, [1.0, 2.0]) == [2, 4]
    assert activated(offering(), f, [1.0, 2.0]) == [1, 2]


def test_another_increasing_activation_is_as_good():
    """For gan, log σ(2v) is another map of all numbers into the negative ones."""

    def of_doubled(function):
        return lambda name, *outputs: function(name, *(2 * each for each in outputs))

    mine = SimpleNamespace(
        f_divergences=("gan",),
        f_activation=of_doubled(impl.f_activation),
        f_conjugate=impl.f_conjugate,
        f_discriminator_loss=of_doubled(impl.f_discriminator_loss),
        f_generator_loss=of_doubled(impl.f_generator_loss),
    )
    about = ["definitions/value[f_activation]", "leading-axes/rows[f_generator_loss]"]
    results = spec.check(mine, ["fgan", "num/f-gan-tails", "num/f-activation", *about])
    found = {result.claim.id: result.outcome for result in results}
    assert "failed" not in found.values()
    assert found["fgan/losses"] == found["fgan/activation"] == found["fgan/bound"] == "passed"
    assert found["num/f-gan-tails"] == found["num/f-activation"] == "skipped"
    assert [found[each] for each in about] == ["skipped", "skipped"]


@pytest.mark.parametrize("name", NAMES)
def test_every_one_is_drawn(name):
    find(f_divergences(), lambda drawn: drawn.name == name, settings=FEW)


@given(densities=different_densities())
def test_different_densities_differ(densities):
    p, q = densities
    assert abs(p - q) >= 2.0**-10 * min(p, q) > 0


@EVERY_FORMAT
@given(data=st.data())
def test_outputs_that_are_apart_are_in_order(format, data):
    with in_force(format):
        v, w = data.draw(outputs_apart())
        assert v + 0.25 <= w
        assert max(abs(v), abs(w)) <= format.digits // 6


@given(pair=disjoint_pairs())
def test_disjoint_pairs_have_no_point_in_common(pair):
    assert all(bool(a) != bool(b) for a, b in zip(*(side.counts for side in pair), strict=True))


@given(pair=pairs_equal_or_apart())
def test_masses_that_are_equal_or_apart_are_masses(pair):
    p, q = (side.exact for side in pair)
    assert sum(p) == sum(q) == 1
    assert all(a == b or not a or not b for a, b in zip(p, q, strict=True))


@given(pair=mirrored_pairs())
def test_mirrored_pairs_are(pair):
    assert pair.p.exact == pair.q.exact[::-1]


@given(move=inward_moves())
def test_inward_moves_go_to_where_the_masses_are_equal(move):
    p, before, after = (side.exact for side in move)
    assert p[0] == before[0] <= after[0]
    assert min(after) > 0


@EVERY_FORMAT
@given(data=st.data())
def test_cells_of_any_size_sum_to_1_to_rounding(format, data):
    with in_force(format):
        for masses in data.draw(cells_of_any_size()):
            assert format.rounded(sum(masses)) == 1
            assert all(mass == format.rounded(mass) > 0 for mass in masses)
