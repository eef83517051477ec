"""The functions in single precision, from formulas that are sound in it.

Every argument is rounded to float32 and every operation is carried out in it, as on a GPU; results
are float64 numbers that a float32 can hold.
"""

import functools

import numpy as np

__version__ = "float32"

precision = "float32"


def _single(function):
    """The function, of arguments rounded to float32, with its results widened to float64."""

    @functools.wraps(function)
    def call(*arguments, **keywords):
        rounded = [_rounded(argument) for argument in arguments]
        more = {name: _rounded(value) for name, value in keywords.items()}
        with np.errstate(all="ignore"):
            result = function(*rounded, **more)
        if isinstance(result, tuple):
            return tuple(_widened(part) for part in result)
        return _widened(result)

    return call


def _rounded(argument):
    if argument is None or isinstance(argument, int):
        return argument
    array = np.asarray(argument)
    return array if array.dtype.kind in "iub" else array.astype(np.float32)


def _widened(result):
    if result.dtype != np.float32:
        raise TypeError(f"computed in {result.dtype}")
    return np.float64(result)


ONE = np.float32(1)
HALF = np.float32(0.5)
LOG_SQRT_TAU = np.float32(np.log(2 * np.pi) / 2)


def _softplus(h):
    return np.maximum(h, 0) + np.log1p(np.exp(-np.abs(h)))


def _logistic(h):
    # exp of a negative number alone, which cannot overflow.
    small = np.exp(-np.abs(h))
    return np.where(h >= 0, ONE, small) / (ONE + small)


def _weighted(weight, x):
    return np.where(weight == 0, np.float32(0), weight * x)


def _mean(values, weights=None):
    if weights is None:
        return values.mean(axis=-1)
    return _weighted(weights, values).sum(axis=-1)


@_single
def sigmoid(h):
    return _logistic(h)


@_single
def sigmoid_derivative(h):
    return _logistic(h) * _logistic(-h)


@_single
def log_sigmoid(h):
    return -_softplus(-h)


@_single
def logit(t):
    return np.log(t) - np.log1p(-t)


@_single
def optimal_discriminator(p_data, p_model):
    return _logistic(_log_ratio(p_data, p_model))


def _log_ratio(p, q):
    return np.where((p == 0) & (q == 0), np.float32(0), np.log(p) - np.log(q))


@_single
def optimal_logits(p_data, p_model):
    return _log_ratio(p_data, p_model)


@_single
def pointwise_discriminator_loss(t, p_data, p_model):
    return -_weighted(p_data, np.log(t)) - _weighted(p_model, np.log1p(-t))


@_single
def pointwise_discriminator_loss_derivative(t, p_data, p_model):
    return -_weighted(p_data, ONE / t) + _weighted(p_model, ONE / (ONE - t))


@_single
def pointwise_discriminator_loss_from_logits(h, p_data, p_model):
    return _weighted(p_data, _softplus(-h)) + _weighted(p_model, _softplus(h))


@_single
def pointwise_discriminator_loss_from_logits_derivative(h, p_data, p_model):
    return p_model * _logistic(h) - p_data * _logistic(-h)


@_single
def discriminator_loss(real_logits, fake_logits, *, real_weights=None, fake_weights=None):
    real, fake = _softplus(-real_logits), _softplus(fake_logits)
    return _mean(real, real_weights) + _mean(fake, fake_weights)


@_single
def minimax_generator_loss(fake_logits, *, weights=None):
    return -_mean(_softplus(fake_logits), weights)


@_single
def minimax_generator_loss_derivative(fake_logits):
    return -_logistic(fake_logits)


@_single
def nonsaturating_generator_loss(fake_logits, *, weights=None):
    return _mean(_softplus(-fake_logits), weights)


@_single
def nonsaturating_generator_loss_derivative(fake_logits):
    return -_logistic(-fake_logits)


@_single
def summed_generator_loss(fake_logits, *, weights=None):
    return -_mean(fake_logits, weights)


@_single
def summed_generator_loss_derivative(fake_logits):
    return -np.ones_like(fake_logits)


@_single
def expected_gradient(loss_derivative, logit_jacobian, *, weights=None):
    return _mean(loss_derivative * logit_jacobian.T, weights)


@_single
def entropy(p):
    return -_weighted(p, np.log(p)).sum(axis=-1)


@_single
def cross_entropy(p, q):
    return -_weighted(p, np.log(q)).sum(axis=-1)


def _kl(p, q):
    # The difference of logs, and not the log of the ratio, which may underflow.
    return _weighted(p, np.log(p) - np.log(q)).sum(axis=-1)


@_single
def kl_divergence(p, q):
    return _kl(p, q)


@_single
def js_divergence(p, q):
    mixture = (p + q) / 2
    return (_kl(p, mixture) + _kl(q, mixture)) / 2


@_single
def negative_elbo(log_joint, variational_posterior):
    r = variational_posterior
    return _weighted(r, np.log(r) - log_joint).sum(axis=-1)


@_single
def gaussian_log_density(x, mean, std):
    std = np.float32(std)
    return -HALF * ((x - mean) / std) ** 2 - np.log(std) - LOG_SQRT_TAU


@_single
def gaussian_kl(theta, theta_0, std):
    return HALF * ((theta - theta_0) / std) ** 2


@_single
def gaussian_kl_derivative(theta, theta_0, std):
    return (theta - theta_0) / std / std


@_single
def one_hot(labels, classes):
    return np.eye(classes, dtype=np.float32)[labels]


@_single
def projection_parameters(data_means, model_means, *, data_prior=None, model_prior=None):
    b = ((model_means - data_means) * (model_means + data_means)).sum(axis=1) / 2
    if data_prior is not None:
        b = b + np.log(data_prior)
    if model_prior is not None:
        b = b - np.log(model_prior)
    return data_means - model_means, b


@_single
def projection_logits(features, labels, A, b):
    scores = features @ A.T + b
    if labels.ndim == 1:
        return scores[np.arange(len(labels)), labels]
    return (labels * scores).sum(axis=-1, dtype=np.float32)


@_single
def conditional_logits(
    features, labels, data_means, model_means, *, data_prior=None, model_prior=None
):
    data, model = data_means[labels], model_means[labels]
    logits = ((data - model) * ((features - data) + (features - model))).sum(axis=-1) / 2
    if data_prior is not None:
        logits = logits + np.log(data_prior)[labels]
    if model_prior is not None:
        logits = logits - np.log(model_prior)[labels]
    return logits


@_single
def critic_loss(real_values, fake_values, *, real_weights=None, fake_weights=None):
    return _mean(fake_values, fake_weights) - _mean(real_values, real_weights)


@_single
def critic_generator_loss(fake_values, *, weights=None):
    return -_mean(fake_values, weights)


def point_mass_critic_loss(critic, theta, theta_0):
    return critic(theta) - critic(theta_0)


def improve_critic(critic, theta, theta_0):
    def better(x):
        if x == theta:
            return critic(x) - 1
        return critic(x) if x == theta_0 else 0 * critic(theta_0)

    return better


def optimal_lipschitz_critic(theta, theta_0):
    sign = (theta > theta_0) - (theta < theta_0)
    return lambda x: -sign * x


@_single
def wasserstein_distance(x, y, *, x_weights=None, y_weights=None):
    points = np.concatenate([x, y])
    order = np.argsort(points, kind="stable")
    masses = [
        np.full(len(z), ONE / len(z)) if weights is None else weights
        for z, weights in ((x, x_weights), (y, y_weights))
    ]
    steps = np.concatenate([masses[0], -masses[1]]).astype(np.float32)[order]
    gaps = np.abs(np.cumsum(steps, dtype=np.float32))[:-1]
    return (gaps * np.diff(points[order])).sum()
