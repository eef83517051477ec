"""Problem 4, part 1: the projection discriminator.

A conditional discriminator sees x with a label y, one of m classes. Suppose that in some features
φ(x), r numbers, every class is a Gaussian of unit covariance: around μ_y in the data, and around
μ̂_y in what the model generates. Then the optimal logits h* of a class, the log-ratio of its two
densities, are affine in φ, and all classes together are one layer that projects on the label:

    h*(x, y) = log N(φ|μ_y, I)/N(φ|μ̂_y, I) = yᵀ(Aφ + b),     y one-hot.

That takes two things for granted. Data and model have to agree on how often each class occurs,
or h* is not the logit of the joint distribution of (x, y); and within a class they have to agree on
the covariance, or the logits are curved in φ. Without the one or the other the sentence is false.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from spec import Real, assert_close, assert_equal, claim, holds_here
from spec.definitions import (
    DistributionPair,
    LabelledFeatures,
    covariance_log_ratio,
    difference,
    gaussian_log_density,
    inner,
    log_density,
    log_ratio,
    precision_slope,
    square_ratio,
)
from spec.definitions.projection import Vector, densities, precision
from spec.machinery.numbers.high_precision import exact, in_high_precision
from spec.strategies import (
    dyadic_numbers,
    labelled_features,
    labelled_features_with_priors,
    labelled_features_with_shifts,
    labelled_features_with_whitenings,
)


@claim("4.1/normalisers-cancel", equations="34-38")
@given(bank=labelled_features())
def test_the_normalisers_of_the_two_densities_cancel(impl, bank):
    """log N(φ|μ_y, I)/N(φ|μ̂_y, I) = −½‖φ − μ_y‖² + ½‖φ − μ̂_y‖²."""
    log_ratios = []
    for phi, mu, nu in bank.samples:
        log_ratios.append(log_density(phi, mu) - log_density(phi, nu))
        one_by_one = impl.gaussian_log_density(phi, mu, 1) - impl.gaussian_log_density(phi, nu, 1)
        assert_close(np.sum(one_by_one), square_ratio(phi, mu, nu), terms=log_ratios[-1].terms)
    squares = [square_ratio(*sample) for sample in bank.samples]
    assert_close(
        impl.conditional_logits(*bank), log_ratios, terms=max(square.terms for square in squares)
    )


@claim("4.1/affine-in-features", equations="38-39")
@given(bank=labelled_features())
def test_the_logits_are_affine_in_the_features(impl, bank):
    """½‖φ − μ̂_y‖² − ½‖φ − μ_y‖² = φᵀ(μ_y − μ̂_y) + ½(‖μ̂_y‖² − ‖μ_y‖²)."""
    affine = [inner(phi, difference(mu, nu)) + bias(mu, nu) for phi, mu, nu in bank.samples]
    squares = [square_ratio(*sample) for sample in bank.samples]
    assert_close(
        impl.conditional_logits(*bank), affine, terms=max(square.terms for square in squares)
    )


@claim("4.1/projection-form", equations="39-41")
@given(bank=labelled_features())
def test_the_logits_of_all_classes_are_one_layer_projected_on_the_label(impl, bank):
    """With A_i = μ_i − μ̂_i, b_i = ½(‖μ̂_i‖² − ‖μ_i‖²):  h* = (Aφ + b)_y = yᵀ(Aφ + b), y one-hot."""
    A, b = impl.projection_parameters(bank.data_means, bank.model_means)
    assert_close(A, [difference(mu, nu) for mu, nu in bank.means])
    assert_close(b, [bias(mu, nu) for mu, nu in bank.means])
    assert_equal(impl.one_hot(bank.labels, bank.classes), bank.one_hot)
    expected = [square_ratio(*sample) for sample in bank.samples]
    assert_close(impl.projection_logits(bank.features, bank.labels, A, b), expected)
    assert_close(impl.projection_logits(bank.features, bank.one_hot, A, b), expected)


@claim("4.1/optimal-conditional", equations="35")
@given(bank=labelled_features())
def test_the_sigmoid_of_the_logits_is_the_optimal_discriminator_of_the_class(impl, bank):
    """σ(h*) = p/(p + q) and h* = log p/q, for p = N(φ|μ_y, I) and q = N(φ|μ̂_y, I)."""
    pairs = [densities(*sample) for sample in bank.samples]
    # A logit is as inexact as its terms are large, and σ' ≤ 1.
    optimal = [
        share(p, q).with_terms(square_ratio(*sample).terms)
        for (p, q), sample in zip(pairs, bank.samples, strict=True)
    ]
    assert_close(impl.sigmoid(impl.conditional_logits(*bank)), optimal)
    p, q = ([float(density) for density in side] for side in zip(*pairs, strict=True))
    assert_close(impl.optimal_discriminator(p, q), [share(a, b) for a, b in zip(p, q, strict=True)])
    assert_close(impl.optimal_logits(p, q), [log_ratio(*pair) for pair in pairs])


@claim("4.1/any-priors", equations="35", kind="refuted", corrected_by="4.1/priors-shift-bias")
@given(bank_and_priors=labelled_features_with_priors())
def test_the_logits_of_the_joint_do_not_depend_on_the_priors(impl, bank_and_priors):
    """log p(x, y)/q(x, y) = log p(x|y)/q(x|y), whatever the class priors p(y) and q(y)."""
    bank, priors = bank_and_priors
    conditional = [square_ratio(*sample) for sample in bank.samples]
    joint = joint_log_ratios(bank, priors)
    assert_close(impl.conditional_logits(*bank), conditional)
    assert_close(impl.conditional_logits(*bank, **masses(priors)), joint)
    for without, with_priors in zip(conditional, joint, strict=True):
        holds_here(agree(with_priors, without), joint=with_priors, conditional=without)


@claim("4.1/priors-shift-bias", equations="35, 41")
@given(bank_and_priors=labelled_features_with_priors())
def test_unequal_priors_shift_the_bias(impl, bank_and_priors):
    """h*(x, y) = log p(x|y)/q(x|y) + log p(y)/q(y) = yᵀ(Aφ + b), log p(y)/q(y) added to b_y."""
    bank, priors = bank_and_priors
    A, b = impl.projection_parameters(bank.data_means, bank.model_means, **masses(priors))
    assert_close(A, [difference(mu, nu) for mu, nu in bank.means])
    shifts = prior_log_ratios(priors)
    assert_close(b, [bias(*means) + s for means, s in zip(bank.means, shifts, strict=True)])
    joint = joint_log_ratios(bank, priors)
    assert_close(impl.projection_logits(bank.features, bank.labels, A, b), joint)
    assert_close(impl.conditional_logits(*bank, **masses(priors)), joint)


@claim(
    "4.1/any-covariance",
    equations="assumption",
    kind="refuted",
    corrected_by="4.1/shared-covariance",
)
@given(
    phi=dyadic_numbers(),
    data_mean=dyadic_numbers(),
    model_mean=dyadic_numbers(),
    data_std=st.sampled_from([1.0, 2.0, 0.5]),
    model_std=st.sampled_from([1.0, 2.0, 0.5]),
)
def test_the_logits_are_affine_whatever_the_covariances(
    impl,
    phi,
    data_mean,
    model_mean,
    data_std,
    model_std,
):
    """h* = log N(φ|μ, s²)/N(φ|μ̂, ŝ²) is affine for any s, ŝ: its second difference in φ is 0."""
    points = [phi - 1, phi, phi + 1]
    log_ratios = [
        gaussian_log_density(x, data_mean, data_std)
        - gaussian_log_density(x, model_mean, model_std)
        for x in points
    ]
    by_impl = impl.gaussian_log_density(points, data_mean, data_std)
    by_impl = by_impl - impl.gaussian_log_density(points, model_mean, model_std)
    assert_close(by_impl, log_ratios)
    below, at, above = log_ratios
    holds_here(agree(above - at, at - below), rise_below=at - below, rise_above=above - at)


@claim("4.1/shared-covariance", equations="assumption")
@given(bank_and_whitenings=labelled_features_with_whitenings())
def test_one_covariance_for_data_and_model_in_each_class_is_enough(impl, bank_and_whitenings):
    """With Σ⁻¹ = WᵀW, log N(φ|μ, Σ)/N(φ|μ̂, Σ) is h* of Wφ: affine in φ, of slope Σ⁻¹(μ − μ̂)."""
    bank, whitenings = bank_and_whitenings
    precisions = [precision(whitening) for whitening in whitenings]
    log_ratios = [
        covariance_log_ratio(precisions[y], *sample)
        for y, sample in zip(bank.labels, bank.samples, strict=True)
    ]
    white = bank.transformed(whitenings)
    terms = max(square_ratio(*sample).terms for sample in white.samples)
    assert_close(impl.conditional_logits(*white), log_ratios, terms=terms)
    A, _ = impl.projection_parameters(white.data_means, white.model_means)
    slopes = [row @ np.array(whitening) for row, whitening in zip(A, whitenings, strict=True)]
    assert_close(
        slopes, [precision_slope(precisions[y], *means) for y, means in enumerate(bank.means)]
    )


@claim("4.1/shift-invariant", equations="38")
@given(bank_and_shift=labelled_features_with_shifts())
def test_a_common_shift_of_features_and_means_changes_nothing(impl, bank_and_shift):
    """h* of φ + s, μ_i + s and μ̂_i + s is h* of φ, μ_i and μ̂_i, for every vector s."""
    bank, shift = bank_and_shift
    expected = [square_ratio(*sample) for sample in bank.samples]
    assert_close(impl.conditional_logits(*bank), expected)
    shifted = bank.shifted(shift)
    terms = max(square_ratio(*sample).terms for sample in shifted.samples)
    assert_close(impl.conditional_logits(*shifted), expected, terms=terms)


def bias(data_mean: Vector, model_mean: Vector) -> Real:
    """½(‖μ̂‖² − ‖μ‖²)."""
    return (inner(model_mean, model_mean) - inner(data_mean, data_mean)) / 2


@in_high_precision
def share(p: object, q: object) -> Real:
    """p/(p + q)."""
    return Real.of(exact(p) / (exact(p) + exact(q)))


def prior_log_ratios(priors: DistributionPair) -> list[Real]:
    """log p(y)/q(y), for each class."""
    return [log_ratio(p, q) for p, q in zip(priors.p.exact, priors.q.exact, strict=True)]


def joint_log_ratios(bank: LabelledFeatures, priors: DistributionPair) -> list[Real]:
    """log p(x, y)/q(x, y), for each sample."""
    shifts = prior_log_ratios(priors)
    samples = zip(bank.samples, bank.labels, strict=True)
    return [square_ratio(*sample) + shifts[y] for sample, y in samples]


def masses(priors: DistributionPair) -> dict[str, Any]:
    """The priors as the functions take them."""
    return {"data_prior": priors.p.masses, "model_prior": priors.q.masses}


def agree(left: Real, right: Real) -> bool:
    """Whether the numbers are the same, with a margin that no rounding comes near."""
    return abs(float(left - right)) < 0.01
