"""Gradient penalties of JAX as people write them, in one piece: some that are right, and others.

Each is a function of a critic, of two batches, real and fake, and of a random key. What is wrong
with those that are is in their names.
"""

import jax
import jax.numpy as jnp

WEIGHT = 10


def shares(key, real):
    """A number for each sample, of a shape that broadcasts."""
    return jax.random.uniform(key, (len(real), *[1] * (real.ndim - 1)), real.dtype)


def points_between(real, fake, alpha):
    return alpha * fake + (1 - alpha) * real


def norms_of(gradients):
    return jnp.linalg.norm(gradients.reshape(len(gradients), -1), axis=1)


def of_a_sum(critic, real, fake, key):
    """The gradients of all samples at once, from the sum of their values."""
    points = points_between(real, fake, shares(key, real))
    gradients = jax.grad(lambda x: critic(x).sum())(points)
    return WEIGHT * jnp.mean((norms_of(gradients) - 1) ** 2)


def of_samples(critic, real, fake, key):
    """A gradient of one sample, mapped over the batch."""
    points = points_between(real, fake, shares(key, real))
    gradients = jax.vmap(jax.grad(critic))(points)
    return WEIGHT * jnp.mean((norms_of(gradients) - 1) ** 2)


def of_batches_of_one(critic, real, fake, key):
    """The whole loss of a critic of batches, with a penalty that goes sample by sample."""

    def norm(real, fake, key):
        point = points_between(real, fake, jax.random.uniform(key))
        return jnp.sqrt((jax.grad(lambda x: critic(x[None]).squeeze())(point) ** 2).sum())

    norms = jax.vmap(norm)(real, fake, jax.random.split(key, len(real)))
    penalty = WEIGHT * ((norms - 1) ** 2).mean()
    return critic(fake).mean() - critic(real).mean() + penalty


def with_its_value(critic, real, fake, key):
    points = points_between(real, fake, shares(key, real))
    _, gradients = jax.jit(jax.vmap(jax.value_and_grad(critic)))(points)
    return WEIGHT * jnp.mean((norms_of(gradients) - 1) ** 2)


RIGHT = (of_a_sum, of_samples, of_batches_of_one, with_its_value)


def one_norm_for_the_batch(critic, real, fake, key):
    gradients = jax.vmap(jax.grad(critic))(points_between(real, fake, shares(key, real)))
    return WEIGHT * (jnp.linalg.norm(gradients) - 1) ** 2


def sum_for_mean(critic, real, fake, key):
    return len(real) * of_samples(critic, real, fake, key)


def stopped(critic, real, fake, key):
    return jax.lax.stop_gradient(of_samples(critic, real, fake, key))


def alpha_for_each_component(critic, real, fake, key):
    points = points_between(real, fake, jax.random.uniform(key, real.shape, real.dtype))
    return WEIGHT * jnp.mean((norms_of(jax.vmap(jax.grad(critic))(points)) - 1) ** 2)


def at_real_samples(critic, real, fake, key):
    return WEIGHT * jnp.mean((norms_of(jax.vmap(jax.grad(critic))(real)) - 1) ** 2)


WRONG = {
    one_norm_for_the_batch: "5.5/one-norm-per-sample",
    sum_for_mean: "5.5/repeated-samples",
    stopped: "5.5/derivative",
    alpha_for_each_component: "5.5/points-between",
    at_real_samples: "5.5/alpha-per-sample",
}
"""The others, each with a claim that it fails."""
