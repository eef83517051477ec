"""The f-divergences, their conjugates, activations and losses, against 300-bit arithmetic."""

import math
from functools import partial

import mpmath
import numpy as np
import pytest
from hypothesis import example, given, target
from hypothesis import strategies as st

import impl
from impl._f_divergences import F_DIVERGENCES
from tests.impl import whole_range
from tests.impl.ulps import error_in_ulps, exactly

NAMES = list(F_DIVERGENCES)
EVERY_NAME = pytest.mark.parametrize("name", NAMES)


def small_log_share(v):
    """log σ(v), also where e^−v is beyond what 300 bits can add 1 to."""
    return v - mpmath.log1p(mpmath.exp(v)) if v < 0 else -mpmath.log1p(mpmath.exp(-v))


def log_of_twice_the_share(v):
    """log 2σ(v), which is next to 0 where v is."""
    if abs(v) < 1:
        return -mpmath.log1p(mpmath.expm1(-v) / 2)
    return mpmath.log(2) + small_log_share(v)


CONJUGATES = {
    "kl": lambda t: mpmath.exp(t - 1),
    "reverse_kl": lambda t: -1 - mpmath.log(-t) if t < 0 else mpmath.inf,
    "pearson": lambda t: t * t / 4 + t if t > -2 else mpmath.mpf(-1),
    "squared_hellinger": lambda t: t / (1 - t) if t < 1 else mpmath.inf,
    "jensen_shannon": lambda t: (
        -mpmath.log1p(-mpmath.expm1(t)) if t < mpmath.log(2) else mpmath.inf
    ),
    "gan": lambda t: (
        mpmath.inf
        if t >= 0
        else -mpmath.log1p(-mpmath.exp(t))
        if t < -1
        else -mpmath.log(-mpmath.expm1(t))
    ),
    "total_variation": lambda t: max(t, mpmath.mpf(-0.5)) if t <= 0.5 else mpmath.inf,
}

ACTIVATIONS = {
    "kl": lambda v: v,
    "reverse_kl": lambda v: -mpmath.exp(-v),
    "pearson": lambda v: v,
    "squared_hellinger": lambda v: -mpmath.expm1(-v),
    "jensen_shannon": log_of_twice_the_share,
    "gan": small_log_share,
    "total_variation": lambda v: mpmath.tanh(v) / 2,
}

CONJUGATES_OF_ACTIVATIONS = {
    "kl": lambda v: mpmath.exp(v - 1),
    "reverse_kl": lambda v: v - 1,
    "pearson": CONJUGATES["pearson"],
    "squared_hellinger": mpmath.expm1,
    "jensen_shannon": lambda v: -log_of_twice_the_share(-v),
    "gan": lambda v: -small_log_share(-v),
    "total_variation": lambda v: mpmath.tanh(v) / 2,
}

OPTIMAL_OUTPUTS = {
    "kl": lambda p, q: 1 + mpmath.log(p / q),
    "reverse_kl": lambda p, q: -q / p,
    "pearson": lambda p, q: 2 * (p - q) / q,
    "squared_hellinger": lambda p, q: 1 - mpmath.sqrt(q / p),
    "jensen_shannon": lambda p, q: -mpmath.log1p((q - p) / (2 * p)),
    "gan": lambda p, q: -mpmath.log1p(q / p),
    "total_variation": lambda p, q: mpmath.sign(p - q) / 2,
}


def plogp(p, q):
    if p == 0:
        return mpmath.mpf(0)
    return mpmath.inf if q == 0 else p * mpmath.log(p / q)


def pearson(p, q):
    if q == 0:
        return mpmath.inf if p else mpmath.mpf(0)
    return (p - q) ** 2 / q


def twice_jensen_shannon(p, q):
    return plogp(p, (p + q) / 2) + plogp(q, (p + q) / 2)


CELLS = {
    "kl": lambda p, q: plogp(p, q) - p + q,
    "reverse_kl": lambda p, q: plogp(q, p) - q + p,
    "pearson": pearson,
    "squared_hellinger": lambda p, q: (mpmath.sqrt(p) - mpmath.sqrt(q)) ** 2,
    "jensen_shannon": twice_jensen_shannon,
    "gan": twice_jensen_shannon,
    "total_variation": lambda p, q: abs(p - q) / 2,
}


def divergence(name, *masses):
    n = len(masses) // 2
    cells = (CELLS[name](p, q) for p, q in zip(masses[:n], masses[n:], strict=True))
    least = -2 * mpmath.log(2) if name == "gan" else 0
    return mpmath.fsum(cells) + least


def error_of_divergence(name, p, q):
    size = 2 * math.log(2) if name == "gan" else None
    return error_in_ulps(
        impl.f_divergence(name, p, q), exactly(partial(divergence, name), *p, *q), size
    )


ENDS = [0.0, -0.0, 1.0, math.log(2), 0.5, -0.5, -2.0, -math.exp(-1), -math.log(2)]
numbers = (
    whole_range.logits
    | st.builds(
        lambda end, sign, bits: end + sign * 2.0**-bits,
        st.sampled_from(ENDS),
        st.sampled_from([1.0, -1.0]),
        st.integers(0, 53),
    )
    | st.builds(
        lambda sign, bits: sign * 2.0**-bits, st.sampled_from([1.0, -1.0]), st.integers(0, 1074)
    )
)


@EVERY_NAME
@given(t=numbers)
@example(t=-1e-17)
@example(t=math.log(2))
@example(t=math.nextafter(1.0, 0.0))
@example(t=-255.5)
def test_a_conjugate_is_accurate_and_infinite_beyond_its_domain(name, t):
    ulps = error_in_ulps(impl.f_conjugate(name, t), exactly(CONJUGATES[name], t))
    target(ulps)
    assert ulps <= 4


@EVERY_NAME
@given(v=numbers)
@example(v=-1.0)
@example(v=-709.9)
def test_an_activation_is_accurate(name, v):
    ulps = error_in_ulps(impl.f_activation(name, v), exactly(ACTIVATIONS[name], v))
    target(ulps)
    assert ulps <= 4


@EVERY_NAME
@given(v=numbers)
@example(v=1.0)
@example(v=36.0)
@example(v=-746.0)
def test_the_conjugate_of_an_activation_is_accurate(name, v):
    exact = exactly(CONJUGATES_OF_ACTIVATIONS[name], v)
    ulps = error_in_ulps(-impl.f_generator_loss(name, v), exact)
    target(ulps)
    assert ulps <= 4


@EVERY_NAME
@given(densities=whole_range.nearby())
@example(densities=(5e-324, 1.7e308))
@example(densities=(1.7e308, 5e-324))
@example(densities=(1e-160, 1e160))
def test_the_best_output_is_accurate(name, densities):
    exact = exactly(OPTIMAL_OUTPUTS[name], *densities)
    size = 1 + abs(exactly(lambda p, q: mpmath.log(p / q), *densities)) if name == "kl" else None
    ulps = error_in_ulps(impl.f_optimal_output(name, *densities), exact, size)
    target(ulps)
    assert ulps <= 4


ULPS = {"squared_hellinger": 7}
"""The promised accuracy of a divergence, where it is not 4 ulps."""


@EVERY_NAME
@given(pair=whole_range.distribution_pairs() | whole_range.dyadic_pairs())
@example(pair=(np.array([1e-160, 1.0]), np.array([1e-320, 1.0])))
@example(pair=(np.array([1e-8, 1.0 - 1e-8]), np.array([5e-324, 1.0])))
@example(pair=(np.array([1e-308, 1.0]), np.array([0.0, 1.0])))
@example(pair=(np.array([0.5, 0.5]), np.array([0.5 + 2.0**-34, 0.5 - 2.0**-34])))
def test_a_divergence_is_accurate_and_never_below_its_least(name, pair):
    ulps = error_of_divergence(name, *pair)
    target(ulps)
    assert ulps <= ULPS.get(name, 4)
    assert impl.f_divergence(name, *pair) >= F_DIVERGENCES[name].least


@EVERY_NAME
@given(mass=st.floats(2.0**-60, 2.0**-20), factor=st.floats(1.0, 20.0), swap=st.booleans())
def test_one_small_cell_is_as_accurate_as_the_whole(name, mass, factor, swap):
    p = np.array([mass, 1 - mass])
    q = np.array([mass * factor, 1 - mass * factor])
    ulps = error_of_divergence(name, *((q, p) if swap else (p, q)))
    target(ulps)
    assert ulps <= ULPS.get(name, 4)


@EVERY_NAME
@given(p=whole_range.distributions())
def test_a_divergence_is_exactly_its_least_for_equal_distributions(name, p):
    assert impl.f_divergence(name, p, p) == (-2 * math.log(2) if name == "gan" else 0)


@EVERY_NAME
@given(real=st.lists(st.floats(-30, 30), min_size=1), fake=st.lists(st.floats(-30, 30), min_size=1))
def test_the_losses_are_means_of_accurate_terms(name, real, fake):
    def terms(*outputs):
        real_terms = [-ACTIVATIONS[name](v) / len(real) for v in outputs[: len(real)]]
        return real_terms, [
            CONJUGATES_OF_ACTIVATIONS[name](v) / len(fake) for v in outputs[len(real) :]
        ]

    exact = exactly(lambda *v: mpmath.fsum(sum(terms(*v), [])), *real, *fake)
    size = exactly(lambda *v: mpmath.fsum(map(abs, sum(terms(*v), []))), *real, *fake)
    assert error_in_ulps(impl.f_discriminator_loss(name, real, fake), exact, size) <= 4
    exact = exactly(lambda *v: -mpmath.fsum(terms(*v)[1]), *real, *fake)
    size = exactly(lambda *v: mpmath.fsum(map(abs, terms(*v)[1])), *real, *fake)
    assert error_in_ulps(impl.f_generator_loss(name, fake), exact, size) <= 4


def test_zeros_follow_the_conventions_and_are_never_nan():
    ends = {
        "kl": math.inf,
        "reverse_kl": math.inf,
        "pearson": math.inf,
        "squared_hellinger": 2,
        "jensen_shannon": 2 * math.log(2),
        "gan": 0,
        "total_variation": 1,
    }
    for name, most in ends.items():
        assert impl.f_divergence(name, [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]) == most
    assert impl.f_divergence("kl", [1.0, 0.0, 0.0], [0.5, 0.5, 0.0]) == math.log(2)
    assert impl.f_divergence("pearson", [1.0, 0.0, 0.0], [0.5, 0.5, 0.0]) == 1
    assert impl.f_divergence("reverse_kl", [0.5, 0.5, 0.0], [1.0, 0.0, 0.0]) == math.log(2)


LIMITS = {
    "kl": (-math.inf, math.inf, 1.0),
    "reverse_kl": (-math.inf, 0.0, -1.0),
    "pearson": (-2.0, math.inf, 0.0),
    "squared_hellinger": (-math.inf, 1.0, 0.0),
    "jensen_shannon": (-math.inf, math.log(2), 0.0),
    "gan": (-math.inf, 0.0, -math.log(2)),
    "total_variation": (-0.5, 0.5, 0.0),
}
"""f'(0), f'(∞) and f'(1)."""


@EVERY_NAME
def test_the_best_outputs_at_the_ends_are_limits(name):
    at_zero, at_infinity, at_one = LIMITS[name]
    p = [0.0, 2.0, 0.0, np.inf, 2.0, 0.0, np.inf, np.inf, np.nan, 1.0]
    q = [2.0, 0.0, 0.0, 2.0, np.inf, np.inf, 0.0, np.inf, 1.0, np.nan]
    expected = [at_zero, at_infinity, at_one, at_infinity, at_zero, at_zero, at_infinity]
    expected += [np.nan] * 3
    np.testing.assert_array_equal(impl.f_optimal_output(name, p, q), expected)


def test_limits_of_conjugates_and_activations_are_exact_and_nan_passes_through():
    ends = [-np.inf, np.inf, np.nan]
    inf, nan = np.inf, np.nan
    of_conjugates = {
        "kl": [0, inf, nan],
        "reverse_kl": [-inf, inf, nan],
        "pearson": [-1, inf, nan],
        "squared_hellinger": [-1, inf, nan],
        "jensen_shannon": [-math.log(2), inf, nan],
        "gan": [0, inf, nan],
        "total_variation": [-0.5, inf, nan],
    }
    of_activations = {
        "kl": [-inf, inf, nan],
        "reverse_kl": [-inf, 0, nan],
        "pearson": [-inf, inf, nan],
        "squared_hellinger": [-inf, 1, nan],
        "jensen_shannon": [-inf, math.log(2), nan],
        "gan": [-inf, 0, nan],
        "total_variation": [-0.5, 0.5, nan],
    }
    for name in NAMES:
        np.testing.assert_array_equal(impl.f_conjugate(name, ends), of_conjugates[name])
        np.testing.assert_array_equal(impl.f_activation(name, ends), of_activations[name])


@EVERY_NAME
def test_no_loss_overflows_on_the_way(name):
    bounded_below = {"kl", "pearson", "squared_hellinger"}
    v = 300.0 if name in bounded_below else 1.7e308
    huge = impl.f_generator_loss(name, [v, v])
    assert np.isfinite(huge)
    assert huge == impl.f_generator_loss(name, v)


OF_ONE_NUMBER = pytest.mark.parametrize("function", [impl.f_conjugate, impl.f_activation])
"""The functions that are given a name and one array."""

SPREAD = [-math.inf, -1e300, -800.3, -511.7, -127.9, -2.1, -1e-17, 0.0, 0.3, 0.7, 1.1, 800.3, 1e300]
"""Numbers that are taken in all ways there are."""


@EVERY_NAME
@OF_ONE_NUMBER
def test_a_number_comes_to_the_same_whatever_stands_beside_it(name, function):
    alone = [float(function(name, x)) for x in SPREAD]
    np.testing.assert_array_equal(function(name, SPREAD), alone)


@EVERY_NAME
def test_an_output_comes_to_the_same_whatever_stands_beside_it(name):
    p, q = (x.ravel() for x in np.meshgrid(*[[0.0, 5e-324, 1e-200, 0.3, 0.7, 1e10, 1e300]] * 2))
    alone = [float(impl.f_optimal_output(name, *pair)) for pair in zip(p, q, strict=True)]
    np.testing.assert_array_equal(impl.f_optimal_output(name, p, q), alone)
