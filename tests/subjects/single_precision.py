"""The functions in single precision, from formulas that are sound in it.

Every argument is rounded to float32 and every operation is carried out in it, as on a GPU; results
are float64 numbers that a float32 can hold. Sums are compensated.
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
    if argument is None or isinstance(argument, int | str):
        return argument
    array = np.asarray(argument)
    return array if array.dtype.kind in "iub" else array.astype(np.float32)


def _widened(result):
    if result.dtype != np.float32:
        raise TypeError(f"computed in {result.dtype}")
    return result.astype(np.float64)


ONE = np.float32(1)
HALF = np.float32(0.5)
TWO = np.float32(2)
LOG_SQRT_TAU = np.float32(np.log(2 * np.pi) / 2)


def _softplus(h):
    return np.maximum(h, 0) + np.log1p(np.exp(-np.abs(h)))


def _logistic(h):
    # exp of a negative number alone, which cannot overflow.
    small = np.exp(-np.abs(h))
    return np.where(h >= 0, ONE, small) / (ONE + small)


def _weighted(weight, x):
    return np.where(weight == 0, np.float32(0), weight * x)


def _sum(values):
    # What each addition loses is known (A. Neumaier, 1974), and is added at the end.
    total = lost = np.zeros(values.shape[:-1], np.float32)
    for x in np.moveaxis(values, -1, 0):
        is_larger = np.abs(total) >= np.abs(x)
        larger, smaller = np.where(is_larger, total, x), np.where(is_larger, x, total)
        total = larger + smaller
        lost = lost + ((larger - total) + smaller)
    return np.where(np.isfinite(total), total + lost, total)


def _mean(values, weights=None):
    if weights is None:
        size = np.float32(values.shape[-1])
        mean = _sum(values) / size
        if np.isfinite(mean).all():
            return mean
        # The sum may overflow where the mean does not.
        return np.where(np.isfinite(mean), mean, _sum(values / size))
    return _sum(_weighted(weights, values))


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
    return _signed_log1p(TWO * t - ONE, t, ONE - t)


@_single
def optimal_discriminator(p_data, p_model):
    total = p_data + p_model
    halves = HALF * p_data / (HALF * p_data + HALF * p_model)
    share = np.where(np.isfinite(total), p_data / total, halves)
    return np.where(total == 0, HALF, share)


def _signed_log1p(difference, p, q):
    """log p/q, from p − q, all of whose digits count where p and q are alike."""
    ratio = np.abs(difference) / np.minimum(p, q)
    return np.where(
        np.isfinite(ratio), np.copysign(np.log1p(ratio), difference), np.log(p) - np.log(q)
    )


def _log_ratio(p, q):
    return np.where((p == 0) & (q == 0), np.float32(0), _signed_log1p(p - q, p, q))


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
    return -_sum(_weighted(p, np.log(p)))


@_single
def cross_entropy(p, q):
    return -_sum(_weighted(p, np.log(q)))


def _near_excess(p, q):
    """p log p/q − p + q for p and q within a factor of 2, from log p/q = −2 artanh u."""
    difference = q - p
    u = difference / (p + q)
    z = u * u
    series = np.float32(1 / 17)
    for odd in range(15, 1, -2):
        series = series * z + np.float32(1 / odd)
    return u * (difference - TWO * p * z * series)


def _excess(p, q):
    """p log p/q − p + q ≥ 0: so much from p to the nearest number within a factor of 2, and on."""
    nearest = np.clip(q, HALF * p, TWO * p)
    rest = np.where(nearest == q, np.float32(0), p * _log_ratio(nearest, q) + (q - nearest))
    return np.where(p == 0, q, _near_excess(p, nearest) + rest)


@_single
def kl_divergence(p, q):
    return _sum(_excess(p, q))


@_single
def js_divergence(p, q):
    mixture = (p + q) / 2
    return _sum(_excess(p, mixture) + _excess(q, mixture)) / 2


@_single
def negative_elbo(log_joint, variational_posterior):
    r = variational_posterior
    return _sum(_weighted(r, np.log(r) - log_joint))


LOG_2 = np.float32(np.log(2))
REST_OF_LOG_2 = np.float32(np.log(2) - float(LOG_2))
ONE_OVER_E = np.float32(np.exp(-1))


def _relative_excess(p, q):
    """p/q − 1, and 0 where both are 0."""
    return np.where((p == 0) & (q == 0), np.float32(0), (p - q) / q)


def _square_over(p, q):
    """(p − q)²/q, though the first quotient may overflow."""
    difference = p - q
    plain = difference / q * difference
    apart = np.ldexp(np.ldexp(difference, -40) / q * difference, 40)
    square = np.where(np.isfinite(plain), plain, apart)
    return np.where((p == 0) & (q == 0), np.float32(0), square)


def _hellinger_cell(p, q):
    root = (p - q) / (np.sqrt(p) + np.sqrt(q))
    return np.where((p == 0) & (q == 0), np.float32(0), root * root)


def _twice_jensen_shannon_cell(p, q):
    mixture = HALF * p + HALF * q
    return _excess(p, mixture) + _excess(q, mixture)


CELL = {
    "kl": lambda p, q: _excess(p, q),
    "reverse_kl": lambda p, q: _excess(q, p),
    "pearson": _square_over,
    "squared_hellinger": _hellinger_cell,
    "jensen_shannon": _twice_jensen_shannon_cell,
    "gan": _twice_jensen_shannon_cell,
    "total_variation": lambda p, q: HALF * np.abs(p - q),
}


def _where_beyond(end, t, inside):
    return np.where(t >= end, np.float32(np.inf), inside)


def _gan_conjugate(t):
    return np.where(t < -LOG_2, -np.log1p(-np.exp(t)), -np.log(-np.expm1(t)))


def _jensen_shannon_conjugate(t):
    distance = (t - LOG_2) - REST_OF_LOG_2
    near = -np.log(-TWO * np.expm1(distance))
    return _where_beyond(0, distance, np.where(t > HALF, near, -np.log1p(-np.expm1(t))))


CONJUGATE = {
    "kl": lambda t: np.where(t > HALF, np.exp(t - ONE), np.exp(t) * ONE_OVER_E),
    "reverse_kl": lambda t: _where_beyond(0, t, -ONE - np.log(-t)),
    "pearson": lambda t: np.where(t < -TWO, -ONE, t * (ONE + t / 4)),
    "squared_hellinger": lambda t: _where_beyond(1, t, t / (ONE - t)),
    "jensen_shannon": _jensen_shannon_conjugate,
    "gan": lambda t: _where_beyond(0, t, _gan_conjugate(t)),
    "total_variation": lambda t: np.where(t > HALF, np.float32(np.inf), np.maximum(t, -HALF)),
}


def _hellinger_output(p, q):
    near = -_relative_excess(q, p) / (ONE + np.sqrt(q / p))
    return np.where(np.isfinite(q / p), near, -np.sqrt(q) / np.sqrt(p))


def _jensen_shannon_output(p, q):
    near = -np.log1p(HALF * _relative_excess(q, p))
    return np.where(np.isfinite(q / p), near, LOG_2 + _log_ratio(p, q))


OPTIMAL_OUTPUT = {
    "kl": lambda p, q: ONE + _log_ratio(p, q),
    "reverse_kl": lambda p, q: -q / p,
    "pearson": lambda p, q: TWO * _relative_excess(p, q),
    "squared_hellinger": _hellinger_output,
    "jensen_shannon": _jensen_shannon_output,
    "gan": lambda p, q: np.where(np.isfinite(q / p), -np.log1p(q / p), _log_ratio(p, q)),
    "total_variation": lambda p, q: HALF * np.sign(p - q),
}


def _jensen_shannon_activation(v):
    near = -np.log1p(HALF * np.expm1(-v))
    return np.where(v < -ONE, (v + LOG_2) - np.log1p(np.exp(v)), near)


ACTIVATION = {
    "kl": np.positive,
    "reverse_kl": lambda v: -np.exp(-v),
    "pearson": np.positive,
    "squared_hellinger": lambda v: -np.expm1(-v),
    "jensen_shannon": _jensen_shannon_activation,
    "gan": lambda v: -_softplus(-v),
    "total_variation": lambda v: HALF * np.tanh(v),
}
CONJUGATE_OF_ACTIVATION = {
    "kl": CONJUGATE["kl"],
    "reverse_kl": lambda v: v - ONE,
    "pearson": CONJUGATE["pearson"],
    "squared_hellinger": np.expm1,
    "jensen_shannon": lambda v: -_jensen_shannon_activation(-v),
    "gan": _softplus,
    "total_variation": ACTIVATION["total_variation"],
}


@_single
def f_divergence(name, p, q):
    least = -TWO * LOG_2 if name == "gan" else np.float32(0)
    return _sum(CELL[name](p, q)) + least


@_single
def f_conjugate(name, t):
    return CONJUGATE[name](t)


@_single
def f_optimal_output(name, p_data, p_model):
    return OPTIMAL_OUTPUT[name](p_data, p_model)


@_single
def f_activation(name, v):
    return ACTIVATION[name](v)


@_single
def f_discriminator_loss(name, real_outputs, fake_outputs):
    real, fake = ACTIVATION[name](real_outputs), CONJUGATE_OF_ACTIVATION[name](fake_outputs)
    return _mean(-real) + _mean(fake)


@_single
def f_generator_loss(name, fake_outputs):
    return -_mean(CONJUGATE_OF_ACTIVATION[name](fake_outputs))


@_single
def gaussian_log_density(x, mean, std):
    std = np.float32(std)
    return -HALF * ((x - mean) / std) ** 2 - np.log(std) - LOG_SQRT_TAU


@_single
def gaussian_kl(theta, theta_0, std, *, std_0=None):
    second = std if std_0 is None else std_0
    distance, exponent, width, width_exponent = _apart(theta, theta_0, second)
    kl = np.ldexp(HALF * (distance / width) ** 2, 2 * (exponent - width_exponent))
    return kl if std_0 is None else kl + _kl_of_widths(np.float32(std), np.float32(std_0))


def _kl_of_widths(s, t):
    """½(r − 1)² + (r − 1 − log r) for r = s/t, both in units of a power of two next to t."""
    unit, exponent = np.frexp(t)
    # Beyond 2^100 the square overflows; below 2^-50 it and the width are nothing beside 1.
    width = np.minimum(np.ldexp(s, -exponent), np.float32(2**100))
    excess = (width - unit) / unit
    near = HALF * excess * excess + _excess(unit, width) / unit
    return np.where(s / t < np.float32(2**-50), _log_ratio(t, s) - HALF, near)


def _apart(theta, theta_0, std):
    """The significands and exponents of θ − θ0, though that be no float, and of the width."""
    theta, theta_0 = np.float32(theta), np.float32(theta_0)
    distance = theta - theta_0
    is_float = np.isfinite(distance)
    distance, exponent = np.frexp(np.where(is_float, distance, HALF * theta - HALF * theta_0))
    width, width_exponent = np.frexp(np.float32(std))
    return distance, exponent + np.where(is_float, 0, 1), width, width_exponent


@_single
def gaussian_kl_derivative(theta, theta_0, std):
    distance, exponent, width, width_exponent = _apart(theta, theta_0, std)
    return np.ldexp(distance / width / width, exponent - 2 * width_exponent)


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
    if labels.ndim > 1:
        labels = labels.argmax(axis=-1)
    data, model = data_means[labels], model_means[labels]
    logits = ((data - model) * ((features - data) + (features - model))).sum(axis=-1) / 2
    if data_prior is not None:
        logits = logits + np.log(data_prior)[labels]
    if model_prior is not None:
        logits = logits - np.log(model_prior)[labels]
    return logits


def conditional_discriminator_loss(discriminator, real, fake, labels):
    return discriminator_loss(discriminator(real, labels), discriminator(fake, labels))


def conditional_generator_loss(discriminator, fake, labels):
    return nonsaturating_generator_loss(discriminator(fake, labels))


@_single
def wasserstein_critic_loss(real_values, fake_values, *, real_weights=None, fake_weights=None):
    return _mean(fake_values, fake_weights) - _mean(real_values, real_weights)


@_single
def wasserstein_generator_loss(fake_values, *, weights=None):
    return -_mean(fake_values, weights)


def _half_mean_square(outputs, target):
    errors = outputs - np.float32(target)
    half = _mean(HALF * errors * errors)
    # Squares may overflow where their mean does not.
    unit = np.float32(2**-16)
    return np.where(np.isfinite(half), half, _mean(HALF * (unit * errors) ** 2) / unit / unit)


@_single
def least_squares_discriminator_loss(real_outputs, fake_outputs, *, real_target=1, fake_target=0):
    real = _half_mean_square(real_outputs, real_target)
    return real + _half_mean_square(fake_outputs, fake_target)


@_single
def least_squares_generator_loss(fake_outputs, *, target=1):
    return _half_mean_square(fake_outputs, target)


def _part_of_share(value, p, q):
    """v·p/(p + q), from numbers next to 1 and their exponents."""
    (a, b), (c, d), (e, f) = np.frexp(value), np.frexp(p), np.frexp(q)
    d, f = np.where(p == 0, f, d), np.where(q == 0, d, f)
    unit = np.maximum(d, f)
    total = np.ldexp(c, d - unit) + np.ldexp(e, f - unit)
    return np.ldexp(a * (c / total), b + d - unit)


@_single
def least_squares_optimal_discriminator(p_data, p_model, *, real_target=1, fake_target=0):
    a, b = np.float32(fake_target), np.float32(real_target)
    output = _part_of_share(b, p_data, p_model) + _part_of_share(a, p_model, p_data)
    return np.clip(output, np.minimum(a, b), np.maximum(a, b))


@_single
def hinge_discriminator_loss(real_values, fake_values):
    return _mean(np.maximum(0, ONE - real_values)) + _mean(np.maximum(0, ONE + fake_values))


def _mean_softplus(logits, others):
    """E[softplus(a − b)], also where a difference or a sum overflows and the mean does not."""
    mean = _mean(_softplus(logits - others))
    unit = np.float32(2**-16)
    return np.where(np.isfinite(mean), mean, _mean(_softplus(unit * logits - unit * others)) / unit)


@_single
def relativistic_discriminator_loss(real_logits, fake_logits):
    return _mean_softplus(fake_logits, real_logits)


@_single
def relativistic_generator_loss(real_logits, fake_logits):
    return _mean_softplus(real_logits, fake_logits)


@_single
def relativistic_average_discriminator_loss(real_logits, fake_logits):
    real, fake = _mean(real_logits)[..., np.newaxis], _mean(fake_logits)[..., np.newaxis]
    return _mean_softplus(fake, real_logits) + _mean_softplus(fake_logits, real)


def relativistic_average_generator_loss(real_logits, fake_logits):
    return relativistic_average_discriminator_loss(fake_logits, real_logits)


@_single
def relativistic_average_discriminator_loss_derivative(real_logits, fake_logits):
    real = _logistic(_mean(fake_logits)[..., np.newaxis] - real_logits)
    fake = _logistic(fake_logits - _mean(real_logits)[..., np.newaxis])
    return -real - _mean(fake)[..., np.newaxis], fake + _mean(real)[..., np.newaxis]


def relativistic_average_generator_loss_derivative(real_logits, fake_logits):
    return relativistic_average_discriminator_loss_derivative(fake_logits, real_logits)[0]


def _in_units(numbers):
    """Numbers in units of a power of two, in which the largest is next to 1, and its exponent."""
    _, exponent = np.frexp(np.max(np.abs(numbers)))
    return np.ldexp(numbers, -exponent), exponent


@_single
def spectral_norm(weight):
    scaled, exponent = _in_units(weight)
    return np.ldexp(np.linalg.svd(scaled, compute_uv=False)[0], exponent)


def _direction_and_length(vector):
    scaled, exponent = _in_units(vector)
    length = np.sqrt(_sum(scaled * scaled))
    direction = np.where(length == 0, scaled, scaled / length)
    return direction, np.ldexp(length, exponent)


@_single
def power_iteration(weight, u, *, steps=1):
    scaled, exponent = _in_units(weight)
    for _ in range(steps):
        v, length = _direction_and_length(_sum(scaled.T * u))
        if length == 0:
            return length, u
        u, length = _direction_and_length(_sum(scaled * v))
    return np.ldexp(length, exponent), u


def point_mass_critic_loss(critic, theta, theta_0):
    return critic(theta) - critic(theta_0)


def improve_critic(critic, theta, theta_0):
    def better(x):
        if x == theta:
            value = critic(x)
            if isinstance(value, float):
                value = np.float32(value)
                return min(value - ONE, np.nextafter(value, np.float32(-np.inf)))
            return value - 1
        return critic(x) if x == theta_0 else 0 * critic(theta_0)

    return better


def optimal_lipschitz_critic(theta, theta_0):
    sign = (theta > theta_0) - (theta < theta_0)
    return lambda x: -sign * x


@_single
def wasserstein_distance(x, y, *, order=1, x_weights=None, y_weights=None):
    n, m = np.float32(len(x)), np.float32(len(y))
    # In units of 1/(nm) cumulative counts are whole numbers; weights are in units of 1.
    unweighted = x_weights is None and y_weights is None
    unit = n * m if unweighted else ONE
    x_masses = np.full(len(x), unit / n) if x_weights is None else x_weights
    y_masses = np.full(len(y), unit / m) if y_weights is None else y_weights
    if order == 1:
        points = np.concatenate([x, y])
        # In units so large that nothing overflows on the way, unless all numbers are small.
        exponent = 20 if np.max(np.abs(points)) > ONE else 0
        points = np.ldexp(points, -exponent)
        places = np.argsort(points)
        surplus = np.cumsum(np.concatenate([x_masses, -y_masses])[places], dtype=np.float32)
        return np.ldexp(_sum(np.abs(surplus[:-1]) * np.diff(points[places])) / unit, exponent)
    distances, masses = _moves(x, x_masses, y, y_masses)
    scaled, exponent = _in_units(distances)
    cost = _sum(masses * scaled ** np.float32(order)) / unit
    return np.ldexp(cost ** np.float32(1 / order), exponent)


def _moves(x, x_masses, y, y_masses):
    """How far the lowest mass is moved, the next, and so on, and how much mass that is."""
    first, second = np.argsort(x), np.argsort(y)
    below_x = np.cumsum(x_masses[first], dtype=np.float32)
    below_y = np.cumsum(y_masses[second], dtype=np.float32)
    levels = np.sort(np.concatenate([below_x, below_y]))
    at_x = x[first][np.minimum(np.searchsorted(below_x, levels), len(x) - 1)]
    at_y = y[second][np.minimum(np.searchsorted(below_y, levels), len(y) - 1)]
    return np.abs(at_x - at_y), np.diff(levels, prepend=np.float32(0))


@_single
def interpolates(real, fake, *, alpha=None):
    if alpha is None:
        alpha = np.random.default_rng().random(len(real), np.float32)
    alpha = alpha.reshape(-1, *[1] * (real.ndim - 1))
    return alpha * fake + (ONE - alpha) * real


def _scaled_norms(gradients):
    """Rows in units of powers of two, in which none has a square that over- or underflows."""
    rows = gradients.reshape(len(gradients), -1)
    _, exponents = np.frexp(np.max(np.abs(rows), axis=1))
    scaled = np.ldexp(rows, -exponents[:, np.newaxis])
    return scaled, np.sqrt(_sum(scaled * scaled)), exponents


def _deviations(gradients):
    _, norms, exponents = _scaled_norms(gradients)
    return np.ldexp(norms, exponents) - ONE


@_single
def gradient_penalty(gradients, *, weight=10):
    return np.float32(weight) * _mean(_deviations(gradients) ** 2)


@_single
def gradient_penalty_derivative(gradients, *, weight=10):
    scaled, norms, _ = _scaled_norms(gradients)
    lengths = norms[:, np.newaxis]
    directions = np.where(lengths == 0, np.float32(0), scaled / lengths)
    factor = TWO * np.float32(weight) / np.float32(len(gradients))
    return factor * (gradients - directions.reshape(gradients.shape))


@_single
def one_sided_gradient_penalty(gradients, *, weight=10):
    return np.float32(weight) * _mean(np.maximum(_deviations(gradients), 0) ** 2)


@_single
def zero_centered_penalty(gradients, *, weight=1):
    _, exponent = np.frexp(np.max(np.abs(gradients)))
    scaled = np.ldexp(gradients, -exponent).reshape(-1)
    mean = _sum(scaled * scaled) / np.float32(len(gradients))
    return np.ldexp(np.float32(weight) * HALF * mean, 2 * exponent)


@_single
def zero_centered_penalty_derivative(gradients, *, weight=1):
    return np.float32(weight) * (gradients / np.float32(len(gradients)))


def _closest(a, b):
    """The least ‖A − QB‖² with QᵀQ = I, of numbers that are not large."""
    rows = max(len(a), len(b))
    a, b = (np.pad(each, ((0, rows - len(each)), (0, 0))) for each in (a, b))
    left, _, right = np.linalg.svd(a @ b.T)
    apart = a - left @ (right @ b)
    return _sum((apart * apart).ravel())


def _exponent(*arrays):
    _, exponents = np.frexp([np.max(np.abs(array)) for array in arrays])
    return exponents.max()


def _square(x):
    exponent = _exponent(x)
    scaled = np.ldexp(x, -exponent)
    return np.ldexp(_sum(scaled * scaled), 2 * exponent)


def _factor(covariance):
    values, vectors = np.linalg.eigh(covariance)
    return np.sqrt(np.maximum(values, 0))[:, np.newaxis] * vectors.T


@_single
def frechet_distance(real_mean, real_covariance, fake_mean, fake_covariance):
    of_means = _square(real_mean - fake_mean)
    if np.array_equal(real_covariance, fake_covariance):
        return of_means
    exponent = _exponent(real_covariance, fake_covariance)
    real, fake = (_factor(np.ldexp(x, -exponent)) for x in (real_covariance, fake_covariance))
    return of_means + np.ldexp(_closest(real, fake), exponent)


def _mean_and_deviations(rows):
    # The second time takes away what rounding has left of the mean of the deviations.
    mean, deviations = rows[0], rows - rows[0]
    for _ in range(2):
        rest = _mean(deviations.T)
        mean, deviations = mean + rest, deviations - rest
    return mean, deviations


@_single
def frechet_inception_distance(real_features, fake_features, *, ddof=1):
    real_mean, real = _mean_and_deviations(real_features)
    fake_mean, fake = _mean_and_deviations(fake_features)
    exponent = _exponent(real, fake)
    real, fake = (
        np.ldexp(rows, -exponent) / np.sqrt(np.float32(len(rows) - ddof)) for rows in (real, fake)
    )
    return _square(real_mean - fake_mean) + np.ldexp(_closest(real, fake), 2 * exponent)


def _score(p, log_ratios):
    divergences = _sum(np.where(p == 0, np.float32(0), p * log_ratios))
    return np.exp(np.maximum(_mean(divergences), 0))


@_single
def inception_score(class_probabilities):
    p = class_probabilities
    # The sum of a column does not underflow, as its mean may.
    return _score(p, np.log(np.float32(len(p)) * p / _sum(p.T)))


@_single
def inception_score_from_logits(class_logits):
    shifted = class_logits - class_logits.max(axis=1, keepdims=True)
    logs = shifted - np.log(_sum(np.exp(shifted)))[:, np.newaxis]
    largest = logs.max(axis=0)
    log_means = largest + np.log(_mean(np.exp(logs - largest).T))
    return _score(np.exp(logs), logs - log_means)


@_single
def kernel_inception_distance(real_features, fake_features, *, biased=False):
    d = np.float32(real_features.shape[1])
    center = _mean(np.concatenate([real_features, fake_features]).T)
    x, y = real_features - center, fake_features - center
    a = ONE + _sum(center * center) / d

    def kernels(x, y):
        """What is left of the kernels without what depends on one of the two samples alone."""
        t = _sum(x[:, np.newaxis] * y) / d
        of_x, of_y = _sum(center * x)[:, np.newaxis] / d, _sum(center * y) / d
        s = a + of_x + of_y
        three = np.float32(3)
        both = of_x * of_y * three * (TWO * a + of_x + of_y)
        return t * (three * s * s + t * (three * s + t)) + both

    def within(x):
        found = kernels(x, x)
        return found.ravel() if biased else found[~np.eye(len(x), dtype=bool)]

    return _mean(within(x)) + _mean(within(y)) - TWO * _mean(kernels(x, y).ravel())


def _in_balls(centers, points, k):
    """Which points (columns) are in the ball about which center (rows)."""
    radii = np.sort(_squared_distances(centers, centers), axis=1)[:, [k]]
    return _squared_distances(centers, points) <= radii


def _squared_distances(x, y):
    differences = x[:, np.newaxis] - y
    return _sum(differences * differences)


def _share(truths):
    return np.float32(np.count_nonzero(truths)) / np.float32(truths.size)


@_single
def precision_and_recall(real_features, fake_features, k):
    precision = _share(_in_balls(real_features, fake_features, k).any(axis=0))
    return precision, _share(_in_balls(fake_features, real_features, k).any(axis=0))


@_single
def density_and_coverage(real_features, fake_features, k):
    inside = _in_balls(real_features, fake_features, k)
    pairs = np.float32(np.count_nonzero(inside))
    return pairs / np.float32(k * inside.shape[1]), _share(inside.any(axis=1))
