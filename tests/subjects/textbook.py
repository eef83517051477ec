"""Every function as a textbook writes it: right in real numbers, careless with floating-point ones.

It takes logs of sigmoids and ratios as they stand, guards nothing and validates nothing. The claims
about real numbers hold of it; those about numerical soundness do not.
"""

import numpy as np

__version__ = "textbook"


def sigmoid(h):
    return 1 / (1 + np.exp(-np.asarray(h, float)))


def sigmoid_derivative(h):
    return sigmoid(h) * (1 - sigmoid(h))


def log_sigmoid(h):
    return np.log(sigmoid(h))


def logit(t):
    t = np.asarray(t, float)
    return np.log(t / (1 - t))


def optimal_discriminator(p_data, p_model):
    p, q = np.asarray(p_data, float), np.asarray(p_model, float)
    return np.where(p + q > 0, p / np.where(p + q > 0, p + q, 1), 0.5)


def optimal_logits(p_data, p_model):
    p, q = np.asarray(p_data, float), np.asarray(p_model, float)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where((p == 0) & (q == 0), 0.0, np.log(p) - np.log(q))


def _times_log(weight, x):
    weight, x = np.broadcast_arrays(np.asarray(weight, float), np.asarray(x, float))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(weight == 0, 0.0, weight * np.log(x))


def _over(weight, x):
    weight, x = np.broadcast_arrays(np.asarray(weight, float), np.asarray(x, float))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(weight == 0, 0.0, weight / x)


def pointwise_discriminator_loss(t, p_data, p_model):
    return -_times_log(p_data, t) - _times_log(p_model, 1 - np.asarray(t, float))


def pointwise_discriminator_loss_derivative(t, p_data, p_model):
    return -_over(p_data, t) + _over(p_model, 1 - np.asarray(t, float))


def pointwise_discriminator_loss_from_logits(h, p_data, p_model):
    return pointwise_discriminator_loss(sigmoid(h), p_data, p_model)


def pointwise_discriminator_loss_from_logits_derivative(h, p_data, p_model):
    p, q = np.asarray(p_data, float), np.asarray(p_model, float)
    return q * sigmoid(h) - p * (1 - sigmoid(h))


def _expectation(values, weights):
    values = np.asarray(values, float)
    if weights is None:
        return values.mean(axis=-1)
    weights = np.asarray(weights, float)
    with np.errstate(invalid="ignore"):
        return np.where(weights == 0, 0.0, weights * values).sum(axis=-1)


def discriminator_loss(real_logits, fake_logits, *, real_weights=None, fake_weights=None):
    return -_expectation(np.log(sigmoid(real_logits)), real_weights) - _expectation(
        np.log(1 - sigmoid(fake_logits)), fake_weights
    )


def minimax_generator_loss(fake_logits, *, weights=None):
    with np.errstate(divide="ignore"):
        return _expectation(np.log(1 - sigmoid(fake_logits)), weights)


def minimax_generator_loss_derivative(fake_logits):
    return -sigmoid(fake_logits)


def nonsaturating_generator_loss(fake_logits, *, weights=None):
    with np.errstate(divide="ignore"):
        return -_expectation(np.log(sigmoid(fake_logits)), weights)


def nonsaturating_generator_loss_derivative(fake_logits):
    return sigmoid(fake_logits) - 1


def summed_generator_loss(fake_logits, *, weights=None):
    return minimax_generator_loss(fake_logits, weights=weights) + nonsaturating_generator_loss(
        fake_logits, weights=weights
    )


def summed_generator_loss_derivative(fake_logits):
    return -np.ones_like(np.asarray(fake_logits, float))


def expected_gradient(loss_derivative, logit_jacobian, *, weights=None):
    terms = np.asarray(loss_derivative, float)[:, None] * np.asarray(logit_jacobian, float)
    return _expectation(terms.T, weights)


def entropy(p):
    return -_times_log(p, p).sum(axis=-1)


def cross_entropy(p, q):
    return -_times_log(p, q).sum(axis=-1)


def kl_divergence(p, q):
    with np.errstate(divide="ignore", invalid="ignore"):
        return _times_log(p, np.asarray(p, float) / np.asarray(q, float)).sum(axis=-1)


def js_divergence(p, q):
    mixture = (np.asarray(p, float) + np.asarray(q, float)) / 2
    return (kl_divergence(p, mixture) + kl_divergence(q, mixture)) / 2


def negative_elbo(log_joint, variational_posterior):
    r, log_joint = np.asarray(variational_posterior, float), np.asarray(log_joint, float)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(r == 0, 0.0, r * (np.log(r) - log_joint)).sum(axis=-1)


F = {
    "kl": lambda u: _times_log(u, u),
    "reverse_kl": lambda u: -np.log(u),
    "pearson": lambda u: (u - 1) ** 2,
    "squared_hellinger": lambda u: (np.sqrt(u) - 1) ** 2,
    "jensen_shannon": lambda u: _times_log(u, u) - (u + 1) * np.log((u + 1) / 2),
    "gan": lambda u: _times_log(u, u) - (u + 1) * np.log(u + 1),
    "total_variation": lambda u: np.abs(u - 1) / 2,
}
STEEPEST = {
    "kl": np.inf,
    "reverse_kl": 0.0,
    "pearson": np.inf,
    "squared_hellinger": 1.0,
    "jensen_shannon": np.log(2),
    "gan": 0.0,
    "total_variation": 0.5,
}
CONJUGATE = {
    "kl": lambda t: np.exp(t - 1),
    "reverse_kl": lambda t: -1 - np.log(-t),
    "pearson": lambda t: np.where(t < -2, -1, t**2 / 4 + t),
    "squared_hellinger": lambda t: t / (1 - t),
    "jensen_shannon": lambda t: -np.log(2 - np.exp(t)),
    "gan": lambda t: -np.log(1 - np.exp(t)),
    "total_variation": lambda t: np.maximum(t, -0.5),
}
OPTIMAL_OUTPUT = {
    "kl": lambda p, q: 1 + np.log(p / q),
    "reverse_kl": lambda p, q: -q / p,
    "pearson": lambda p, q: 2 * (p / q - 1),
    "squared_hellinger": lambda p, q: 1 - np.sqrt(q / p),
    "jensen_shannon": lambda p, q: np.log(2 * p / (p + q)),
    "gan": lambda p, q: np.log(p / (p + q)),
    "total_variation": lambda p, q: np.sign(p - q) / 2,
}
ACTIVATION = {
    "kl": lambda v: v,
    "reverse_kl": lambda v: -np.exp(-v),
    "pearson": lambda v: v,
    "squared_hellinger": lambda v: 1 - np.exp(-v),
    "jensen_shannon": lambda v: np.log(2) - np.log(1 + np.exp(-v)),
    "gan": lambda v: -np.log(1 + np.exp(-v)),
    "total_variation": lambda v: np.tanh(v) / 2,
}


def f_divergence(name, p, q):
    p, q = np.asarray(p, float), np.asarray(q, float)
    with np.errstate(all="ignore"):
        missed = np.where(p == 0, 0.0, p * STEEPEST[name])
        return np.where(q == 0, missed, q * F[name](p / q)).sum(axis=-1)


def f_conjugate(name, t):
    t = np.asarray(t, float)
    with np.errstate(all="ignore"):
        return np.where(t > STEEPEST[name], np.inf, CONJUGATE[name](t))


def f_optimal_output(name, p_data, p_model):
    return OPTIMAL_OUTPUT[name](np.asarray(p_data, float), np.asarray(p_model, float))


def f_activation(name, v):
    return np.array(ACTIVATION[name](np.asarray(v, float)))


def f_discriminator_loss(name, real_outputs, fake_outputs):
    real = _expectation(f_activation(name, real_outputs), None)
    return -real - f_generator_loss(name, fake_outputs)


def f_generator_loss(name, fake_outputs):
    return -_expectation(f_conjugate(name, f_activation(name, fake_outputs)), None)


def gaussian_log_density(x, mean, std):
    z = (np.asarray(x, float) - mean) / std
    return -(z**2) / 2 - np.log(std) - np.log(2 * np.pi) / 2


def gaussian_kl(theta, theta_0, std, *, std_0=None):
    squared_distance = (np.asarray(theta, float) - theta_0) ** 2
    std = np.asarray(std, float)
    if std_0 is None:
        return squared_distance / (2 * std**2)
    std_0 = np.asarray(std_0, float)
    return np.log(std_0 / std) + (std**2 + squared_distance) / (2 * std_0**2) - 1 / 2


def gaussian_kl_derivative(theta, theta_0, std):
    return (np.asarray(theta, float) - theta_0) / np.asarray(std, float) ** 2


def one_hot(labels, classes):
    return np.eye(classes)[np.asarray(labels)]


def projection_parameters(data_means, model_means, *, data_prior=None, model_prior=None):
    data, model = np.asarray(data_means, float), np.asarray(model_means, float)
    b = ((model**2).sum(axis=1) - (data**2).sum(axis=1)) / 2
    if data_prior is not None:
        b = b + np.log(np.asarray(data_prior, float))
    if model_prior is not None:
        b = b - np.log(np.asarray(model_prior, float))
    return data - model, b


def projection_logits(features, labels, A, b):
    labels = np.asarray(labels)
    scores = np.asarray(features, float) @ np.asarray(A, float).T + np.asarray(b, float)
    if labels.ndim == 1:
        labels = one_hot(labels, len(b))
    return (labels * scores).sum(axis=-1)


def conditional_logits(
    features, labels, data_means, model_means, *, data_prior=None, model_prior=None
):
    A, b = projection_parameters(
        data_means, model_means, data_prior=data_prior, model_prior=model_prior
    )
    return projection_logits(features, labels, A, b)


def conditional_discriminator_loss(discriminator, real, fake, labels):
    return discriminator_loss(discriminator(real, labels), discriminator(fake, labels))


def conditional_generator_loss(discriminator, fake, labels):
    return nonsaturating_generator_loss(discriminator(fake, labels))


def wasserstein_critic_loss(real_values, fake_values, *, real_weights=None, fake_weights=None):
    return _expectation(fake_values, fake_weights) - _expectation(real_values, real_weights)


def wasserstein_generator_loss(fake_values, *, weights=None):
    return -_expectation(fake_values, weights)


def least_squares_discriminator_loss(real_outputs, fake_outputs, *, real_target=1, fake_target=0):
    real, fake = np.asarray(real_outputs, float), np.asarray(fake_outputs, float)
    losses = ((real - real_target) ** 2).mean(axis=-1), ((fake - fake_target) ** 2).mean(axis=-1)
    return (losses[0] + losses[1]) / 2


def least_squares_generator_loss(fake_outputs, *, target=1):
    return ((np.asarray(fake_outputs, float) - target) ** 2).mean(axis=-1) / 2


def least_squares_optimal_discriminator(p_data, p_model, *, real_target=1, fake_target=0):
    p, q = np.asarray(p_data, float), np.asarray(p_model, float)
    return (np.asarray(real_target) * p + np.asarray(fake_target) * q) / (p + q)


def hinge_discriminator_loss(real_values, fake_values):
    real, fake = np.asarray(real_values, float), np.asarray(fake_values, float)
    return np.maximum(0, 1 - real).mean(axis=-1) + np.maximum(0, 1 + fake).mean(axis=-1)


def relativistic_discriminator_loss(real_logits, fake_logits):
    difference = np.asarray(real_logits, float) - np.asarray(fake_logits, float)
    return -np.log(sigmoid(difference)).mean(axis=-1)


def relativistic_generator_loss(real_logits, fake_logits):
    return relativistic_discriminator_loss(fake_logits, real_logits)


def _beside_the_mean(logits, others):
    return np.asarray(logits, float) - np.mean(others, axis=-1, keepdims=True)


def relativistic_average_discriminator_loss(real_logits, fake_logits):
    real = sigmoid(_beside_the_mean(real_logits, fake_logits))
    fake = sigmoid(_beside_the_mean(fake_logits, real_logits))
    return -np.log(real).mean(axis=-1) - np.log(1 - fake).mean(axis=-1)


def relativistic_average_generator_loss(real_logits, fake_logits):
    return relativistic_average_discriminator_loss(fake_logits, real_logits)


def relativistic_average_discriminator_loss_derivative(real_logits, fake_logits):
    real = 1 - sigmoid(_beside_the_mean(real_logits, fake_logits))
    fake = sigmoid(_beside_the_mean(fake_logits, real_logits))
    of_real = -real - fake.mean(axis=-1, keepdims=True)
    return of_real, fake + real.mean(axis=-1, keepdims=True)


def relativistic_average_generator_loss_derivative(real_logits, fake_logits):
    return relativistic_average_discriminator_loss_derivative(fake_logits, real_logits)[0]


def spectral_norm(weight):
    return np.linalg.norm(np.asarray(weight, float), 2)


def power_iteration(weight, u, *, steps=1):
    weight, u = np.asarray(weight, float), np.asarray(u, float)
    for _ in range(steps):
        v = weight.T @ u
        v = v / np.sqrt(v @ v)
        u = weight @ v
        sigma = np.sqrt(u @ u)
        u = u / sigma
    return sigma, u


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


def wasserstein_distance(x, y, *, order=1, x_weights=None, y_weights=None):
    x, y = np.asarray(x, float), np.asarray(y, float)
    p = np.full(len(x), 1 / len(x)) if x_weights is None else np.asarray(x_weights, float)
    q = np.full(len(y), 1 / len(y)) if y_weights is None else np.asarray(y_weights, float)
    first, second = np.argsort(x), np.argsort(y)
    below_x, below_y = np.cumsum(p[first]), np.cumsum(q[second])
    levels = np.sort(np.concatenate([below_x, below_y]))
    at_x = x[first][np.minimum(np.searchsorted(below_x, levels), len(x) - 1)]
    at_y = y[second][np.minimum(np.searchsorted(below_y, levels), len(y) - 1)]
    return (np.diff(levels, prepend=0) * np.abs(at_x - at_y) ** order).sum() ** (1 / order)


def interpolates(real, fake, *, alpha=None):
    real, fake = np.asarray(real, float), np.asarray(fake, float)
    if alpha is None:
        alpha = np.random.default_rng().random(len(real))
    alpha = np.reshape(alpha, (-1, *[1] * (real.ndim - 1)))
    return alpha * fake + (1 - alpha) * real


def _norms(gradients):
    gradients = np.asarray(gradients, float)
    squares = (gradients.reshape(len(gradients), -1) ** 2).sum(axis=1)
    return np.sqrt(squares).reshape(-1, *[1] * (gradients.ndim - 1))


def gradient_penalty(gradients, *, weight=10):
    return weight * ((_norms(gradients) - 1) ** 2).mean()


def gradient_penalty_derivative(gradients, *, weight=10):
    gradients = np.asarray(gradients, float)
    return 2 * weight / len(gradients) * (1 - 1 / _norms(gradients)) * gradients


def one_sided_gradient_penalty(gradients, *, weight=10):
    return weight * (np.maximum(0, _norms(gradients) - 1) ** 2).mean()


def zero_centered_penalty(gradients, *, weight=1):
    return weight / 2 * (_norms(gradients) ** 2).mean()


def zero_centered_penalty_derivative(gradients, *, weight=1):
    gradients = np.asarray(gradients, float)
    return weight * gradients / len(gradients)


def _root(covariance):
    values, vectors = np.linalg.eigh(covariance)
    return vectors * np.sqrt(np.maximum(values, 0)) @ vectors.T


def frechet_distance(real_mean, real_covariance, fake_mean, fake_covariance):
    arguments = real_mean, real_covariance, fake_mean, fake_covariance
    mean, covariance, other_mean, other = (np.asarray(each, float) for each in arguments)
    root = _root(covariance)
    traces = np.trace(covariance) + np.trace(other) - 2 * np.trace(_root(root @ other @ root))
    return ((mean - other_mean) ** 2).sum() + np.maximum(traces, 0)


def frechet_inception_distance(real_features, fake_features, *, ddof=1):
    moments = []
    for features in (real_features, fake_features):
        rows = np.asarray(features, float)
        covariance = np.cov(rows, rowvar=False, ddof=ddof).reshape(rows.shape[1], -1)
        moments += [rows.mean(axis=0), covariance]
    return frechet_distance(*moments)


def inception_score(class_probabilities):
    p = np.asarray(class_probabilities, float)
    return np.exp((_times_log(p, p) - _times_log(p, p.mean(axis=0))).sum(axis=1).mean())


def inception_score_from_logits(class_logits):
    powers = np.exp(np.asarray(class_logits, float))
    return inception_score(powers / powers.sum(axis=1, keepdims=True))


def kernel_inception_distance(real_features, fake_features, *, biased=False):
    x, y = np.asarray(real_features, float), np.asarray(fake_features, float)

    def kernels(a, b):
        return (a @ b.T / a.shape[1] + 1) ** 3

    def within(a):
        k, n = kernels(a, a), len(a)
        return k.mean() if biased else (k.sum() - np.trace(k)) / (n * (n - 1))

    return within(x) + within(y) - 2 * kernels(x, y).mean()


def _distances(x, y):
    squares = (x**2).sum(axis=1)[:, np.newaxis] + (y**2).sum(axis=1) - 2 * x @ y.T
    return np.sqrt(np.maximum(squares, 0))


def _in_balls(centers, points, k):
    """Which points (columns) are in the ball about which center (rows)."""
    centers, points = np.asarray(centers, float), np.asarray(points, float)
    among = _distances(centers, centers)
    np.fill_diagonal(among, 0)
    return _distances(centers, points) <= np.sort(among, axis=1)[:, [k]]


def precision_and_recall(real_features, fake_features, k):
    precision = _in_balls(real_features, fake_features, k).any(axis=0).mean()
    return precision, _in_balls(fake_features, real_features, k).any(axis=0).mean()


def density_and_coverage(real_features, fake_features, k):
    inside = _in_balls(real_features, fake_features, k)
    return inside.sum() / (k * inside.shape[1]), inside.any(axis=1).mean()
