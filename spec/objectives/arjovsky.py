"""What the losses of a GAN do to its generator, and what they do where it makes nothing real.

Against the best discriminator the minimax loss lowers 2 JS, and the non-saturating loss that people
use in its place, −E_q[log D], has the gradient of KL(q‖p) − 2 JS. The authors read the sign of JS
in it as a force that drives the two apart. But KL(q‖p) − 2 JS is a divergence itself, twice that of
the mixture m from the data, KL(m‖p). What is true is that it is another divergence: what lowers it
may raise JS.

Where supports are disjoint, as those of images and of first attempts at them are, the best
discriminator is perfect. Then JS and KL are the same wherever the model is, and the gradient of the
minimax loss vanishes, in proportion to how near to perfect the discriminator is and how flat. The
Wasserstein distance still tells how far there is to go.

References
----------
M. Arjovsky and L. Bottou, "Towards principled methods for training generative adversarial
networks", ICLR 2017.
M. Shannon et al., "Non-saturating GAN training as divergence minimization", 2020.
"""

import math

from hypothesis import given

from spec import Real, assert_at_most, assert_close, assert_equal, claim, holds_here
from spec.definitions import (
    js_divergence,
    kl_divergence,
    log,
    log_complement,
    log_ratios,
    log_sigmoid,
    mixture,
    total_variation,
)
from spec.strategies import (
    batch_pairs,
    batches,
    disjoint_pairs,
    f_divergences,
    inward_moves,
    model_moves,
    nearly_fair_pairs,
    nearly_perfect_rejections,
    sixteenths,
)

SOURCE = "Arjovsky and Bottou 2017"


@claim("arjovsky/log-d-trick", source=SOURCE)
@given(move=model_moves(full_support=False))
def test_the_nonsaturating_loss_has_the_slope_of_a_difference_of_divergences(impl, move):
    """Φ(q1) = Φ(q0) − Σ (q1 − q0) log D*_0 + 2 KL(m1‖m0), with Φ(q) = KL(q‖p) − 2 JS(p‖q).

    So with D* held fixed, −E_q[log D*] has the gradient of Φ.
    """
    p, q0, q1 = move
    before, after = (
        Real.of(impl.kl_divergence(q.masses, p.masses))
        - 2 * Real.of(impl.js_divergence(p.masses, q.masses))
        for q in (q0, q1)
    )
    h = log_ratios(p, q0)
    seen = [Real.of(impl.nonsaturating_generator_loss(q.batch(h))) for q in (q0, q1)]
    learnt = 2 * kl_divergence(mixture(p, q1), mixture(p, q0))
    terms = sum(kl_divergence(q, p).terms + js_divergence(p, q).terms for q in (q0, q1))
    assert_close(after - before, seen[1] - seen[0] + learnt, terms=terms)


@claim("arjovsky/softened-reverse-kl", source="Shannon et al. 2020")
@given(pair=batch_pairs())
def test_the_difference_of_divergences_is_one_from_the_mixture(impl, pair):
    """KL(q‖p) − 2 JS(p‖q) = 2 KL(m‖p), with m = (p + q)/2, both +∞ where p misses mass of q."""
    p, q = pair
    js = Real.of(impl.js_divergence(p.masses, q.masses))
    difference = Real.of(impl.kl_divergence(q.masses, p.masses)) - 2 * js
    softened = 2 * Real.of(impl.kl_divergence(mixture(p, q).masses, p.masses))
    terms = kl_divergence(q, p).terms + js_divergence(p, q).terms
    assert_close(difference, softened, terms=terms)


@claim("arjovsky/difference-is-positive", source="Shannon et al. 2020")
@given(pair=batch_pairs() | nearly_fair_pairs())
def test_the_difference_of_divergences_is_positive_unless_the_model_is_the_data(impl, pair):
    """KL(q‖p) − 2 JS(p‖q) ≥ TV(p, q)²."""
    p, q = pair
    js = Real.of(impl.js_divergence(p.masses, q.masses))
    difference = Real.of(impl.kl_divergence(q.masses, p.masses)) - 2 * js
    terms = kl_divergence(q, p).terms + js_divergence(p, q).terms
    assert_at_most(total_variation(p, q) ** 2, difference, terms=terms)


@claim(
    "arjovsky/log-d-lowers-js",
    source="folk",
    kind="refuted",
    corrected_by="arjovsky/log-d-trick",
)
@given(move=inward_moves() | model_moves())
def test_what_lowers_the_nonsaturating_loss_lowers_js(impl, move):
    """A move of model mass has a negative slope of 2 JS, if −E_q[log D*] falls with D* held fixed.

    The slope of 2 JS is that of E_q[log(1 − D*)]. As JS is convex, it rises with every size of a
    move along which its slope is positive. On two points the two agree.
    """
    p, q0, q1 = move
    h = log_ratios(p, q0)
    losses = [impl.nonsaturating_generator_loss(q.batch(h)) for q in (q0, q1)]
    assert_close(losses, [-q.expectation(map(log_sigmoid, h)) for q in (q0, q1)])
    values = [impl.minimax_generator_loss(q.batch(h)) for q in (q0, q1)]
    assert_close(values, [q.expectation(map(log_complement, h)) for q in (q0, q1)])
    fall, slope = losses[0] - losses[1], values[1] - values[0]
    js = [impl.js_divergence(p.masses, q.masses) for q in (q0, q1)]
    assert_at_most(slope / 2, js[1] - Real.of(js[0]), terms=sum(map(abs, values)))
    holds_here(fall < 0.001 or slope < 0.001, fall=fall, slope=slope, JS_before=js[0], JS=js[1])


@claim("arjovsky/disjoint-discriminator", source=SOURCE)
@given(pair=disjoint_pairs())
def test_of_disjoint_supports_the_best_discriminator_is_perfect(impl, pair):
    """D* is 1 where p has mass and 0 where q has, if p and q have no point in common."""
    p, q = pair
    best = impl.optimal_discriminator(p.masses, q.masses)
    assert_equal(best, [int(mass > 0) for mass in p.exact])


@claim("arjovsky/disjoint-supports", source=SOURCE)
@given(pair=disjoint_pairs())
def test_of_disjoint_supports_js_is_log_2_however_far_apart(impl, pair):
    """JS(p‖q) = log 2, if p and q have no point in common."""
    p, q = pair
    js = impl.js_divergence(p.masses, q.masses)
    assert_close(js, log(2), terms=js_divergence(p, q).terms)


@claim("arjovsky/disjoint-kl", source=SOURCE)
@given(pair=disjoint_pairs())
def test_of_disjoint_supports_kl_is_infinite_either_way(impl, pair):
    """KL(p‖q) = KL(q‖p) = +∞, if p and q have no point in common."""
    p, q = (side.masses for side in pair)
    assert_equal([impl.kl_divergence(p, q), impl.kl_divergence(q, p)], [math.inf, math.inf])


@claim("arjovsky/disjoint-total-variation", source=SOURCE)
@given(divergence=f_divergences("total_variation"), pair=disjoint_pairs())
def test_of_disjoint_supports_the_total_variation_is_1(impl, divergence, pair):
    """TV(p, q) = 1, if p and q have no point in common."""
    f, (p, q) = divergence.of(impl), pair
    assert_close(impl.f_divergence(f.name, p.masses, q.masses), 1)


@claim("arjovsky/distance-of-translates", source=SOURCE)
@given(sample=batches(sixteenths(-4, 4)), theta=sixteenths(-8, 8))
def test_the_wasserstein_distance_of_a_translate_is_how_far_it_was_moved(impl, sample, theta):
    """W1(P, P + θ) = |θ|, be the two disjoint or not."""
    distance = impl.wasserstein_distance(sample, [x + theta for x in sample])
    assert_close(distance, abs(theta), terms=max(map(abs, sample)))


@claim("arjovsky/perfect-discriminator", source=SOURCE)
@given(fakes=nearly_perfect_rejections())
def test_a_nearly_perfect_discriminator_leaves_next_to_no_gradient(impl, fakes):
    """If D ≤ ε and |∂D/∂x| ≤ ε on the fakes, then |∂L_mm/∂θ| ≤ ε/(1 − ε) E|∂x/∂θ|."""
    derivative = impl.minimax_generator_loss_derivative(fakes.h)
    (gradient,) = impl.expected_gradient(derivative, fakes.jacobian)
    assert_at_most(abs(gradient), fakes.bound)


@claim("arjovsky/perfect-discriminator-is-silent", source=SOURCE)
@given(slopes=batches(sixteenths(-4, 4)))
def test_a_perfect_discriminator_leaves_no_gradient(impl, slopes):
    """If D = 0 on the fakes, then ∂L_mm/∂θ = 0."""
    derivative = impl.minimax_generator_loss_derivative([-math.inf] * len(slopes))
    assert_equal(impl.expected_gradient(derivative, [[slope] for slope in slopes]), [0])
