"""The gradient of every loss and divergence in each of its arguments, in closed form.

They are what `autograd` makes of the functions of the library. Where a mass is 0 they are limits.
"""

import numpy as np

import impl

__version__ = "in closed form"


def _floats(*arguments):
    return [np.asarray(argument, float) for argument in arguments]


def sigmoid_gradient(h):
    return (impl.sigmoid_derivative(h),)


def log_sigmoid_gradient(h):
    (h,) = _floats(h)
    return (impl.sigmoid(-h),)


def logit_gradient(t):
    (t,) = _floats(t)
    return (1 / (t * (1 - t)),)


def optimal_discriminator_gradient(p_data, p_model):
    p, q = _floats(p_data, p_model)
    return q / (p + q) ** 2, -p / (p + q) ** 2


def optimal_logits_gradient(p_data, p_model):
    p, q = _floats(p_data, p_model)
    return 1 / p, -1 / q


def pointwise_discriminator_loss_gradient(t, p_data, p_model):
    (t,) = _floats(t)
    slope = impl.pointwise_discriminator_loss_derivative(t, p_data, p_model)
    return slope, -np.log(t), -np.log1p(-t)


def pointwise_discriminator_loss_from_logits_gradient(h, p_data, p_model):
    (h,) = _floats(h)
    slope = impl.pointwise_discriminator_loss_from_logits_derivative(h, p_data, p_model)
    return slope, -impl.log_sigmoid(h), -impl.log_sigmoid(-h)


def discriminator_loss_gradient(real_logits, fake_logits):
    real, fake = _floats(real_logits, fake_logits)
    return -impl.sigmoid(-real) / real.size, impl.sigmoid(fake) / fake.size


def minimax_generator_loss_gradient(fake_logits):
    return (impl.minimax_generator_loss_derivative(fake_logits) / len(fake_logits),)


def nonsaturating_generator_loss_gradient(fake_logits):
    return (impl.nonsaturating_generator_loss_derivative(fake_logits) / len(fake_logits),)


def summed_generator_loss_gradient(fake_logits):
    return (impl.summed_generator_loss_derivative(fake_logits) / len(fake_logits),)


def entropy_gradient(p):
    (p,) = _floats(p)
    with np.errstate(divide="ignore"):
        return (-np.log(p) - 1,)


def _shares(p, q):
    """p/q, which is 0 where both are."""
    p, q = _floats(p, q)
    return p / np.where(q > 0, q, 1)


def cross_entropy_gradient(p, q):
    with np.errstate(divide="ignore"):
        return -np.log(q), -_shares(p, q)


def kl_divergence_gradient(p, q):
    p, q = _floats(p, q)
    return impl.optimal_logits(p, q) + 1, -_shares(p, q)


def js_divergence_gradient(p, q):
    p, q = _floats(p, q)
    return impl.optimal_logits(p, (p + q) / 2) / 2, impl.optimal_logits(q, (p + q) / 2) / 2


def negative_elbo_gradient(log_joint, variational_posterior):
    log_joint, r = _floats(log_joint, variational_posterior)
    with np.errstate(divide="ignore"):
        return -r, np.log(r) - log_joint + 1


def f_divergence_gradient(name, p, q):
    p, q = _floats(p, q)
    t = impl.f_optimal_output(name, p, q)
    return t, -impl.f_conjugate(name, t)


def f_conjugate_gradient(name, t):
    (t,) = _floats(t)
    return (
        {
            "kl": lambda: np.exp(t - 1),
            "reverse_kl": lambda: -1 / t,
            "pearson": lambda: np.maximum(1 + t / 2, 0),
            "squared_hellinger": lambda: 1 / (1 - t) ** 2,
            "jensen_shannon": lambda: np.exp(t) / (2 - np.exp(t)),
            "gan": lambda: -np.exp(t) / np.expm1(t),
            "total_variation": lambda: np.where(t > -1 / 2, 1.0, 0.0),
        }[name](),
    )


def f_activation_gradient(name, v):
    (v,) = _floats(v)
    return (
        {
            "kl": lambda: np.ones_like(v),
            "reverse_kl": lambda: np.exp(-v),
            "pearson": lambda: np.ones_like(v),
            "squared_hellinger": lambda: np.exp(-v),
            "jensen_shannon": lambda: impl.sigmoid(-v),
            "gan": lambda: impl.sigmoid(-v),
            "total_variation": lambda: 2 * impl.sigmoid_derivative(2 * v),
        }[name](),
    )


def f_generator_loss_gradient(name, fake_outputs):
    (fake,) = _floats(fake_outputs)
    (slope,) = f_activation_gradient(name, fake)
    # Where T is f'(u), the slope of f* is u.
    (ratio,) = f_conjugate_gradient(name, impl.f_activation(name, fake))
    return (-ratio * slope / fake.size,)


def f_discriminator_loss_gradient(name, real_outputs, fake_outputs):
    (real,) = f_activation_gradient(name, real_outputs)
    (fake,) = f_generator_loss_gradient(name, fake_outputs)
    return -real / real.size, -fake


def gaussian_log_density_gradient(x, mean, std):
    x, mean, std = _floats(x, mean, std)
    z = (x - mean) / std
    return -z / std, z / std, (z**2 - 1) / std


def gaussian_kl_gradient(theta, theta_0, std):
    theta, theta_0, std = _floats(theta, theta_0, std)
    slope = impl.gaussian_kl_derivative(theta, theta_0, std)
    return slope, -slope, -slope * (theta - theta_0) / std


def wasserstein_critic_loss_gradient(real_values, fake_values):
    n, m = len(real_values), len(fake_values)
    return np.full(n, -1 / n), np.full(m, 1 / m)


def wasserstein_generator_loss_gradient(fake_values):
    m = len(fake_values)
    return (np.full(m, -1 / m),)


def hinge_discriminator_loss_gradient(real_values, fake_values):
    real, fake = _floats(real_values, fake_values)
    return np.where(real < 1, -1 / real.size, 0), np.where(fake > -1, 1 / fake.size, 0)


def wasserstein_distance_gradient(x, y):
    x, y = _floats(x, y)
    n, m = x.size, y.size
    # Each point in as many parts as the other sample has, so that part after part goes together.
    i, j = np.repeat(np.argsort(x, kind="stable"), m), np.repeat(np.argsort(y, kind="stable"), n)
    signs = np.sign(x[i] - y[j]) / (n * m)
    return np.bincount(i, signs, n), -np.bincount(j, signs, m)


def least_squares_discriminator_loss_gradient(real_outputs, fake_outputs):
    real, fake = _floats(real_outputs, fake_outputs)
    return (real - 1) / real.size, fake / fake.size


def least_squares_generator_loss_gradient(fake_outputs):
    (fake,) = _floats(fake_outputs)
    return ((fake - 1) / fake.size,)


def least_squares_optimal_discriminator_gradient(p_data, p_model):
    return optimal_discriminator_gradient(p_data, p_model)


def relativistic_discriminator_loss_gradient(real_logits, fake_logits):
    real, fake = _floats(real_logits, fake_logits)
    slope = impl.sigmoid(fake - real) / real.size
    return -slope, slope


def relativistic_generator_loss_gradient(real_logits, fake_logits):
    in_fake, in_real = relativistic_discriminator_loss_gradient(fake_logits, real_logits)
    return in_real, in_fake


def relativistic_average_discriminator_loss_gradient(real_logits, fake_logits):
    slopes = impl.relativistic_average_discriminator_loss_derivative(real_logits, fake_logits)
    in_real, in_fake = slopes
    return in_real / in_real.size, in_fake / in_fake.size


def relativistic_average_generator_loss_gradient(real_logits, fake_logits):
    in_fake, in_real = relativistic_average_discriminator_loss_gradient(fake_logits, real_logits)
    return in_real, in_fake


def gradient_penalty_gradient(gradients):
    return (impl.gradient_penalty_derivative(gradients),)


def one_sided_gradient_penalty_gradient(gradients):
    (g,) = _floats(gradients)
    pays = np.linalg.norm(g, axis=1, keepdims=True) > 1
    return (np.where(pays, impl.gradient_penalty_derivative(g), 0),)


def zero_centered_penalty_gradient(gradients):
    return (impl.zero_centered_penalty_derivative(gradients),)


def conditional_discriminator_loss_slope(discriminator, other_discriminator, real, fake, labels):
    of_real = -impl.sigmoid(-discriminator(real, labels)) * other_discriminator(real, labels)
    in_fake = conditional_minimax_slope(discriminator, other_discriminator, fake, labels)
    return np.mean(of_real) + in_fake


def conditional_minimax_slope(discriminator, other_discriminator, fake, labels):
    return np.mean(impl.sigmoid(discriminator(fake, labels)) * other_discriminator(fake, labels))


def conditional_generator_loss_slope(discriminator, other_discriminator, fake, labels):
    slopes = impl.sigmoid(-discriminator(fake, labels)) * other_discriminator(fake, labels)
    return -np.mean(slopes)
