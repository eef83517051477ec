"""Mistakes in the logistic function, its derivative, its logarithm and its inverse."""

import numpy as np

import impl
from tests.counterfeits import counterfeit
from tests.counterfeits._common import EPSILON, floats, single


@counterfeit("sigmoid", "the other S-shaped activation")
def sigmoid_is_tanh(h):
    return np.tanh(floats(h))


@counterfeit("sigmoid", "the sign of the exponent lost: exp(h) for exp(−h)")
def sigmoid_of_minus_h(h):
    return impl.sigmoid(-floats(h))


@counterfeit("sigmoid", "the piecewise linear one that mobile networks use")
def sigmoid_is_hard(h):
    return np.clip(floats(h) / 6 + 0.5, 0, 1)


@counterfeit("sigmoid", "2^h for e^h")
def sigmoid_to_base_two(h):
    return impl.sigmoid(np.log(2) * floats(h))


@counterfeit("sigmoid", "logits clipped to ±30 so that exp does not overflow")
def sigmoid_of_clipped_logits(h):
    return impl.sigmoid(np.clip(floats(h), -30, 30))


@counterfeit("sigmoid", "kept off 0 and 1 so that logs are finite")
def sigmoid_clipped(h):
    return np.clip(impl.sigmoid(h), 1e-7, 1 - 1e-7)


@counterfeit("sigmoid", "exp(h)/(1 + exp(h)), which is inf/inf for large h")
def sigmoid_as_a_ratio_of_exponentials(h):
    return np.exp(floats(h)) / (1 + np.exp(floats(h)))


@counterfeit("sigmoid", "1/(1 + exp(−h)), which is 0 where exp overflows and σ is subnormal")
def sigmoid_as_in_a_textbook(h):
    return 1 / (1 + np.exp(-floats(h)))


@counterfeit("sigmoid", "float32 inside, as on a GPU")
def sigmoid_in_single_precision(h):
    return single(impl.sigmoid, h)


@counterfeit("sigmoid_derivative", "that of tanh: 1 − σ²")
def slope_of_tanh(h):
    return 1 - impl.sigmoid(h) ** 2


@counterfeit("sigmoid_derivative", "the inner derivative of −h left in")
def slope_negated(h):
    return -impl.sigmoid_derivative(h)


@counterfeit("sigmoid_derivative", "the factor 1 − σ forgotten")
def slope_without_the_complement(h):
    return impl.sigmoid(h)


@counterfeit("sigmoid_derivative", "written for code that passes the activation: x(1 − x)")
def slope_of_the_activation(h):
    return floats(h) * (1 - floats(h))


@counterfeit("sigmoid_derivative", "a finite difference, good for nine digits")
def slope_as_a_finite_difference(h):
    step = 1e-5
    return (impl.sigmoid(floats(h) + step) - impl.sigmoid(floats(h) - step)) / (2 * step)


@counterfeit("sigmoid_derivative", "σ(1 − σ) as it stands, which is 0 from h = 37 on")
def slope_as_in_a_textbook(h):
    return impl.sigmoid(h) * (1 - impl.sigmoid(h))


@counterfeit("log_sigmoid", "log σ as it stands, −inf from h = −745 on")
def log_as_the_log_of_a_sigmoid(h):
    return np.log(impl.sigmoid(h))


@counterfeit("log_sigmoid", "1e-8 inside the log, so that it is finite")
def log_with_an_epsilon(h):
    return np.log(impl.sigmoid(h) + EPSILON)


@counterfeit("log_sigmoid", "softplus(h), which is −log σ(−h)")
def log_as_a_softplus(h):
    return -impl.log_sigmoid(-floats(h))


@counterfeit("log_sigmoid", "log(1 − σ) for log σ")
def log_of_the_complement(h):
    return impl.log_sigmoid(-floats(h))


@counterfeit("log_sigmoid", "cut off at −100, as binary cross-entropies are in frameworks")
def log_cut_off(h):
    return np.maximum(impl.log_sigmoid(h), -100)


@counterfeit("log_sigmoid", "−log(1 + exp(−h)) without log1p: 0 from h = 37 on")
def log_without_log1p(h):
    return -np.log(1 + np.exp(-floats(h)))


@counterfeit("log_sigmoid", "logarithm to base 2")
def log_in_bits(h):
    return impl.log_sigmoid(h) / np.log(2)


@counterfeit("logit", "log t, without the complement")
def logit_of_t_alone(t):
    return np.log(floats(t))


@counterfeit("logit", "the odds the other way up")
def logit_of_the_odds_against(t):
    return -impl.logit(t)


@counterfeit("logit", "the odds without their logarithm")
def logit_as_plain_odds(t):
    return floats(t) / (1 - floats(t))


@counterfeit("logit", "decimal logarithm")
def logit_to_base_ten(t):
    return impl.logit(t) / np.log(10)


@counterfeit("logit", "1e-8 inside both logs")
def logit_with_epsilons(t):
    return np.log(floats(t) + EPSILON) - np.log(1 - floats(t) + EPSILON)


@counterfeit("logit", "probabilities clipped to [1e-6, 1 − 1e-6]")
def logit_of_clipped_probabilities(t):
    return impl.logit(np.clip(floats(t), 1e-6, 1 - 1e-6))


@counterfeit("logit", "log(t/(1 − t)), which has few digits left next to 1/2")
def logit_as_the_log_of_a_ratio(t):
    return np.log(floats(t) / (1 - floats(t)))
