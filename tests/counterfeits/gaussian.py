"""Mistakes in Gaussians on the line."""

import functools

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


def for_two_widths(formula):
    """A KL that is right for one width, and for two is a formula of Δ, s and t."""

    @functools.wraps(formula)
    def kl(theta, theta_0, std, *, std_0=None):
        if std_0 is None:
            return impl.gaussian_kl(theta, theta_0, std)
        return formula(floats(theta) - theta_0, floats(std), floats(std_0))

    return kl


def closed_form(distance, s, t):
    """KL(N(θ, s²)‖N(θ0, t²)), as it stands."""
    return np.log(t / s) + (s**2 + distance**2) / (2 * t**2) - 0.5


@counterfeit("gaussian_kl", "takes the widths for variances")
@for_two_widths
def kl_of_two_variances(distance, s, t):
    return closed_form(distance, np.sqrt(s), np.sqrt(t))


@counterfeit("gaussian_kl", "takes the widths for log-variances, as an encoder gives them")
@for_two_widths
def kl_of_two_log_variances(distance, s, t):
    return closed_form(distance, np.exp(s / 2), np.exp(t / 2))


@counterfeit("gaussian_kl", "log s/t for log t/s")
@for_two_widths
def kl_of_two_widths_with_their_log_ratio_the_wrong_way_up(distance, s, t):
    return closed_form(distance, s, t) - 2 * np.log(t / s)


@counterfeit("gaussian_kl", "log t²/s² for log t/s: the ½ before the bracket is not for it")
@for_two_widths
def kl_of_two_widths_with_the_log_of_variances(distance, s, t):
    return closed_form(distance, s, t) + np.log(t / s)


@counterfeit("gaussian_kl", "the ½ before the bracket forgotten")
@for_two_widths
def kl_of_two_widths_without_the_half(distance, s, t):
    return 2 * closed_form(distance, s, t)


@counterfeit("gaussian_kl", "the −½ forgotten, as where only a gradient is wanted")
@for_two_widths
def kl_of_two_widths_without_the_constant(distance, s, t):
    return closed_form(distance, s, t) + 0.5


@counterfeit("gaussian_kl", "t² for 2t²")
@for_two_widths
def kl_of_two_widths_over_one_variance(distance, s, t):
    return np.log(t / s) + (s**2 + distance**2) / t**2 - 0.5


@counterfeit("gaussian_kl", "the other direction: the data's width first")
@for_two_widths
def kl_of_two_widths_swapped(distance, s, t):
    return impl.gaussian_kl(distance, 0, t, std_0=s)


@counterfeit("gaussian_kl", "the mean of both directions, which is symmetric")
@for_two_widths
def kl_of_two_widths_symmetrised(distance, s, t):
    return (
        impl.gaussian_kl(distance, 0, s, std_0=t) + impl.gaussian_kl(distance, 0, t, std_0=s)
    ) / 2


@counterfeit("gaussian_kl", "|Δ| for Δ², with two widths")
@for_two_widths
def kl_of_two_widths_with_the_distance_not_squared(distance, s, t):
    return np.log(t / s) + (s**2 + np.abs(distance)) / (2 * t**2) - 0.5


@counterfeit("gaussian_kl", "1e-8 inside the logarithm")
@for_two_widths
def kl_of_two_widths_with_an_epsilon_in_the_log(distance, s, t):
    return closed_form(distance, s, t) + np.log1p(EPSILON * s / t)


@counterfeit("gaussian_kl", "the second width ignored: right for s = t")
@for_two_widths
def kl_with_the_second_width_ignored(distance, s, t):
    return impl.gaussian_kl(distance, 0, s)


@counterfeit("gaussian_kl", "what the widths add forgotten: right for s = t")
@for_two_widths
def kl_of_two_widths_without_what_they_add(distance, s, t):
    return impl.gaussian_kl(distance, 0, t)


@counterfeit("gaussian_kl", "Δ forgotten: right for θ = θ0")
@for_two_widths
def kl_of_two_widths_about_one_mean(distance, s, t):
    return impl.gaussian_kl(0 * distance, 0, s, std_0=t)


@counterfeit("gaussian_kl", "Δ²/2s² for Δ²/2t²: right for s = t, and for θ = θ0")
@for_two_widths
def kl_of_two_widths_with_the_distance_over_the_first(distance, s, t):
    return impl.gaussian_kl(0 * distance, 0, s, std_0=t) + impl.gaussian_kl(distance, 0, s)


@counterfeit("gaussian_kl", "the formula as it stands, which cancels, cut off at 0")
@for_two_widths
def kl_of_two_widths_as_in_a_textbook(distance, s, t):
    return np.maximum(closed_form(distance, s, t), 0)


@counterfeit("gaussian_kl", "x − log1p(x) with x = r − 1, which cancels, and is off next to −1")
@for_two_widths
def kl_of_two_widths_by_log1p(distance, s, t):
    x = (s - t) * (s + t) / t**2
    return (x - np.log1p(x) + (distance / t) ** 2) / 2


@counterfeit("gaussian_kl", "float32 inside, with two widths")
@for_two_widths
def kl_of_two_widths_in_single_precision(distance, s, t):
    return single(lambda d, s, t: impl.gaussian_kl(d, 0, s, std_0=t), distance, s, t)
