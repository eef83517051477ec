"""The projection discriminator in floating-point numbers.

Far from the origin the squares ‖μ‖² and ‖μ̂‖² have no digit of their difference left. The logits of
the two densities can do without them; A, b and Aφ + b are as good as their own terms.
"""

from hypothesis import given

from spec import assert_accurate, claim
from spec.definitions import difference, inner, log_density, to_its_terms
from spec.strategies import far_labelled_features, far_projections


@claim("num/far-means")
@given(bank=far_labelled_features())
def test_conditional_logits_keep_their_digits_far_from_the_origin(impl, bank):
    """h*(φ, y) is as accurate as log N(φ|μ_y, I) and log N(φ|μ̂_y, I) are."""
    log_ratios = [log_density(phi, mu) - log_density(phi, nu) for phi, mu, nu in bank.samples]
    expected = [to_its_terms(log_ratio, ulps=8) for log_ratio in log_ratios]
    assert_accurate(impl.conditional_logits(*bank), expected, ulps=8)


@claim("num/far-slopes")
@given(bank=far_labelled_features())
def test_slopes_keep_their_digits_far_from_the_origin(impl, bank):
    """A_y = μ_y − μ̂_y is accurate to a few ulps."""
    A, _ = impl.projection_parameters(bank.data_means, bank.model_means)
    assert_accurate(A, [difference(mu, nu) for mu, nu in bank.means], ulps=4)


@claim("num/far-biases")
@given(bank=far_labelled_features())
def test_biases_are_as_accurate_as_their_terms_far_from_the_origin(impl, bank):
    """b_y = ½(‖μ̂_y‖² − ‖μ_y‖²) is as accurate as its two squares are."""
    _, b = impl.projection_parameters(bank.data_means, bank.model_means)
    biases = [(inner(nu, nu) - inner(mu, mu)) / 2 for mu, nu in bank.means]
    assert_accurate(b, [to_its_terms(bias, ulps=8) for bias in biases], ulps=8)


@claim("num/far-projections")
@given(projection=far_projections())
def test_projections_are_as_accurate_as_their_terms_far_from_the_origin(impl, projection):
    """(Aφ + b)_y is as accurate as its terms are."""
    logits = [inner(phi, a) + b for phi, a, b in projection.samples]
    expected = [to_its_terms(logit, ulps=8) for logit in logits]
    assert_accurate(impl.projection_logits(*projection), expected, ulps=8)
