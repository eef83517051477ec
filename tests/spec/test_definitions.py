"""The quantities by definition, against mpmath and against what is known of them."""

import itertools
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
    DiscriminatedDensities,
    Normal,
    NormalMixture,
    kl_of_densities,
    two_samples,
)
from spec.definitions.critic import sign, wasserstein_distance
from spec.definitions.discriminator import pointwise_loss, pointwise_loss_derivative
from spec.definitions.divergence import (
    Distribution,
    cross_entropy,
    entropy,
    js_divergence,
    kl_divergence,
    two_points,
)
from spec.definitions.gaussian import (
    NORMAL_SAMPLE,
    TWO_PI,
    GaussianPair,
    ModelBatch,
    gaussian_expectation,
    gaussian_kl,
    gaussian_kl_integral,
    gaussian_log_density,
    generator_loss_terms,
)
from spec.definitions.generator import GeneratorDiscriminatorPair, Parameters
from spec.definitions.logistic import log_complement, log_ratio, log_sigmoid, logit, sigmoid
from spec.definitions.optimal_critics import IndependentPairs
from spec.definitions.penalty import (
    SamplePairs,
    best_slope,
    gradient_penalty,
    gradient_penalty_derivative,
    least_loss,
    norm,
    one_sided_gradient_penalty,
    zero_centered_penalty,
    zero_centered_penalty_derivative,
)
from spec.definitions.projection import (
    LabelledFeatures,
    covariance_log_ratios,
    inverse_covariance,
    joint_log_ratios,
)
from spec.definitions.rounding import as_far_as_floats_go
from spec.machinery.numbers.high_precision import exact, exp, expm1, log, log1p
from spec.machinery.numbers.precision import FLOAT32, FLOAT64, in_force
from spec.machinery.numbers.reals import Real
from spec.strategies import (
    batch_pairs,
    class_conditionals,
    coupled_pairs,
    critic_gradients,
    discriminated_densities,
    discriminated_points,
    distribution_pairs,
    extreme_probabilities,
    gaussian_pairs,
    independent_pairs,
    labelled_batches,
    labelled_features_with_whitenings,
    point_pairs,
    sample_pairs_with_shares,
    two_width_pairs,
    whole_range_gradients,
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


@given(x=st.floats(-1000, 1000) | st.floats(-1e-5, 1e-5))
def test_expm1_keeps_its_digits(x):
    with mpmath.workprec(4000):
        assert_same(expm1(exact(x)), mpmath.expm1(mpmath.mpf(x)))


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


def test_two_points_have_the_masses_that_are_said():
    assert two_points(Fraction(1, 2)).exact == (Fraction(1, 2), Fraction(1, 2))
    assert two_points(Fraction(1, 16)).exact == (Fraction(15, 16), Fraction(1, 16))


@given(point=discriminated_points())
def test_the_loss_at_a_point_is_that_of_mpmath(point):
    with mpmath.workprec(400):
        t, p, q = map(mpmath.mpf, point)
        assert_same(pointwise_loss(*point), -p * mpmath.log(t) - q * mpmath.log(1 - t))
        slope = to_mpmath(pointwise_loss_derivative(*point).value)
        # Next to the optimum the two terms cancel.
        assert abs(slope - (q / (1 - t) - p / t)) <= (p / t + q / (1 - t)) * mpmath.mpf(10) ** -45


def test_the_loss_at_a_point_is_0_where_it_has_no_weight_and_infinite_where_there_is_no_log():
    assert pointwise_loss(0, 0, 1) == pointwise_loss(1, 1, 0) == pointwise_loss(0, 0, 0) == 0
    outside = [(0, 1, 1), (1, 1, 1), (-0.5, 1, 1), (1.5, 1, 1), (math.inf, 1, 1), (math.nan, 1, 1)]
    assert {float(pointwise_loss(*point)) for point in outside} == {math.inf}
    assert all(math.isnan(float(pointwise_loss_derivative(*point))) for point in outside)


def test_the_loss_of_an_undecided_discriminator_of_densities_is_log_4():
    p, q = (NormalMixture((Normal(1, mean, 1.0),)) for mean in (-1.0, 2.0))
    loss = DiscriminatedDensities(ContinuousPair(p, q), offset=0.0, slope=0.0).loss
    assert abs(float(loss) - math.log(4)) < 1e-12


@given(pair=discriminated_densities())
def test_an_integral_over_the_line_is_one_of_the_densities(pair):
    mass_of_p, mass_of_q = pair.integral(lambda d, p, q: p), pair.integral(lambda d, p, q: q)
    assert abs(mass_of_p - 1) < 1e-12
    assert abs(mass_of_q - 1) < 1e-12
    assert 0 < pair.integral(lambda d, p, q: d * p) < mass_of_p


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


def test_a_width_given_twice_is_one_width():
    assert gaussian_kl(3.0, 1.0, 2.0, 2.0) == gaussian_kl(3.0, 1.0, 2.0)


@pytest.mark.parametrize("bits", [1, 20, 52])
def test_the_kl_of_two_widths_does_not_cancel_next_to_equal_ones(bits):
    x = Fraction(1, 2**bits)
    # x²/2 + x − log(1 + x), of whose alternating series the next term is x⁶/6.
    expected = x**2 - x**3 / 3 + x**4 / 4 - x**5 / 5
    error = abs(gaussian_kl(0.0, 0.0, float(1 + x), 1.0).value - exact(expected))
    assert error <= exact(x**6 / 6) + Decimal("1e-49")


@given(pair=gaussian_pairs() | two_width_pairs())
def test_the_kl_of_gaussians_is_an_integral(pair):
    closed, integrated = gaussian_kl(*pair), gaussian_kl_integral(*pair)
    bound = integrated.error + 64 * Decimal(2.0**-53) * integrated.terms
    assert abs(closed.value - integrated.value) <= bound <= Decimal("1e-5") * integrated.terms


@pytest.mark.parametrize(("power", "moment"), [(0, 1), (1, 3), (2, 13), (3, 63)])
def test_an_expectation_over_a_gaussian_has_its_moments(power, moment):
    expectation = gaussian_expectation(
        lambda x: x**power,
        lambda x: [float(gaussian_log_density(at, 3, 2)) for at in x],
        Fraction(3),
        Fraction(2),
    )
    assert abs(expectation - moment) <= 8 * Decimal(2.0**-53) * expectation.terms


def test_parameters_and_logits_are_those_of_the_formula():
    batch = LabelledFeatures(
        ((1.0, 2.0),), (1,), ((0.0, 0.0), (3.0, 4.0)), ((1.0, 0.0), (0.0, 2.0))
    )
    assert batch.rounded_parameters == (((-1.0, 0.0), (3.0, 2.0)), (0.5, -10.5))
    assert batch.logits == [3 * 1 + 2 * 2 - 10.5]
    p, q = batch.rounded_densities
    assert math.isclose(math.log(p[0] / q[0]), -3.5)
    (joint,) = joint_log_ratios(batch, Distribution((1, 3)), Distribution((1, 1)))
    assert math.isclose(joint, math.log(3 / 2) - 3.5)


def test_the_inverse_of_a_covariance_is_the_product_of_its_whitening_with_itself():
    assert inverse_covariance(((1.0, 0.0), (3.0, 2.0))) == [[10, 6], [6, 4]]


@given(batch_and_whitening=labelled_features_with_whitenings())
def test_whitening_changes_no_log_ratio(batch_and_whitening):
    batch, whitening = batch_and_whitening
    assert covariance_log_ratios(batch, whitening) == batch.transformed(whitening).logits


def test_a_batch_of_the_model_has_the_logits_of_two_densities():
    batch = ModelBatch(GaussianPair(3.0, 1.0, 2.0), (3.0, 4.0))
    assert batch.drift == Fraction(1, 2)
    assert batch.optimal_logits() == [-0.5, -1.0]
    assert batch.optimal_logits(-2.0) == [0.5, 0.0]
    assert repr(batch) == "(θ = 3.0, θ0 = 1.0, ε = 2.0) with x = [3.0, 4.0]"


def test_a_confident_logit_costs_a_textbook_its_exponential():
    assert generator_loss_terms([-12.0, 0.0]) == 13 + math.exp(12)
    assert generator_loss_terms([10.0, 0.0]) == 11 + math.exp(10)


def test_a_normal_sample_is_symmetric_and_no_wider_than_the_normal():
    assert math.fsum(NORMAL_SAMPLE) == 0
    sizes = [abs(z) for z in NORMAL_SAMPLE]
    assert 0.95 * math.sqrt(2 / math.pi) < math.fsum(sizes) / 32 < math.sqrt(2 / math.pi)


@pytest.mark.parametrize("format", [FLOAT32, FLOAT64], ids=lambda format: format.name)
def test_floats_go_as_far_as_half_an_ulp_beyond_the_largest(format):
    largest, step = Fraction(format.largest), Fraction(format.ulp(format.largest))
    with in_force(format):
        ends = [
            as_far_as_floats_go(Real.of(largest + share * step))
            for share in (0, Fraction(1, 4), Fraction(3, 4))
        ]
        assert [float(end) for end in ends] == [format.largest, format.largest, math.inf]
        assert float(as_far_as_floats_go(Real.of(-2 * largest))) == -math.inf


def test_a_sign_is_one_of_three():
    assert [sign(Fraction(n, 3)) for n in (-2, 0, 5)] == [-1, 0, 1]


def test_mass_is_moved_as_far_as_it_must():
    assert wasserstein_distance([0, 1], [0, 1]) == 0
    assert wasserstein_distance([0], [1, 3]) == 2
    assert wasserstein_distance([0, 10], [0, 10], [Fraction(3, 4), Fraction(1, 4)]) == Fraction(
        5, 2
    )


@given(gradients=whole_range_gradients())
def test_a_norm_is_that_of_mpmath(gradients):
    with mpmath.workprec(4000):
        for gradient in gradients:
            squares = [mpmath.mpf(x) ** 2 for x in gradient]
            assert_same(norm(gradient), mpmath.sqrt(mpmath.fsum(squares)))


def test_a_norm_is_over_all_axes():
    assert norm(np.array([[1.0, 1.0], [1.0, 1.0]])) == 2
    assert norm(np.float64(-3.0)) == 3


def test_penalties_are_those_of_an_example():
    gradients = [(3.0, 4.0), (0.0, 0.5)]
    assert gradient_penalty(gradients, 2) == 16 + 0.25
    assert one_sided_gradient_penalty(gradients, 2) == 16
    assert zero_centered_penalty(gradients, 2) == 12.5 + 0.125


@pytest.mark.parametrize(
    ("penalty", "derivative"),
    [
        (gradient_penalty, gradient_penalty_derivative),
        (zero_centered_penalty, zero_centered_penalty_derivative),
    ],
)
@given(gradients=critic_gradients(nonzero=True))
def test_the_derivative_of_a_penalty_is_its_slope(penalty, derivative, gradients):
    step = 2.0**-20
    for i, j in np.ndindex(np.shape(gradients)):
        right, left = (np.array(gradients) for _ in range(2))
        right[i, j] += step
        left[i, j] -= step
        slope = (float(penalty(right)) - float(penalty(left))) / (2 * step)
        # Norms are 1/16 or more, which bounds the third derivative, and rounding is divided by 2ε.
        assert abs(slope - float(derivative(gradients)[i][j])) < 1e-6


def test_the_derivative_of_a_penalty_is_0_where_the_gradient_is():
    assert gradient_penalty_derivative([(0.0, 0.0), (2.0, 0.0)]) == [[0, 0], [10, 0]]


@given(pairs_and_alpha=sample_pairs_with_shares())
def test_the_shares_of_points_are_those_that_they_are_made_of(pairs_and_alpha):
    pairs, alpha = pairs_and_alpha
    points = [list(map(float, point)) for point in pairs.between(alpha)]
    assert [float(share) for share in pairs.shares(points)] == list(alpha)


@given(pairs_and_alpha=sample_pairs_with_shares())
def test_points_are_in_the_quarters_of_their_shares(pairs_and_alpha):
    pairs, alpha = pairs_and_alpha
    points = [list(map(float, point)) for point in pairs.between(alpha)]
    assert pairs.quarters(points) == [min(int(4 * share), 3) for share in alpha]


def test_points_beyond_a_segment_count_as_next_to_its_end():
    pairs = SamplePairs(((0.0, 1.0),) * 2, ((1.0, 3.0),) * 2)
    assert pairs.quarters([[-1.0, -1.0], [2.0, 5.0]]) == [0, 3]


def test_pairs_are_repeated_in_turn():
    pairs = SamplePairs(((0.0,), (1.0,)), ((2.0,), (3.0,)))
    assert pairs.repeated(3) == SamplePairs(((0.0,), (1.0,), (0.0,)), ((2.0,), (3.0,), (2.0,)))


@given(points=point_pairs(apart=True), slope=st.fractions(-3, 3))
def test_the_best_slope_has_the_least_loss(points, slope):
    def loss(s):
        return s * points.gap + 10 * (abs(s) - 1) ** 2

    assert loss(best_slope(points)) == least_loss(points) <= loss(slope)


@given(pairs=coupled_pairs())
def test_an_optimal_critic_in_the_plane_has_slopes_of_at_most_1(pairs):
    grid = [(x, y) for x in (-2.3, -0.4, 0.7, 2.2) for y in (-1.1, 0.6, 1.9)]
    places = [*grid, *pairs.real, *pairs.fake]
    values = list(zip(places, pairs.values(places), strict=True))
    for (x, at_x), (y, at_y) in itertools.combinations(values, 2):
        assert abs(float(at_x - at_y)) <= math.dist(x, y) + 1e-12
    assert all(norm(gradient) <= 1 + 1e-12 for gradient in pairs.gradients(grid))


@given(pairs=coupled_pairs())
def test_an_optimal_critic_in_the_plane_attains_the_cost_of_the_coupling(pairs):
    at_real, at_fake = pairs.values(pairs.real), pairs.values(pairs.fake)
    for high, low, x, y in zip(at_real, at_fake, pairs.real, pairs.fake, strict=True):
        assert abs(float(high - low) - math.dist(x, y)) < 1e-12
    costs = [sum(map(math.dist, pairs.real, fake)) for fake in itertools.permutations(pairs.fake)]
    assert costs[0] <= min(costs) + 1e-12


@given(pairs=coupled_pairs())
def test_between_coupled_samples_the_gradient_of_an_optimal_critic_is_its_slope(pairs):
    step = 2.0**-20
    for point in pairs.points:
        x, y = map(float, point)
        (gradient,) = pairs.gradients([(x, y)])
        places = [(x + step, y), (x - step, y), (x, y + step), (x, y - step)]
        right, left, up, down = map(float, pairs.values(places))
        slopes = [(right - left) / (2 * step), (up - down) / (2 * step)]
        # The critic is between two cones that touch there and bend away by ε²/r.
        assert slopes == pytest.approx(gradient, abs=2**-10)


@given(pairs=independent_pairs())
def test_an_optimal_critic_on_the_line_attains_the_distance(pairs):
    at_real, at_fake = pairs.values(pairs.real), pairs.values(pairs.fake)
    assert (sum(at_real) - sum(at_fake)) / 2 == pairs.distance > 0


def test_a_critic_on_the_line_is_level_where_as_many_of_both_are_further_left():
    pairs = IndependentPairs((0, 3), (1, 2), ((0, 1), (1, 0), (0, 0)), (0.75, 0.75, 1.0))
    assert pairs.values(range(4)) == [0, -1, -1, 0]
    assert pairs.points == [[1.5], [1.5], [1]]
    assert pairs.slopes == [[0], [0], [-1]]


@given(batches=labelled_batches())
def test_the_logits_of_labelled_batches_are_those_that_the_discriminator_gives(batches):
    h, labels = batches.discriminator, np.array(batches.labels)
    assert h(np.array(batches.real), labels).tolist() == batches.real_logits
    assert h(np.array(batches.fake), labels).tolist() == batches.fake_logits
    assert len(set(batches.labels)) > 1


@given(classes=class_conditionals())
def test_the_batches_of_classes_are_as_the_joint_distributions_say(classes):
    p, q = classes.joint
    assert sum(p.exact) == sum(q.exact) == 1
    batches = classes.batches(classes.optimal_logits)
    points = len(classes.pairs[0].p)
    for side, samples in ((p, batches.real), (q, batches.fake)):
        places = [int(x) + points * y for (x,), y in zip(samples, batches.labels, strict=True)]
        assert tuple(Fraction(places.count(k), len(places)) for k in range(len(p))) == side.exact
    at_points = [h for row in classes.optimal_logits.rows for h in row]
    assert at_points == [float(log_ratio(a, b)) for a, b in zip(p.exact, q.exact, strict=True)]
