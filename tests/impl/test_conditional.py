"""Conditional losses: those of the logits that the discriminator gives samples with labels."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

import impl
from tests.impl import whole_range

pairs = st.lists(st.tuples(whole_range.logits, whole_range.logits), min_size=1, max_size=9)


@given(logits=pairs)
def test_the_losses_are_those_of_the_logits_to_the_last_bit(logits):
    real, fake = np.transpose(logits)
    labels = np.arange(len(logits))
    batches = {"real": np.zeros((len(labels), 2, 3)), "fake": np.ones((len(labels), 2, 3))}

    def discriminator(x, y):
        np.testing.assert_array_equal(y, labels)
        return fake if x[0, 0, 0] else real

    loss = impl.conditional_discriminator_loss(discriminator, **batches, labels=labels)
    assert loss == impl.discriminator_loss(real, fake)
    loss = impl.conditional_generator_loss(discriminator, batches["fake"], labels)
    assert loss == impl.nonsaturating_generator_loss(fake)


def test_the_discriminator_is_called_once_for_each_batch_with_arrays_as_they_come():
    calls = []

    def discriminator(x, y):
        calls.append((x.dtype, x.shape, y.dtype, y.shape))
        return np.zeros(len(x))

    real, fake = np.zeros((2, 3), np.float32), [[0, 1, 2], [3, 4, 5]]
    impl.conditional_discriminator_loss(discriminator, real, fake, [[1, 0], [0, 1]])
    impl.conditional_generator_loss(discriminator, real, [0, 1])
    integer = np.dtype(int)
    assert calls == [
        (np.float32, (2, 3), integer, (2, 2)),
        (integer, (2, 3), integer, (2, 2)),
        (np.float32, (2, 3), integer, (2,)),
    ]


def test_real_and_fake_samples_may_differ_in_shape():
    loss = impl.conditional_discriminator_loss(lambda x, y: y, [1, 2], [[1, 2], [3, 4]], [0, 1])
    assert loss == impl.discriminator_loss([0, 1], [0, 1])
