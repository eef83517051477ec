"""Problem 3, part 4: likelihood and the other KL divergence.

Models trained by maximum likelihood minimise −E_p[log q], for the data's p and the model's q. Up
to the entropy of the data, which no model changes, that is KL(p‖q): so likelihood and KL(p‖q) have
the same minimisers. The worked answer says that they have the same minima, which is false. It also
counts models trained on the ELBO among these, though the ELBO is only a bound on the likelihood,
and may rank models differently.

The generator of part 3 minimises KL(q‖p) at the best discriminator: the other direction. The two
are not equal in general, though the answer reads as if they never were; and the generator's loss is
no KL at all where the discriminator is not the best one. What follows from the difference is a
different choice of model, but only where no model fits the data exactly.
"""

import math
from fractions import Fraction

from hypothesis import given

from spec import assert_at_most, assert_close, claim, holds_here
from spec.definitions import (
    cross_entropy,
    entropy,
    kl_divergence,
    l1_distance,
    log,
    log_odds_against,
    log_ratio,
    two_points,
)
from spec.strategies import (
    asymmetry_factors,
    batch_pairs,
    covering_families,
    discriminated_pairs,
    distribution_pairs,
    distributions,
    joint_pairs,
    model_families,
    nearly_fair_pairs,
    observations,
    realizable_families,
    reflected_pairs,
    two_bump_families,
)


@claim("3.4/kl-definition", equations="28-29")
@given(pair=distribution_pairs())
def test_kl_is_a_difference_of_expected_log_likelihoods(impl, pair):
    """KL(p‖q) = E_p[log p] − E_p[log q]."""
    p, q = pair
    expected = p.expectation(map(log, p.exact)) - p.expectation(map(log, q.exact))
    assert_close(impl.kl_divergence(p.masses, q.masses), expected)


@claim("3.4/kl-nonnegative", equations="28-29")
@given(pair=distribution_pairs() | nearly_fair_pairs())
def test_kl_is_at_least_half_the_squared_distance(impl, pair):
    """KL(p‖q) ≥ ½‖p − q‖₁².

    So it is positive unless p = q.
    """
    p, q = pair
    divergence = impl.kl_divergence(p.masses, q.masses)
    assert_at_most(l1_distance(p, q) ** 2 / 2, divergence, terms=kl_divergence(p, q).terms)


@claim("3.4/kl-of-equals", equations="28-29")
@given(p=distributions())
def test_kl_is_0_where_model_and_data_are_equal(impl, p):
    """KL(p‖p) = 0."""
    assert_close(impl.kl_divergence(p.masses, p.masses), 0, terms=entropy(p).terms)


@claim("3.4/entropy", equations="30")
@given(p=distributions())
def test_the_entropy_is_an_expected_surprise(impl, p):
    """H(p) = −E_p[log p]."""
    assert_close(impl.entropy(p.masses), -p.expectation(map(log, p.exact)))


@claim("3.4/nll-decomposition", equations="30-31")
@given(pair=distribution_pairs())
def test_the_negative_log_likelihood_is_a_kl_and_an_entropy(impl, pair):
    """−E_p[log q] = KL(p‖q) + H(p)."""
    p, q = pair
    assert_close(impl.cross_entropy(p.masses, q.masses), kl_divergence(p, q) + entropy(p))


@claim("3.4/constant-in-model", equations="30")
@given(family=covering_families(2))
def test_likelihood_and_kl_tell_models_apart_by_the_same_amount(impl, family):
    """NLL(q1) − NLL(q2) = KL(p‖q1) − KL(p‖q2), where both supports contain that of p."""
    p, (q1, q2) = family
    nll1, nll2 = (impl.cross_entropy(p.masses, q.masses) for q in (q1, q2))
    assert_close(nll1 - nll2, kl_divergence(p, q1) - kl_divergence(p, q2))


@claim("3.4/equal-minima", equations="32", kind="refuted", corrected_by="3.4/equal-minimisers")
@given(family=model_families())
def test_likelihood_and_kl_have_equal_minima(impl, family):
    """min over q of −E_p[log q] = min over q of KL(p‖q).

    They differ by H(p), which is 0 for a one-point p alone.
    """
    p, models = family
    nll = [impl.cross_entropy(p.masses, q.masses) for q in models]
    assert_close(nll, [cross_entropy(p, q) for q in models])
    kl = [impl.kl_divergence(p.masses, q.masses) for q in models]
    assert_close(kl, [kl_divergence(p, q) for q in models])
    equal = math.isclose(min(nll), min(kl), abs_tol=0.01)
    holds_here(equal, least_NLL=min(nll), least_KL=min(kl))


@claim("3.4/equal-minimisers", equations="31-32")
@given(family=model_families())
def test_the_most_likely_model_is_the_closest(impl, family):
    """argmin over q of −E_p[log q] ⊆ argmin over q of KL(p‖q), in every finite family."""
    p, models = family
    most_likely = min(models, key=lambda q: impl.cross_entropy(p.masses, q.masses))
    assert_at_most(kl_divergence(p, most_likely), min(kl_divergence(p, q) for q in models))


@claim("3.4/closest-is-most-likely", equations="31-32")
@given(family=model_families())
def test_the_closest_model_is_the_most_likely(impl, family):
    """argmin over q of KL(p‖q) ⊆ argmin over q of −E_p[log q], in every finite family."""
    p, models = family
    closest = min(models, key=lambda q: impl.kl_divergence(p.masses, q.masses))
    assert_at_most(cross_entropy(p, closest), min(cross_entropy(p, q) for q in models))


@claim("3.4/elbo-bounds-nll", equations="recalled")
@given(observation=observations())
def test_the_negative_elbo_bounds_the_negative_log_likelihood(impl, observation):
    """E_r[log r(z) − log p(x, z)] ≥ −log p(x), for every r."""
    joint, r = observation
    bound = impl.negative_elbo(joint.log_masses, r.masses)
    slack = kl_divergence(r, joint.posterior)
    assert_at_most(joint.negative_log_likelihood, bound, terms=slack.terms)


@claim("3.4/elbo-gap", equations="recalled")
@given(observation=observations())
def test_the_negative_elbo_is_off_by_the_kl_to_the_posterior(impl, observation):
    """−ELBO = −log p(x) + KL(r‖p(z|x))."""
    joint, r = observation
    gap = kl_divergence(r, joint.posterior)
    bound = impl.negative_elbo(joint.log_masses, r.masses)
    assert_close(bound, joint.negative_log_likelihood + gap)


@claim("3.4/elbo-is-not-nll", equations="answer", kind="exists")
@given(models=joint_pairs(), r=distributions(2, full_support=True))
def test_the_elbo_may_prefer_the_less_likely_model(impl, models, r):
    """For a fixed r:  −log p1(x) < −log p2(x), but −ELBO1 > −ELBO2."""
    nll = [joint.negative_log_likelihood for joint in models]
    bounds = [impl.negative_elbo(joint.log_masses, r.masses) for joint in models]
    gaps = [kl_divergence(r, joint.posterior) for joint in models]
    assert_close(bounds, [loss + gap for loss, gap in zip(nll, gaps, strict=True)])
    holds_here(
        nll[0] + 0.01 < nll[1] and bounds[0] > bounds[1] + 0.01,
        NLL1=nll[0],
        NLL2=nll[1],
        negative_ELBO1=bounds[0],
        negative_ELBO2=bounds[1],
    )


@claim("3.4/kl-asymmetric", equations="33", kind="exists")
@given(pair=batch_pairs(full_support=True))
def test_the_two_directions_may_differ(impl, pair):
    """KL(p‖q) ≠ KL(q‖p), for some p and q."""
    p, q = pair
    forward = impl.kl_divergence(p.masses, q.masses)
    backward = impl.kl_divergence(q.masses, p.masses)
    assert_close([forward, backward], [kl_divergence(p, q), kl_divergence(q, p)])
    differ = not math.isclose(forward, backward, abs_tol=0.01)
    holds_here(differ, KL_pq=forward, KL_qp=backward)


@claim("3.4/asymmetry-unbounded", equations="33")
@given(factor=asymmetry_factors())
def test_one_direction_exceeds_any_multiple_of_the_other(impl, factor):
    """KL(p‖q) > R·KL(q‖p), for p = (½, ½) and q = (1 − b, b) with b = 2^(−2R − 4).

    As R grows and b goes to 0, KL(p‖q) goes to ∞ and KL(q‖p) to log 2.
    """
    p, q = two_points(Fraction(1, 2)), two_points(Fraction(1, 2 ** (2 * factor + 4)))
    assert impl.kl_divergence(p.masses, q.masses) > factor * kl_divergence(q, p)


@claim("3.4/always-asymmetric", equations="33", kind="refuted", corrected_by="3.4/kl-asymmetric")
@given(pair=reflected_pairs())
def test_the_two_directions_always_differ(impl, pair):
    """KL(q‖p) ≠ KL(p‖q), whenever p ≠ q."""
    p, q = pair
    forward = impl.kl_divergence(p.masses, q.masses)
    backward = impl.kl_divergence(q.masses, p.masses)
    assert_close([forward, backward], [kl_divergence(p, q), kl_divergence(q, p)])
    differ = not math.isclose(forward, backward, rel_tol=1e-4)
    holds_here(p == q or differ, KL_pq=forward, KL_qp=backward)


@claim(
    "3.4/generator-loss-is-kl",
    equations="33",
    kind="refuted",
    corrected_by="3.4/generator-loss-gap",
)
@given(pair=discriminated_pairs(full_support=True))
def test_the_generator_loss_is_a_kl_whatever_the_discriminator(impl, pair):
    """L_G = KL(q‖p), for every discriminator D = σ(h)."""
    p, q, h = pair
    loss = impl.summed_generator_loss(q.batch(h))
    assert_close(loss, q.expectation(map(log_odds_against, h)))
    divergence = kl_divergence(q, p)
    holds_here(math.isclose(loss, divergence, abs_tol=0.01), L_G=loss, KL_qp=divergence)


@claim("3.4/generator-loss-gap", equations="33")
@given(pair=discriminated_pairs(full_support=True))
def test_the_loss_is_off_the_kl_by_what_the_logits_are_off(impl, pair):
    """L_G − KL(q‖p) = E_q[h* − h], for every discriminator D = σ(h), where p, q > 0."""
    p, q, h = pair
    best = map(log_ratio, p.exact, q.exact)
    off = (ratio + log_odds_against(logit) for ratio, logit in zip(best, h, strict=True))
    assert_close(impl.summed_generator_loss(q.batch(h)) - kl_divergence(q, p), q.expectation(off))


@claim("3.4/different-objectives", equations="answer", kind="exists")
@given(family=two_bump_families())
def test_the_two_directions_may_choose_different_models(impl, family):
    """KL(p‖q1) < KL(p‖q2), but KL(q1‖p) > KL(q2‖p)."""
    p, models = family
    forward = [impl.kl_divergence(p.masses, q.masses) for q in models]
    assert_close(forward, [kl_divergence(p, q) for q in models])
    backward = [impl.kl_divergence(q.masses, p.masses) for q in models]
    assert_close(backward, [kl_divergence(q, p) for q in models])
    lost, lost_backward = forward[1] - forward[0], backward[0] - backward[1]
    holds_here(min(lost, lost_backward) > 0.01, lost=lost, lost_backward=lost_backward)


@claim("3.4/same-optimum-if-realizable", equations="answer")
@given(family=realizable_families())
def test_both_directions_choose_one_model_if_a_model_is_the_data(impl, family):
    """argmin over q of KL(q‖p) = argmin over q of KL(p‖q), if p is among the models."""
    p, models = family
    closest_backward = min(models, key=lambda q: impl.kl_divergence(q.masses, p.masses))
    assert closest_backward == min(models, key=lambda q: kl_divergence(p, q))


@claim("3.4/closest-if-realizable", equations="answer")
@given(family=realizable_families())
def test_the_closest_model_is_the_data_if_a_model_is(impl, family):
    """argmin over q of KL(p‖q) = p, if p is among the models."""
    p, models = family
    assert min(models, key=lambda q: impl.kl_divergence(p.masses, q.masses)) == p
