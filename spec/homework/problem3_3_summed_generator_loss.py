"""Problem 3, part 3: the summed generator loss is a KL divergence.

A generator of samples with density q is trained to lower the sum of its minimax and its
non-saturating loss,

    L_G = E_q[log(1 − D)] − E_q[log D],

against a discriminator D = σ(h). The two logs make up a logit, so L_G = −E_q[h] for every D. At the
best discriminator D* the logits are log p/q, so that there L_G = KL(q‖p): never negative, 0 only
where the model is the data, and infinite where the model has mass that the data has not.
"""

import math

from hypothesis import given

from spec import assert_at_most, assert_close, assert_equal, claim, mean
from spec.definitions import (
    kl_divergence,
    kl_of_densities,
    l1_distance,
    log_complement,
    log_odds_against,
    log_ratios,
    log_sigmoid,
    two_samples,
)
from spec.strategies import (
    batch_pairs,
    batches,
    moderate_logits,
    nearly_fair_pairs,
    normal_pairs,
    pairs_with_missed_mass,
)


@claim("3.3/sum-of-losses", equations="definition")
@given(h=batches(moderate_logits(), max_size=4))
def test_the_loss_is_the_minimax_loss_plus_the_nonsaturating_loss(impl, h):
    """L_G = E_q[log(1 − σ(h))] − E_q[log σ(h)]."""
    both = mean(map(log_complement, h)) - mean(map(log_sigmoid, h))
    assert_close(impl.summed_generator_loss(h), both)


@claim("3.3/negative-mean-logit", equations="24-25")
@given(h=batches(moderate_logits(), max_size=4))
def test_the_loss_is_the_negative_mean_logit(impl, h):
    """L_G = −E_q[h], for every D = σ(h)."""
    assert_close(impl.summed_generator_loss(h), mean(map(log_odds_against, h)))


@claim("3.3/equals-kl", equations="24-27")
@given(pair=batch_pairs(full_support=True))
def test_the_loss_at_the_optimum_is_a_kl(impl, pair):
    """At D = D*:  E_q[log(1 − D)] − E_q[log D] = KL(q‖p), where p, q > 0."""
    p, q = pair
    loss = impl.summed_generator_loss(q.batch(log_ratios(p, q)))
    # E_q[1 + p/q] = 2 is what roundings of 1 − D* come to.
    assert_close(loss, kl_divergence(q, p), terms=2)


@claim("3.3/equals-kl-of-densities", equations="24-27")
@given(pair=normal_pairs())
def test_the_loss_at_the_optimum_is_a_kl_of_continuous_densities(impl, pair):
    """At D = D*:  E_q[log(1 − D)] − E_q[log D] = ∫ q log q/p dx."""
    # The log-ratio of two normals is quadratic: it has its expectation over two samples.
    loss = impl.summed_generator_loss(pair.log_ratio(two_samples(pair.q)))
    assert_close(loss, kl_of_densities(pair), terms=2)


@claim("3.3/nonnegative", equations="27")
@given(pair=batch_pairs(full_support=True) | nearly_fair_pairs())
def test_the_loss_at_the_optimum_is_at_least_half_the_squared_distance(impl, pair):
    """At D = D*:  L_G ≥ ½‖p − q‖₁², where p, q > 0.

    So it is positive unless q = p.
    """
    p, q = pair
    loss = impl.summed_generator_loss(q.batch(log_ratios(p, q)))
    assert_at_most(l1_distance(p, q) ** 2 / 2, loss, terms=2 + kl_divergence(q, p).terms)


@claim("3.3/support-mismatch", equations="27")
@given(pair=pairs_with_missed_mass())
def test_mass_that_the_data_has_not_costs_infinitely_much(impl, pair):
    """If q > 0 somewhere that p = 0, then at D = D*:  L_G = +∞."""
    p, q = pair
    assert_equal(impl.summed_generator_loss(q.batch(log_ratios(p, q))), math.inf)


@claim("3.3/infinite-kl", equations="27")
@given(pair=pairs_with_missed_mass())
def test_mass_that_the_data_has_not_makes_the_kl_infinite(impl, pair):
    """If q > 0 somewhere that p = 0, then KL(q‖p) = +∞."""
    p, q = pair
    assert_equal(impl.kl_divergence(q.masses, p.masses), math.inf)
