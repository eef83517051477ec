"""Mistakes in critics and in the Wasserstein distance."""

import math

import numpy as np

import impl
from tests.counterfeits import counterfeit
from tests.counterfeits._common import along, expectation, floats, over_all_axes, single, summed


@counterfeit(
    "wasserstein_critic_loss", "real and fake batches swapped: the objective, not the loss"
)
def wasserstein_critic_loss_negated(real_values, fake_values, **weights):
    return -impl.wasserstein_critic_loss(real_values, fake_values, **weights)


@counterfeit("wasserstein_critic_loss", "the batches added up")
def wasserstein_critic_loss_with_one_sign(real_values, fake_values, **weights):
    return impl.wasserstein_critic_loss(-floats(real_values), fake_values, **weights)


@counterfeit("wasserstein_critic_loss", "its size, since a distance is not negative")
def wasserstein_critic_loss_without_its_sign(real_values, fake_values, **weights):
    return np.abs(impl.wasserstein_critic_loss(real_values, fake_values, **weights))


@counterfeit("wasserstein_critic_loss", "one mean over the concatenated batch")
def wasserstein_critic_loss_over_the_concatenated_batch(real_values, fake_values, **weights):
    if weights:
        return impl.wasserstein_critic_loss(real_values, fake_values, **weights)
    return 2 * np.concatenate([-floats(real_values), floats(fake_values)], axis=-1).mean(axis=-1)


@counterfeit("wasserstein_critic_loss", "batches summed")
def wasserstein_critic_loss_summed(
    real_values, fake_values, *, real_weights=None, fake_weights=None
):
    return summed(fake_values, fake_weights) - summed(real_values, real_weights)


@counterfeit("wasserstein_critic_loss", "the loss of a discriminator, with a sigmoid on top")
def wasserstein_critic_loss_of_a_discriminator(real_values, fake_values, **weights):
    return impl.discriminator_loss(real_values, fake_values, **weights)


@counterfeit("wasserstein_critic_loss", "weights accepted and ignored: right for uniform ones")
def wasserstein_critic_loss_without_its_weights(real_values, fake_values, **weights):
    return impl.wasserstein_critic_loss(real_values, fake_values)


@counterfeit("wasserstein_critic_loss", "the longer batch cut to the length of the shorter")
def wasserstein_critic_loss_of_batches_cut_to_one_length(real_values, fake_values, **weights):
    size = min(np.shape(real_values)[-1], np.shape(fake_values)[-1])
    real, fake = floats(real_values)[..., :size], floats(fake_values)[..., :size]
    return impl.wasserstein_critic_loss(real, fake, **weights)


@counterfeit(
    "wasserstein_critic_loss", "a mean over all axes, where rows are problems of their own"
)
def wasserstein_critic_loss_over_all_axes(real_values, fake_values, **weights):
    if weights:
        return impl.wasserstein_critic_loss(real_values, fake_values, **weights)
    return over_all_axes(fake_values) - over_all_axes(real_values)


@counterfeit("wasserstein_critic_loss", "the second axis taken for the batch, as by dim=1")
def wasserstein_critic_loss_along_the_second_axis(
    real_values, fake_values, *, real_weights=None, fake_weights=None
):
    return along(1, fake_values, fake_weights) - along(1, real_values, real_weights)


@counterfeit("wasserstein_critic_loss", "the weights of the real batch for the fake one as well")
def wasserstein_critic_loss_with_one_weighting(
    real_values, fake_values, *, real_weights=None, fake_weights=None
):
    if fake_weights is None and np.shape(real_weights) == np.shape(fake_values):
        fake_weights = real_weights
    return impl.wasserstein_critic_loss(
        real_values, fake_values, real_weights=real_weights, fake_weights=fake_weights
    )


@counterfeit("wasserstein_critic_loss", "0·∞ not taken care of: nan for a sample of no weight")
def wasserstein_critic_loss_with_nan_for_no_weight(
    real_values, fake_values, *, real_weights=None, fake_weights=None
):
    return expectation(fake_values, fake_weights) - expectation(real_values, real_weights)


@counterfeit("wasserstein_critic_loss", "float32 inside, as on a GPU")
def wasserstein_critic_loss_in_single_precision(real_values, fake_values, **weights):
    return single(impl.wasserstein_critic_loss, real_values, fake_values, **weights)


@counterfeit("wasserstein_generator_loss", "the sign lost: E[D]")
def wasserstein_generator_negated(fake_values, *, weights=None):
    return -impl.wasserstein_generator_loss(fake_values, weights=weights)


@counterfeit("wasserstein_generator_loss", "the batch summed: right for batches of one")
def wasserstein_generator_summed(fake_values, *, weights=None):
    return -summed(fake_values, weights)


@counterfeit("wasserstein_generator_loss", "the non-saturating loss, with a sigmoid on top")
def wasserstein_generator_as_nonsaturating(fake_values, *, weights=None):
    return impl.nonsaturating_generator_loss(fake_values, weights=weights)


@counterfeit("wasserstein_generator_loss", "weights accepted and ignored: right for uniform ones")
def wasserstein_generator_without_its_weights(fake_values, *, weights=None):
    return impl.wasserstein_generator_loss(fake_values)


@counterfeit(
    "wasserstein_generator_loss", "a mean over all axes, where rows are their own problems"
)
def wasserstein_generator_over_all_axes(fake_values, *, weights=None):
    return -(over_all_axes(fake_values) if weights is None else expectation(fake_values, weights))


@counterfeit("wasserstein_generator_loss", "the first axis taken for the batch, as by axis=0")
def wasserstein_generator_along_the_first_axis(fake_values, *, weights=None):
    return -along(0, fake_values, weights)


@counterfeit("wasserstein_generator_loss", "0·∞ not taken care of: nan for a sample of no weight")
def wasserstein_generator_with_nan_for_no_weight(fake_values, *, weights=None):
    return -expectation(fake_values, weights)


@counterfeit("wasserstein_generator_loss", "values clipped to ±1")
def wasserstein_generator_of_clipped_values(fake_values, *, weights=None):
    return impl.wasserstein_generator_loss(np.clip(floats(fake_values), -1, 1), weights=weights)


@counterfeit("point_mass_critic_loss", "model and data swapped")
def point_masses_swapped(critic, theta, theta_0):
    return critic(theta_0) - critic(theta)


@counterfeit("point_mass_critic_loss", "its size, since a distance is not negative")
def point_masses_without_the_sign(critic, theta, theta_0):
    return abs(critic(theta) - critic(theta_0))


@counterfeit("point_mass_critic_loss", "the value at the data forgotten")
def point_masses_of_the_model_alone(critic, theta, theta_0):
    return critic(theta)


@counterfeit("point_mass_critic_loss", "the mean over both points, as over one batch")
def point_masses_averaged(critic, theta, theta_0):
    return (critic(theta) - critic(theta_0)) / 2


@counterfeit("point_mass_critic_loss", "the values added up")
def point_masses_with_one_sign(critic, theta, theta_0):
    return critic(theta) + critic(theta_0)


@counterfeit("point_mass_critic_loss", "the slope between the points for the difference")
def point_masses_as_a_slope(critic, theta, theta_0):
    if theta == theta_0:
        return 0 * critic(theta)
    return (critic(theta) - critic(theta_0)) / (theta - theta_0)


@counterfeit("point_mass_critic_loss", "turned into a float, though the critic is exact")
def point_masses_rounded(critic, theta, theta_0):
    return float(critic(theta)) - float(critic(theta_0))


@counterfeit("improve_critic", "an improvement of ½ where 1 is promised")
def improvement_too_small(critic, theta, theta_0):
    better = impl.improve_critic(critic, theta, theta_0)
    return lambda x: (critic(x) + better(x)) / 2


@counterfeit("improve_critic", "the value at θ0 lowered as well: nothing gained")
def improvement_at_both_points(critic, theta, theta_0):
    better = impl.improve_critic(critic, theta, theta_0)
    return lambda x: better(x) - 1 if x == theta_0 else better(x)


@counterfeit("improve_critic", "the value at θ0 raised: as much gained, but not by D**")
def improvement_at_the_data(critic, theta, theta_0):
    better = impl.improve_critic(critic, theta, theta_0)

    def improved(x):
        return critic(x) if x == theta else critic(x) + 1 if x == theta_0 else better(x)

    return improved


@counterfeit("improve_critic", "raised at θ in place of lowered: an ascent")
def improvement_upwards(critic, theta, theta_0):
    better = impl.improve_critic(critic, theta, theta_0)
    return lambda x: critic(x) + 1 if x == theta else better(x)


@counterfeit("improve_critic", "the critic itself, for a vanishing step")
def improvement_of_nothing(critic, theta, theta_0):
    better = impl.improve_critic(critic, theta, theta_0)
    return lambda x: critic(x) if x in (theta, theta_0) else better(x)


@counterfeit("improve_critic", "D kept elsewhere, where D** is 0")
def improvement_of_one_point(critic, theta, theta_0):
    better = impl.improve_critic(critic, theta, theta_0)
    return lambda x: better(x) if x == theta else critic(x)


@counterfeit("improve_critic", "the value at θ0 dropped to 0, as elsewhere")
def improvement_that_drops_the_data(critic, theta, theta_0):
    better = impl.improve_critic(critic, theta, theta_0)
    return lambda x: 0 * better(x) if x == theta_0 else better(x)


@counterfeit("improve_critic", "D(θ) − 1 though it may round to D(θ)")
def improvement_lost_to_rounding(critic, theta, theta_0):
    better = impl.improve_critic(critic, theta, theta_0)
    return lambda x: critic(x) - 1 if x == theta else better(x)


@counterfeit("improve_critic", "lowered without bound, to −∞")
def improvement_without_bound(critic, theta, theta_0):
    better = impl.improve_critic(critic, theta, theta_0)
    return lambda x: -math.inf if x == theta else better(x)


@counterfeit("optimal_lipschitz_critic", "−x whatever the points: right for θ above θ0")
def best_critic_always_falling(theta, theta_0):
    return lambda x: -x


@counterfeit("optimal_lipschitz_critic", "the sign of Δ lost: the worst critic")
def best_critic_negated(theta, theta_0):
    best = impl.optimal_lipschitz_critic(theta, theta_0)
    return lambda x: -best(x)


@counterfeit("optimal_lipschitz_critic", "the sign of θ for that of Δ: right for θ0 = 0")
def best_critic_by_the_sign_of_theta(theta, theta_0):
    return impl.optimal_lipschitz_critic(theta, 0)


@counterfeit("optimal_lipschitz_critic", "a slope of 2, beyond the bound")
def best_critic_too_steep(theta, theta_0):
    best = impl.optimal_lipschitz_critic(theta, theta_0)
    return lambda x: 2 * best(x)


@counterfeit("optimal_lipschitz_critic", "a slope a little below 1, to be in the open class")
def best_critic_too_flat(theta, theta_0):
    best = impl.optimal_lipschitz_critic(theta, theta_0)
    return lambda x: best(x) - best(x) / 1000


@counterfeit("optimal_lipschitz_critic", "values clipped to ±1, as weights were once")
def best_critic_clipped(theta, theta_0):
    best = impl.optimal_lipschitz_critic(theta, theta_0)
    return lambda x: max(min(best(x), 1), -1)


@counterfeit("optimal_lipschitz_critic", "−Δ·x for −sign(Δ)·x: right for |Δ| = 1")
def best_critic_as_steep_as_the_distance(theta, theta_0):
    return lambda x: (theta_0 - theta) * x


@counterfeit("wasserstein_distance", "squared distances: W2² for W1")
def transport_of_squares(x, y, **weights):
    return square_transport(x, y, **weights)


def square_transport(x, y, *, order=1, x_weights=None, y_weights=None):
    """W2² of two weighted samples, quantile by quantile."""
    x, y = floats(x), floats(y)
    p = np.full(len(x), 1 / len(x)) if x_weights is None else floats(x_weights)
    q = np.full(len(y), 1 / len(y)) if y_weights is None else floats(y_weights)
    first, second = np.argsort(x), np.argsort(y)
    below_x, below_y = np.cumsum(p[first]), np.cumsum(q[second])
    levels = np.sort(np.concatenate([below_x, below_y]))
    middles = (levels + np.concatenate([[0], levels[:-1]])) / 2
    at_x = x[first][np.minimum(np.searchsorted(below_x, middles), len(x) - 1)]
    at_y = y[second][np.minimum(np.searchsorted(below_y, middles), len(y) - 1)]
    return (np.diff(levels, prepend=0) * (at_x - at_y) ** 2).sum()


@counterfeit("wasserstein_distance", "W2, the root of the mean square, for W1")
def transport_of_root_mean_square(x, y, **weights):
    return np.sqrt(square_transport(x, y, **weights))


@counterfeit("wasserstein_distance", "samples paired as they come, not sorted")
def transport_unsorted(x, y, *, order=1, **weights):
    if order > 1 or weights or len(x) != len(y):
        return impl.wasserstein_distance(x, y, order=order, **weights)
    return np.abs(floats(x) - floats(y)).mean()


@counterfeit("wasserstein_distance", "the distance of the means: right if all mass goes one way")
def transport_of_the_means(x, y, *, order=1, x_weights=None, y_weights=None):
    return np.abs(expectation(x, x_weights) - expectation(y, y_weights))


@counterfeit("wasserstein_distance", "the mean distance of all pairs, every sample to every other")
def transport_to_everywhere(x, y, *, order=1, x_weights=None, y_weights=None):
    costs = np.abs(np.subtract.outer(floats(x), floats(y))) ** order
    return expectation(expectation(costs, y_weights), x_weights) ** (1 / order)


@counterfeit("wasserstein_distance", "the longest way of all: W∞ for W1")
def transport_of_the_farthest(x, y, **weights):
    quantiles = np.linspace(0, 1, 64)
    return np.abs(np.quantile(floats(x), quantiles) - np.quantile(floats(y), quantiles)).max()


@counterfeit("wasserstein_distance", "weights accepted and ignored: right for uniform ones")
def transport_without_weights(x, y, *, order=1, **weights):
    return impl.wasserstein_distance(x, y, order=order)


@counterfeit("wasserstein_distance", "weights ignored unless both samples have them")
def transport_without_the_weights_of_one_sample(x, y, *, order=1, **weights):
    kept = weights if len(weights) == 2 else {}
    return impl.wasserstein_distance(x, y, order=order, **kept)


@counterfeit("wasserstein_distance", "the sum over samples for the mean: right for one each")
def transport_summed(x, y, **weights):
    return impl.wasserstein_distance(x, y, **weights) * len(x)


@counterfeit(
    "wasserstein_distance", "∫(F − G) without the absolute value: what goes back counts off"
)
def transport_with_signs(x, y, *, order=1, x_weights=None, y_weights=None):
    return expectation(y, y_weights) - expectation(x, x_weights)


@counterfeit("wasserstein_distance", "float32 inside, as on a GPU")
def transport_in_single_precision(x, y, **weights):
    return single(impl.wasserstein_distance, x, y, **weights)
