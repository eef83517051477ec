"""Formats other than double precision: what is drawn, how close is close, and who passes."""

import dataclasses
import math
from fractions import Fraction
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings

from spec import strategies
from spec.definitions import gradient_penalty
from spec.machinery.claims.family import members
from spec.machinery.claims.guard import Misbehaviour
from spec.machinery.claims.implementation import as_implementation
from spec.machinery.claims.loading import CannotLoad
from spec.machinery.numbers.comparison import assert_accurate, assert_close
from spec.machinery.numbers.precision import FLOAT32, FLOAT64, in_force, precision
from spec.specification import SPECIFICATION
from tests.spec.trying import tried
from tests.subjects import single_precision

FUNCTIONS = SPECIFICATION.interface
PROPERTIES = {
    member.claim.id: (test, member) for test in SPECIFICATION.tests() for member in members(test)
}


@pytest.mark.parametrize("format", [FLOAT64, FLOAT32])
def test_a_format_is_what_numpy_says_it_is(format):
    facts = np.finfo(format.name)
    assert format.largest == facts.max
    assert format.smallest_normal == facts.smallest_normal
    assert format.smallest_subnormal == facts.smallest_subnormal
    assert float(2 * format.unit_roundoff) == facts.eps
    for number in (1.0, 1.5, 3.0, 2.0**-126, 2.0**-149):
        assert format.ulp(number) == np.spacing(format.dtype.type(number))
    assert format.ulp(0.0) == facts.smallest_subnormal
    assert format.largest - format.ulp(format.largest) == np.nextafter(facts.max, 0)


def test_a_format_is_in_force_inside_alone():
    assert precision() is FLOAT64
    with in_force(FLOAT32):
        assert precision() is FLOAT32
    assert precision() is FLOAT64


def test_tolerances_follow_the_format():
    with in_force(FLOAT32):
        assert_close(1 + 2.0**-20, 1)
        assert_accurate(1 + 2.0**-22, 1, ulps=4)
        with pytest.raises(AssertionError):
            assert_close(1 + 2.0**-17, 1)
        with pytest.raises(AssertionError):
            assert_accurate(1 + 2.0**-20, 1, ulps=4)
    with pytest.raises(AssertionError):
        assert_close(1 + 2.0**-20, 1)


def test_results_may_be_of_the_format_in_force():
    single = as_implementation(SimpleNamespace(sigmoid=np.float32), SPECIFICATION)
    with in_force(FLOAT32):
        assert single.sigmoid([0.5]).dtype == np.float64
    with pytest.raises(Misbehaviour, match="returned float32 where float64 is promised"):
        single.sigmoid([0.5])


def test_a_format_without_claims_is_an_error():
    with pytest.raises(CannotLoad, match="'float16', and there are claims for float64 and float32"):
        as_implementation(SimpleNamespace(sigmoid=abs, precision="float16"), SPECIFICATION)


def floats_of(drawn):
    """The floats that something drawn consists of, those in distributions as masses."""
    if isinstance(drawn, (float, np.ndarray)):
        yield from np.ravel(drawn)
    elif hasattr(drawn, "masses") and hasattr(drawn, "counts"):
        yield from drawn.masses
    elif dataclasses.is_dataclass(drawn):
        yield from floats_of(tuple(vars(drawn).values()))
    elif isinstance(drawn, (tuple, list)):
        for part in drawn:
            yield from floats_of(part)


@pytest.mark.parametrize(
    "strategy",
    [
        strategies.batch_pairs(),
        strategies.density_values(),
        strategies.discriminated_pairs(),
        strategies.discriminated_points(closed=True),
        strategies.distribution_pairs(),
        strategies.extreme_densities(),
        strategies.extreme_probabilities(),
        strategies.far_labelled_features(),
        strategies.class_means(),
        strategies.distinguishable_gaussian_pairs(),
        strategies.feature_vectors(),
        strategies.labelled_features(),
        strategies.labelled_features_with_shifts(),
        strategies.float_critics(),
        strategies.gaussian_pairs(),
        strategies.generator_discriminator_pairs(),
        strategies.model_batches(),
        strategies.moderate_logits(max_value=-0.1),
        strategies.moderate_probabilities(),
        strategies.narrowing_widths(),
        strategies.numbers_below_one(),
        strategies.pairs_with_next_to_no_mass(),
        strategies.one_sided_densities(),
        strategies.point_pairs(),
        strategies.points_off_the_optimum(),
        strategies.positive_densities(),
        strategies.probabilities(),
        strategies.nearly_equal_dyadic_pairs(),
        strategies.weighted_samples(),
        strategies.far_projections(),
        strategies.gaussian_pairs_with_normal_derivative(),
        strategies.gaussian_pairs_with_normal_kl(),
        strategies.aligned_starts(),
        strategies.compared_logits(),
        strategies.critic_pairs(3),
        strategies.dirac_points(),
        strategies.flat_dirac_points(),
        strategies.outputs_near_targets(),
        strategies.two_cells(),
        strategies.values_next_to_1(),
        strategies.whole_range_output_pairs(),
        strategies.whole_range_outputs(),
        strategies.whole_range_batch_pairs(),
        strategies.whole_range_logits(),
        strategies.whole_range_samples(),
        strategies.coupled_pairs(),
        strategies.critic_gradients(),
        strategies.discriminated_classes(),
        strategies.gradients_with_finite(gradient_penalty),
        strategies.gradients_with_zeros(),
        strategies.image_gradients(),
        strategies.labelled_batches(),
        strategies.penalty_weights(),
        strategies.points_with_slopes(),
        strategies.sample_pairs_with_shares(),
        strategies.whole_range_gradients(),
        strategies.whole_range_labelled_batches(),
        strategies.whole_range_mixtures(),
    ],
)
def test_whatever_is_drawn_is_a_number_of_the_format(strategy):
    @settings(database=None)
    @given(drawn=strategy)
    def check(drawn):
        for number in floats_of(drawn):
            assert number == np.float32(number)
            assert math.isfinite(number)

    with in_force(FLOAT32):
        check()


def test_samples_at_sixteenths_of_the_width_are_exact():
    @settings(database=None)
    @given(pair=strategies.gaussian_pairs())
    def check(pair):
        for z in (Fraction(-47, 16), Fraction(1, 16), Fraction(3)):
            sample = Fraction(pair.theta) + Fraction(pair.std) * z
            assert Fraction(float(np.float32(float(sample)))) == sample

    with in_force(FLOAT32):
        check()


def try_in(format, implementation, id, **options):
    """Hold an implementation against a claim in a format."""
    with in_force(format):
        tried(as_implementation(implementation, SPECIFICATION), *PROPERTIES[id], **options)


def fails(implementation, id, format=FLOAT32):
    """Whether an implementation fails a claim in a format."""
    try:
        try_in(format, implementation, id, derandomize=True)
    except AssertionError:
        return True
    return False


@pytest.mark.parametrize("id", PROPERTIES)
def test_sound_single_precision_passes(id):
    """It is tried on other instances every time, so there need not be many of them.

    What is too narrow for one instance in thirty is seen in two runs of three.
    """
    try_in(FLOAT32, single_precision, id, examples=30)


@pytest.mark.parametrize("id", ["2.4/sigmoid-derivative", "3.4/kl-definition", "num/sigmoid-tails"])
def test_single_precision_is_no_double_precision(id):
    assert fails(single_precision, id, FLOAT64)


def doubled(function):
    return lambda *args, **kwargs: 2 * function(*args, **kwargs)


def negated(function):
    return lambda *args, **kwargs: -function(*args, **kwargs)


def in_bits(function):
    return lambda *args, **kwargs: function(*args, **kwargs) / np.log(2)


def clamped(function):
    return lambda h: function(np.clip(np.asarray(h, float), -16, 16))


def over_everything(function):
    return lambda real, fake, **_: np.full(
        np.shape(real)[:-1], function(np.ravel(real), np.ravel(fake))
    )


def in_half_precision(function):
    return lambda h: np.float64(np.float16(function(h)))


def a_little_off(function):
    return lambda *args, **kwargs: (1 + 2.0**-12) * function(*args, **kwargs)


MISTAKES = [
    (doubled, "gaussian_kl", "5.1/closed-form"),
    (doubled, "js_divergence", "3.1/js-divergence"),
    (negated, "minimax_generator_loss_derivative", "2.4/minimax-derivative"),
    (negated, "gaussian_kl_derivative", "5.2/derivative"),
    (in_bits, "kl_divergence", "3.4/kl-definition"),
    (in_bits, "summed_generator_loss", "3.3/negative-mean-logit"),
    (
        clamped,
        "nonsaturating_generator_loss",
        "num/nonsaturating-loss-tails",
    ),
    (clamped, "log_sigmoid", "num/log-sigmoid-tails"),
    (doubled, "wasserstein_critic_loss", "5.3/scaling-of-batches"),
    (over_everything, "discriminator_loss", "leading-axes/rows[discriminator_loss]"),
    (
        over_everything,
        "wasserstein_critic_loss",
        "leading-axes/rows[wasserstein_critic_loss]",
    ),
    (in_half_precision, "sigmoid", "2.4/sigmoid"),
    (doubled, "least_squares_generator_loss", "lsgan/generator-loss"),
    (doubled, "relativistic_average_generator_loss", "relativistic/average-generator-loss"),
    (a_little_off, "spectral_norm", "spectral/norm"),
    (a_little_off, "optimal_logits", "3.2/log-ratio"),
    (a_little_off, "conditional_logits", "num/far-means"),
    (a_little_off, "wasserstein_distance", "num/wasserstein"),
]


@pytest.mark.parametrize(("mistake", "function", "id"), MISTAKES)
def test_wrong_single_precision_fails(mistake, function, id):
    wrong = vars(single_precision) | {function: mistake(vars(single_precision)[function])}
    assert fails(SimpleNamespace(**wrong), id)


IN_SINGLE_PRECISION = """
import numpy as np

precision = "float32"


def sigmoid(h):
    return 1 / (1 + np.exp(-np.asarray(h, np.float32)))
"""

CLAIMS = '''
"""A chapter."""
from hypothesis import given

from spec.definitions.logistic import sigmoid
from spec.machinery.claims.claim import claim
from spec.machinery.numbers.comparison import assert_close
from spec.strategies import moderate_logits


@claim("1/sigmoid")
@given(h=moderate_logits())
def test_the_sigmoid(impl, h):
    """σ(h) = 1/(1 + e^−h)."""
    assert_close(impl.sigmoid(h), sigmoid(h))
'''


@pytest.fixture
def project(pytester):
    """A project with one claim, and an implementation that says it computes in float32."""
    pytester.makeconftest('pytest_plugins = ["spec.machinery.plugin"]')
    pytester.makepyfile(test_own=CLAIMS, mine=IN_SINGLE_PRECISION)
    pytester.syspathinsert()
    return pytester


def test_the_implementation_says_in_which_format_it_computes(project):
    result = project.runpytest("--impl=mine", "--claims-json=out.json", "-p", "no:xdist")
    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(["claims: mine, 1 of * functions, float32, Hypothesis profile *"])
    assert '"precision": "float32"' in (project.path / "out.json").read_text()
    assert precision() is FLOAT64


def test_the_option_overrules_it_and_is_kept_in_the_command(project):
    result = project.runpytest("--impl=mine", "--precision=float64", "-p", "no:xdist")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["again: *--impl mine --precision float64*"])
