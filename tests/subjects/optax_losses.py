"""Optax's losses of one number each, averaged over batches: the object `losses`."""

import jax
import jax.numpy as jnp
import optax
from optax import hinge_loss, l2_loss, sigmoid_binary_cross_entropy

from spec.adapters import jax_arrays


def discriminator_loss(real, fake):
    on_real = sigmoid_binary_cross_entropy(real, jnp.ones_like(real))
    return on_real.mean(-1) + sigmoid_binary_cross_entropy(fake, jnp.zeros_like(fake)).mean(-1)


def minimax_generator_loss(fake):
    return -sigmoid_binary_cross_entropy(fake, jnp.zeros_like(fake)).mean(-1)


def nonsaturating_generator_loss(fake):
    return sigmoid_binary_cross_entropy(fake, jnp.ones_like(fake)).mean(-1)


def hinge_discriminator_loss(real, fake):
    return hinge_loss(real, 1).mean(-1) + hinge_loss(fake, -1).mean(-1)


def least_squares_discriminator_loss(real, fake, *, real_target=1.0, fake_target=0.0):
    on_real = l2_loss(real, jnp.full_like(real, real_target))
    return on_real.mean(-1) + l2_loss(fake, jnp.full_like(fake, fake_target)).mean(-1)


def least_squares_generator_loss(fake, *, target=1.0):
    return l2_loss(fake, jnp.full_like(fake, target)).mean(-1)


losses = jax_arrays.adapt(
    discriminator_loss=jax.jit(discriminator_loss),
    minimax_generator_loss=jax.jit(minimax_generator_loss),
    nonsaturating_generator_loss=jax.jit(nonsaturating_generator_loss),
    hinge_discriminator_loss=jax.jit(hinge_discriminator_loss),
    least_squares_discriminator_loss=jax.jit(least_squares_discriminator_loss),
    least_squares_generator_loss=jax.jit(least_squares_generator_loss),
)
losses.__version__ = f"Optax {optax.__version__}"
