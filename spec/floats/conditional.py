"""Conditional losses in floating-point numbers.

They are finite wherever their logits are, as the losses without labels are.
"""

from hypothesis import given

from spec import assert_accurate, claim, mean
from spec.definitions import log_complement, log_sigmoid
from spec.strategies import whole_range_labelled_batches


@claim("num/conditional-tails")
@given(batches=whole_range_labelled_batches())
def test_the_conditional_discriminator_loss_keeps_its_digits(impl, batches):
    """−E[log σ(h(real, y))] − E[log(1 − σ(h(fake, y)))] is accurate for logits of any size."""
    of_real, of_fake = (
        map(log_sigmoid, batches.real_logits),
        map(log_complement, batches.fake_logits),
    )
    loss = -mean(of_real) - mean(of_fake)
    assert_accurate(impl.conditional_discriminator_loss(*batches), loss, ulps=8)


@claim("num/conditional-generator-tails")
@given(batches=whole_range_labelled_batches())
def test_the_conditional_generator_loss_keeps_its_digits(impl, batches):
    """−E[log σ(h(fake, y))] is accurate for logits of any size."""
    loss = impl.conditional_generator_loss(batches.discriminator, batches.fake, batches.labels)
    assert_accurate(loss, -mean(map(log_sigmoid, batches.fake_logits)), ulps=8)
