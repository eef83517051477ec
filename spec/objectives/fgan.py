"""f-GAN: any f-divergence, trained by a bound on it.

A convex function f makes a divergence D_f(p‖q) = Σ q f(p/q) of the data p and the model q. With the
conjugate f*(t) = sup over u ≥ 0 of ut − f(u), every function T of x gives a bound from below,

    E_p[T] − E_q[f*(T)] ≤ D_f(p‖q),

which T* = f'(p/q) attains. So a discriminator that raises the left side estimates the divergence,
and a generator that lowers it then lowers the divergence. T is an activation g of the output v of a
network, and has to be where f* is finite. The original GAN is the case f*(t) = −log(1 − e^t), and
g = log σ.

Two rows of the paper's tables do not go with the functions beside them, and the appendix has e^v
for e^−v in two activations.

References
----------
S. Nowozin, B. Cseke and R. Tomioka, "f-GAN: Training generative neural samplers using variational
divergence minimization", NeurIPS 2016.
"""

import math

from hypothesis import given

from spec import Real, assert_at_most, assert_close, assert_equal, claim, holds_here, mean
from spec.definitions import (
    activated,
    as_float,
    exp,
    js_divergence,
    log,
    neyman,
    sign,
    total_variation,
)
from spec.strategies import (
    batch_pairs,
    batches,
    different_densities,
    discriminated_pairs,
    disjoint_pairs,
    distributions,
    f_divergences,
    moderate_logits,
    nearly_fair_pairs,
    outputs_apart,
    pairs_with_lonely_mass,
    ratio_pairs,
    ratios,
    sixteenths,
)

SOURCE = "Nowozin, Cseke and Tomioka 2016"


@claim("fgan/fenchel-young", source=SOURCE)
@given(divergence=f_divergences(), ratios=ratio_pairs())
def test_no_line_exceeds_its_conjugate(impl, divergence, ratios):
    """ut − f(u) ≤ f*(t), for every u ≥ 0."""
    f = divergence.of(impl)
    t = as_float(f.slope(ratios.w))
    line = Real.of(ratios.u) * t - f(ratios.u)
    assert_at_most(line, impl.f_conjugate(f.name, t), terms=f.conjugate(t).terms)


@claim("fgan/fenchel-young-equality", source=SOURCE)
@given(divergence=f_divergences(), u=ratios())
def test_the_tangent_attains_its_conjugate(impl, divergence, u):
    """f*(t) = ut − f(u), for t = f'(u)."""
    f = divergence.of(impl)
    t = as_float(f.slope(u))
    line = Real.of(u) * t - f(u)
    assert_close(impl.f_conjugate(f.name, t), line, terms=f.conjugate(t).terms)


@claim("fgan/conjugate-domain", source=SOURCE)
@given(
    divergence=f_divergences(
        "reverse_kl", "squared_hellinger", "jensen_shannon", "gan", "total_variation"
    ),
    beyond=sixteenths(1 / 16, 4),
)
def test_a_conjugate_is_infinite_beyond_the_steepest_slope(impl, divergence, beyond):
    """f*(t) = +∞, for t > f'(∞)."""
    f = divergence.of(impl)
    assert_equal(impl.f_conjugate(f.name, as_float(f.end + beyond)), math.inf)


@claim("fgan/conjugate-at-the-end", source=SOURCE)
@given(divergence=f_divergences("reverse_kl", "squared_hellinger", "gan", "total_variation"))
def test_a_conjugate_at_the_steepest_slope_is_what_lines_rise_to(impl, divergence):
    """f*(t) = lim ut − f(u) as u → ∞, for t = f'(∞): ½ for the total variation, else +∞."""
    f = divergence.of(impl)
    assert_close(impl.f_conjugate(f.name, as_float(f.end)), f.rise)


@claim("fgan/conjugate-below", source=SOURCE)
@given(divergence=f_divergences("pearson", "total_variation"), below=sixteenths(0, 4))
def test_a_conjugate_is_constant_below_the_least_slope(impl, divergence, below):
    """f*(t) = −f(0), for t ≤ f'(0)."""
    f = divergence.of(impl)
    assert_close(impl.f_conjugate(f.name, as_float(f.start - below)), -f.at_zero)


@claim("fgan/divergence", source=SOURCE)
@given(divergence=f_divergences(), pair=batch_pairs() | pairs_with_lonely_mass())
def test_the_divergence_is_the_one_of_the_table(impl, divergence, pair):
    """Σ q f(p/q) is KL(p‖q), KL(q‖p), Σ (p − q)²/q, Σ (√p − √q)², 2 JS, 2 JS − log 4 or TV."""
    f, (p, q) = divergence.of(impl), pair
    assert_close(impl.f_divergence(f.name, p.masses, q.masses), f.divergence(p, q))


@claim("fgan/divergence-least", source=SOURCE)
@given(divergence=f_divergences(), pair=batch_pairs() | nearly_fair_pairs())
def test_the_divergence_exceeds_its_least_by_the_square_of_the_total_variation(
    impl, divergence, pair
):
    """D_f(p‖q) ≥ f(1) + TV(p, q)².

    So it is more than f(1) unless p = q.
    """
    f, (p, q) = divergence.of(impl), pair
    due = f.least + total_variation(p, q) ** 2
    result = impl.f_divergence(f.name, p.masses, q.masses)
    assert_at_most(due, result, terms=f.divergence(p, q).terms)


@claim("fgan/divergence-of-equals", source=SOURCE)
@given(divergence=f_divergences(), p=distributions())
def test_the_divergence_of_equals_is_the_least(impl, divergence, p):
    """D_f(p‖p) = f(1)."""
    f = divergence.of(impl)
    result = impl.f_divergence(f.name, p.masses, p.masses)
    assert_close(result, f.least, terms=f.divergence(p, p).terms)


@claim("fgan/divergence-most", source=SOURCE)
@given(
    divergence=f_divergences("squared_hellinger", "jensen_shannon", "gan", "total_variation"),
    pair=batch_pairs() | disjoint_pairs(),
)
def test_the_divergence_rises_with_the_total_variation_at_most(impl, divergence, pair):
    """D_f(p‖q) ≤ f(1) + (f(0) + f'(∞) − f(1)) TV(p, q).

    So it is less than f(0) + f'(∞) unless the supports are disjoint.
    """
    f, (p, q) = divergence.of(impl), pair
    due = f.least + (f.most - f.least) * total_variation(p, q)
    result = impl.f_divergence(f.name, p.masses, q.masses)
    assert_at_most(result, due, terms=f.divergence(p, q).terms)


@claim("fgan/divergence-of-disjoint", source=SOURCE)
@given(divergence=f_divergences(), pair=disjoint_pairs())
def test_the_divergence_of_disjoint_supports_is_the_most(impl, divergence, pair):
    """D_f(p‖q) = f(0) + f'(∞), which may be +∞, if p and q have no point in common."""
    f, (p, q) = divergence.of(impl), pair
    result = impl.f_divergence(f.name, p.masses, q.masses)
    assert_close(result, f.most, terms=f.divergence(p, q).terms)


@claim("fgan/table-jensen-shannon", source=SOURCE, kind="refuted", corrected_by="fgan/divergence")
@given(divergence=f_divergences("jensen_shannon"), pair=batch_pairs())
def test_the_function_for_jensen_shannon_generates_jensen_shannon(impl, divergence, pair):
    """f(u) = u log u − (u + 1) log((u + 1)/2) generates JS(p‖q).

    It generates twice that.
    """
    f, (p, q) = divergence.of(impl), pair
    generated = impl.f_divergence(f.name, p.masses, q.masses)
    assert_close(generated, f.divergence(p, q))
    js = impl.js_divergence(p.masses, q.masses)
    assert_close(js, js_divergence(p, q))
    holds_here(math.isclose(generated, js, abs_tol=0.01), D_f=generated, JS=js)


@claim("fgan/table-pearson", source=SOURCE, kind="refuted", corrected_by="fgan/divergence")
@given(divergence=f_divergences("pearson"), pair=batch_pairs(full_support=True))
def test_the_function_for_pearson_generates_squares_over_the_data(impl, divergence, pair):
    """f(u) = (u − 1)² generates Σ (q − p)²/p.

    It generates Σ (q − p)²/q. The other one is called Neyman's.
    """
    f, (p, q) = divergence.of(impl), pair
    generated = impl.f_divergence(f.name, p.masses, q.masses)
    assert_close(generated, f.divergence(p, q))
    over_data = neyman(p, q)
    holds_here(math.isclose(generated, over_data, abs_tol=0.01), D_f=generated, over_p=over_data)


@claim("fgan/bound", source=SOURCE)
@given(divergence=f_divergences(), pair=discriminated_pairs())
def test_every_output_bounds_the_divergence_from_below(impl, divergence, pair):
    """E_p[T] − E_q[f*(T)] ≤ D_f(p‖q), for T = g(v) of any outputs v."""
    f, (p, q, v) = divergence.of(impl), pair
    t = impl.f_activation(f.name, v)
    bound = p.expectation(t) - q.expectation(impl.f_conjugate(f.name, t))
    terms = q.expectation(map(f.conjugate, t)).terms
    assert_at_most(bound, f.divergence(p, q), terms=terms)


@claim("fgan/bound-gap", source=SOURCE)
@given(divergence=f_divergences(), pair=discriminated_pairs(full_support=True))
def test_the_bound_is_off_by_what_its_lines_are_off(impl, divergence, pair):
    """D_f(p‖q) − E_p[T] + E_q[f*(T)] = Σ q [f(p/q) − (T p/q − f*(T))], where p, q > 0."""
    f, (p, q, v) = divergence.of(impl), pair
    t = impl.f_activation(f.name, v)
    bound = p.expectation(t) - q.expectation(impl.f_conjugate(f.name, t))
    gap = q.expectation(map(f.gap, p.exact, q.exact, t))
    assert_close(f.divergence(p, q) - bound, gap)


@claim("fgan/optimal-output", source=SOURCE)
@given(divergence=f_divergences(), densities=different_densities())
def test_the_best_output_is_the_slope_at_the_ratio(impl, divergence, densities):
    """T* = f'(p/q), where p ≠ q are positive."""
    f, (p, q) = divergence.of(impl), densities
    assert_close(impl.f_optimal_output(f.name, p, q), f.slope(Real.of(p) / q))


@claim("fgan/tight", source=SOURCE)
@given(divergence=f_divergences(), pair=batch_pairs(full_support=True))
def test_the_best_output_attains_the_bound(impl, divergence, pair):
    """E_p[T*] − E_q[f*(T*)] = D_f(p‖q), where p, q > 0."""
    f, (p, q) = divergence.of(impl), pair
    t = impl.f_optimal_output(f.name, p.masses, q.masses)
    bound = p.expectation(t) - q.expectation(impl.f_conjugate(f.name, t))
    terms = q.expectation(f.conjugate(Real.of(each).with_terms(1)) for each in t).terms
    assert_close(bound, f.divergence(p, q), terms=terms)


@claim("fgan/threshold", source=SOURCE)
@given(divergence=f_divergences(), densities=different_densities())
def test_the_best_output_tells_more_likely_real_from_more_likely_fake(impl, divergence, densities):
    """T* > f'(1) iff p > q, where p ≠ q are positive."""
    f, (p, q) = divergence.of(impl), densities
    output = Real.of(impl.f_optimal_output(f.name, p, q))
    assert sign(output - f.threshold) == sign(p - q)


@claim("fgan/losses", source=SOURCE)
@given(divergence=f_divergences(), real=batches(moderate_logits()), fake=batches(moderate_logits()))
def test_the_discriminator_is_made_to_raise_the_bound(impl, divergence, real, fake):
    """L_D = −E_p[g(v)] + E_q[f*(g(v))]."""
    f = divergence.of(impl)
    real_t, fake_t = activated(impl, f, real), activated(impl, f, fake)
    loss = -mean(real_t) + mean(map(f.conjugate, fake_t))
    assert_close(impl.f_discriminator_loss(f.name, real, fake), loss)


@claim("fgan/generator-loss", source=SOURCE)
@given(divergence=f_divergences(), fake=batches(moderate_logits()))
def test_the_generator_is_made_to_lower_the_bound(impl, divergence, fake):
    """L_G = −E_q[f*(g(v))]."""
    f = divergence.of(impl)
    loss = -mean(map(f.conjugate, activated(impl, f, fake)))
    assert_close(impl.f_generator_loss(f.name, fake), loss)


@claim("fgan/gan-discriminator-loss", source=SOURCE)
@given(
    divergence=f_divergences("gan"),
    real=batches(moderate_logits()),
    fake=batches(moderate_logits()),
)
def test_for_gan_the_loss_is_that_of_a_discriminator(impl, divergence, real, fake):
    """For gan, L_D = −E_p[log D] − E_q[log(1 − D)] with D = e^g(v)."""
    f = divergence.of(impl)
    real_t, fake_t = activated(impl, f, real), activated(impl, f, fake)
    logits = [[t - log(1 - exp(t)) for t in batch] for batch in (real_t, fake_t)]
    loss = impl.discriminator_loss(*([as_float(h) for h in batch] for batch in logits))
    terms = max(h.terms for batch in logits for h in batch)
    assert_close(impl.f_discriminator_loss(f.name, real, fake), loss, terms=terms)


@claim("fgan/gan-generator-loss", source=SOURCE)
@given(divergence=f_divergences("gan"), fake=batches(moderate_logits()))
def test_for_gan_the_loss_is_the_minimax_loss_of_a_generator(impl, divergence, fake):
    """For gan, L_G = E_q[log(1 − D)] with D = e^g(v)."""
    f = divergence.of(impl)
    logits = [t - log(1 - exp(t)) for t in activated(impl, f, fake)]
    loss = impl.minimax_generator_loss([as_float(h) for h in logits])
    terms = max(h.terms for h in logits)
    assert_close(impl.f_generator_loss(f.name, fake), loss, terms=terms)


@claim("fgan/activation", source=SOURCE)
@given(divergence=f_divergences(), pair=outputs_apart())
def test_a_larger_output_is_a_larger_activation(impl, divergence, pair):
    """v < w ⇒ g(v) < g(w)."""
    f, (v, w) = divergence.of(impl), pair
    assert impl.f_activation(f.name, v) < impl.f_activation(f.name, w)


@claim("fgan/activation-rises", source=SOURCE)
@given(divergence=f_divergences(), v=moderate_logits(), w=moderate_logits())
def test_no_larger_output_is_a_smaller_activation(impl, divergence, v, w):
    """v ≤ w ⇒ g(v) ≤ g(w)."""
    f = divergence.of(impl)
    smaller, larger = (impl.f_activation(f.name, each) for each in sorted((v, w)))
    assert_at_most(smaller, larger, terms=1)


@claim("fgan/activation-in-domain", source=SOURCE)
@given(divergence=f_divergences(), v=moderate_logits())
def test_an_activation_is_where_the_conjugate_is_finite(impl, divergence, v):
    """f*(g(v)) < ∞."""
    f = divergence.of(impl)
    assert f.conjugate(impl.f_activation(f.name, v)) < math.inf


@claim("fgan/table-activation", source=SOURCE, kind="refuted", corrected_by="fgan/activation")
@given(divergence=f_divergences("reverse_kl", "squared_hellinger"), densities=different_densities())
def test_with_the_activation_of_the_appendix_a_larger_output_says_more_real(
    impl, divergence, densities
):
    """With g(v) = −e^v for the reverse KL, 1 − e^v for Hellinger: v(p, q) > v(1, 1) iff p > q.

    Here v(p, q) is the output whose activation is the best one. It falls with p/q.
    """
    f, (p, q) = divergence.of(impl), densities
    best = impl.f_optimal_output(f.name, p, q)
    assert_close(best, f.slope(Real.of(p) / q))
    output, at_equals = log(f.end - best), log(f.end - f.threshold)
    holds_here((output > at_equals) == (p > q), output=output, at_equals=at_equals)
