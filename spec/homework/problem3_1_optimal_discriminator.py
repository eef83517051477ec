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

import math
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from spec import Real, assert_at_most, assert_close, assert_equal, claim, holds_here, total
from spec.definitions import (
    bernoulli_kl,
    derivative,
    discriminator_loss,
    js_divergence,
    log,
    log_ratio,
    log_ratios,
    optimum,
    pointwise_loss,
    pointwise_loss_derivative,
    pointwise_loss_from_logits,
    sigmoid,
    softplus,
)
from spec.strategies import (
    batch_pairs,
    density_values,
    discriminated_densities,
    discriminated_pairs,
    discriminated_points,
    moderate_logits,
    moderate_probabilities,
    one_sided_densities,
    points_off_the_optimum,
    positive_densities,
    probabilities,
)


@claim("3.1/integrand", equations="9")
@given(point=discriminated_points(closed=True))
def test_the_loss_at_a_point_is_a_sum_of_two_logs(impl, point):
    """f(t) = −p log t − q log(1 − t), where 0·log 0 = 0."""
    assert_close(impl.pointwise_discriminator_loss(*point), pointwise_loss(*point))


@claim("3.1/loss-is-sum", equations="9")
@given(pair=discriminated_pairs())
def test_the_loss_is_the_sum_of_a_loss_at_each_point(impl, pair):
    """L_D = Σ f(D(x)), over the points x of a finite support."""
    p, q, h = pair
    loss = impl.discriminator_loss(p.batch(h), q.batch(h))
    assert_close(loss, total(map(pointwise_loss, map(sigmoid, h), p.exact, q.exact)))


@claim("3.1/loss-is-integral", equations="9")
@given(pair=discriminated_densities())
def test_the_loss_is_the_integral_of_a_loss_at_each_point(impl, pair):
    """L_D = ∫ f(D(x)) dx, of densities on the line."""
    assert_close(pair.integral(impl.pointwise_discriminator_loss), pair.loss)


@claim("3.1/loss-from-logits", equations="9")
@given(pair=discriminated_pairs())
def test_from_logits_the_loss_is_two_expectations_of_softplus(impl, pair):
    """L_D = E_p[softplus(−h)] + E_q[softplus(h)], for D = σ(h)."""
    p, q, h = pair
    real = p.expectation(softplus(-logit) for logit in h)
    fake = q.expectation(softplus(logit) for logit in h)
    assert_close(impl.discriminator_loss(p.batch(h), q.batch(h)), real + fake)


@claim("3.1/integrand-from-logits", equations="9")
@given(h=moderate_logits(), densities=density_values())
def test_from_a_logit_the_loss_at_a_point_is_two_terms_of_softplus(impl, h, densities):
    """f(σ(h)) = p·softplus(−h) + q·softplus(h)."""
    p, q = densities
    loss = impl.pointwise_discriminator_loss_from_logits(h, p, q)
    assert_close(loss, softplus(-h) * p + softplus(h) * q)


@claim("3.1/integrand-derivative", equations="10")
@given(point=discriminated_points())
def test_the_integrand_has_a_difference_of_quotients_for_derivative(impl, point):
    """f'(t) = −p/t + q/(1 − t)."""
    t, p, q = point
    slope = derivative(lambda t: pointwise_loss(t, p, q), at=t)
    found = impl.pointwise_discriminator_loss_derivative(t, p, q)
    assert_close(found, slope, terms=pointwise_loss_derivative(t, p, q).terms)


@claim("3.1/optimum", equations="14")
@given(densities=density_values())
def test_the_best_discriminator_is_the_share_of_the_data(impl, densities):
    """D* = p/(p + q)."""
    p, q = densities
    assert_close(impl.optimal_discriminator(p, q), optimum(p, q), terms=1)


@claim("3.1/stationary-point", equations="11-14")
@given(densities=density_values(positive=True))
def test_the_derivative_vanishes_at_the_optimum(impl, densities):
    """f'(D*) = 0, where p, q > 0."""
    p, q = densities
    best = Real.of(impl.optimal_discriminator(p, q)).with_terms(1)
    assert_close(pointwise_loss_derivative(best, p, q), 0)


@claim("3.1/only-stationary-point", equations="11-14")
@given(point=points_off_the_optimum())
def test_the_derivative_vanishes_nowhere_else(impl, point):
    """f'(t)·(t − D*) > 0, for all t in (0, 1) but D*."""
    t, p, q = point
    slope = impl.pointwise_discriminator_loss_derivative(t, p, q)
    assert slope * (Real.of(t) - optimum(p, q)) > 0


@claim("3.1/minimiser", equations="hint, 14")
@given(point=discriminated_points())
def test_the_optimum_minimises_the_integrand(impl, point):
    """f(D*) ≤ f(t), for all t in (0, 1)."""
    t, p, q = point
    best = impl.optimal_discriminator(p, q)
    assert_at_most(pointwise_loss(best, p, q), pointwise_loss(t, p, q))


@claim("3.1/excess", equations="hint, 14")
@given(point=discriminated_points())
def test_the_integrand_exceeds_its_minimum_by_a_kl(impl, point):
    """f(t) = f(D*) + (p + q)·KL(Bern(D*)‖Bern(t))."""
    t, p, q = point
    best = optimum(p, q)
    excess = bernoulli_kl(best, t) * (Fraction(p) + Fraction(q))
    assert_close(impl.pointwise_discriminator_loss(t, p, q), pointwise_loss(best, p, q) + excess)


@claim("3.1/convex", equations="hint")
@given(s=moderate_probabilities(), point=discriminated_points())
def test_the_integrand_is_convex(impl, s, point):
    """f'(t) − f'(s) = (t − s)·[p/(st) + q/((1 − s)(1 − t))]."""
    s, t, p, q = map(Real.of, (s, *point))
    rise = impl.pointwise_discriminator_loss_derivative(*point) - pointwise_loss_derivative(s, p, q)
    terms = pointwise_loss_derivative(t, p, q).terms
    assert_close(rise, (t - s) * (p / (s * t) + q / ((1 - s) * (1 - t))), terms=terms)


@claim("3.1/functional-minimiser", equations="9-14")
@given(pair=discriminated_pairs())
def test_no_discriminator_has_a_lower_loss(impl, pair):
    """L_D(D) − L_D(D*) ≥ 2 Σ (p + q)(D − D*)², for every discriminator D."""
    p, q, h = pair
    best = impl.optimal_discriminator(p.masses, q.masses)
    least = total(map(pointwise_loss, best, p.exact, q.exact))
    distances = (
        (a + b) * (sigmoid(logit) - optimum(a, b)) ** 2
        for a, b, logit in zip(p.exact, q.exact, h, strict=True)
    )
    assert_at_most(2 * total(distances), discriminator_loss(p, q, h) - least)


@claim("3.1/edges", equations="14")
@given(densities=one_sided_densities())
def test_the_optimum_is_certain_where_one_density_is_0(impl, densities):
    """D* = 1{p > 0}, where one of p and q is 0."""
    p, q = densities
    assert_equal(impl.optimal_discriminator(p, q), int(p > 0))


@claim("3.1/edges-not-attained", equations="11")
@given(h=moderate_logits(), densities=one_sided_densities())
def test_no_logit_attains_the_optimum_where_one_density_is_0(impl, h, densities):
    """f(σ(h)) > f(D*) for every finite logit h, where one of p and q is 0."""
    p, q = densities
    loss = impl.pointwise_discriminator_loss_from_logits(h, p, q)
    assert loss > pointwise_loss(optimum(p, q), p, q)


@claim("3.1/equal-densities", equations="14")
@given(p=positive_densities())
def test_the_optimum_is_undecided_where_the_densities_are_equal(impl, p):
    """D*(p, p) = ½."""
    assert_equal(impl.optimal_discriminator(p, p), 1 / 2)


@claim("3.1/ratio-alone", equations="14")
@given(densities=density_values(), doublings=st.integers(-20, 20))
def test_the_optimum_depends_on_the_ratio_alone(impl, densities, doublings):
    """D*(cp, cq) = D*(p, q), for all c > 0."""
    (p, q), c = densities, 2.0**doublings
    assert_close(impl.optimal_discriminator(c * p, c * q), optimum(p, q), terms=1)


@claim("3.1/swapped", equations="14")
@given(densities=density_values())
def test_swapping_data_and_model_complements_the_optimum(impl, densities):
    """D*(q, p) = 1 − D*(p, q)."""
    p, q = densities
    assert_close(impl.optimal_discriminator(q, p), 1 - optimum(p, q), terms=1)


@claim("3.1/off-support", equations="14")
@given(t=probabilities())
def test_every_discriminator_is_optimal_where_both_densities_are_0(impl, t):
    """f(t) = 0 for all t in [0, 1], where p = q = 0."""
    assert_equal(impl.pointwise_discriminator_loss(t, 0.0, 0.0), 0)


@claim("3.1/attained-by-sigmoid", equations="11", kind="refuted", corrected_by="3.1/edges")
@given(densities=density_values(binades=4))
def test_some_logit_attains_the_optimum(impl, densities):
    """min f = f(σ(h)), for some finite logit h, whatever p and q.

    Where p = 0 < q the minimum is 0, but every finite h costs q·softplus(h) > 0. The logit tried is
    the best of those from −4 to 4.
    """
    p, q = densities
    h = min(max(float(log_ratio(p, q)), -4.0), 4.0)  # which is log p/q if that is finite
    loss = impl.pointwise_discriminator_loss_from_logits(h, p, q)
    assert_close(loss, pointwise_loss_from_logits(h, p, q))
    infimum = float(pointwise_loss(optimum(p, q), p, q))
    holds_here(math.isclose(loss, infimum, rel_tol=1e-4), h=h, loss=loss, infimum=infimum)


@claim("3.1/optimal-value", equations="consequence")
@given(pair=batch_pairs(full_support=True))
def test_the_lowest_loss_is_log_4_less_two_jensen_shannon_divergences(impl, pair):
    """L_D(D*) = log 4 − 2 JS(p‖q), where p, q > 0."""
    p, q = pair
    h = log_ratios(p, q)
    loss = impl.discriminator_loss(p.batch(h), q.batch(h))
    assert_close(loss, log(4) - 2 * js_divergence(p, q))


@claim("3.1/js-divergence", equations="consequence")
@given(pair=batch_pairs())
def test_the_lowest_loss_tells_the_jensen_shannon_divergence(impl, pair):
    """JS(p‖q) = ½(log 4 − min L_D)."""
    p, q = pair.without_empty_points()
    best = map(optimum, p.exact, q.exact)
    least = total(map(pointwise_loss, best, p.exact, q.exact))
    assert_close(impl.js_divergence(p.masses, q.masses), (log(4) - least) / 2)
