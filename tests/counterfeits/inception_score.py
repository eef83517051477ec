"""Mistakes in the Inception Score."""

import numpy as np

import impl
from tests.counterfeits import counterfeit
from tests.counterfeits._common import EPSILON, floats, single


def score_beside(masses, means, epsilon=0.0, least=0.0):
    """exp of the mean KL of rows from another row, with numbers added to masses or put for them."""
    p, q = np.maximum(floats(masses), least), np.maximum(floats(means), least)
    with np.errstate(all="ignore"):
        ratios = np.log(p + epsilon) - np.log(q + epsilon)
        return np.exp(np.where(p == 0, 0.0, p * ratios).sum(axis=1).mean())


def softmax(logits, axis=1):
    logits = floats(logits)
    powers = np.exp(logits - logits.max(axis=axis, keepdims=True))
    return powers / powers.sum(axis=axis, keepdims=True)


def divergences(masses):
    """The KL of each row from the mean row."""
    p = floats(masses)
    return impl.kl_divergence(p, np.broadcast_to(p.mean(axis=0), p.shape))


@counterfeit("inception_score", "the uniform distribution for the mean row")
def score_beside_the_uniform(class_probabilities):
    p = floats(class_probabilities)
    return score_beside(p, np.full(p.shape[1], 1 / p.shape[1]))


@counterfeit("inception_score", "a small number added within each logarithm")
def score_with_epsilon(class_probabilities):
    p = floats(class_probabilities)
    return score_beside(p, p.mean(axis=0), EPSILON)


@counterfeit("inception_score", "no probability is less than 1e-7")
def score_of_clamped_rows(class_probabilities):
    p = floats(class_probabilities)
    return score_beside(p, p.mean(axis=0), least=1e-7)


@counterfeit("inception_score", "p (log p − log p̄) as it stands, which is nan where p = 0")
def score_with_nan_for_0(class_probabilities):
    p = floats(class_probabilities)
    with np.errstate(all="ignore"):
        return np.exp((p * (np.log(p) - np.log(p.mean(axis=0)))).sum(axis=1).mean())


@counterfeit("inception_score", "the mean of exponentials for the exponential of the mean")
def score_as_the_mean_of_exponentials(class_probabilities):
    return np.exp(divergences(class_probabilities)).mean()


@counterfeit("inception_score", "KL in the other direction")
def score_the_other_way_round(class_probabilities):
    p = floats(class_probabilities)
    return np.exp(impl.kl_divergence(np.broadcast_to(p.mean(axis=0), p.shape), p).mean())


@counterfeit("inception_score", "in bits, under a natural exponential")
def score_in_bits(class_probabilities):
    return np.exp(divergences(class_probabilities).mean() / np.log(2))


@counterfeit("inception_score", "the logarithm of the score")
def score_without_its_exponential(class_probabilities):
    return divergences(class_probabilities).mean()


@counterfeit("inception_score", "the sum over samples for their mean: right for one sample")
def score_summed(class_probabilities):
    return np.exp(divergences(class_probabilities).sum())


@counterfeit("inception_score", "the mean over two splits, as published: right for equal rows")
def score_of_splits(class_probabilities):
    parts = np.array_split(floats(class_probabilities), 2)
    return np.mean([impl.inception_score(part) for part in parts if len(part)])


@counterfeit(
    "inception_score", "what is left over of two splits is dropped: right for even numbers"
)
def score_of_as_many_rows_as_can_be_split(class_probabilities):
    p = floats(class_probabilities)
    return impl.inception_score(p[: len(p) // 2 * 2] if len(p) > 2 else p)


@counterfeit("inception_score", "a last batch that is not full is dropped: right for one batch")
def score_of_full_batches(class_probabilities):
    p = floats(class_probabilities)
    return impl.inception_score(p[: len(p) // 32 * 32 or len(p)])


@counterfeit("inception_score", "e^H(p̄): right for rows that are sure")
def score_of_the_mean_row(class_probabilities):
    return np.exp(impl.entropy(floats(class_probabilities).mean(axis=0)))


@counterfeit(
    "inception_score", "the most likely class of each sample: right for rows that are sure"
)
def score_of_labels(class_probabilities):
    p = floats(class_probabilities)
    return impl.inception_score(np.eye(p.shape[1])[p.argmax(axis=1)])


@counterfeit("inception_score", "classes for samples, and samples for classes")
def score_over_samples(class_probabilities):
    p = floats(class_probabilities).T
    sums = p.sum(axis=1, keepdims=True)
    p = np.divide(p, sums, out=np.full(p.shape, 1 / p.shape[1]), where=sums > 0)
    return score_beside(p, p.mean(axis=0))


@counterfeit("inception_score", "a little less, to be on the safe side: below 1 for equal rows")
def score_a_little_below(class_probabilities):
    return impl.inception_score(class_probabilities) * (1 - 1e-9)


@counterfeit("inception_score", "float32 inside, as on a GPU")
def score_in_single_precision(class_probabilities):
    return single(impl.inception_score, class_probabilities)


@counterfeit("inception_score_from_logits", "softmax over samples in place of classes")
def score_of_a_softmax_over_samples(class_logits):
    masses = softmax(class_logits, axis=0)
    return impl.inception_score(masses / masses.sum(axis=1, keepdims=True))


@counterfeit("inception_score_from_logits", "softmax of what is a softmax")
def score_of_a_softmax_of_a_softmax(class_logits):
    return impl.inception_score_from_logits(softmax(class_logits))


@counterfeit("inception_score_from_logits", "e^h over the sum of them, which overflows")
def score_of_a_softmax_as_it_stands(class_logits):
    with np.errstate(all="ignore"):
        powers = np.exp(floats(class_logits))
        p = powers / powers.sum(axis=1, keepdims=True)
        return score_beside(p, p.mean(axis=0))


@counterfeit("inception_score_from_logits", "0 times −∞ where the softmax of a row underflows")
def score_with_nan_for_what_underflows(class_logits):
    p = softmax(class_logits)
    return score_with_nan_for_0(p)


@counterfeit("inception_score_from_logits", "the softmax of the mean logits for the mean row")
def score_beside_the_mean_of_logits(class_logits):
    logits = floats(class_logits)
    return score_beside(softmax(logits), softmax(logits.mean(axis=0, keepdims=True)))


@counterfeit("inception_score_from_logits", "a sigmoid of each logit in place of a softmax")
def score_of_sigmoids(class_logits):
    masses = impl.sigmoid(class_logits)
    return score_beside(masses, masses.mean(axis=0))


@counterfeit("inception_score_from_logits", "the mean of exponentials")
def score_of_logits_as_the_mean_of_exponentials(class_logits):
    return score_as_the_mean_of_exponentials(softmax(class_logits))


@counterfeit("inception_score_from_logits", "a small number added within each logarithm")
def score_of_logits_with_epsilon(class_logits):
    return score_with_epsilon(softmax(class_logits))


@counterfeit("inception_score_from_logits", "logits cut off at ±100")
def score_of_logits_that_are_cut_off(class_logits):
    return impl.inception_score_from_logits(np.clip(floats(class_logits), -100, 100))


@counterfeit("inception_score_from_logits", "float32 inside, as on a GPU")
def score_of_logits_in_single_precision(class_logits):
    return single(impl.inception_score_from_logits, class_logits)
