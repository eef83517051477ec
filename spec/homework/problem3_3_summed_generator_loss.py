"""Problem 3, part 3: the summed generator loss is a KL divergence.

A generator of samples with density q is trained to lower the sum of its minimax and its
non-saturating loss,

    L_G = E_q[log(1 − D)] − E_q[log D],

against a discriminator D = σ(h). The two logs make up a logit, so L_G = −E_q[h] for every D. At the
best discriminator D* the logits are log p/q, so that there L_G = KL(q‖p): never negative, 0 only
where the model is the data, and infinite where the model has mass that the data has not.
"""

from __future__ import annotations

import math

import numpy as np
from hypothesis import given

from spec import Real, assert_at_most, assert_close, assert_equal, claim, mean
from spec.definitions import (
    doubling,
    kl_divergence,
    l1_distance,
    log_odds_against,
    log_ratios,
    log_sigmoid,
    softplus,
)
from spec.definitions.functions import accepts
from spec.strategies import (
    batch_pairs,
    batches,
    continuous_pairs,
    discriminated_pairs,
    moderate_logits,
    nearly_equal_pairs,
    pairs_with_missed_mass,
)


@claim("3.3/sum-of-losses", equations="definition")
@given(h=batches(moderate_logits(), max_size=4))
def test_the_loss_is_the_minimax_loss_plus_the_nonsaturating_loss(impl, h):
    """L_G = E_q[log(1 − σ(h))] − E_q[log σ(h)]."""
    minimax = mean(-softplus(logit) for logit in h)
    nonsaturating = mean(-log_sigmoid(logit) for logit in h)
    undecided = np.zeros(len(h))
    logits = np.array([h, undecided])
    expected = [minimax + nonsaturating, Real.of(0).with_terms(2)]
    assert_close(impl.summed_generator_loss(logits), expected)
    both = impl.minimax_generator_loss(logits) + impl.nonsaturating_generator_loss(logits)
    assert_close(both, expected)
    q = doubling(len(h))
    if accepts(impl.minimax_generator_loss, "weights"):
        minimax = q.expectation(-softplus(logit) for logit in h)
        assert_close(impl.minimax_generator_loss(h, weights=q.masses), minimax)
    if accepts(impl.nonsaturating_generator_loss, "weights"):
        nonsaturating = q.expectation(-log_sigmoid(logit) for logit in h)
        assert_close(impl.nonsaturating_generator_loss(h, weights=q.masses), nonsaturating)


@claim("3.3/negative-mean-logit", equations="24-25")
@given(judged=discriminated_pairs())
def test_the_loss_is_the_negative_mean_logit(impl, judged):
    """L_G = E_q[log((1 − D)/D)] = −E_q[h], whatever D."""
    q, h = judged.q, np.array(judged.h)
    expected = q.expectation(map(log_odds_against, h))
    assert_close(impl.summed_generator_loss(q.batch(h)), expected)
    several = impl.summed_generator_loss([q.batch(-h), q.batch(h)])
    assert_close(several, [-expected, expected])
    if accepts(impl.summed_generator_loss, "weights"):
        assert_close(impl.summed_generator_loss(h, weights=q.masses), expected)


@claim("3.3/equals-kl", equations="24-27")
@given(pair=batch_pairs(full_support=True), densities=continuous_pairs())
def test_the_loss_at_the_optimum_is_a_kl(impl, pair, densities):
    """At D = D*:  E_q[log(1 − D)] − E_q[log D] = KL(q‖p)."""
    p, q = pair
    loss = impl.summed_generator_loss(q.batch(log_ratios(p, q)))
    # E_q[1 + p/q] = 2 is what roundings of 1 − D* come to.
    assert_close(loss, kl_divergence(q, p), terms=2)

    # On the line the loss at each node is that of a batch of one; the KL is integrated elsewhere.
    x, nodes = densities.line, densities.q.nodes
    logits = densities.log_ratio(nodes)
    losses = impl.summed_generator_loss(logits[:, None])
    assert np.shape(losses) == np.shape(nodes)
    divergence = densities.integral(np.exp(densities.q.log_density(x)) * -densities.log_ratio(x))
    error_of_nodes = densities.q.expectation(logits).error
    logs = abs(densities.p.log_density(nodes)) + abs(densities.q.log_density(nodes))
    assert_close(
        float(np.dot(densities.q.weights, losses)),
        divergence.with_error(error_of_nodes),
        terms=2 + np.dot(densities.q.weights, logs),
    )


@claim("3.3/nonnegative", equations="27")
@given(pair=batch_pairs(full_support=True) | nearly_equal_pairs(denominator=2048))
def test_the_loss_at_the_optimum_is_never_negative(impl, pair):
    """At D = D*:  L_G ≥ ½‖p − q‖₁², so L_G ≥ 0, and L_G = 0 only if q = p."""
    p, q = pair
    loss = impl.summed_generator_loss(q.batch(log_ratios(p, q)))
    assert_at_most(l1_distance(p, q) ** 2 / 2, loss, terms=2 + kl_divergence(q, p).terms)


@claim("3.3/support-mismatch", equations="27")
@given(pair=pairs_with_missed_mass())
def test_mass_that_the_data_has_not_costs_infinitely_much(impl, pair):
    """If q > 0 somewhere that p = 0, then at D = D*:  L_G = +∞ = KL(q‖p)."""
    p, q = pair
    assert_equal(impl.summed_generator_loss(q.batch(log_ratios(p, q))), math.inf)
    assert_equal(impl.kl_divergence(q.masses, p.masses), math.inf)
