"""WGAN: a distance of model and data that a generator can follow.

The Wasserstein distance W1 is the least work of moving the mass of one distribution to where the
other has it. It is proposed as what a generator should lower, since it follows the generator: if
what the generator makes moves a little, so does the distance, where divergences may jump. And it is
the weaker measure: on a bounded set what is near in JS or in KL is near in W1.

A critic is trained on batches, though, and the distance of two batches is on average more than that
of the distributions they are drawn from, even of one and the same.

References
----------
M. Arjovsky, S. Chintala and L. Bottou, "Wasserstein generative adversarial networks", ICML 2017.
M. G. Bellemare et al., "The Cramer distance as a solution to biased Wasserstein gradients", 2017.
"""

import math

from hypothesis import given

from spec import assert_at_most, assert_close, claim, holds_here, mean
from spec.definitions import (
    js_divergence,
    kl_divergence,
    total_variation,
    wasserstein_distance,
)
from spec.strategies import (
    batch_pairs,
    batches,
    generated_samples,
    nearly_fair_pairs,
    placed_pairs,
    populations,
    sixteenths,
)

SOURCE = "Arjovsky, Chintala and Bottou 2017"


@claim("wgan/lipschitz-in-parameters", source=SOURCE)
@given(samples=generated_samples())
def test_two_generators_are_no_further_apart_than_their_samples(impl, samples):
    """W1(g(Z), g'(Z)) ≤ E|g(Z) − g'(Z)|, for any two generators on the same noise."""
    distance = impl.wasserstein_distance(samples.one, samples.other)
    work = mean(abs(x - y) for x, y in zip(*samples, strict=True))
    assert_at_most(distance, work, terms=max(map(abs, samples.one + samples.other)))


@claim("wgan/lipschitz-to-any-data", source=SOURCE)
@given(samples=generated_samples(), data=batches(sixteenths(-4, 4)))
def test_the_distance_to_the_data_changes_no_more_than_the_samples_do(impl, samples, data):
    """|W1(P, g(Z)) − W1(P, g'(Z))| ≤ E|g(Z) − g'(Z)|, for every P."""
    one, other = (impl.wasserstein_distance(data, sample) for sample in samples)
    work = mean(abs(x - y) for x, y in zip(*samples, strict=True))
    assert_at_most(abs(one - other), work, terms=max(map(abs, samples.one + samples.other + data)))


@claim("wgan/w1-weaker", source=SOURCE)
@given(placed=placed_pairs())
def test_on_a_bounded_set_the_distance_is_bounded_by_the_total_variation(impl, placed):
    """W1(p, q) ≤ d TV(p, q), on a set of diameter d."""
    distance = impl.wasserstein_distance(*placed.samples)
    most = placed.diameter * total_variation(*placed.pair)
    assert_at_most(distance, most, terms=max(map(abs, placed.points)))


@claim("wgan/total-variation-by-js", source=SOURCE)
@given(pair=batch_pairs() | nearly_fair_pairs())
def test_the_total_variation_is_bounded_by_js(impl, pair):
    """TV(p, q)² ≤ 2 JS(p‖q)."""
    p, q = pair
    js = impl.js_divergence(p.masses, q.masses)
    assert_at_most(total_variation(p, q) ** 2 / 2, js, terms=js_divergence(p, q).terms)


@claim("wgan/total-variation-by-kl", source=SOURCE)
@given(pair=batch_pairs() | nearly_fair_pairs())
def test_the_total_variation_is_bounded_by_kl(impl, pair):
    """TV(p, q)² ≤ ½ KL(p‖q).

    As TV(p, q) is TV(q, p), it is bounded by ½ KL(q‖p) as well.
    """
    p, q = pair
    kl = impl.kl_divergence(p.masses, q.masses)
    assert_at_most(2 * total_variation(p, q) ** 2, kl, terms=kl_divergence(p, q).terms)


@claim("wgan/batch-unbiased", source="folk", kind="refuted", corrected_by="wgan/batch-above")
@given(drawn=populations())
def test_the_distance_of_batches_is_on_average_that_of_the_distributions(impl, drawn):
    """E[W1(batch of p, batch of q)] = W1(p, q), over all batches."""
    average = drawn.expected(impl.wasserstein_distance)
    assert_close(average, drawn.expected(wasserstein_distance))
    distance = impl.wasserstein_distance(*drawn.samples)
    assert_close(distance, wasserstein_distance(*drawn.samples))
    holds_here(math.isclose(average, distance, abs_tol=0.01), average=average, W1=distance)


@claim("wgan/batch-above", source="Bellemare et al. 2017")
@given(drawn=populations())
def test_the_distance_of_batches_is_on_average_no_less_than_that_of_the_distributions(impl, drawn):
    """E[W1(batch of p, batch of q)] ≥ W1(p, q), over all batches, of whatever sizes."""
    average = drawn.expected(impl.wasserstein_distance)
    assert_at_most(wasserstein_distance(*drawn.samples), average, terms=2)
