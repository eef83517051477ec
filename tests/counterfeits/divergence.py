"""Mistakes in entropies and divergences."""

import numpy as np

import impl
from tests.counterfeits import counterfeit
from tests.counterfeits._common import EPSILON, along, averaged_over_rows, floats, single, summed


@counterfeit("entropy", "the sign lost: Σ p log p")
def entropy_negated(p):
    return -impl.entropy(p)


@counterfeit("entropy", "logarithm to base 2")
def entropy_in_bits(p):
    return impl.entropy(p) / np.log(2)


@counterfeit("entropy", "in units of its maximum, log n")
def entropy_as_an_efficiency(p):
    return impl.entropy(p) / np.log(max(np.shape(p)[-1], 2))


@counterfeit("entropy", "the mean of −log p over the support for that under p")
def entropy_under_the_uniform_distribution(p):
    return np.where(floats(p) > 0, -np.log(floats(p)), 0).mean(axis=-1)


@counterfeit("entropy", "the Gini impurity, 1 − Σ p²")
def entropy_as_impurity(p):
    return 1 - (floats(p) ** 2).sum(axis=-1)


@counterfeit("entropy", "1e-8 inside the log")
def entropy_with_an_epsilon(p):
    return -(floats(p) * np.log(floats(p) + EPSILON)).sum(axis=-1)


@counterfeit("entropy", "0·log 0 not taken care of: nan where a mass is 0")
def entropy_unguarded(p):
    return -(floats(p) * np.log(floats(p))).sum(axis=-1)


@counterfeit("entropy", "one mean over all distributions, where each is its own problem")
def entropy_averaged_over_rows(p):
    return averaged_over_rows(impl.entropy(p))


@counterfeit("entropy", "the first axis taken for the support, as by axis=0")
def entropy_along_the_first_axis(p):
    terms = impl.pointwise_discriminator_loss(p, p, 0.0)
    return along(0, terms, reduced=summed)


@counterfeit("cross_entropy", "predictions and targets swapped")
def cross_entropy_the_other_way(p, q):
    return impl.cross_entropy(q, p)


@counterfeit("cross_entropy", "the log-likelihood, not its negative")
def cross_entropy_negated(p, q):
    return -impl.cross_entropy(p, q)


@counterfeit("cross_entropy", "the KL divergence, which differs by the entropy of p")
def cross_entropy_as_kl(p, q):
    return impl.kl_divergence(p, q)


@counterfeit("cross_entropy", "logarithm to base 2")
def cross_entropy_in_bits(p, q):
    return impl.cross_entropy(p, q) / np.log(2)


@counterfeit("cross_entropy", "a mean over the support in place of a sum")
def cross_entropy_averaged(p, q):
    return impl.cross_entropy(p, q) / np.shape(q)[-1]


@counterfeit("cross_entropy", "q kept above 1e-12, so that no loss is infinite")
def cross_entropy_of_clipped_masses(p, q):
    return -(floats(p) * np.log(np.maximum(floats(q), 1e-12))).sum(axis=-1)


@counterfeit("cross_entropy", "the terms of 1 − p added, as in the binary one")
def cross_entropy_as_if_binary(p, q):
    p, q = floats(p), floats(q)
    return impl.pointwise_discriminator_loss(q, p, 1 - p).sum(axis=-1)


@counterfeit("cross_entropy", "one mean over all rows, as the losses of frameworks take by default")
def cross_entropy_averaged_over_rows(p, q):
    return averaged_over_rows(impl.cross_entropy(p, q))


@counterfeit("cross_entropy", "the second axis taken for the classes, as frameworks have it")
def cross_entropy_along_the_second_axis(p, q):
    terms = impl.pointwise_discriminator_loss(q, p, 0.0)
    return along(1, terms, reduced=summed)


@counterfeit("kl_divergence", "KL in the other direction")
def kl_the_other_way(p, q):
    return impl.kl_divergence(q, p)


@counterfeit("kl_divergence", "the mean of both directions")
def kl_symmetrised(p, q):
    return (impl.kl_divergence(p, q) + impl.kl_divergence(q, p)) / 2


@counterfeit("kl_divergence", "log q/p for log p/q")
def kl_negated(p, q):
    return -impl.kl_divergence(p, q)


@counterfeit("kl_divergence", "logarithm to base 2")
def kl_in_bits(p, q):
    return impl.kl_divergence(p, q) / np.log(2)


@counterfeit("kl_divergence", "the cross-entropy, with the entropy of p left in")
def kl_as_cross_entropy(p, q):
    return impl.cross_entropy(p, q)


@counterfeit("kl_divergence", "a mean over the support in place of a sum")
def kl_averaged(p, q):
    return impl.kl_divergence(p, q) / np.shape(p)[-1]


@counterfeit("kl_divergence", "1e-8 inside the logs: finite where it should be infinite")
def kl_with_epsilons(p, q):
    p, q = floats(p), floats(q)
    return (p * np.log((p + EPSILON) / (q + EPSILON))).sum(axis=-1)


@counterfeit("kl_divergence", "max(0, ·) over Σ p log p/q, to hide that rounding makes it negative")
def kl_never_negative(p, q):
    p, q = floats(p), floats(q)
    return np.maximum(np.where(p > 0, p * np.log(p / q), 0).sum(axis=-1), 0)


@counterfeit("kl_divergence", "Σ p log p/q as it stands, which cancels where p and q are near")
def kl_as_in_a_textbook(p, q):
    p, q = floats(p), floats(q)
    return np.where(p > 0, p * np.log(p / q), 0).sum(axis=-1)


@counterfeit("kl_divergence", "each term by its size, so that the sum is never negative")
def kl_of_sizes(p, q):
    p, q = floats(p), floats(q)
    return np.abs(np.where(p > 0, p * np.log(p / q), 0)).sum(axis=-1)


@counterfeit("kl_divergence", "points without mass in q skipped")
def kl_where_q_has_mass(p, q):
    p, q = floats(p), floats(q)
    return np.where((p > 0) & (q > 0), p * np.log(p / q) - p + q, q).sum(axis=-1)


@counterfeit("kl_divergence", "0·log 0 not taken care of: nan where a mass is 0")
def kl_unguarded(p, q):
    p, q = floats(p), floats(q)
    return (p * np.log(p / q)).sum(axis=-1)


@counterfeit("kl_divergence", "0 for arguments that are close")
def kl_zero_if_close(p, q):
    close = np.all(np.isclose(floats(p), floats(q)), axis=-1)
    return np.where(close, 0, impl.kl_divergence(p, q))


@counterfeit("kl_divergence", "its second-order approximation, half of χ²")
def kl_as_half_a_chi_square(p, q):
    p, q = floats(p), floats(q)
    return np.where(p == q, 0, (p - q) ** 2 / q / 2).sum(axis=-1)


@counterfeit("kl_divergence", "infinities turned into the largest float")
def kl_without_infinities(p, q):
    return np.nan_to_num(impl.kl_divergence(p, q))


@counterfeit("kl_divergence", "arguments taken for logits, and passed through a softmax")
def kl_of_a_softmax(p, q):
    def softmax(x):
        return np.exp(x) / np.exp(x).sum(axis=-1, keepdims=True)

    return impl.kl_divergence(softmax(floats(p)), softmax(floats(q)))


@counterfeit("kl_divergence", "float32 results, as on a GPU")
def kl_in_single_precision(p, q):
    return floats(np.float32(impl.kl_divergence(p, q)))


@counterfeit("kl_divergence", 'one mean over all rows, as reduction="batchmean" has it')
def kl_averaged_over_rows(p, q):
    return averaged_over_rows(impl.kl_divergence(p, q))


@counterfeit("kl_divergence", "the first axis taken for the support, as SciPy's entropy has it")
def kl_along_the_first_axis(p, q):
    p, q = floats(p), floats(q)
    return along(0, np.where(p > 0, p * np.log(p / q) - p, 0) + q, reduced=summed)


@counterfeit("js_divergence", "its root, the distance that SciPy's function of that name returns")
def js_as_a_distance(p, q):
    return np.sqrt(impl.js_divergence(p, q))


@counterfeit("js_divergence", "the two halves forgotten")
def js_doubled(p, q):
    return 2 * impl.js_divergence(p, q)


@counterfeit("js_divergence", "halved twice: the mean of the two halves")
def js_halved(p, q):
    return impl.js_divergence(p, q) / 2


@counterfeit("js_divergence", "logarithm to base 2, for which it is at most 1")
def js_in_bits(p, q):
    return impl.js_divergence(p, q) / np.log(2)


@counterfeit("js_divergence", "one of its two halves: KL(p‖m)")
def js_of_one_side(p, q):
    mixture = (floats(p) + floats(q)) / 2
    return impl.kl_divergence(p, mixture)


@counterfeit("js_divergence", "KL(p‖q) and KL(q‖p) for KL(p‖m) and KL(q‖m)")
def js_without_the_mixture(p, q):
    return (impl.kl_divergence(p, q) + impl.kl_divergence(q, p)) / 2


@counterfeit("js_divergence", "KL(m‖p) and KL(m‖q)")
def js_the_other_way(p, q):
    mixture = (floats(p) + floats(q)) / 2
    return (impl.kl_divergence(mixture, p) + impl.kl_divergence(mixture, q)) / 2


@counterfeit("js_divergence", "H(m) less the mean entropy, which cancels where p and q are near")
def js_as_a_difference_of_entropies(p, q):
    mixture = (floats(p) + floats(q)) / 2
    return impl.entropy(mixture) - (impl.entropy(p) + impl.entropy(q)) / 2


@counterfeit("js_divergence", "0 for arguments that are close")
def js_zero_if_close(p, q):
    close = np.all(np.isclose(floats(p), floats(q)), axis=-1)
    return np.where(close, 0, impl.js_divergence(p, q))


@counterfeit("js_divergence", "one mean over all rows, where each is its own problem")
def js_averaged_over_rows(p, q):
    return averaged_over_rows(impl.js_divergence(p, q))


@counterfeit("js_divergence", "the first axis taken for the support, as SciPy's function has it")
def js_along_the_first_axis(p, q):
    p, q = floats(p), floats(q)
    m = (p + q) / 2
    terms = (np.where(a > 0, a * np.log(a / m), 0) / 2 for a in (p, q))
    return along(0, sum(terms), reduced=summed)


@counterfeit("negative_elbo", "the ELBO, which is to be maximised")
def elbo_not_negated(log_joint, variational_posterior):
    return -impl.negative_elbo(log_joint, variational_posterior)


@counterfeit("negative_elbo", "the entropy of r left out")
def elbo_without_the_entropy(log_joint, variational_posterior):
    return impl.negative_elbo(log_joint, variational_posterior) + impl.entropy(
        variational_posterior
    )


@counterfeit("negative_elbo", "the entropy of r with the wrong sign")
def elbo_with_the_entropy_added(log_joint, variational_posterior):
    entropy = impl.entropy(variational_posterior)
    return impl.negative_elbo(log_joint, variational_posterior) + 2 * entropy


@counterfeit("negative_elbo", "the likelihood that it bounds: right for the true posterior")
def elbo_as_the_likelihood(log_joint, variational_posterior):
    return -np.logaddexp.reduce(floats(log_joint), axis=-1)


@counterfeit("negative_elbo", "joint masses in place of their logs")
def elbo_of_masses(log_joint, variational_posterior):
    return impl.negative_elbo(np.exp(floats(log_joint)), variational_posterior)


@counterfeit("negative_elbo", "logarithms to base 2")
def elbo_in_bits(log_joint, variational_posterior):
    return impl.negative_elbo(log_joint, variational_posterior) / np.log(2)


@counterfeit("negative_elbo", "the expectation taken as a plain mean: right for uniform r")
def elbo_under_the_uniform_distribution(log_joint, variational_posterior):
    r = floats(variational_posterior)
    return np.where(r > 0, np.log(r) - floats(log_joint), 0).mean(axis=-1)


@counterfeit("negative_elbo", "one mean over all observations, where each is its own problem")
def elbo_averaged_over_rows(log_joint, variational_posterior):
    return averaged_over_rows(impl.negative_elbo(log_joint, variational_posterior))


@counterfeit("negative_elbo", "the first axis taken for the latent variable, as by axis=0")
def elbo_along_the_first_axis(log_joint, variational_posterior):
    r = floats(variational_posterior)
    terms = np.where(r > 0, r * (np.log(r) - floats(log_joint)), 0)
    return along(0, terms, reduced=summed)


@counterfeit("negative_elbo", "float32 inside, as on a GPU")
def elbo_in_single_precision(log_joint, variational_posterior):
    return single(impl.negative_elbo, log_joint, variational_posterior)
