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

from hypothesis import given

from spec import assert_close, assert_equal, claim, holds_here, total
from spec.definitions import (
    bias,
    covariance_log_ratios,
    difference,
    exp,
    gaussian_log_density,
    inner,
    inverse_covariance,
    joint_log_ratios,
    log_density,
    prior_log_ratios,
    product,
    squared_distance,
    transposed,
    whitened,
)
from spec.strategies import (
    class_labels,
    class_means,
    class_means_with_priors,
    dyadic_numbers,
    dyadic_vectors,
    dyadic_widths,
    feature_vectors,
    labelled_features,
    labelled_features_with_priors,
    labelled_features_with_shifts,
    labelled_features_with_whitenings,
    whitenings,
)


@claim("4.1/conditional-log-ratio", equations="35")
@given(batch=labelled_features())
def test_the_optimal_logits_are_the_log_ratio_of_the_two_densities_of_the_class(impl, batch):
    """h*(x, y) = log N(φ|μ_y, I)/N(φ|μ̂_y, I)."""
    log_ratios = [
        log_density(phi, mu) - log_density(phi, mu_hat) for phi, mu, mu_hat in batch.samples
    ]
    assert_close(impl.conditional_logits(*batch), log_ratios, terms=batch.terms)


@claim("4.1/normalisers-cancel", equations="34-38")
@given(phi=feature_vectors(), mu=feature_vectors(), mu_hat=feature_vectors())
def test_the_normalisers_of_the_two_densities_cancel(impl, phi, mu, mu_hat):
    """log N(φ|μ_y, I)/N(φ|μ̂_y, I) = −½‖φ − μ_y‖² + ½‖φ − μ̂_y‖²."""
    log_p, log_q = (total(impl.gaussian_log_density(phi, mean, 1)) for mean in (mu, mu_hat))
    assert_close(log_p - log_q, (squared_distance(phi, mu_hat) - squared_distance(phi, mu)) / 2)


@claim("4.1/affine-in-features", equations="38-39")
@given(batch=labelled_features())
def test_the_logits_are_affine_in_the_features(impl, batch):
    """h*(x, y) = φᵀ(μ_y − μ̂_y) + ½(‖μ̂_y‖² − ‖μ_y‖²)."""
    affine = [inner(phi, difference(*means)) + bias(*means) for phi, *means in batch.samples]
    assert_close(impl.conditional_logits(*batch), affine, terms=batch.terms)


@claim("4.1/projection-weights", equations="39-41")
@given(means=class_means())
def test_the_weights_of_the_layer_are_the_differences_of_the_means(impl, means):
    """A_i = μ_i − μ̂_i."""
    A, _ = impl.projection_parameters(*means)
    assert_close(A, [difference(mu, mu_hat) for mu, mu_hat in means.pairs])


@claim("4.1/projection-biases", equations="39-41")
@given(means=class_means())
def test_the_biases_of_the_layer_are_half_the_differences_of_the_squares_of_the_means(impl, means):
    """b_i = ½(‖μ̂_i‖² − ‖μ_i‖²)."""
    _, b = impl.projection_parameters(*means)
    assert_close(b, [bias(mu, mu_hat) for mu, mu_hat in means.pairs])


@claim("4.1/one-hot", equations="40")
@given(labels_and_classes=class_labels())
def test_a_label_is_a_row_of_the_identity(impl, labels_and_classes):
    """y_i = 1 if i = k, else 0, for the label y of class k."""
    labels, classes = labels_and_classes
    rows = [[int(i == k) for i in range(classes)] for k in labels]
    assert_equal(impl.one_hot(labels, classes), rows)


@claim("4.1/projection-form", equations="39-41")
@given(batch=labelled_features())
def test_the_logits_of_all_classes_are_one_layer_projected_on_the_label(impl, batch):
    """h*(x, y) = yᵀ(Aφ + b), where A_i = μ_i − μ̂_i and b_i = ½(‖μ̂_i‖² − ‖μ_i‖²)."""
    A, b = batch.rounded_parameters
    assert_close(impl.projection_logits(batch.features, batch.labels, A, b), batch.logits)


@claim("4.1/optimal-conditional", equations="35")
@given(batch=labelled_features())
def test_the_sigmoid_of_the_logits_is_the_optimal_discriminator_of_the_class(impl, batch):
    """σ(h*) = p/(p + q), for p = N(φ|μ_y, I) and q = N(φ|μ̂_y, I)."""
    sigmoids = [1 / (1 + exp(-h)) for h in impl.conditional_logits(*batch)]
    assert_close(sigmoids, [p / (p + q) for p, q in batch.densities], terms=batch.terms)


@claim("4.1/optimal-discriminator", equations="35")
@given(batch=labelled_features())
def test_the_optimal_discriminator_of_the_class_is_the_sigmoid_of_the_logits(impl, batch):
    """D* = σ(h*), for p = N(φ|μ_y, I) and q = N(φ|μ̂_y, I)."""
    p, q = batch.rounded_densities
    assert_close(
        impl.optimal_discriminator(p, q), [1 / (1 + exp(-h)) for h in batch.logits], terms=1
    )


@claim("4.1/optimal-logits", equations="35")
@given(batch=labelled_features())
def test_the_optimal_logits_of_the_two_densities_are_those_of_the_class(impl, batch):
    """log p/q = h*, for p = N(φ|μ_y, I) and q = N(φ|μ̂_y, I)."""
    p, q = batch.rounded_densities
    # Rounding p or q moves its logarithm by a rounding of 1.
    assert_close(impl.optimal_logits(p, q), batch.logits, terms=1)


@claim("4.1/any-priors", equations="35", kind="refuted", corrected_by="4.1/priors-shift-bias")
@given(batch_and_priors=labelled_features_with_priors())
def test_the_logits_of_the_joint_do_not_depend_on_the_priors(impl, batch_and_priors):
    """log p(x, y)/q(x, y) = log p(x|y)/q(x|y), whatever the class priors p(y) and q(y)."""
    batch, (p, q) = batch_and_priors
    joint_ratios = joint_log_ratios(batch, p, q)
    assert_close(impl.conditional_logits(*batch), batch.logits)
    assert_close(
        impl.conditional_logits(*batch, data_prior=p.masses, model_prior=q.masses), joint_ratios
    )
    for joint, conditional in zip(joint_ratios, batch.logits, strict=True):
        holds_here(joint == conditional, joint=joint, conditional=conditional)


@claim("4.1/priors-shift-bias", equations="35, 41")
@given(means_and_priors=class_means_with_priors())
def test_unequal_priors_shift_the_biases(impl, means_and_priors):
    """With priors p and q, b_i = ½(‖μ̂_i‖² − ‖μ_i‖²) + log p_i/q_i."""
    means, (p, q) = means_and_priors
    _, b = impl.projection_parameters(*means, data_prior=p.masses, model_prior=q.masses)
    shifts = zip(means.pairs, prior_log_ratios(p, q), strict=True)
    assert_close(b, [bias(mu, mu_hat) + shift for (mu, mu_hat), shift in shifts])


@claim("4.1/priors-leave-weights", equations="41")
@given(means_and_priors=class_means_with_priors())
def test_unequal_priors_leave_the_weights_as_they_are(impl, means_and_priors):
    """With priors too, A_i = μ_i − μ̂_i."""
    means, (p, q) = means_and_priors
    A, _ = impl.projection_parameters(*means, data_prior=p.masses, model_prior=q.masses)
    assert_close(A, [difference(mu, mu_hat) for mu, mu_hat in means.pairs])


@claim("4.1/priors-shift-logits", equations="35")
@given(batch_and_priors=labelled_features_with_priors())
def test_the_logits_of_the_joint_are_shifted_by_the_log_ratio_of_the_priors(impl, batch_and_priors):
    """log p(x, y)/q(x, y) = log p(x|y)/q(x|y) + log p(y)/q(y)."""
    batch, (p, q) = batch_and_priors
    logits = impl.conditional_logits(*batch, data_prior=p.masses, model_prior=q.masses)
    assert_close(logits, joint_log_ratios(batch, p, q))


@claim(
    "4.1/any-covariance",
    equations="assumption",
    kind="refuted",
    corrected_by="4.1/shared-covariance",
)
@given(
    phi=dyadic_numbers(),
    mu=dyadic_numbers(),
    mu_hat=dyadic_numbers(),
    s=dyadic_widths(),
    s_hat=dyadic_widths(),
)
def test_the_logits_are_affine_whatever_the_covariances(impl, phi, mu, mu_hat, s, s_hat):
    """log N(φ|μ, s²)/N(φ|μ̂, ŝ²) is affine in φ for any s and ŝ: its second difference is 0."""
    points = [phi - 1, phi, phi + 1]
    below, at, above = (
        gaussian_log_density(x, mu, s) - gaussian_log_density(x, mu_hat, s_hat) for x in points
    )
    log_p = impl.gaussian_log_density(points, mu, s)
    log_q = impl.gaussian_log_density(points, mu_hat, s_hat)
    assert_close(log_p - log_q, [below, at, above])
    is_affine = abs(above - 2 * at + below) < 0.01
    holds_here(is_affine, rise_below=at - below, rise_above=above - at)


@claim("4.1/shared-covariance", equations="assumption")
@given(batch_and_whitenings=labelled_features_with_whitenings())
def test_a_covariance_that_data_and_model_share_is_whitened_away(impl, batch_and_whitenings):
    """log N(φ|μ_y, Σ_y)/N(φ|μ̂_y, Σ_y) is h* of Wφ, Wμ_y and Wμ̂_y, where WᵀW = Σ_y⁻¹."""
    batch, whitening = batch_and_whitenings
    white = batch.transformed(whitening)
    log_ratios = covariance_log_ratios(batch, whitening)
    assert_close(impl.conditional_logits(*white), log_ratios, terms=white.terms)


@claim("4.1/shared-covariance-slope", equations="assumption")
@given(mu=dyadic_vectors(), mu_hat=dyadic_vectors(), whitening=whitenings())
def test_the_inverse_of_the_shared_covariance_makes_the_slope(impl, mu, mu_hat, whitening):
    """WᵀA = Σ⁻¹(μ − μ̂), for the A of the means Wμ and Wμ̂, where Σ⁻¹ = WᵀW."""
    A, _ = impl.projection_parameters([whitened(whitening, mu)], [whitened(whitening, mu_hat)])
    slope = product(inverse_covariance(whitening), difference(mu, mu_hat))
    assert_close(product(transposed(whitening), A[0]), slope)


@claim("4.1/shift-invariant", equations="38")
@given(batch_and_shift=labelled_features_with_shifts())
def test_a_common_shift_of_features_and_means_changes_nothing(impl, batch_and_shift):
    """h* of φ + s, μ_i + s and μ̂_i + s is h* of φ, μ_i and μ̂_i, for every vector s."""
    batch, shift = batch_and_shift
    shifted = batch.shifted(shift)
    assert_close(impl.conditional_logits(*shifted), batch.logits, terms=shifted.terms)
