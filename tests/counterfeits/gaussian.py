"""Mistakes in Gaussians on the line."""

import numpy as np

import impl
from tests.counterfeits import counterfeit
from tests.counterfeits._common import EPSILON, floats, single


@counterfeit("gaussian_log_density", "the ½ of the exponent forgotten")
def density_without_the_half(x, mean, std):
    return impl.gaussian_log_density(x, mean, std) - ((floats(x) - mean) / std) ** 2 / 2


@counterfeit("gaussian_log_density", "the normaliser dropped, as where only ratios matter")
def density_without_its_normaliser(x, mean, std):
    return -(((floats(x) - mean) / std) ** 2) / 2


@counterfeit("gaussian_log_density", "log 2π dropped, but log σ kept")
def density_without_the_constant(x, mean, std):
    return impl.gaussian_log_density(x, mean, std) + np.log(2 * np.pi) / 2


@counterfeit("gaussian_log_density", "takes the standard deviation for the variance")
def density_of_a_variance(x, mean, std):
    return impl.gaussian_log_density(x, mean, np.sqrt(floats(std)))


@counterfeit("gaussian_log_density", "log σ² for log σ in the normaliser")
def density_with_the_variance_in_the_normaliser(x, mean, std):
    return impl.gaussian_log_density(x, mean, std) - np.log(floats(std))


@counterfeit("gaussian_log_density", "the density without its logarithm")
def density_itself(x, mean, std):
    return np.exp(impl.gaussian_log_density(x, mean, std))


@counterfeit("gaussian_log_density", "the square of the exponent forgotten: Laplace")
def density_without_the_square(x, mean, std):
    z = (floats(x) - mean) / std
    return impl.gaussian_log_density(x, mean, std) + z**2 / 2 - np.abs(z)


@counterfeit("gaussian_log_density", "the negative log-likelihood")
def density_negated(x, mean, std):
    return -impl.gaussian_log_density(x, mean, std)


@counterfeit("gaussian_log_density", "float32 inside, as on a GPU")
def density_in_single_precision(x, mean, std):
    return single(impl.gaussian_log_density, x, mean, std)


@counterfeit("gaussian_kl", "the ½ forgotten")
def kl_without_the_half(theta, theta_0, std):
    return 2 * impl.gaussian_kl(theta, theta_0, std)


@counterfeit("gaussian_kl", "the ½ taken twice")
def kl_with_the_half_twice(theta, theta_0, std):
    return impl.gaussian_kl(theta, theta_0, std) / 2


@counterfeit("gaussian_kl", "ε for ε²")
def kl_with_the_width_not_squared(theta, theta_0, std):
    return impl.gaussian_kl(theta, theta_0, std) * std


@counterfeit("gaussian_kl", "|Δ| for Δ²")
def kl_with_the_distance_not_squared(theta, theta_0, std):
    return np.abs(floats(theta) - theta_0) / (2 * floats(std) ** 2)


@counterfeit("gaussian_kl", "a difference of squares for the square of a difference")
def kl_of_a_difference_of_squares(theta, theta_0, std):
    return np.abs(floats(theta) ** 2 - floats(theta_0) ** 2) / (2 * floats(std) ** 2)


@counterfeit("gaussian_kl", "ε² + 1e-8 in the denominator, so that it does not explode")
def kl_with_an_epsilon(theta, theta_0, std):
    return (floats(theta) - theta_0) ** 2 / (2 * (floats(std) ** 2 + EPSILON))


@counterfeit("gaussian_kl", "0 for means that are close")
def kl_zero_if_close(theta, theta_0, std):
    close = np.isclose(floats(theta), theta_0)
    return np.where(close, 0, impl.gaussian_kl(theta, theta_0, std))


@counterfeit("gaussian_kl", "the square expanded, which cancels where the means are near")
def kl_of_an_expanded_square(theta, theta_0, std):
    theta, theta_0 = floats(theta), floats(theta_0)
    return (theta**2 - 2 * theta * theta_0 + theta_0**2) / (2 * floats(std) ** 2)


@counterfeit("gaussian_kl", "Δ²/(2ε²) as it stands, whose squares over- and underflow")
def kl_as_in_a_textbook(theta, theta_0, std):
    return (floats(theta) - theta_0) ** 2 / (2 * floats(std) ** 2)


@counterfeit("gaussian_kl", "float32 inside, as on a GPU")
def kl_in_single_precision(theta, theta_0, std):
    return single(impl.gaussian_kl, theta, theta_0, std)


@counterfeit("gaussian_kl_derivative", "the derivative in θ0, not in θ")
def slope_in_the_data(theta, theta_0, std):
    return -impl.gaussian_kl_derivative(theta, theta_0, std)


@counterfeit("gaussian_kl_derivative", "the ½ left in")
def slope_with_the_half(theta, theta_0, std):
    return impl.gaussian_kl_derivative(theta, theta_0, std) / 2


@counterfeit("gaussian_kl_derivative", "ε for ε²")
def slope_with_the_width_not_squared(theta, theta_0, std):
    return impl.gaussian_kl_derivative(theta, theta_0, std) * std


@counterfeit("gaussian_kl_derivative", "its size: right for θ above θ0")
def slope_without_its_sign(theta, theta_0, std):
    return np.abs(impl.gaussian_kl_derivative(theta, theta_0, std))


@counterfeit("gaussian_kl_derivative", "the derivative in ε")
def slope_in_the_width(theta, theta_0, std):
    return -((floats(theta) - theta_0) ** 2) / floats(std) ** 3


@counterfeit("gaussian_kl_derivative", "clipped to ±1000, as gradients are")
def slope_clipped(theta, theta_0, std):
    return np.clip(impl.gaussian_kl_derivative(theta, theta_0, std), -1000, 1000)


@counterfeit("gaussian_kl_derivative", "a difference forwards, off by half its step")
def slope_as_a_forward_difference(theta, theta_0, std):
    here, there = (impl.gaussian_kl(floats(theta) + step, theta_0, std) for step in (0, 1e-6))
    return (there - here) / 1e-6


@counterfeit("gaussian_kl_derivative", "Δ/ε² as it stands, whose square over- and underflows")
def slope_as_in_a_textbook(theta, theta_0, std):
    return (floats(theta) - theta_0) / floats(std) ** 2


@counterfeit("gaussian_kl_derivative", "Δ/ε/ε as it stands, whose first quotient may be subnormal")
def slope_by_two_quotients(theta, theta_0, std):
    return (floats(theta) - theta_0) / std / std


@counterfeit("gaussian_kl", "the formula for any two widths without its −½")
def kl_without_the_constant(theta, theta_0, std):
    return impl.gaussian_kl(theta, theta_0, std) + 0.5
