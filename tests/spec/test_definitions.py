"""The quantities by definition, against mpmath and against what is known of them."""

import math
from decimal import Decimal
from fractions import Fraction

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from spec.definitions.calculus import (
    derivative,
    integral,
    normal_expectation,
    partial_derivatives,
)
from spec.definitions.continuous import (
    ContinuousPair,
    Normal,
    NormalMixture,
    kl_of_densities,
    two_samples,
)
from spec.definitions.critic import wasserstein_distance
from spec.definitions.divergence import (
    Distribution,
    cross_entropy,
    entropy,
    js_divergence,
    kl_divergence,
)
from spec.definitions.gaussian import TWO_PI, gaussian_kl, gaussian_log_density
from spec.definitions.generator import GeneratorDiscriminatorPair, Parameters
from spec.definitions.logistic import log_complement, log_ratio, log_sigmoid, logit, sigmoid
from spec.machinery.numbers.high_precision import exact, exp, log, log1p
from spec.machinery.numbers.reals import Real
from spec.strategies import (
    batch_pairs,
    distribution_pairs,
    extreme_probabilities,
    whole_range_logits,
)


def to_mpmath(number):
    """The exact number as an mpf of 1000 bits."""
    return mpmath.mpf(str(number))


def assert_same(actual, expected, digits=40):
    """Assert that two numbers agree to that many digits."""
    value = actual.value if isinstance(actual, Real) else actual
    with mpmath.workprec(4000):
        difference = abs(to_mpmath(value) - expected)
        assert difference <= abs(expected) * mpmath.mpf(10) ** -digits


@given(h=whole_range_logits().filter(lambda h: abs(h) < 1e6))
def test_the_logistic_functions_are_those_of_mpmath(h):
    with mpmath.workprec(4000):
        x = mpmath.mpf(h)
        assert_same(sigmoid(h), 1 / (1 + mpmath.exp(-x)))
        assert_same(log_sigmoid(h), -mpmath.log1p(mpmath.exp(-x)))
        assert_same(log_complement(h), -mpmath.log1p(mpmath.exp(x)))


@given(t=extreme_probabilities())
def test_the_logit_is_that_of_mpmath(t):
    with mpmath.workprec(4000):
        expected = mpmath.log(mpmath.mpf(t)) - mpmath.log(1 - mpmath.mpf(t))
        # Next to t = 1/2 the difference of the logs has sixteen digits less than they.
        assert_same(logit(t), expected, digits=32)


def test_the_ends_are_infinite():
    assert float(logit(0)) == float(log_ratio(0, 1)) == -math.inf
    assert float(logit(1)) == float(log_ratio(1, 0)) == math.inf
    assert float(log_ratio(0, 0)) == 0


@given(x=st.floats(-0.999, 1e300) | st.floats(-1e-5, 1e-5))
def test_log1p_keeps_its_digits(x):
    with mpmath.workprec(4000):
        assert_same(log1p(exact(x)), mpmath.log1p(mpmath.mpf(x)))


@given(x=st.floats(-1000, 1000))
def test_exp_and_log_invert_each_other(x):
    assert abs(log(exp(exact(x))) - exact(x)) <= Decimal("1e-46")


def test_two_pi_has_fifty_digits():
    with mpmath.workdps(60):
        assert abs(to_mpmath(TWO_PI) - 2 * mpmath.pi) < mpmath.mpf(10) ** -48


@given(pair=distribution_pairs(full_support=True))
def test_divergences_are_sums_of_masses_and_logs(pair):
    with mpmath.workprec(400):
        p, q = ([mpmath.mpf(m.numerator) / m.denominator for m in side.exact] for side in pair)
        m = [(a + b) / 2 for a, b in zip(p, q, strict=True)]

        def kl(p, q):
            return mpmath.fsum(a * mpmath.log(a / b) for a, b in zip(p, q, strict=True))

        for actual, expected in (
            (kl_divergence(*pair), kl(p, q)),
            (js_divergence(*pair), (kl(p, m) + kl(q, m)) / 2),
            (entropy(pair.p), -mpmath.fsum(a * mpmath.log(a) for a in p)),
            (cross_entropy(*pair), kl(p, q) - mpmath.fsum(a * mpmath.log(a) for a in p)),
        ):
            # Their terms are of size 1 or more, and fifty digits of them are known.
            assert abs(to_mpmath(actual.value) - expected) < mpmath.mpf(10) ** -45


@given(pair=batch_pairs())
def test_a_batch_represents_its_distribution(pair):
    for side in pair:
        batch = side.batch(range(len(side)))
        frequencies = [Fraction(int(np.sum(batch == i)), len(batch)) for i in range(len(side))]
        assert tuple(frequencies) == side.exact


def test_masses_are_exact():
    third_and_more = Distribution((1, 3))
    assert third_and_more.exact == (Fraction(1, 4), Fraction(3, 4))
    assert third_and_more.masses.tolist() == [0.25, 0.75]
    assert repr(third_and_more) == "(1/4, 3/4)"


def test_a_derivative_is_known_to_some_twenty_digits():
    slope = derivative(sigmoid, at=0.5).value
    s = sigmoid(0.5).value
    assert abs(slope - s * (1 - s)) < Decimal("1e-20")


def test_an_integral_reports_its_error():
    area = integral(math.cos, 0, 1, kinks=[0.5])
    assert abs(float(area) - math.sin(1)) <= float(area.error) < 1e-9


def test_an_integral_is_believed_no_more_than_two_rules_agree():
    """SciPy is off by 6e-11 here, and estimates 2e-11."""
    network = GeneratorDiscriminatorPair(bend=0.3125, offset=0.1875, slope=0.75, height=0.3125)

    def change_density(z):
        before, after = (
            np.logaddexp(0, network.logits(Parameters(shift, 0.3125), z))
            for shift in (3 / 16, 11 / 16)
        )
        return (before - after) * np.exp(-z * z / 2) / math.sqrt(2 * math.pi)

    area = integral(change_density, -12, 12)
    # Of so smooth a function that vanishes at both ends a plain sum has all digits.
    expected = change_density(np.arange(-12, 12, 1 / 64)).sum() / 64
    assert abs(float(area) - expected) <= float(area.error) < 1e-8


def test_an_integral_of_uncertain_values_is_as_uncertain():
    area = integral(lambda x: Real.of(1).with_error(0.25), 0, 2)
    assert float(area.error) >= 0.5


def test_an_integral_of_cancelling_values_has_their_terms():
    area = integral(lambda x: Real.of(1) - 1, 0, 2)
    assert float(area) == 0
    assert float(area.terms) >= 4


def test_a_function_of_two_numbers_has_a_derivative_in_each():
    def product(theta):
        return Real.of(theta.shift) * theta.scale**2

    in_shift, in_scale = partial_derivatives(product, at=Parameters(0.75, 0.5))
    assert abs(in_shift.value - Decimal("0.25")) < Decimal("1e-20")
    assert abs(in_scale.value - Decimal("0.75")) < Decimal("1e-20")


@pytest.mark.parametrize(("power", "moment"), [(0, 1), (1, 0), (2, 1), (4, 3), (6, 15)])
def test_an_expectation_over_normal_noise_has_the_normal_moments(power, moment):
    expectation = normal_expectation(lambda z: z**power)
    assert abs(float(expectation) - moment) < 1e-11


def test_an_expectation_that_cancels_has_the_terms_that_do():
    expectation = normal_expectation(lambda z: z)
    assert float(expectation.terms) == pytest.approx(math.sqrt(2 / math.pi), rel=0.1)


def test_an_expected_loss_is_that_over_normal_noise():
    network = GeneratorDiscriminatorPair(bend=0.5, offset=-0.5, slope=0.75, height=-0.25)
    theta = Parameters(0.25, 0.5)
    loss = network.expected_loss(theta)
    again = normal_expectation(lambda z: -np.logaddexp(0, network.logits(theta, z)))
    assert float(loss.error) < 1e-12
    assert abs(float(loss) - float(again)) <= float(again.error) + 1e-14


def test_the_kl_of_normals_is_that_of_the_formula():
    p, q = Normal(1, 7.0, 0.5), Normal(1, -7.0, 1.25)
    pair = ContinuousPair(NormalMixture((p,)), NormalMixture((q,)))
    divergence = kl_of_densities(pair)
    ratio, gap = q.std / p.std, (q.mean - p.mean) / p.std
    expected = (ratio**2 + gap**2 - 1) / 2 - math.log(ratio)
    assert abs(float(divergence) - expected) <= float(divergence.error) + 1e-12
    assert float(divergence.error) < 1e-9
    assert -pair.log_ratio(two_samples(pair.q)).mean() == pytest.approx(expected, rel=1e-14)


def test_gaussians_are_those_of_the_formula():
    assert float(gaussian_kl(3.0, 1.0, 2.0)) == 0.5
    density = float(gaussian_log_density(1.0, 3.0, 2.0))
    # The root, its logarithm, the difference and the density itself are each rounded, by less than
    # 2^-52 of a number above 2.
    assert math.isclose(density, -0.5 - math.log(2 * math.sqrt(2 * math.pi)), rel_tol=2.0**-50)


def test_mass_is_moved_as_far_as_it_must():
    assert wasserstein_distance([0, 1], [0, 1]) == 0
    assert wasserstein_distance([0], [1, 3]) == 2
    assert wasserstein_distance([0, 10], [0, 10], [Fraction(3, 4), Fraction(1, 4)]) == Fraction(
        5, 2
    )
