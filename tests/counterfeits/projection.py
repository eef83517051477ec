"""Mistakes in the projection discriminator."""

import numpy as np

import impl
from tests.counterfeits import counterfeit
from tests.counterfeits._common import floats, single


def as_integers(labels):
    """Labels as integers, from integers or one-hot rows."""
    labels = np.asarray(labels)
    return labels.argmax(axis=-1) if labels.ndim > 1 else labels


def smoothed(labels, classes):
    """Labels as rows that are rows of the identity no more, but for labels as integers."""
    labels = np.asarray(labels)
    rows = np.eye(classes)[labels] if labels.ndim == 1 else 0.9 * labels + 0.1 / classes
    return floats(rows)


def read_down_the_columns(labels):
    """Labels as integers, read down the columns of one-hot rows where these are a square."""
    labels = np.asarray(labels)
    is_square = labels.ndim == 2 and labels.shape[0] == labels.shape[1]
    return labels.argmax(axis=0) if is_square else as_integers(labels)


def of_the_last_column(labels):
    """Labels as integers, or of one-hot rows the last column, which is as good for two classes."""
    labels = np.asarray(labels)
    if labels.ndim == 1:
        return labels
    return labels[:, -1].astype(int) if labels.shape[1] > 1 else as_integers(labels)


@counterfeit("one_hot", "labels counted from 1")
def rows_off_by_one(labels, classes):
    return impl.one_hot((np.asarray(labels) - 1) % classes, classes)


@counterfeit("one_hot", "0 for the class and 1 for the others")
def rows_one_cold(labels, classes):
    return 1 - impl.one_hot(labels, classes)


@counterfeit("one_hot", "the first class dropped, as dummies of a regression are")
def rows_without_the_first_class(labels, classes):
    rows = impl.one_hot(labels, classes)
    rows[..., 0] = 0
    return rows


@counterfeit("one_hot", "labels smoothed")
def rows_smoothed(labels, classes):
    return 0.9 * impl.one_hot(labels, classes) + 0.1 / classes


@counterfeit("one_hot", "any label but 0 is the last class: right for two classes")
def rows_of_two_classes(labels, classes):
    return impl.one_hot(np.where(np.asarray(labels) == 0, 0, classes - 1), classes)


@counterfeit("one_hot", "the first label for all: right for batches of one")
def rows_of_the_first_label(labels, classes):
    return impl.one_hot(np.full(np.shape(labels), labels[0]), classes)


@counterfeit("projection_parameters", "data and model swapped in A")
def parameters_with_a_negated(data_means, model_means, **priors):
    A, b = impl.projection_parameters(data_means, model_means, **priors)
    return -A, b


@counterfeit("projection_parameters", "the square of the data's mean first: b negated")
def parameters_with_b_negated(data_means, model_means, **priors):
    A, b = impl.projection_parameters(data_means, model_means)
    _, prior = priors_of(data_means, priors)
    return A, prior - b


def priors_of(means, priors):
    """A and b of means that are all 0: nothing but the log-ratios of the priors."""
    nothing = np.zeros_like(floats(means))
    return impl.projection_parameters(nothing, nothing, **priors)


@counterfeit("projection_parameters", "the ½ of b forgotten")
def parameters_without_the_half(data_means, model_means, **priors):
    A, b = impl.projection_parameters(data_means, model_means, **priors)
    _, half = impl.projection_parameters(data_means, model_means)
    return A, b + half


@counterfeit("projection_parameters", "norms in b not squared")
def parameters_with_plain_norms(data_means, model_means, **priors):
    A, _ = impl.projection_parameters(data_means, model_means)
    _, prior = priors_of(data_means, priors)
    data, model = (np.linalg.norm(floats(means), axis=1) for means in (data_means, model_means))
    return A, (model - data) / 2 + prior


@counterfeit("projection_parameters", "the square of the difference for that of squares: −½‖A‖²")
def parameters_of_the_squared_difference(data_means, model_means, **priors):
    A, _ = impl.projection_parameters(data_means, model_means)
    _, prior = priors_of(data_means, priors)
    return A, prior - (A**2).sum(axis=1) / 2


@counterfeit("projection_parameters", "priors accepted and ignored: right for equal ones")
def parameters_without_the_priors(data_means, model_means, **priors):
    return impl.projection_parameters(data_means, model_means)


@counterfeit("projection_parameters", "the log-ratio of the priors subtracted")
def parameters_with_the_priors_swapped(data_means, model_means, **priors):
    swapped = dict(zip(priors, list(priors.values())[::-1], strict=True))
    return impl.projection_parameters(data_means, model_means, **swapped)


@counterfeit("projection_parameters", "the ratio of the priors without its logarithm")
def parameters_with_a_ratio_of_priors(data_means, model_means, **priors):
    A, b = impl.projection_parameters(data_means, model_means)
    _, prior = priors_of(data_means, priors)
    return A, b + (np.exp(prior) if priors else 0)


@counterfeit("projection_parameters", "float32 inside, as on a GPU")
def parameters_in_single_precision(data_means, model_means, **priors):
    A, b = impl.projection_parameters(data_means, model_means, **priors)
    return floats(np.float32(A)), floats(np.float32(b))


@counterfeit("projection_logits", "the bias left out")
def projection_without_the_bias(features, labels, A, b):
    return impl.projection_logits(features, labels, A, np.zeros(len(b)))


@counterfeit("projection_logits", "labels counted from 1")
def projection_off_by_one(features, labels, A, b):
    return impl.projection_logits(features, (as_integers(labels) - 1) % len(b), A, b)


@counterfeit("projection_logits", "all classes added up, whatever the label")
def projection_on_all_classes(features, labels, A, b):
    return (floats(features) @ floats(A).T + floats(b)).sum(axis=-1)


@counterfeit("projection_logits", "the class of the largest logit, whatever the label")
def projection_on_the_largest(features, labels, A, b):
    return (floats(features) @ floats(A).T + floats(b)).max(axis=-1)


@counterfeit("projection_logits", "the first label for all: right for batches of one")
def projection_on_the_first_label(features, labels, A, b):
    labels = as_integers(labels)
    return impl.projection_logits(features, np.full_like(labels, labels[0]), A, b)


@counterfeit("projection_logits", "the bias of the first class for all")
def projection_with_one_bias(features, labels, A, b):
    return impl.projection_logits(features, labels, A, np.full(len(b), b[0]))


@counterfeit("projection_logits", "any label but 0 is the last class: right for two classes")
def projection_on_two_classes(features, labels, A, b):
    labels = np.where(as_integers(labels) == 0, 0, len(b) - 1)
    return impl.projection_logits(features, labels, A, b)


@counterfeit("projection_logits", "one-hot labels smoothed")
def projection_on_smoothed_rows(features, labels, A, b):
    scores = floats(features) @ floats(A).T + floats(b)
    return (smoothed(labels, len(b)) * scores).sum(axis=-1)


@counterfeit("projection_logits", "one-hot labels read down the columns, as by argmax(0)")
def projection_on_columns(features, labels, A, b):
    return impl.projection_logits(features, read_down_the_columns(labels), A, b)


@counterfeit("projection_logits", "the last column of one-hot labels: right for two classes")
def projection_on_the_last_column(features, labels, A, b):
    return impl.projection_logits(features, of_the_last_column(labels), A, b)


@counterfeit("projection_logits", "float32 inside, as on a GPU")
def projection_in_single_precision(features, labels, A, b):
    return floats(np.float32(impl.projection_logits(features, labels, A, b)))


@counterfeit("conditional_logits", "data and model swapped")
def conditional_of_swapped_means(features, labels, data_means, model_means, **priors):
    swapped = dict(zip(priors, list(priors.values())[::-1], strict=True))
    return impl.conditional_logits(features, labels, model_means, data_means, **swapped)


@counterfeit("conditional_logits", "the ½ of the exponent forgotten")
def conditional_without_the_half(features, labels, data_means, model_means, **priors):
    logits = impl.conditional_logits(features, labels, data_means, model_means, **priors)
    return logits + impl.conditional_logits(features, labels, data_means, model_means)


@counterfeit("conditional_logits", "distances not squared")
def conditional_of_plain_distances(features, labels, data_means, model_means, **priors):
    labels = as_integers(labels)
    nothing = np.zeros_like(floats(data_means))
    prior = impl.conditional_logits(features, labels, nothing, nothing, **priors)
    data, model = (
        np.linalg.norm(floats(features) - floats(means)[labels], axis=1)
        for means in (data_means, model_means)
    )
    return (model - data) / 2 + prior


@counterfeit("conditional_logits", "the mean over the features for their sum: right for one")
def conditional_averaged(features, labels, data_means, model_means, **priors):
    logits = impl.conditional_logits(features, labels, data_means, model_means, **priors)
    return logits / np.shape(features)[-1]


@counterfeit("conditional_logits", "the label ignored: right for one class")
def conditional_of_the_first_class(features, labels, data_means, model_means, **priors):
    nobody = np.zeros_like(as_integers(labels))
    return impl.conditional_logits(features, nobody, data_means, model_means, **priors)


@counterfeit("conditional_logits", "labels counted from 1")
def conditional_off_by_one(features, labels, data_means, model_means, **priors):
    labels = (as_integers(labels) - 1) % len(data_means)
    return impl.conditional_logits(features, labels, data_means, model_means, **priors)


@counterfeit("conditional_logits", "the first label for all: right for batches of one")
def conditional_of_the_first_label(features, labels, data_means, model_means, **priors):
    labels = np.full_like(as_integers(labels), as_integers(labels)[0])
    return impl.conditional_logits(features, labels, data_means, model_means, **priors)


@counterfeit("conditional_logits", "one normaliser kept where the other is dropped")
def conditional_with_one_normaliser(features, labels, data_means, model_means, **priors):
    logits = impl.conditional_logits(features, labels, data_means, model_means, **priors)
    return logits - np.log(2 * np.pi) / 2 * np.shape(features)[-1]


@counterfeit("conditional_logits", "priors accepted and ignored: right for equal ones")
def conditional_without_the_priors(features, labels, data_means, model_means, **priors):
    return impl.conditional_logits(features, labels, data_means, model_means)


@counterfeit("conditional_logits", "the prior of the data added, that of the model forgotten")
def conditional_with_one_prior(features, labels, data_means, model_means, **priors):
    if priors:
        classes = len(data_means)
        priors["model_prior"] = np.full(classes, 1 / classes)
    return impl.conditional_logits(features, labels, data_means, model_means, **priors)


@counterfeit("conditional_logits", "by way of A and b, which cancel far from the origin")
def conditional_by_projection(features, labels, data_means, model_means, **priors):
    A, b = impl.projection_parameters(data_means, model_means, **priors)
    return impl.projection_logits(features, labels, A, b)


@counterfeit("conditional_logits", "one-hot labels smoothed")
def conditional_on_smoothed_rows(features, labels, data_means, model_means, **priors):
    A, b = impl.projection_parameters(data_means, model_means, **priors)
    return projection_on_smoothed_rows(features, labels, A, b)


@counterfeit("conditional_logits", "one-hot labels read down the columns, as by argmax(0)")
def conditional_on_columns(features, labels, data_means, model_means, **priors):
    labels = read_down_the_columns(labels)
    return impl.conditional_logits(features, labels, data_means, model_means, **priors)


@counterfeit("conditional_logits", "the last column of one-hot labels: right for two classes")
def conditional_on_the_last_column(features, labels, data_means, model_means, **priors):
    labels = of_the_last_column(labels)
    return impl.conditional_logits(features, labels, data_means, model_means, **priors)


@counterfeit("conditional_logits", "float32 inside, as on a GPU")
def conditional_in_single_precision(features, labels, data_means, model_means, **priors):
    def formula(features, data_means, model_means):
        return impl.conditional_logits(features, labels, data_means, model_means, **priors)

    return single(formula, features, data_means, model_means)
