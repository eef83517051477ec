"""Problem 5, part 5: the gradient penalty.

A critic with slopes of at most 1 is what the bound of part 4 asks for, and no network has such
slopes by itself. Instead of a bound its loss gets a penalty,

    GP = λ/n Σ (‖g_i‖₂ − 1)²,     λ = 10,

where g_i is the gradient of the critic at r_i = α_i fake_i + (1 − α_i) real_i, with an α_i for each
sample, drawn uniformly from [0, 1], and a norm for each sample, over all of its axes.

It asks for slopes of exactly 1 because an optimal critic has them, on the segments between samples
that are coupled optimally. Samples that are drawn independently are not, and there it asks for what
an optimal critic does not have. Nor does it bound anything: the critic of least penalised loss is
steeper than 1, and its loss is not the Wasserstein distance.

References
----------
I. Gulrajani, F. Ahmed, M. Arjovsky, V. Dumoulin and A. Courville, "Improved training of Wasserstein
GANs", NIPS 2017.
H. Petzka, A. Fischer and D. Lukovnikov, "On the regularization of Wasserstein GANs", ICLR 2018.
L. Mescheder, A. Geiger and S. Nowozin, "Which training methods for GANs do actually converge?",
ICML 2018.
"""

import math
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from spec import assert_at_most, assert_close, assert_equal, claim, holds_here, mean, total
from spec.definitions import (
    best_slope,
    gradient_penalty,
    gradient_penalty_derivative,
    in_rows,
    in_the_shape_of,
    least_loss,
    norm,
    penalised_loss,
    sign,
    squared_deviation,
    squared_excess,
)
from spec.strategies import (
    coupled_pairs,
    critic_gradients,
    image_gradients,
    image_pairs,
    image_pairs_with_shares,
    independent_pairs,
    orders_of_axes,
    point_pairs,
    points_with_slopes,
    sample_pairs,
    sample_pairs_with_shares,
)


@claim("5.5/penalty", source="Gulrajani et al. 2017, equation 3")
@given(g=critic_gradients())
def test_the_penalty_is_the_mean_of_what_norms_are_off_1_squared(impl, g):
    """GP = λ/n Σ (‖g_i‖₂ − 1)², with λ = 10."""
    assert_close(impl.gradient_penalty(g), 10 * mean(map(squared_deviation, g)))


@claim("5.5/one-norm-per-sample", source="Gulrajani et al. 2017, equation 3")
@given(g=critic_gradients(fewest=2, most=3))
def test_the_penalty_of_a_batch_is_the_mean_of_the_penalties_of_its_samples(impl, g):
    """GP(g_1, …, g_n) = 1/n Σ GP(g_i)."""
    alone = mean(impl.gradient_penalty([gradient]) for gradient in g)
    assert_close(impl.gradient_penalty(g), alone, terms=gradient_penalty(g).terms)


@claim("5.5/repeated-samples", source="Gulrajani et al. 2017, equation 3")
@given(g=critic_gradients(), times=st.integers(2, 4))
def test_the_penalty_does_not_change_if_all_samples_are_repeated(impl, g, times):
    """GP(g_1, …, g_n, g_1, …, g_n) = GP(g_1, …, g_n)."""
    once = impl.gradient_penalty(g)
    assert_close(impl.gradient_penalty(times * g), once, terms=gradient_penalty(g).terms)


@claim("5.5/norm-over-all-axes", source="Gulrajani et al. 2017, equation 3")
@given(g=image_gradients(any_axes=True))
def test_the_norm_of_an_image_is_that_of_all_its_numbers_in_a_row(impl, g):
    """GP of images of shape (n, c, h, w), or of any (n, …), is GP of vectors of shape (n, chw)."""
    flat = impl.gradient_penalty(g.reshape(len(g), -1))
    assert_close(impl.gradient_penalty(g), flat, terms=gradient_penalty(g).terms)


@claim("5.5/order-of-axes", source="Gulrajani et al. 2017, equation 3")
@given(g=image_gradients(), axes=orders_of_axes())
def test_the_norm_of_an_image_does_not_depend_on_the_order_of_its_axes(impl, g, axes):
    """GP of images of shape (n, c, h, w) is GP of (n, h, w, c), or of any other order."""
    permuted = impl.gradient_penalty(g.transpose(axes))
    assert_close(impl.gradient_penalty(g), permuted, terms=gradient_penalty(g).terms)


@claim("5.5/derivative", source="Gulrajani et al. 2017, equation 3")
@given(g=critic_gradients(nonzero=True))
def test_the_derivative_of_the_penalty_lengthens_or_shortens_gradients(impl, g):
    """∂GP/∂g_i = (2λ/n)(1 − 1/‖g_i‖) g_i, for g_i ≠ 0."""
    slopes = [[Fraction(20, len(g)) * (1 - 1 / norm(v)) * x for x in v] for v in g]
    assert_close(impl.gradient_penalty_derivative(g), slopes)


@claim("5.5/derivative-of-images", source="Gulrajani et al. 2017, equation 3")
@given(g=image_gradients(any_axes=True, nonzero=True))
def test_the_derivative_of_the_penalty_has_the_shape_of_images(impl, g):
    """∂GP/∂g of images of shape (n, c, h, w), or of any (n, …), is that of vectors, reshaped."""
    slopes = gradient_penalty_derivative(in_rows(g).tolist())
    assert_close(impl.gradient_penalty_derivative(g), in_the_shape_of(g, slopes))


@claim("5.5/points-between", source="Gulrajani et al. 2017, algorithm 1")
@given(pairs=sample_pairs().map(lambda pairs: pairs.repeated(8)))
def test_each_point_is_between_a_real_sample_and_its_own_fake(impl, pairs):
    """r_i = α_i fake_i + (1 − α_i) real_i, with one α_i in [0, 1] for all coordinates."""
    points = impl.interpolates(*pairs)
    alpha = [min(max(share, 0), 1) for share in pairs.shares(points)]
    assert_close(points, pairs.between(alpha))


@claim("5.5/alpha-per-sample", source="Gulrajani et al. 2017, algorithm 1")
@given(pairs=sample_pairs().map(lambda pairs: pairs.repeated(256)))
def test_the_points_of_a_batch_are_spread_over_their_segments(impl, pairs):
    """Of 256 numbers α_i, drawn uniformly, there are 8 to 120 in each quarter of [0, 1].

    One quarter or another has fewer or more once in 10^12 times.
    """
    quarters = pairs.quarters(impl.interpolates(*pairs))
    assert all(8 <= quarters.count(quarter) <= 120 for quarter in range(4))


@claim("5.5/points-of-alpha", source="Gulrajani et al. 2017, algorithm 1")
@given(pairs_and_alpha=sample_pairs_with_shares())
def test_alpha_is_the_share_of_the_fake_in_a_point(impl, pairs_and_alpha):
    """r_i = α_i fake_i + (1 − α_i) real_i, for given α_i: the fake for 1, the real one for 0."""
    pairs, alpha = pairs_and_alpha
    assert_close(impl.interpolates(*pairs, alpha=alpha), pairs.between(alpha))


@claim("5.5/critic-slope", equations="consequence")
@given(points=point_pairs(apart=True))
def test_the_best_line_is_steeper_than_1_by_half_the_distance_over_the_weight(impl, points):
    """L_D + GP of D(x) = sx is −|Δ| − Δ²/4λ at s = −sign(Δ)(1 + |Δ|/2λ), for θ ≠ θ0."""
    assert_close(penalised_loss(impl, points, best_slope(points)), least_loss(points))


@claim("5.5/no-better-slope", equations="consequence")
@given(points_and_slope=points_with_slopes())
def test_no_line_is_better(impl, points_and_slope):
    """L_D + GP of D(x) = sx is at least −|Δ| − Δ²/4λ, for θ ≠ θ0."""
    points, s = points_and_slope
    assert_at_most(least_loss(points), penalised_loss(impl, points, s))


@claim("5.5/excess-of-slope", equations="consequence")
@given(points_and_slope=points_with_slopes(farthest=1.0))
def test_a_line_of_another_slope_is_worse_by_the_square_of_the_difference(impl, points_and_slope):
    """L_D + GP of D(x) = sx is −|Δ| − Δ²/4λ + λ(s − s*)², for s of the sign of the best one, s*."""
    points, s = points_and_slope
    excess = 10 * (Fraction(s) - best_slope(points)) ** 2
    assert_close(penalised_loss(impl, points, s), least_loss(points) + excess)


@claim(
    "5.5/penalty-keeps-lipschitz",
    source="folk",
    kind="refuted",
    corrected_by="5.5/critic-slope",
)
@given(points=point_pairs(apart=True))
def test_the_best_line_has_a_slope_of_at_most_1(impl, points):
    """The s for which D(x) = sx has the least L_D + GP is at most 1 in size."""
    at_best = penalised_loss(impl, points, best_slope(points))
    at_1 = penalised_loss(impl, points, -sign(points.gap))
    assert_close(at_best, least_loss(points))
    assert_close(at_1, -abs(points.gap))
    holds_here(at_1 <= at_best, s=best_slope(points), loss=at_best, loss_of_slope_1=at_1)


@claim(
    "5.5/penalised-loss-is-distance",
    source="folk",
    kind="refuted",
    corrected_by="5.5/critic-slope",
)
@given(points=point_pairs(apart=True))
def test_the_loss_of_the_best_line_is_minus_the_distance(impl, points):
    """The s for which D(x) = sx has the least L_D + GP has −L_D = W1."""
    s = best_slope(points)
    assert_close(penalised_loss(impl, points, s), least_loss(points))
    at_theta, at_theta_0 = (float(s * x) for x in points.exact)
    loss = impl.wasserstein_critic_loss([at_theta_0], [at_theta])
    assert_close(loss, s * points.gap, terms=abs(at_theta) + abs(at_theta_0))
    holds_here(math.isclose(-loss, abs(points.gap), rel_tol=1e-3), minus_L_D=-loss)


@claim("5.5/one-alpha-per-image", source="Gulrajani et al. 2017, algorithm 1")
@given(pairs=image_pairs(samples=4))
def test_each_point_between_images_is_on_the_segment_of_its_pair(impl, pairs):
    """r_i = α_i fake_i + (1 − α_i) real_i, with one α_i in [0, 1] for all pixels and channels."""
    points = in_rows(impl.interpolates(*pairs))
    alpha = [min(max(share, 0), 1) for share in pairs.flat.shares(points)]
    assert_close(points, pairs.flat.between(alpha))


@claim("5.5/points-of-images", source="Gulrajani et al. 2017, algorithm 1")
@given(pairs_and_alpha=image_pairs_with_shares())
def test_alpha_is_the_share_of_the_fake_in_a_whole_image(impl, pairs_and_alpha):
    """r_i = α_i fake_i + (1 − α_i) real_i, for given α_i and images of shape (n, c, h, w)."""
    pairs, alpha = pairs_and_alpha
    points = in_the_shape_of(pairs.real, pairs.flat.between(alpha))
    assert_close(impl.interpolates(*pairs, alpha=alpha), points)


@claim("5.5/coupled-segments", source="Gulrajani et al. 2017, corollary 1")
@given(pairs=coupled_pairs())
def test_an_optimal_critic_is_not_penalised_between_samples_coupled_optimally(impl, pairs):
    """GP = 0 for optimal D with slopes of at most 1, at points between coupled samples."""
    points = impl.interpolates(*pairs.samples, alpha=pairs.alpha)
    gradients = pairs.gradients(points)
    assert_close(impl.gradient_penalty(gradients), 0, terms=gradient_penalty(gradients).terms)


@claim("5.5/gradient-on-segments", source="Gulrajani et al. 2017, proposition 1")
@given(pairs=coupled_pairs())
def test_between_samples_coupled_optimally_a_critic_rises_to_the_real_one(impl, pairs):
    """∇D(r_i) = (real_i − fake_i)/‖real_i − fake_i‖, for optimal D with slopes of at most 1.

    Proposition 1 assumes that D has a gradient at r_i. It does, as it lies between two cones that
    touch each other along the segment.
    """
    points = impl.interpolates(*pairs.samples, alpha=pairs.alpha)
    assert_close(pairs.gradients(points), pairs.directions, terms=pairs.condition)


@claim("5.5/affine-on-segments", source="Gulrajani et al. 2017, proposition 1")
@given(pairs=coupled_pairs())
def test_between_samples_coupled_optimally_a_critic_is_affine(impl, pairs):
    """D(r_i) = α_i D(fake_i) + (1 − α_i) D(real_i), for optimal D with slopes of at most 1."""
    points = impl.interpolates(*pairs.samples, alpha=pairs.alpha)
    assert_close(pairs.values(points), pairs.values_between, terms=pairs.size)


@claim(
    "5.5/independent-pairs",
    source="Gulrajani et al. 2017, algorithm 1",
    kind="refuted",
    corrected_by="5.5/coupled-segments",
)
@given(pairs=independent_pairs())
def test_an_optimal_critic_is_not_penalised_between_samples_drawn_independently(impl, pairs):
    """GP = 0 for optimal D with slopes of at most 1, at points between independent samples.

    Of {0, 3} and {1, 2} it falls to 1, is level to 2 and rises to 3: at 3/2, which is between 3 and
    1 and between 0 and 2, its gradient is 0.
    """
    loss = impl.wasserstein_critic_loss(pairs.values(pairs.real), pairs.values(pairs.fake))
    assert_close(loss, -pairs.distance)
    assert_close(impl.interpolates(*pairs.samples, alpha=pairs.alpha), pairs.points)
    penalty = impl.gradient_penalty(pairs.slopes)
    assert_close(penalty, gradient_penalty(pairs.slopes))
    holds_here(penalty < 1, GP=penalty)


@claim("5.5/one-sided", source="Petzka et al. 2018")
@given(g=critic_gradients())
def test_the_one_sided_penalty_is_the_mean_of_what_norms_exceed_1_by_squared(impl, g):
    """One-sided, it is λ/n Σ max(0, ‖g_i‖ − 1)², with λ = 10."""
    assert_close(impl.one_sided_gradient_penalty(g), 10 * mean(map(squared_excess, g)))


@claim("5.5/one-sided-per-sample", source="Petzka et al. 2018")
@given(g=critic_gradients(fewest=2, most=3))
def test_the_one_sided_penalty_is_the_mean_of_those_of_the_samples(impl, g):
    """One-sided, it is 1/n Σ of what it is of each sample alone."""
    alone = mean(impl.one_sided_gradient_penalty([gradient]) for gradient in g)
    terms = gradient_penalty(g).terms
    assert_close(impl.one_sided_gradient_penalty(g), alone, terms=terms)


@claim("5.5/one-sided-axes", source="Petzka et al. 2018")
@given(g=image_gradients(any_axes=True))
def test_the_one_sided_penalty_takes_the_norm_over_all_axes(impl, g):
    """One-sided, it is the same of images, or of any shape (n, …), and of their numbers in rows."""
    flat = impl.one_sided_gradient_penalty(g.reshape(len(g), -1))
    terms = gradient_penalty(g).terms
    assert_close(impl.one_sided_gradient_penalty(g), flat, terms=terms)


@claim("5.5/one-sided-is-less", source="Petzka et al. 2018")
@given(g=critic_gradients())
def test_the_two_penalties_differ_by_what_norms_are_short_of_1_squared(impl, g):
    """GP − GP₁ = λ/n Σ (1 − ‖g_i‖)² over ‖g_i‖ < 1, where GP₁ is the one-sided penalty."""
    difference = impl.gradient_penalty(g) - impl.one_sided_gradient_penalty(g)
    short = total(squared_deviation(v) - squared_excess(v) for v in g)
    assert_close(difference, Fraction(10, len(g)) * short)


@claim("5.5/one-sided-zero", source="Petzka et al. 2018")
@given(g=critic_gradients(off_1=True))
def test_the_one_sided_penalty_is_0_iff_no_norm_exceeds_1(impl, g):
    """GP₁ = 0 iff ‖g_i‖ ≤ 1 for all i, where GP₁ is the one-sided penalty."""
    assert (impl.one_sided_gradient_penalty(g) == 0) == all(norm(v) <= 1 for v in g)


@claim("5.5/constant-is-charged", source="Petzka et al. 2018")
@given(n=st.integers(1, 4), d=st.integers(1, 3))
def test_a_constant_critic_is_charged_the_weight(impl, n, d):
    """GP = λ for g = 0, although a constant D is optimal where p = q."""
    assert_close(impl.gradient_penalty([[0.0] * d] * n), 10)


@claim("5.5/one-sided-spares-constants", source="Petzka et al. 2018")
@given(n=st.integers(1, 4), d=st.integers(1, 3))
def test_the_one_sided_penalty_spares_a_constant_critic(impl, n, d):
    """GP₁ = 0 for g = 0, where GP₁ is the one-sided penalty."""
    assert_equal(impl.one_sided_gradient_penalty([[0.0] * d] * n), 0)


@claim("5.5/zero-centred-spares-constants", source="Mescheder et al. 2018")
@given(n=st.integers(1, 4), d=st.integers(1, 3))
def test_the_zero_centred_penalty_spares_a_constant_critic(impl, n, d):
    """γ/2n Σ ‖g_i‖² = 0 for g = 0."""
    assert_equal(impl.zero_centered_penalty([[0.0] * d] * n), 0)
