"""The Fréchet distance: two sets of features, each taken for a Gaussian.

Samples and fakes are described by the features in which a network sees them, and the features by
their mean and covariance. Two Gaussians are as far apart as it costs to move one to the other,
which has a closed form; what is published as FID is its square. It is a distance of moments: sets
that share mean and covariance are at 0, however different they are. And it is estimated: the fewer
samples, the larger it comes out, by more for some generators than for others. Below, D² is of the
moments, FID of samples, with divisor n − 1 in their covariance.

References
----------
M. Heusel, H. Ramsauer, T. Unterthiner, B. Nessler and S. Hochreiter, "GANs trained by a two
time-scale update rule converge to a local Nash equilibrium", NeurIPS 2017.

D. C. Dowson and B. V. Landau, "The Fréchet distance between multivariate normal distributions",
Journal of Multivariate Analysis 12, 1982.

M. Gelbrich, "On a formula for the L² Wasserstein metric between measures on Euclidean and Hilbert
spaces", Mathematische Nachrichten 147, 1990.

M. Bińkowski, D. J. Sutherland, M. Arbel and A. Gretton, "Demystifying MMD GANs", ICLR 2018.

M. J. Chong and D. Forsyth, "Effectively unbiased FID and Inception Score and where to find them",
CVPR 2020.
"""

from hypothesis import given
from hypothesis import strategies as st

from spec import assert_at_most, assert_close, claim, holds_here, mean, total
from spec.definitions import (
    closed_form,
    distance,
    distance_by_n,
    expected_distance,
    frechet_distance,
    frechet_inception_distance,
    least_distance,
    least_transport,
    of_diagonals,
    of_moments,
    of_rounded,
    sample_distance,
    sample_moments,
    shifted,
    times,
    without_each,
)
from spec.strategies import (
    balanced_samples,
    beams,
    diagonal_moments,
    gaussians,
    moved_samples,
    pairs_of_populations,
    populations_and_samples,
    rivals,
    rotated_samples,
    samples_of_one_size,
    sets_of_samples,
    transports,
)


@claim("fid/transport-map", source="Gelbrich 1990")
@given(pair=transports())
def test_a_gaussian_is_as_far_from_its_image_as_the_best_map_moves_it(impl, pair):
    """D²(μ, Σ; ν, AΣA) = ‖μ − ν‖² + tr((A − I)Σ(A − I)), for positive semi-definite A."""
    assert_close(impl.frechet_distance(*pair.moments), pair.distance)


@claim("fid/closed-forms", source="Dowson and Landau 1982")
@given(pair=gaussians(features=2))
def test_two_features_have_a_closed_form(impl, pair):
    """D² = ‖μ − ν‖² + tr Σ + tr T − 2√(tr ΣT + 2√(det Σ det T)), for d = 2."""
    x = of_moments(*pair)
    assert_close(impl.frechet_distance(*x), frechet_distance(*x))


@claim("fid/of-one-feature", source="Dowson and Landau 1982")
@given(pair=gaussians(features=1))
def test_one_feature_has_a_closed_form(impl, pair):
    """D² = (μ − ν)² + (s − t)², for variances s² and t²."""
    x = of_moments(*pair)
    assert_close(impl.frechet_distance(*x), frechet_distance(*x))


@claim("fid/of-independent-features", source="Dowson and Landau 1982")
@given(pair=diagonal_moments())
def test_independent_features_add_up(impl, pair):
    """D² = ‖μ − ν‖² + Σ (√a_i − √b_i)², for covariances diag(a) and diag(b)."""
    assert_close(impl.frechet_distance(*of_moments(*pair)), of_diagonals(*pair))


@claim("fid/of-rank-one", source="Dowson and Landau 1982")
@given(beam=beams())
def test_a_gaussian_on_a_line_has_a_closed_form(impl, beam):
    """D² = ‖μ − ν‖² + tr Σ + ‖v‖² − 2√(vᵀΣv), for T = vvᵀ."""
    squared = impl.frechet_distance(*of_moments(beam.moments, beam.line))
    assert_close(squared, beam.distance)


@claim("fid/of-samples", source="Heusel et al. 2017")
@given(samples=sets_of_samples(features=2, most=40))
def test_of_samples_it_is_that_of_their_moments(impl, samples):
    """FID is D² of the means and of the covariances with divisors n − 1 and m − 1."""
    expected = frechet_inception_distance(*samples)
    assert_close(impl.frechet_inception_distance(*samples), expected)


@claim("fid/of-samples-of-one-feature", source="consequence")
@given(samples=sets_of_samples(features=1))
def test_samples_may_have_one_feature(impl, samples):
    """FID = (x̄ − ȳ)² + (s − t)², for samples (n, 1) and (m, 1) of variances s² and t²."""
    expected = frechet_inception_distance(*samples)
    assert_close(impl.frechet_inception_distance(*samples), expected)


@claim("fid/of-moved-samples", source="Gelbrich 1990")
@given(samples=moved_samples())
def test_samples_are_as_far_from_their_images_as_the_best_map_moves_them(impl, samples):
    """FID = ‖x̄ − ȳ‖² + tr((A − I)Σ(A − I)), for y_i = Ax_i + b with positive semi-definite A."""
    assert_close(impl.frechet_inception_distance(samples.x, samples.y), samples.distance)


@claim("fid/gelbrich", source="Gelbrich 1990")
@given(samples=samples_of_one_size())
def test_it_is_no_more_than_moving_the_samples_costs(impl, samples):
    """FID₀(x, y) ≤ W₂²(x, y), Gaussian or not, where FID₀ has the divisor n."""
    assert_at_most(distance_by_n(impl, *samples), least_transport(*samples))


@claim("fid/gelbrich-attained", source="Gelbrich 1990")
@given(samples=moved_samples(most=4))
def test_it_is_what_moving_the_samples_costs_where_a_linear_map_is_best(impl, samples):
    """FID₀(x, y) = W₂²(x, y), for y_i = Ax_i + b with positive semi-definite A."""
    x, y = samples.x, samples.y
    assert_close(distance_by_n(impl, x, y), least_transport(x, y))


@claim("fid/metric", source="Dowson and Landau 1982")
@given(pair=gaussians(3))
def test_a_detour_is_no_shorter(impl, pair):
    """D(P, R) ≤ D(P, Q) + D(Q, R), for the root D of D²."""
    p, q, r = pair
    assert_at_most(distance(impl, p, r), distance(impl, p, q) + distance(impl, q, r))


@claim("fid/symmetric", source="Dowson and Landau 1982")
@given(pair=gaussians())
def test_it_does_not_matter_which_gaussian_is_the_real_one(impl, pair):
    """D(P, Q) = D(Q, P)."""
    p, q = pair
    assert_close(distance(impl, p, q), distance(impl, q, p))


@claim("fid/zero-for-equal-moments", source="Dowson and Landau 1982")
@given(pair=gaussians(1))
def test_a_gaussian_is_at_no_distance_from_itself(impl, pair):
    """D²(P, P) = 0."""
    (p,) = pair
    assert_close(impl.frechet_distance(*of_moments(p, p)), of_rounded(0, p, p))


@claim("fid/positive-for-different-moments", source="consequence")
@given(pair=gaussians())
def test_different_gaussians_are_apart(impl, pair):
    """D² ≥ ‖μ − ν‖² + ‖Σ − T‖²/(√tr Σ + √tr T)², with the norm of all numbers."""
    squared = of_rounded(impl.frechet_distance(*of_moments(*pair)), *pair)
    assert_at_most(least_distance(*pair), squared)


@claim(
    "fid/zero-iff-same",
    source="folklore",
    kind="refuted",
    corrected_by="fid/metric",
)
@given(samples=balanced_samples())
def test_it_is_0_for_equal_samples_alone(impl, samples):
    """FID(x, y) = 0 iff y has the samples of x, in some order.

    One at 2 for every four at −½ has the mean and the variance of one at 1 for every one at −1.
    """
    squared = impl.frechet_inception_distance(*samples)
    assert_close(squared, frechet_inception_distance(*samples))
    x, y = map(sorted, samples)
    holds_here((squared < 1e-3) == (x == y), FID=squared)


@claim("fid/invariances", source="Heusel et al. 2017")
@given(samples=rotated_samples())
def test_it_does_not_change_under_an_orthogonal_map_of_both_sets(impl, samples):
    """FID(Qx, Qy) = FID(x, y), for QᵀQ = I."""
    expected = sample_distance(impl, samples.x, samples.y)
    assert_close(sample_distance(impl, *samples.images), expected)


@claim("fid/shift", source="Heusel et al. 2017")
@given(samples=sets_of_samples(), by=st.integers(-8, 8))
def test_it_does_not_change_under_a_shift_of_both_sets(impl, samples, by):
    """FID(x + c, y + c) = FID(x, y)."""
    moved = [shifted(by, rows) for rows in samples]
    assert_close(sample_distance(impl, *moved), sample_distance(impl, *samples))


@claim("fid/scale", source="Heusel et al. 2017")
@given(samples=sets_of_samples(), factor=st.sampled_from([-2.0, 0.25, 0.5, 4.0]))
def test_it_is_scaled_by_the_square_of_a_factor_of_both_sets(impl, samples, factor):
    """FID(cx, cy) = c² FID(x, y)."""
    scaled = [times(factor, rows) for rows in samples]
    assert_close(sample_distance(impl, *scaled), factor**2 * sample_distance(impl, *samples))


@claim(
    "fid/unbiased",
    source="folklore",
    kind="refuted",
    corrected_by="fid/bias-at-least",
)
@given(drawn=populations_and_samples())
def test_the_mean_over_draws_is_the_distance_of_the_population(impl, drawn):
    """E[FID(x, y)] = D² of the population and of y, over draws x from a finite population.

    So the data −1 and 1 are at 0 from their own moments, and two draws of them at 5/2 − √2.
    """
    population, y = drawn
    due = closed_form(population.moments, sample_moments(y))
    found = population.expected(lambda x: impl.frechet_inception_distance(x, y))
    assert_close(found, population.expected(lambda x: frechet_inception_distance(x, y)))
    holds_here(abs(found - due) < 1e-3, mean=found, population=due)


@claim("fid/bias-at-least", source="Bińkowski et al. 2018, Chong and Forsyth 2020")
@given(populations=pairs_of_populations())
def test_the_mean_over_draws_exceeds_the_distance_by_what_means_are_off_at_least(impl, populations):
    """E[FID] ≥ D² + tr Σ/n + tr T/m, over n and m draws from finite populations."""
    real, fake = populations
    least = total([closed_form(real.moments, fake.moments), real.spread, fake.spread])
    assert_at_most(least, expected_distance(impl, real, fake))


@claim("fid/smaller-samples", source="Chong and Forsyth 2020")
@given(samples=sets_of_samples(fewest=3, most=4))
def test_fewer_samples_look_worse(impl, samples):
    """FID(x, y) ≤ 1/n Σ FID(x without x_i, y)."""
    x, y = samples
    fewer = mean(sample_distance(impl, rows, y) for rows in without_each(x))
    assert_at_most(sample_distance(impl, x, y), fewer)


@claim(
    "fid/order-survives-sampling",
    source="folklore",
    kind="refuted",
    corrected_by="kid/unbiased",
)
@given(generators=rivals())
def test_the_better_generator_has_the_lower_mean_over_draws(impl, generators):
    """If D²(Q₁, P) < D²(Q₂, P) then E[D²(y₁, P)] ≤ E[D²(y₂, P)], for two draws y_i from each Q_i.

    The data −1 and 1 are on average at 5/2 − √2 from themselves, and the point 0 is always at 1.
    """
    found = generators.expected(impl.frechet_distance)
    assert_close(found, generators.expected(frechet_distance))
    holds_here(generators.is_in_order(found, slack=1e-3), E_1=found[0], E_2=found[1])
