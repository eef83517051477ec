"""R1 and R2: a discriminator pays for gradients of any length, at real points or at fakes.

A discriminator that is optimal where p = q is constant there, and a penalty that asks for slopes of
1 drives it away. The penalty γ/2 E‖∇D‖² asks for slopes of 0: of real points it is called R1, of
fakes R2.

References
----------
L. Mescheder, A. Geiger and S. Nowozin, "Which training methods for GANs do actually converge?",
ICML 2018.
"""

from fractions import Fraction

from hypothesis import given

from spec import assert_close, claim, mean
from spec.definitions import in_rows, in_the_shape_of, squared_norm
from spec.strategies import critic_gradients, image_gradients


@claim("r1/penalty", source="Mescheder et al. 2018")
@given(g=critic_gradients())
def test_the_penalty_is_half_the_mean_of_the_squares_of_the_norms(impl, g):
    """R = γ/2n Σ ‖g_i‖², with γ = 1."""
    assert_close(impl.zero_centered_penalty(g), mean(map(squared_norm, g)) / 2)


@claim("r1/images", source="Mescheder et al. 2018")
@given(g=image_gradients(any_axes=True))
def test_the_norm_is_over_all_axes_of_an_image(impl, g):
    """R = γ/2n Σ ‖g_i‖², with γ = 1, for g of shape (n, c, h, w), or of any (n, …)."""
    assert_close(impl.zero_centered_penalty(g), mean(map(squared_norm, g)) / 2)


@claim("r1/derivative", source="Mescheder et al. 2018")
@given(g=critic_gradients())
def test_the_derivative_is_the_gradient_over_the_number_of_samples(impl, g):
    """∂R/∂g_i = γ g_i/n, with γ = 1."""
    slopes = [[Fraction(x) / len(g) for x in gradient] for gradient in g]
    assert_close(impl.zero_centered_penalty_derivative(g), slopes)


@claim("r1/derivative-of-images", source="Mescheder et al. 2018")
@given(g=image_gradients(any_axes=True))
def test_the_derivative_has_the_shape_of_images(impl, g):
    """∂R/∂g_i = γ g_i/n, with γ = 1, for g of shape (n, c, h, w), or of any (n, …)."""
    slopes = [[Fraction(x) / len(g) for x in gradient] for gradient in in_rows(g)]
    assert_close(impl.zero_centered_penalty_derivative(g), in_the_shape_of(g, slopes))
