"""Relativistic losses in floating-point numbers.

They are those of a discriminator at differences of logits, and as accurate as these are in both
tails. A difference from a mean is a float even where the sum of the logits is none.
"""

from hypothesis import given

from spec import assert_accurate, claim, mean
from spec.definitions import doubts, mistakes, relativistic_average_loss, relativistic_loss
from spec.strategies import compared_logits


@claim("num/relativistic-tails")
@given(logits=compared_logits(paired=True))
def test_the_loss_of_pairs_is_as_accurate_as_their_differences(impl, logits):
    """RSGAN: L_D is as accurate as the differences C_r − C_f, for logits of any size."""
    loss = impl.relativistic_discriminator_loss(*logits)
    assert_accurate(loss, relativistic_loss(*logits), ulps=8)


@claim("num/relativistic-generator-tails")
@given(logits=compared_logits(paired=True))
def test_the_generator_loss_of_pairs_is_as_accurate_as_their_differences(impl, logits):
    """RSGAN: L_G is as accurate as the differences C_r − C_f, for logits of any size."""
    real, fake = logits
    loss = impl.relativistic_generator_loss(real, fake)
    assert_accurate(loss, relativistic_loss(fake, real), ulps=8)


@claim("num/relativistic-average-tails")
@given(logits=compared_logits())
def test_the_average_loss_is_as_accurate_as_the_differences(impl, logits):
    """RaSGAN: L_D is as accurate as C_r − E_q[C_f] and C_f − E_p[C_r], for logits of any size."""
    loss = impl.relativistic_average_discriminator_loss(*logits)
    assert_accurate(loss, relativistic_average_loss(*logits), ulps=8)


@claim("num/relativistic-average-generator-tails")
@given(logits=compared_logits())
def test_the_average_generator_loss_is_as_accurate_as_the_differences(impl, logits):
    """RaSGAN: L_G is as accurate as C_r − E_q[C_f] and C_f − E_p[C_r], for logits of any size."""
    real, fake = logits
    loss = impl.relativistic_average_generator_loss(real, fake)
    assert_accurate(loss, relativistic_average_loss(fake, real), ulps=8)


@claim("num/relativistic-derivative-tails")
@given(logits=compared_logits())
def test_the_derivatives_of_the_average_loss_keep_their_digits(impl, logits):
    """RaSGAN: n ∂L_D/∂C_r and m ∂L_D/∂C_f are as accurate as the differences, in both tails."""
    real, fake = logits
    of_real, of_fake = impl.relativistic_average_discriminator_loss_derivative(real, fake)
    of_reals, of_fakes = doubts(real, fake), mistakes(fake, real)
    slopes = [-x - mean(of_fakes) for x in of_reals], [x + mean(of_reals) for x in of_fakes]
    assert_accurate([*of_real, *of_fake], [*slopes[0], *slopes[1]], ulps=4)


@claim("num/relativistic-generator-derivative-tails")
@given(logits=compared_logits())
def test_the_derivatives_of_the_average_generator_loss_keep_their_digits(impl, logits):
    """RaSGAN: m ∂L_G/∂C_f is as accurate as the differences, in both tails."""
    real, fake = logits
    slopes = impl.relativistic_average_generator_loss_derivative(real, fake)
    of_reals = mean(mistakes(real, fake))
    assert_accurate(slopes, [-x - of_reals for x in doubts(fake, real)], ulps=4)
