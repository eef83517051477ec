"""Problem 3, part 1: the optimal discriminator.

A discriminator D says how likely it is that a point came from the data, of density p, and not from
the model, of density q. It is trained to lower

    L_D = −E_p[log D] − E_q[log(1 − D)],

which is the sum, or the integral, over all points x of f(D(x)), where

    f(t) = −p(x) log t − q(x) log(1 − t).

What D says at one point is free of what it says at another, so the best discriminator is found
point by point: it is D* = p/(p + q). The worked answer stops at the stationary point of f; that
this is the minimum, and the only one, takes convexity. The answer then has a sigmoid of logits
attain D*, which is false wherever just one of p and q is positive: there D* is 0 or 1, and no
finite logit gets that far.
"""

from __future__ import annotations

import functools
from decimal import Decimal
from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from spec import (
    Real,
    assert_at_most,
    assert_close,
    assert_equal,
    claim,
    holds_here,
    precision,
    total,
)
from spec.definitions import (
    bernoulli_kl,
    derivative,
    discriminator_loss,
    js_divergence,
    log_ratio,
    log_ratios,
    optimum,
    pointwise_loss,
    pointwise_loss_from_logits,
    sigmoid,
)
from spec.definitions.functions import accepts
from spec.machinery.numbers.high_precision import log
from spec.machinery.numbers.precision import by_precision
from spec.strategies import (
    batch_pairs,
    batches,
    continuous_pairs,
    density_values,
    discriminated_pairs,
    moderate_probabilities,
)
from spec.strategies.continuous import DensityValues
from spec.strategies.generator import sixteenths


@claim("3.1/loss-is-integral", equations="9")
@given(
    judged=discriminated_pairs(),
    densities=continuous_pairs(),
    offset=sixteenths(-1, 1),
    slope=sixteenths(-0.25, 0.25),
)
def test_the_loss_is_the_sum_of_a_loss_at_each_point(
    impl,
    judged,
    densities,
    offset,
    slope,
):
    """L_D = Σ f(D(x)), or ∫ f(D(x)) dx;  from logits  E_p[softplus(−h)] + E_q[softplus(h)]."""
    p, q, h = judged.p, judged.q, np.array(judged.h)
    loss = discriminator_loss(p, q, h)
    undecided = np.zeros(len(h))
    real, fake = ([side.batch(h), side.batch(undecided)] for side in (p, q))
    assert_close(impl.discriminator_loss(real, fake), [loss, 2 * LOG_2])
    if accepts(impl.discriminator_loss, "real_weights"):
        weights = {"real_weights": p.masses, "fake_weights": q.masses}
        assert_close(impl.discriminator_loss(h, h, **weights), loss)
    d = np.array([float(sigmoid(logit)) for logit in h])
    assert_close(np.sum(impl.pointwise_discriminator_loss(d, p.masses, q.masses)), loss)
    from_logits = impl.pointwise_discriminator_loss_from_logits(h, p.masses, q.masses)
    assert_close(np.sum(from_logits), loss)

    # On the line D has the logits offset + slope·x. Each expectation has its own nodes.
    x = densities.line
    losses = impl.pointwise_discriminator_loss(
        1 / (1 + np.exp(-offset - slope * x)),
        np.exp(densities.p.log_density(x)),
        np.exp(densities.q.log_density(x)),
    )
    real_losses = np.logaddexp(0, -offset - slope * densities.p.nodes)
    fake_losses = np.logaddexp(0, offset + slope * densities.q.nodes)
    expected = densities.p.expectation(real_losses) + densities.q.expectation(fake_losses)
    rounded_d = np.exp(np.max(np.abs(offset + slope * x)))
    assert_close(densities.integral(losses).value, expected.with_terms(rounded_d))


@claim("3.1/integrand-derivative", equations="10")
@given(t=moderate_probabilities(), points=st.lists(density_values(), min_size=1, max_size=3))
def test_the_integrand_has_the_derivative_of_the_two_logs(impl, t, points):
    """d/dt [p log t + q log(1 − t)] = p/t − q/(1 − t), that is f' = −p/t + q/(1 − t)."""
    p, q = np.array(points).T
    slopes = [
        derivative(functools.partial(pointwise_loss, p=at.p, q=at.q), at=t).with_terms(
            size_of_slope(t, at)
        )
        for at in points
    ]
    assert_close(impl.pointwise_discriminator_loss_derivative(t, p, q), slopes)


@claim("3.1/stationary-point", equations="11-14")
@given(
    values=density_values(binades=20),
    end=st.sampled_from([0, 1]),
    share=by_precision(
        lambda format: format.floats(
            2.0 ** -(20 * format.digits // 53), 1 - 2.0 ** -(20 * format.digits // 53)
        )
    ),
)
def test_the_derivative_vanishes_at_the_optimum_and_nowhere_else(impl, values, end, share):
    """f'(D*) = 0 where p, q > 0;  sign f'(t) = sign(t − D*) for all t in (0, 1)."""
    p, q = values
    best = optimum(p, q)
    if p and q:
        slope = impl.pointwise_discriminator_loss_derivative(impl.optimal_discriminator(p, q), p, q)
        # D* is rounded, which f''(D*)·D* = (p + q)²/q makes felt.
        assert_close(slope, 0, terms=p + q + (p + q) ** 2 / q)
    end = 1 - end if best == end else end
    t = precision().rounded(float(best + (end - best) * Fraction(share)))
    slope = impl.pointwise_discriminator_loss_derivative(t, p, q)
    assert_equal(np.sign(slope), 1 if t > best else -1)


@claim("3.1/minimiser", equations="hint, 14")
@given(values=density_values(positive=True), t=batches(moderate_probabilities(), max_size=3))
def test_the_optimum_minimises_the_integrand(impl, values, t):
    """f(D*) ≤ f(t) for all t in (0, 1):  f(t) − f(D*) = (p + q)·KL(Bern(D*)‖Bern(t))."""
    p, q = values
    best = impl.optimal_discriminator(p, q)
    excess = impl.pointwise_discriminator_loss(t, p, q) - impl.pointwise_discriminator_loss(
        best, p, q
    )
    mass = Fraction(p) + Fraction(q)
    assert_close(excess, [bernoulli_kl(optimum(p, q), other) * mass for other in t])


@claim("3.1/convex", equations="hint")
@given(
    s=moderate_probabilities(),
    t=moderate_probabilities(),
    points=st.lists(density_values(), min_size=1, max_size=3),
)
def test_the_integrand_is_convex(impl, s, t, points):
    """f'(t) − f'(s) = (t − s)·[p/(st) + q/((1 − s)(1 − t))], of the sign of t − s."""
    p, q = np.array(points).T
    slope = impl.pointwise_discriminator_loss_derivative
    rises = [
        Real.of(quotient * (Fraction(t) - Fraction(s)))
        for quotient in (difference_quotient(s, t, at) for at in points)
    ]
    sizes = [size_of_slope(s, at) + size_of_slope(t, at) for at in points]
    expected = [rise.with_terms(size) for rise, size in zip(rises, sizes, strict=True)]
    assert_close(slope(t, p, q) - slope(s, p, q), expected)


@claim("3.1/functional-minimiser", equations="9-14")
@given(judged=discriminated_pairs())
def test_no_discriminator_has_a_lower_loss(impl, judged):
    """L_D(D) − L_D(D*) ≥ 2 Σ (p + q)(D − D*)², for every discriminator D."""
    p, q, h = judged
    best = impl.optimal_discriminator(p.masses, q.masses)
    least = np.sum(impl.pointwise_discriminator_loss(best, p.masses, q.masses))
    shortfalls = [
        sigmoid(logit) - optimum(a, b) for logit, a, b in zip(h, p.exact, q.exact, strict=True)
    ]
    masses = [a + b for a, b in zip(p.exact, q.exact, strict=True)]
    gap = 2 * total(off * off * mass for off, mass in zip(shortfalls, masses, strict=True))
    loss = impl.discriminator_loss(p.batch(h), q.batch(h))
    assert_at_most(gap + least, loss, terms=discriminator_loss(p, q, h).terms)


@claim("3.1/edges", equations="14")
@given(values=density_values(), doublings=st.integers(-20, 20), t=moderate_probabilities())
def test_the_optimum_at_the_edges(impl, values, doublings, t):
    """D* = 0 if p = 0 < q, 1 if q = 0 < p, ½ if p = q > 0; it depends on p/q alone.

    Swapping p and q gives 1 − D*. Where both are 0, f is 0 for every t, so that every D is optimal:
    what an implementation returns for D* is its own affair.
    """
    p, q = values
    best = optimum(p, q)
    if p == q or not p or not q:
        assert_equal(impl.optimal_discriminator(p, q), best)
    scale = 2.0**doublings
    both_scaled_and_swapped = impl.optimal_discriminator(
        np.array([scale * p, q]), np.array([scale * q, p])
    )
    assert_close(both_scaled_and_swapped, [best, 1 - best], terms=1)
    assert_equal(impl.pointwise_discriminator_loss(t, 0.0, 0.0), 0)


@claim("3.1/attained-by-sigmoid", equations="11", kind="refuted", corrected_by="3.1/edges")
@given(values=density_values(binades=4))
def test_some_logit_attains_the_optimum(impl, values):
    """Whatever p and q, D* = σ(h) for some finite h:  p·softplus(−h) + q·softplus(h) = min f.

    Where p = 0 < q the minimum is 0, but every finite h costs q·softplus(h) > 0, a lower one always
    less.
    """
    p, q = values
    logits = [-8.0, -4.0, 0.0, 4.0, 8.0]
    if p and q:
        logits.append(precision().rounded(float(log_ratio(p, q))))
    losses = impl.pointwise_discriminator_loss_from_logits(np.array(logits), p, q)
    assert_close(losses, [pointwise_loss_from_logits(h, p, q) for h in logits])
    infimum = float(pointwise_loss(optimum(p, q), p, q))
    lowest = float(np.min(losses))
    holds_here(lowest <= infimum + NEGLIGIBLE * (p + q), loss=lowest, infimum=infimum)


@claim("3.1/optimal-value", equations="consequence")
@given(pair=batch_pairs())
def test_the_lowest_loss_is_a_jensen_shannon_divergence(impl, pair):
    """L_D(D*) = log 4 − 2 JS(p‖q)."""
    p, q = pair.without_empty_points()
    divergence = js_divergence(p, q)
    lowest = 2 * LOG_2 - 2 * divergence
    best = impl.optimal_discriminator(p.masses, q.masses)
    assert_close(np.sum(impl.pointwise_discriminator_loss(best, p.masses, q.masses)), lowest)
    if all(p.counts) and all(q.counts):
        h = log_ratios(p, q)
        assert_close(impl.discriminator_loss(p.batch(h), q.batch(h)), lowest)
    assert_close(impl.js_divergence(p.masses, q.masses), divergence)


LOG_2 = Real.of(log(Decimal(2)))

NEGLIGIBLE = 1e-5
"""What a loss may lack of its minimum, per unit of density, and still be said to attain it."""


def size_of_slope(t: float, values: DensityValues) -> float:
    """The size of the two terms of f'(t)."""
    return values.p / t + values.q / (1 - t)


def difference_quotient(s: float, t: float, values: DensityValues) -> Fraction:
    """(f'(t) − f'(s))/(t − s), which is positive."""
    below, above = Fraction(s), Fraction(t)
    return Fraction(values.p) / (below * above) + Fraction(values.q) / ((1 - below) * (1 - above))
