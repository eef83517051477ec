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

from __future__ import annotations

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from spec import assert_at_most, assert_close, claim, holds_here, precision
from spec.definitions import (
    Distribution,
    DistributionPair,
    Joint,
    cross_entropy,
    entropy,
    kl_divergence,
    l1_distance,
    log_odds_against,
    log_ratio,
)
from spec.definitions.functions import Functions
from spec.machinery.numbers.precision import by_precision
from spec.strategies import (
    batch_pairs,
    covering_families,
    discriminated_pairs,
    distribution_pairs,
    distributions,
    joint_pairs,
    joints,
    model_families,
    realizable_families,
    two_bump_families,
)

FAR = 0.01
"""Nats between two numbers that no rounding, and no reader, would call equal."""


@claim("3.4/kl-definition", equations="28-29")
@given(pair=distribution_pairs())
def test_kl_is_a_difference_of_expected_log_likelihoods(impl, pair):
    """KL(p‖q) = E_p[log p] − E_p[log q] ≥ ½‖p − q‖₁², so never negative, and 0 only if p = q."""
    p, q = pair
    forward, backward = kl_divergence(p, q), kl_divergence(q, p)
    rows = [p.masses, q.masses]
    divergences = impl.kl_divergence(rows, rows[::-1])
    assert_close(divergences, [forward, backward])
    assert_at_most(l1_distance(p, q) ** 2 / 2, divergences[0], terms=forward.terms)


@claim("3.4/nll-decomposition", equations="30-31")
@given(pair=distribution_pairs())
def test_the_negative_log_likelihood_is_a_kl_and_an_entropy(impl, pair):
    """−E_p[log q] = KL(p‖q) + H(p)."""
    p, q = pair
    rows = [p.masses, q.masses]
    expected = [cross_entropy(p, q), cross_entropy(q, p)]
    assert_close(impl.cross_entropy(rows, rows[::-1]), expected)
    # The two terms on the right each have the size of log p too.
    size = [entropy(p).value, entropy(q).value]
    sums = impl.kl_divergence(rows, rows[::-1]) + impl.entropy(rows)
    assert_close(
        sums, [total.with_terms(1 + 2 * h) for total, h in zip(expected, size, strict=True)]
    )


@claim("3.4/constant-in-model", equations="30")
@given(family=covering_families())
def test_the_entropy_is_the_same_for_every_model(impl, family):
    """NLL(q1) − NLL(q2) = KL(p‖q1) − KL(p‖q2), where both supports contain that of p."""
    p, models = family
    nll, kl = impl.cross_entropy(*family.rows), impl.kl_divergence(*family.rows)
    exact_nll = [cross_entropy(p, q) for q in models]
    exact_kl = [kl_divergence(p, q) for q in models]
    assert_close(nll - nll[0], [divergence - exact_kl[0] for divergence in exact_kl])
    assert_close(
        kl - kl[0], [loss - exact_nll[0] for loss in exact_nll], terms=1 + entropy(p).value
    )


@claim("3.4/equal-minima", equations="32", kind="refuted", corrected_by="3.4/equal-minimisers")
@given(family=model_families())
def test_likelihood_and_kl_have_equal_minima(impl, family):
    """min over q of −E_p[log q] = min over q of KL(p‖q).

    They differ by H(p), which is 0 for a one-point p alone.
    """
    p, models = family
    nll, kl = impl.cross_entropy(*family.rows), impl.kl_divergence(*family.rows)
    assert_close(nll, [cross_entropy(p, q) for q in models])
    assert_close(kl, [kl_divergence(p, q) for q in models])
    least_nll, least_kl = min(nll), min(kl)
    equal = least_nll == least_kl or abs(least_nll - least_kl) < FAR
    holds_here(equal, least_NLL=least_nll, least_KL=least_kl)


@claim("3.4/equal-minimisers", equations="31-32")
@given(family=model_families())
def test_likelihood_and_kl_have_the_same_minimisers(impl, family):
    """argmin over q of −E_p[log q] = argmin over q of KL(p‖q), in every finite family."""
    p, models = family
    most_likely = models[np.argmin(impl.cross_entropy(*family.rows))]
    closest = models[np.argmin(impl.kl_divergence(*family.rows))]
    for q in models:
        assert_at_most(kl_divergence(p, most_likely), kl_divergence(p, q))
        assert_at_most(cross_entropy(p, closest), cross_entropy(p, q), terms=1 + entropy(p).value)


@st.composite
def observations(draw: st.DrawFn) -> tuple[Joint, Distribution]:
    """Joint masses of an observation and a latent variable, and a distribution r of the latter."""
    r = draw(distributions())
    return draw(joints(len(r))), r


@claim("3.4/elbo-bounds-nll", equations="recalled")
@given(observation=observations())
def test_the_negative_elbo_bounds_the_negative_log_likelihood(impl, observation):
    """−ELBO = E_r[log r(z) − log p(x, z)] ≥ −log p(x), for every r, with gap KL(r‖p(z|x))."""
    joint, r = observation
    nll, gap = joint.negative_log_likelihood, kl_divergence(r, joint.posterior)
    bounds = impl.negative_elbo(
        [joint.log_masses, joint.log_masses], [r.masses, joint.posterior.masses]
    )
    assert_close(bounds, [nll + gap, nll.with_terms(1 + entropy(joint.posterior).value)])
    assert_at_most(nll, bounds[0], terms=gap.terms)


@claim("3.4/elbo-is-not-nll", equations="answer", kind="exists")
@given(models=joint_pairs(), r=distributions(2, full_support=True))
def test_the_elbo_may_prefer_the_less_likely_model(impl, models, r):
    """For a fixed r:  −log p1(x) < −log p2(x), but −ELBO1 > −ELBO2."""
    nll = [joint.negative_log_likelihood for joint in models]
    gaps = [kl_divergence(r, joint.posterior) for joint in models]
    bounds = impl.negative_elbo([joint.log_masses for joint in models], [r.masses, r.masses])
    assert_close(bounds, [loss + gap for loss, gap in zip(nll, gaps, strict=True)])
    first, second = map(float, nll)
    holds_here(
        first < second - FAR and bounds[0] > bounds[1] + FAR,
        NLL1=first,
        NLL2=second,
        negative_ELBO1=bounds[0],
        negative_ELBO2=bounds[1],
    )


@claim("3.4/kl-asymmetric", equations="33", kind="exists")
@given(pair=batch_pairs(full_support=True))
def test_the_two_directions_may_differ(impl, pair):
    """KL(p‖q) ≠ KL(q‖p), for some p and q."""
    forward, backward = both_directions(impl, pair)
    holds_here(abs(forward - backward) > FAR, KL_pq=forward, KL_qp=backward)


@claim("3.4/asymmetry-unbounded", equations="33")
@given(
    factor=by_precision(lambda format: st.floats(0, format.deepest_square)), flipped=st.booleans()
)
def test_one_direction_exceeds_any_multiple_of_the_other(impl, factor, flipped):
    """For every R there are p, q with KL(p‖q) > R·KL(q‖p) > 0, for instance (½, ½) and (1 − b, b).

    As b goes to 0, KL(p‖q) goes to ∞ and KL(q‖p) to log 2. Here b = 2^(−2R − 4).
    """
    whole = 2 ** (2 * math.ceil(factor) + 4)
    p = Distribution((whole // 2, whole // 2))
    q = Distribution((1, whole - 1) if flipped else (whole - 1, 1))
    forward, backward = both_directions(impl, DistributionPair(p, q))
    assert forward > factor * backward
    assert backward > 0


@claim("3.4/always-asymmetric", equations="33", kind="refuted", corrected_by="3.4/kl-asymmetric")
@given(
    pair=distributions(full_support=True, denominator=8).map(
        lambda p: DistributionPair(p, Distribution(p.counts[::-1]))
    )
    | batch_pairs(full_support=True)
)
def test_the_two_directions_always_differ(impl, pair):
    """KL(q‖p) ≠ KL(p‖q), whenever p ≠ q."""
    forward, backward = both_directions(impl, pair)
    differ = abs(forward - backward) > max(1e-12, float(64 * precision().unit_roundoff))
    holds_here(pair.p == pair.q or differ, KL_pq=forward, KL_qp=backward)


@claim(
    "3.4/generator-loss-is-kl",
    equations="33",
    kind="refuted",
    corrected_by="3.4/generator-loss-gap",
)
@given(judged=discriminated_pairs(full_support=True))
def test_the_generator_loss_is_a_kl_whatever_the_discriminator(impl, judged):
    """L_G = KL(q‖p), for every discriminator D: for D = σ(h), and for D ≡ ½."""
    p, q, h = judged
    undecided = [0.0] * len(h)
    losses = impl.summed_generator_loss([q.batch(h), q.batch(undecided)])
    expected = [q.expectation(map(log_odds_against, logits)) for logits in (h, undecided)]
    assert_close(losses, expected)
    divergence = float(kl_divergence(q, p))
    holds_here(abs(losses[1] - divergence) < FAR, L_G=losses[1], KL_qp=divergence)


@claim("3.4/generator-loss-gap", equations="33")
@given(judged=discriminated_pairs(full_support=True))
def test_the_loss_is_off_the_kl_by_what_the_logits_are_off(impl, judged):
    """L_G − KL(q‖p) = E_q[h* − h], for every discriminator D = σ(h)."""
    p, q, h = judged
    gap = impl.summed_generator_loss(q.batch(h)) - impl.kl_divergence(q.masses, p.masses)
    ratios = (log_ratio(a, b) for a, b in zip(p.exact, q.exact, strict=True))
    off = (ratio + log_odds_against(logit) for ratio, logit in zip(ratios, h, strict=True))
    assert_close(gap, q.expectation(off))


@claim("3.4/different-objectives", equations="answer", kind="exists")
@given(family=two_bump_families())
def test_the_two_directions_may_choose_different_models(impl, family):
    """argmin over q of KL(p‖q) ≠ argmin over q of KL(q‖p)."""
    p, models = family
    forward = impl.kl_divergence(*family.rows)
    backward = impl.kl_divergence(*family.rows[::-1])
    assert_close(forward, [kl_divergence(p, q) for q in models])
    assert_close(backward, [kl_divergence(q, p) for q in models])
    closest, closest_backward = np.argmin(forward), np.argmin(backward)
    lost = forward[closest_backward] - forward[closest]
    lost_backward = backward[closest] - backward[closest_backward]
    holds_here(min(lost, lost_backward) > FAR, lost=lost, lost_backward=lost_backward)


@claim("3.4/same-optimum-if-realizable", equations="answer")
@given(family=realizable_families())
def test_both_directions_find_the_data_if_a_model_can(impl, family):
    """If p is in the family:  KL(p‖q) and KL(q‖p) are minimal, and 0, at q = p alone."""
    p, models = family
    for rows in (family.rows, family.rows[::-1]):
        divergences = impl.kl_divergence(*rows)
        assert models[np.argmin(divergences)] == p
        assert_close(min(divergences), 0, terms=1 + entropy(p).value)
        assert_at_most([l1_distance(p, q) ** 2 / 2 for q in models], divergences, terms=1)


def both_directions(impl: Functions, pair: DistributionPair) -> tuple[float, float]:
    """KL(p‖q) and KL(q‖p), as the implementation has them, which is right."""
    p, q = pair
    rows = [p.masses, q.masses]
    divergences = impl.kl_divergence(rows, rows[::-1])
    assert_close(divergences, [kl_divergence(p, q), kl_divergence(q, p)])
    return float(divergences[0]), float(divergences[1])
