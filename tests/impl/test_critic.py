"""Critics and the Wasserstein distance, against exact rational arithmetic."""

import functools
import math
from fractions import Fraction

import mpmath
import numpy as np
import pytest
from hypothesis import example, given, target
from hypothesis import strategies as st

import impl
from impl import _transport
from tests.impl import whole_range
from tests.impl.ulps import BITS, as_mpf, error_in_ulps

rationals = st.fractions(-1000, 1000, max_denominator=1000)
points = (
    st.sampled_from([0.0, 1.0, 2.5, 1e15, 1e15 + 1, -1e15])
    | st.floats(-10.0, 10.0)
    | st.floats(-1e300, 1e300)
)


def measure(sample, weights):
    """Return the atoms with their masses, exactly normalised."""
    masses = [Fraction(1)] * len(sample) if weights is None else [Fraction(w) for w in weights]
    total = sum(masses)
    return [(Fraction(x), w / total) for x, w in zip(sample, masses, strict=True)]


def distance_and_leeway(x, y, x_weights=None, y_weights=None):
    """Return ∫ |F − G| exactly, and ∫ min(F + G, 2 − F − G)."""
    atoms = [(a, w, w) for a, w in measure(x, x_weights)]
    atoms += [(a, -w, w) for a, w in measure(y, y_weights)]
    atoms.sort()
    distance = leeway = difference = total = Fraction(0)
    for (a, signed, mass), (b, _, _) in zip(atoms, atoms[1:], strict=False):
        difference += signed
        total += mass
        distance += abs(difference) * (b - a)
        leeway += min(total, 2 - total) * (b - a)
    return distance, leeway


@given(x=st.lists(points, min_size=1, max_size=9), y=st.lists(points, min_size=1, max_size=9))
@example(x=[1.0, 1.0, 5.0], y=[1e15, 1.0, 5.0])
@example(x=[1e308, 1e308, -1e308], y=[-1e308, 1e308])
def test_the_distance_of_samples_of_any_sizes_is_accurate(x, y):
    exact, _ = distance_and_leeway(x, y)
    error = error_in_ulps(impl.wasserstein_distance(x, y), as_mpf(exact))
    target(error)
    assert error <= 4


@given(data=st.data(), x=st.lists(points, min_size=1, max_size=9), same=st.booleans())
def test_the_distance_of_weighted_samples_is_accurate(data, x, same):
    y = x if same else data.draw(st.lists(points, min_size=1, max_size=9))
    x_weights = data.draw(whole_range.distributions(st.just(len(x)))).tolist()
    y_weights = data.draw(
        st.none() | whole_range.distributions(st.just(len(y))).map(lambda w: w.tolist())
    )
    exact, leeway = distance_and_leeway(x, y, x_weights, y_weights)
    computed = impl.wasserstein_distance(x, y, x_weights=x_weights, y_weights=y_weights)
    error = abs(Fraction(float(computed)) - exact)
    target(math.log(float(error) + 1e-300))
    assert error <= 4 * Fraction(math.ulp(float(exact))) + leeway * Fraction(1, 2**100)


@pytest.mark.parametrize("sizes", [(200, 200), (200, 150), (20_000, 20_000), (20_000, 16_385)])
def test_long_samples_of_repeated_atoms_are_as_far_apart_as_their_measures(sizes):
    """Thousands of atoms, of which only a few differ, so that the exact distance is at hand."""
    n, m = sizes
    atoms = np.array([0.1, 0.7, 1e9])
    x, y = np.resize(atoms, n), np.resize(atoms + 1 / 3, m)
    counts = [np.bincount(np.arange(k) % 3, minlength=3) for k in sizes]
    weights = [[Fraction(int(c), k) for c in count] for count, k in zip(counts, sizes, strict=True)]
    exact, _ = distance_and_leeway(atoms.tolist(), (atoms + 1 / 3).tolist(), *weights)
    assert error_in_ulps(impl.wasserstein_distance(x, y), as_mpf(exact)) <= 4
    x_weights, y_weights = np.full(n, 1 / n), np.full(m, 1 / m)
    weighted = impl.wasserstein_distance(x, y, x_weights=x_weights, y_weights=y_weights)
    assert error_in_ulps(weighted, as_mpf(exact)) <= 4


def test_every_step_of_long_samples_of_different_sizes_counts():
    rng = np.random.default_rng(1)
    x, y = rng.integers(0, 2**30, 17_000), rng.integers(0, 2**30, 16_500)
    exact, _ = distance_and_leeway(x.tolist(), y.tolist())
    assert error_in_ulps(impl.wasserstein_distance(x, y), as_mpf(exact)) <= 4


@pytest.mark.parametrize("side", [1.0, -1.0])
@pytest.mark.parametrize("lost", [0.0, 2.0**-53])
def test_a_small_mass_far_out_counts_from_either_end(side, lost):
    """The other masses do not sum to 1 exactly, and their rounding is far above the small one."""
    x, y = side * np.array([0.0, 1.0, 2.0, 1e300]), side * np.array([0.0, 1.0])
    weights = [0.1, 0.2, 0.7 - lost, 1e-280], [0.3, 0.7 - lost]
    exact, _ = distance_and_leeway(x.tolist(), y.tolist(), *weights)
    computed = impl.wasserstein_distance(x, y, x_weights=weights[0], y_weights=weights[1])
    assert error_in_ulps(computed, as_mpf(exact)) <= 4


def test_weights_are_divided_by_their_exact_sum():
    """In single precision they may sum to 1 only to six digits."""
    rng = np.random.default_rng(2)
    x, y = rng.normal(size=(2, 64))
    much, little = (rng.dirichlet(np.ones(64)) * (1 + excess) for excess in (3e-6, -3e-6))
    much, little = np.float32(much).tolist(), np.float32(little).tolist()
    for x_weights, y_weights in ((much, little), (little, much), (much, much), (None, much)):
        exact, _ = distance_and_leeway(x, y, x_weights, y_weights)
        masses = [None if w is None else np.float32(w) for w in (x_weights, y_weights)]
        computed = impl.wasserstein_distance(x, y, x_weights=masses[0], y_weights=masses[1])
        assert error_in_ulps(computed, as_mpf(exact)) <= 4


def test_one_measure_written_in_two_ways_is_at_distance_0():
    far = 1e15
    assert impl.wasserstein_distance([1.0, far, 1.0], [far, 1.0, 1.0]) == 0
    assert impl.wasserstein_distance([1.0, 1.0, far, far], [far, 1.0]) == 0
    assert impl.wasserstein_distance([1, 1, far, 2], [1, 2, far], y_weights=[0.5, 0.25, 0.25]) == 0
    assert impl.wasserstein_distance([1.0, far], [1.0], x_weights=[1.0, 0.0]) == 0
    thirds = impl.wasserstein_distance([1.0, 1.0, 2.0], [1.0, 2.0], y_weights=[2 / 3, 1 / 3])
    assert thirds <= 2.0**-53


@given(x=st.lists(points, min_size=1, max_size=5), y=st.lists(points, min_size=1, max_size=5))
def test_the_distance_is_symmetric(x, y):
    assert impl.wasserstein_distance(x, y) == impl.wasserstein_distance(y, x)


def test_a_distance_is_finite_whenever_it_can_be():
    huge = 1.7e308
    assert impl.wasserstein_distance([huge, 0.0], [-huge, 0.0]) == huge
    assert impl.wasserstein_distance([huge], [-huge]) == np.inf
    quarters = [0.25, 0.75]
    distance = impl.wasserstein_distance(
        [huge, 0.0], [-huge, 0.0], x_weights=quarters, y_weights=quarters
    )
    assert distance == huge / 2
    assert error_in_ulps(impl.wasserstein_distance([huge, 0, 0], [-huge, 0]), huge / 1.2) <= 4


def mean_of_order(order, x, y, x_weights=None, y_weights=None):
    """Return W_p in 300 bits, from exact quantiles; the farthest that mass is moved for inf."""
    x, y = sorted(measure(x, x_weights)), sorted(measure(y, y_weights))
    moves = []
    while x and y:
        (a, mass), (b, other) = x[-1], y[-1]
        moved = min(mass, other)
        if moved:
            moves.append((abs(a - b), moved))
        x[-1:] = [(a, mass - moved)] if mass > moved else []
        y[-1:] = [(b, other - moved)] if other > moved else []
    if order == math.inf:
        return as_mpf(max(gap for gap, _ in moves))
    p = as_mpf(order)
    return sum(as_mpf(mass) * as_mpf(gap) ** p for gap, mass in moves) ** (1 / p)


orders = st.sampled_from([1.0, 1.5, 2.0, 3.0, 300.0, 1e5, math.inf]) | st.floats(1.0, 20.0)


@given(
    x=st.lists(points, min_size=1, max_size=9),
    y=st.lists(points, min_size=1, max_size=9),
    order=orders,
)
@example(x=[1.0, 1.0, 5.0], y=[1e15, 1.0, 5.0], order=2.0)
@example(x=[1e308, 1e308, -1e308], y=[-1e308, 1e308], order=3.0)
@example(x=[2.0**-900, 0.0], y=[2.0**-901], order=2.0)
@example(x=[5e-324, 0.0], y=[1.0, 2.0], order=math.inf)
@example(x=[5e-324, 0.0], y=[0.0, 1e-323], order=1.5)
def test_the_distance_of_any_order_is_accurate(x, y, order):
    with mpmath.workprec(BITS):
        exact = mean_of_order(order, x, y)
    error = error_in_ulps(impl.wasserstein_distance(x, y, order=order), exact)
    target(error)
    assert error <= 8


@given(data=st.data(), x=st.lists(points, min_size=1, max_size=9), order=orders)
def test_the_distance_of_weighted_samples_of_any_order_is_accurate(data, x, order):
    order = max(order, 1.001)
    y = data.draw(st.just(x) | st.lists(points, min_size=1, max_size=9))
    x_weights = data.draw(whole_range.distributions(st.just(len(x)))).tolist()
    y_weights = data.draw(
        st.none() | whole_range.distributions(st.just(len(y))).map(lambda w: w.tolist())
    )
    with mpmath.workprec(BITS):
        exact = mean_of_order(order, x, y, x_weights, y_weights)
    computed = impl.wasserstein_distance(
        x, y, order=order, x_weights=x_weights, y_weights=y_weights
    )
    error = error_in_ulps(computed, exact)
    target(error)
    assert error <= 8


@pytest.mark.parametrize("order", [2, 2.5, math.inf])
@pytest.mark.parametrize("sizes", [(20_000, 20_000), (20_000, 16_385), (16_385, 20_000)])
def test_long_samples_are_as_far_apart_in_any_order_as_their_measures(sizes, order):
    atoms = np.array([0.1, 0.7, 1e9])
    x, y = np.resize(atoms, sizes[0]), np.resize(atoms + 1 / 3, sizes[1])
    counts = [np.bincount(np.arange(k) % 3, minlength=3) for k in sizes]
    weights = [[Fraction(int(c), k) for c in count] for count, k in zip(counts, sizes, strict=True)]
    with mpmath.workprec(BITS):
        exact = mean_of_order(order, atoms.tolist(), (atoms + 1 / 3).tolist(), *weights)
    assert error_in_ulps(impl.wasserstein_distance(x, y, order=order), exact) <= 4


@pytest.mark.parametrize("order", [1.001, 2, 2.5, 30])
@pytest.mark.parametrize("sizes", [(1, 2), (30, 30), (500, 400), (20_000, 16_385)])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_weighted_samples_are_as_far_apart_in_floats_as_in_integers(
    sizes, order, dtype, monkeypatch
):
    rng = np.random.default_rng(4)
    x, y = (rng.normal(i, size=n) for i, n in enumerate(sizes))
    weights = [rng.dirichlet(np.ones(n)).astype(dtype) for n in sizes]
    distance = functools.partial(
        impl.wasserstein_distance, x, y, order=order, x_weights=weights[0], y_weights=weights[1]
    )
    monkeypatch.setattr(_transport, "SLIVER", 0.0)
    exact = distance()
    monkeypatch.undo()
    assert error_in_ulps(distance(), exact) <= 6


@pytest.mark.parametrize("swapped", [False, True])
@pytest.mark.parametrize(
    ("x", "y"),
    [
        ([0.0, 1e200], [0.0, 1.0]),
        ([0.0, 1.0], [-1e200, 1.0]),
        ([1e200 - 1e188, 1e200], [0.0, 1e200]),
        ([-1e200, 1e200], [-1e200, 1e200 - 1e188]),
        ([-1.7e308, 0.0], [0.0, 1.7e308]),
    ],
)
def test_of_whatever_end_mass_is_moved_the_farthest_no_power_overflows(x, y, swapped):
    """Powers of any other difference of two ends may be out of proportion."""
    samples = [(x, [0.25, 0.75]), (y, [0.625, 0.375])]
    (x, x_weights), (y, y_weights) = reversed(samples) if swapped else samples
    with mpmath.workprec(BITS):
        exact = mean_of_order(40, x, y, x_weights, y_weights)
    computed = impl.wasserstein_distance(x, y, order=40, x_weights=x_weights, y_weights=y_weights)
    assert error_in_ulps(computed, exact) <= 8


@given(
    x=st.lists(st.integers(-(2**20), 2**20), min_size=1, max_size=9),
    y=st.lists(st.integers(-(2**20), 2**20), min_size=1, max_size=9),
)
@example(x=[0, 0, 0], y=[1, 1, 3])
def test_the_distance_of_integers_is_rounded_once(x, y):
    exact, _ = distance_and_leeway(x, y)
    assert impl.wasserstein_distance(x, y) == float(exact)


@pytest.mark.parametrize("mass", [2.0**-30, 2.0**-60 / 3, 2.0**-66 / 3, 2.0**-75, 2.0**-70 / 3])
@pytest.mark.parametrize("order", [2, 7])
def test_a_small_mass_far_out_counts_in_any_order(order, mass):
    """All other masses are the same, in one sample split so that floats add them up otherwise."""
    masses = np.random.default_rng(6).dirichlet(np.ones(40))
    masses[0] -= mass
    some = masses.astype(np.float32) / 4
    x, y = [*np.arange(40.0), 100.0], [*np.arange(40.0).repeat(2), -100.0]
    weights = [*masses, mass], [*np.stack((some, masses - some), axis=1).ravel(), mass]
    with mpmath.workprec(BITS):
        exact = mean_of_order(order, x, y, *weights)
    computed = impl.wasserstein_distance(
        x, y, order=order, x_weights=weights[0], y_weights=weights[1]
    )
    assert error_in_ulps(computed, exact) <= 8


@given(
    mass=st.floats(2.0**-44, 2.0**-20),
    other=st.floats(0, 0.75),
    shares=st.lists(st.floats(0.01, 1), min_size=3, max_size=20),
    order=st.sampled_from([1.5, 2, 3, 7]),
)
def test_where_little_mass_is_moved_the_rounding_of_all_others_does_not_count(
    mass, other, shares, order
):
    """Levels of the cumulative masses differ by so little that one float each does not tell."""
    masses = np.array(shares) / math.fsum(shares)
    x = y = [*np.arange(float(len(shares))), float(len(shares))]
    little = other * mass
    weights = [*masses[:-1], masses[-1] - mass, mass], [*masses[:-1], masses[-1] - little, little]
    with mpmath.workprec(BITS):
        exact = mean_of_order(order, x, y, *weights)
    computed = impl.wasserstein_distance(
        x, y, order=order, x_weights=weights[0], y_weights=weights[1]
    )
    assert error_in_ulps(computed, exact) <= 8


@pytest.mark.parametrize("excess", [3e-6, -3e-6])
@pytest.mark.parametrize("order", [1.5, 2])
@pytest.mark.parametrize("shift", [0, -64])
def test_weights_are_divided_by_their_exact_sum_in_any_order(shift, order, excess):
    """In single precision they may sum to 1 only to six digits, which moves all that is far."""
    rng = np.random.default_rng(8)
    x = np.arange(64.0)
    weights = np.float32(rng.dirichlet(np.ones(64)) * (1 + excess))
    others = rng.dirichlet(np.ones(64)) * (1 - excess)
    others = np.float32(others) if shift else weights / math.fsum(weights.tolist())
    with mpmath.workprec(BITS):
        samples = x.tolist(), (x + shift).tolist(), weights.tolist(), others.tolist()
        exact = mean_of_order(order, *samples)
    computed = impl.wasserstein_distance(
        x, x + shift, order=order, x_weights=weights, y_weights=others
    )
    assert error_in_ulps(computed, exact) <= 8


@pytest.mark.parametrize("mass", [2.0**-60 / 3, 2.0**-70 / 3])
def test_a_small_mass_counts_where_every_addition_of_others_rounds_up(mass):
    """What rounding has added is up to 2⁻⁴⁹, in which two floats have no room for the small one."""
    rng = np.random.default_rng(0)
    little = rng.uniform(0.55, 0.95, 64) * 2.0**-53
    near = [*np.arange(65) * 2.0**-40]
    x, y = [*near, 1.0, 1.0], [*near, near[-1], 1.0]
    weights = [0.5, *little, 0.5, mass], [0.5, *rng.permutation(little), mass, 0.5]
    with mpmath.workprec(BITS):
        exact = mean_of_order(2, x, y, *weights)
    computed = impl.wasserstein_distance(x, y, order=2, x_weights=weights[0], y_weights=weights[1])
    assert error_in_ulps(computed, exact) <= 8


def test_integers_are_asked_only_where_floats_leave_it_open(monkeypatch):
    def integers(*samples):
        raise AssertionError(samples)

    monkeypatch.setattr(_transport, "_moves_in_integers", integers)
    rng = np.random.default_rng(5)
    x, y = rng.normal(size=(2, 1000))
    weights = rng.dirichlet(np.ones(1000))
    for order in (1.5, 2, 4):
        assert impl.wasserstein_distance(x, y, order=order, x_weights=weights) > 0
    many = rng.normal(size=100_000)
    assert impl.wasserstein_distance(many, x, order=2, y_weights=weights) > 0
    assert impl.wasserstein_distance(x, x, order=1, x_weights=weights, y_weights=weights) == 0
    with pytest.raises(AssertionError):
        impl.wasserstein_distance(x, x, order=2, x_weights=weights, y_weights=weights)


@given(x=st.lists(points, min_size=1, max_size=9), y=st.lists(points, min_size=1, max_size=9))
def test_order_1_is_what_there_is_without_an_order(x, y):
    expected = impl.wasserstein_distance(x, y)
    assert impl.wasserstein_distance(x, y, order=1.0) == expected
    weights = np.full(len(x), 1 / len(x))
    assert impl.wasserstein_distance(x, y, order=1, x_weights=weights) == (
        impl.wasserstein_distance(x, y, x_weights=weights)
    )


@pytest.mark.parametrize("order", [2, 3, math.inf])
def test_one_measure_written_in_two_ways_is_at_distance_0_in_any_order(order):
    far, distance = 1e15, functools.partial(impl.wasserstein_distance, order=order)
    assert distance([1.0, far, 1.0], [far, 1.0, 1.0]) == 0
    assert distance([1.0, 1.0, far, far], [far, 1.0]) == 0
    assert distance([1, 1, far, 2], [1, 2, far], y_weights=[0.5, 0.25, 0.25]) == 0
    assert distance([1.0, far], [1.0], x_weights=[1.0, 0.0]) == 0


@pytest.mark.parametrize("weights", [None, [0.25] * 4])
def test_a_distance_of_order_2_is_finite_where_mass_is_moved_farther_than_any_float(weights):
    huge = 1.7e308
    x, y = [-huge, huge, -huge, -huge], [-huge] * 2
    assert impl.wasserstein_distance(x, y, order=2, x_weights=weights) == huge
    assert impl.wasserstein_distance(x, y, order=math.inf, x_weights=weights) == math.inf


@pytest.mark.parametrize("exponent", [-900, 900])
@pytest.mark.parametrize("order", [2, 3])
def test_powers_of_two_scale_a_distance_exactly(order, exponent):
    x, y = np.random.default_rng(3).normal(size=(2, 50))
    expected = np.ldexp(impl.wasserstein_distance(x, y[1:], order=order), exponent)
    computed = impl.wasserstein_distance(
        np.ldexp(x, exponent), np.ldexp(y[1:], exponent), order=order
    )
    assert computed == expected


@pytest.mark.parametrize("order", [0.5, 0, -math.inf, math.nan])
def test_an_order_below_1_is_refused(order):
    with pytest.raises(ValueError, match=f"order must be at least 1, but it is {order}"):
        impl.wasserstein_distance([0.0], [1.0], order=order)


@pytest.mark.parametrize("order", [2**53 + 1, 10**400])
def test_an_order_that_is_no_float64_is_refused(order):
    with pytest.raises(ValueError, match="order"):
        impl.wasserstein_distance([0.0], [1.0], order=order)


# Half of the largest float, so that the two means of a critic's loss have a sum.
values_of_samples = st.lists(st.floats(-8e307, 8e307), min_size=1)


@given(real=values_of_samples, fake=values_of_samples)
@example(real=[8e307] * 7, fake=[-8e307] * 3)
def test_the_critic_loss_is_accurate_to_the_size_of_its_terms(real, fake):
    def mean(values):
        return sum(map(Fraction, values), Fraction(0)) / len(values)

    exact = mean(fake) - mean(real)
    size = mean([abs(v) for v in fake]) + mean([abs(v) for v in real])
    error = error_in_ulps(impl.wasserstein_critic_loss(real, fake), as_mpf(exact), as_mpf(size))
    target(error)
    assert error <= 4


def test_the_critic_losses_drop_samples_of_weight_0():
    loss = impl.wasserstein_critic_loss(
        [1.0, np.nan], [np.inf, 3.0], real_weights=[1, 0], fake_weights=[0, 1]
    )
    assert loss == 2.0
    assert impl.wasserstein_generator_loss([2.0, -np.inf], weights=[1.0, 0.0]) == -2.0


@given(theta=rationals, theta_0=rationals, slope=rationals)
def test_the_point_mass_loss_is_exact_for_fractions(theta, theta_0, slope):
    loss = impl.point_mass_critic_loss(lambda x: slope * x, theta, theta_0)
    assert loss == slope * (theta - theta_0)
    assert isinstance(loss, Fraction)


values = st.one_of(
    rationals,
    st.integers(),
    st.floats(min_value=-whole_range.LARGEST, exclude_min=True, allow_nan=False),
    st.floats(width=32, allow_nan=False, allow_infinity=False).map(np.float32),
    whole_range.finite.map(np.float64),
)


@given(value=values, other=values)
@example(value=1e300, other=0.0)
@example(value=-whole_range.LARGEST, other=0.0)
@example(value=np.float32(1e10), other=np.float32(0))
@example(value=np.inf, other=0.0)
def test_the_improved_critic_is_lower_at_theta_and_unchanged_at_theta_0(value, other):
    better = impl.improve_critic({1: value, 2: other}.__getitem__, 1, 2)
    assert better(1) < value
    assert better(2) == other
    assert better(3) == 0
    assert type(better(1)) is type(better(3)) is type(value)
    if isinstance(value, int | Fraction):
        assert better(1) == value - 1


def test_the_improved_critic_takes_arrays():
    better = impl.improve_critic(lambda x: 2.0 * x, 3.0, 1.0)
    np.testing.assert_array_equal(better(np.array([[3.0, 1.0, 2.0]])), [[5.0, 2.0, 0.0]])
    exact = impl.improve_critic(lambda x: x / 3, Fraction(1), Fraction(2))
    assert exact(np.array([1, 2, 3])).tolist() == [Fraction(-2, 3), Fraction(2, 3), 0]


def test_small_integers_of_numpy_do_not_wrap_around():
    better = impl.improve_critic(lambda x: np.uint8(0), 1, 2)
    assert better(1) == -1
    assert impl.optimal_lipschitz_critic(2, 1)(np.uint8(3)) == -3
    assert impl.optimal_lipschitz_critic(2, 1)(np.array([3], np.uint8)).tolist() == [-3]


def test_no_critic_is_better_where_the_masses_meet_or_the_loss_is_minus_infinity():
    with pytest.raises(ValueError, match="theta and theta_0 are both 1"):
        impl.improve_critic(lambda x: x, 1, 1.0)
    with pytest.raises(ValueError, match="critic is -inf at theta"):
        impl.improve_critic(lambda x: -np.inf, 1, 2)


def test_a_critic_must_return_numbers():
    with pytest.raises(TypeError, match=r"critic\(theta\)"):
        impl.improve_critic(lambda x: "high", 1, 2)
    with pytest.raises(ValueError, match=r"critic\(theta_0\)"):
        impl.improve_critic(lambda x: x * np.nan if x == 2 else x, 1, 2)


@given(theta=rationals | whole_range.finite, theta_0=rationals | whole_range.finite)
@example(theta=1.7e308, theta_0=-1.7e308)
def test_the_lipschitz_critic_has_slope_minus_the_sign_of_the_difference(theta, theta_0):
    critic = impl.optimal_lipschitz_critic(theta, theta_0)
    slope = (theta < theta_0) - (theta > theta_0)
    for x in (theta, theta_0, Fraction(1, 3), 2, np.float32(0.5), -math.inf):
        assert critic(x) == (slope * x if slope else 0)
        assert type(critic(x)) is type(x)
    np.testing.assert_array_equal(critic(np.array([1.0, -2.0])), slope * np.array([1.0, -2.0]))
