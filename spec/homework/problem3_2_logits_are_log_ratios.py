"""Problem 3, part 2: logits are log-likelihood ratios.

A discriminator is written D = σ(h), with logits h that may be any number. Solving σ(h) = D* for h,
with D* = p/(p + q) for the data's density p and the model's q, gives

    h = log p − log q.

So the logits of the best discriminator tell by how much the data's likelihood exceeds the model's.
They are finite where p and q are both positive, and infinite where only one of them is.
"""

from hypothesis import given

from spec import Real, assert_at_most, assert_close, claim
from spec.definitions import (
    derivative,
    discriminator_loss,
    exp,
    log,
    log_ratio,
    log_ratios,
    logit,
    optimum,
    pointwise_loss_from_logits,
    sigmoid,
)
from spec.strategies import (
    density_values,
    discriminated_pairs,
    moderate_logits,
    moderate_probabilities,
)


@claim("3.2/solve-for-logit", equations="15-20")
@given(h=moderate_logits())
def test_a_sigmoid_is_solved_for_its_logit(impl, h):
    """(1 − F)/F = e^−h, where F = σ(h)."""
    f = Real.of(impl.sigmoid(h)).with_terms(1)
    assert_close((1 - f) / f, exp(-h))


@claim("3.2/optimal-odds", equations="23")
@given(values=density_values(positive=True))
def test_the_odds_against_the_optimum_are_a_likelihood_ratio(impl, values):
    """(1 − D*)/D* = q/p."""
    f = Real.of(impl.optimal_discriminator(values.p, values.q)).with_terms(1)
    assert_close((1 - f) / f, Real.of(values.q) / values.p)


@claim("3.2/log-odds", equations="21-22")
@given(f=moderate_probabilities())
def test_a_logit_is_the_log_of_the_odds(impl, f):
    """logit(F) = log(F/(1 − F))."""
    assert_close(impl.logit(f), logit(f))


@claim("3.2/sigmoid-of-logit", equations="21-22")
@given(f=moderate_probabilities())
def test_the_sigmoid_inverts_the_logit(impl, f):
    """σ(logit(F)) = F."""
    assert_close(impl.sigmoid(impl.logit(f)), f, terms=1)


@claim("3.2/logit-of-sigmoid", equations="21-22")
@given(h=moderate_logits())
def test_the_logit_inverts_the_sigmoid(impl, h):
    """logit(σ(h)) = h."""
    # A rounded σ(h) is felt in σ(h) or in 1 − σ(h), whichever is less.
    assert_close(impl.logit(impl.sigmoid(h)), h, terms=1 + exp(abs(h)))


@claim("3.2/log-ratio", equations="23")
@given(values=density_values())
def test_the_optimal_logits_are_log_likelihood_ratios(impl, values):
    """At D = D*:  h = log p − log q, with log 0 = −∞."""
    assert_close(impl.optimal_logits(values.p, values.q), log(values.p) - log(values.q))


@claim("3.2/logit-of-optimum", equations="23")
@given(values=density_values(positive=True))
def test_the_logit_of_the_optimum_is_the_log_likelihood_ratio(impl, values):
    """logit(D*) = log p − log q."""
    p, q = values
    # A rounded D* is felt in D* or in 1 − D*, whichever is less.
    odds = 2 + p / q + q / p
    assert_close(impl.logit(impl.optimal_discriminator(p, q)), log(p) - log(q), terms=odds)


@claim("3.2/sigmoid-of-log-ratio", equations="23")
@given(values=density_values(positive=True))
def test_the_sigmoid_of_the_log_likelihood_ratio_is_the_optimum(impl, values):
    """σ(log p − log q) = D*."""
    p, q = values
    assert_close(impl.sigmoid(float(log_ratio(p, q))), optimum(p, q), terms=1)


@claim("3.2/antisymmetric", equations="23")
@given(values=density_values())
def test_swapping_data_and_model_negates_the_logits(impl, values):
    """log q/p = −log p/q."""
    assert_close(impl.optimal_logits(values.q, values.p), -log_ratio(values.p, values.q))


@claim("3.2/minimises-in-logits", equations="9, 23")
@given(judged=discriminated_pairs(full_support=True))
def test_no_logits_have_a_lower_loss_than_the_log_ratios(impl, judged):
    """L_D(log p/q) ≤ L_D(h) for all logits h, where p, q > 0."""
    p, q, h = judged
    best = log_ratios(p, q)
    least = impl.discriminator_loss(p.batch(best), q.batch(best))
    assert_at_most(least, discriminator_loss(p, q, h))


@claim("3.2/derivative-in-logits", equations="9, 23")
@given(h=moderate_logits(), values=density_values(positive=True))
def test_the_loss_has_a_difference_of_sigmoids_for_derivative(impl, h, values):
    """d/dh [p softplus(−h) + q softplus(h)] = qσ(h) − pσ(−h)."""
    p, q = values
    slope = derivative(lambda h: pointwise_loss_from_logits(h, p, q), at=h)
    assert_close(impl.pointwise_discriminator_loss_from_logits_derivative(h, p, q), slope)


@claim("3.2/derivative-is-a-residual", equations="9, 23")
@given(h=moderate_logits(), values=density_values(positive=True))
def test_the_derivative_is_the_sigmoid_times_both_densities_less_that_of_the_data(impl, h, values):
    """qσ(h) − pσ(−h) = (p + q)σ(h) − p."""
    p, q = map(Real.of, values)
    slope = impl.pointwise_discriminator_loss_from_logits_derivative(h, *values)
    assert_close(slope, (p + q) * sigmoid(h) - p)


@claim("3.2/stationary-in-logits", equations="9, 23")
@given(values=density_values(positive=True))
def test_the_derivative_vanishes_at_the_optimal_logits(impl, values):
    """qσ(h) − pσ(−h) = 0 at h = log p/q."""
    p, q = values
    slope = impl.pointwise_discriminator_loss_from_logits_derivative(
        impl.optimal_logits(p, q), p, q
    )
    assert_close(slope, 0, terms=p + q)
