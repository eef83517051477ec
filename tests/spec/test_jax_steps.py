"""Steps of a training loop in JAX, and the networks that return to them what they are told."""

import numpy as np
import pytest

import impl
import spec
from spec.adapters import jax_steps

jax = pytest.importorskip("jax")

softplus = jax.nn.softplus

REAL = np.array([[-2.0, 0.0, 1.5], [3.0, -1.0, 0.25]])
FAKE = np.array([[0.5, -1.0], [2.0, 0.75]])

SINGLE = 2.0**-20
"""A few roundings of single precision."""

SLOPE = "gradients/towards-a-discriminator"


def fakes(g, x, key):
    """As many samples of the generator as there are real ones."""
    return g(jax.random.normal(key, (len(x), g.dim_z)))


def discriminator_step(g, d, x, key):
    return softplus(-d(x)).mean() + softplus(d(fakes(g, x, key))).mean()


def generator_step(g, d, x, key):
    return softplus(-d(fakes(g, x, key))).mean()


def assert_comes_to(name, derivative, step, *arguments, **options):
    """Assert that a step comes to a loss, and to what it is to the network that learns."""
    subject = jax_steps.adapt(**{name: step}, **options)
    actual, expected = (getattr(each, name)(*arguments) for each in (subject, impl))
    np.testing.assert_allclose(actual, expected, rtol=SINGLE)
    sides = ([1.0, 0.0, 2.0], [0.5, 3.0, 0.0]) if "discriminator" in name else ()
    actual, expected = (getattr(each, derivative)(REAL, *sides) for each in (subject, impl))
    np.testing.assert_allclose(actual, expected, rtol=SINGLE)


def assert_discriminator_loss(step, **options):
    derivative = "pointwise_discriminator_loss_from_logits_derivative"
    assert_comes_to("discriminator_loss", derivative, step, REAL, FAKE, **options)


def assert_generator_loss(step, **options):
    name = "nonsaturating_generator_loss"
    assert_comes_to(name, f"{name}_derivative", step, FAKE, **options)


OPTIONS = pytest.mark.parametrize("options", [{}, {"output_shape": (1,)}, {"sample_shape": (3,)}])


@OPTIONS
def test_a_step_of_a_discriminator_becomes_a_loss_of_logits(options):
    assert_discriminator_loss(discriminator_step, **options)


@OPTIONS
def test_a_step_of_a_generator_becomes_a_loss_of_logits(options):
    assert_generator_loss(generator_step, **options)


def test_fakes_of_which_no_gradient_is_taken_leave_the_gradient_what_it_is():
    assert_discriminator_loss(
        lambda g, d, x, key: (
            softplus(-d(x)).mean() + softplus(d(jax.lax.stop_gradient(fakes(g, x, key)))).mean()
        )
    )


def test_a_step_may_be_compiled():
    assert_discriminator_loss(
        lambda g, d, x, key: jax.jit(lambda x, key: discriminator_step(g, d, x, key))(x, key)
    )


def test_a_discriminator_may_be_mapped_over_samples():
    def step(g, d, x, key):
        real, fake = (jax.vmap(d)(each) for each in (x, fakes(g, x, key)))
        return softplus(-real).mean() + softplus(fake).mean()

    assert_discriminator_loss(step)


def critic_step(norms):
    """The step of a critic with a gradient penalty."""

    def step(g, d, x, key):
        key, for_alpha = jax.random.split(key)
        fake = fakes(g, x, key)
        alpha = jax.random.uniform(for_alpha, (len(x), 1, 1, 1))
        gradients = jax.vmap(jax.grad(d))(alpha * fake + (1 - alpha) * x)
        return d(fake).mean() - d(x).mean() + 10 * ((norms(gradients) - 1) ** 2).mean()

    return step


def per_sample(gradients):
    return jax.numpy.linalg.norm(gradients.reshape(len(gradients), -1), axis=1)


def test_the_gradient_penalty_is_nothing():
    subject = jax_steps.adapt(wasserstein_critic_loss=critic_step(per_sample))
    for real, fake in ((REAL[0], FAKE[0]), ([0.0], [0.0])):
        expected = impl.wasserstein_critic_loss(real, fake)
        actual = subject.wasserstein_critic_loss(real, fake)
        np.testing.assert_allclose(actual, expected, rtol=SINGLE)


def test_a_penalty_of_other_norms_is_seen():
    subject = jax_steps.adapt(wasserstein_critic_loss=critic_step(jax.numpy.linalg.norm))
    assert subject.wasserstein_critic_loss([0.0, 0.0], [0.0]) > 0.1


def test_each_call_has_a_key_of_its_own():
    seen = []

    def step(g, d, x, key):
        seen.append(jax.random.uniform(key).item())
        return generator_step(g, d, x, key)

    subject = jax_steps.adapt(nonsaturating_generator_loss=step)
    for _ in range(3):
        subject.nonsaturating_generator_loss([0.5])
    assert len(set(seen)) == 3


def test_labels_come_before_the_key():
    def step(g, d, x, y, key):
        fake = g(jax.random.normal(key, (len(x), g.dim_z)), y)
        return softplus(-d(x, y)).mean() + softplus(d(fake, y)).mean()

    subject = jax_steps.adapt(conditional_discriminator_loss=step)
    ids = "4.2/losses", f"{SLOPE}[conditional_discriminator_loss_slope]"
    outcomes = {each.outcome for each in spec.check(subject, ids, examples=10)}
    assert outcomes == {"passed"}


@pytest.mark.parametrize("is_kept", [True, False])
def test_the_fakes_of_a_generator_that_has_labels_are_led_to_its_loss(is_kept):
    def step(g, d, x, y, key):
        fake = g(jax.random.normal(key, (len(x), g.dim_z)), y)
        fake = fake if is_kept else jax.lax.stop_gradient(fake)
        return softplus(-d(fake, y)).mean()

    subject = jax_steps.adapt(conditional_generator_loss=step)
    ids = "4.2/generator-loss", f"{SLOPE}[conditional_generator_loss_slope]"
    value, slope = spec.check(subject, ids, examples=10)
    assert value.outcome == "passed"
    assert slope.outcome == ("passed" if is_kept else "failed")


@pytest.mark.parametrize(
    ("step", "told"),
    [
        (lambda g, d, x, key: None, "the step returned nothing: is a return missing"),
        (lambda g, d, x, key: softplus(-d(x)), r"shape \(2,\), where a loss is one number"),
        (lambda g, d, x, key: d(2 * x - 1).mean(), "neither of the batch nor between two of it"),
        (lambda g, d, x, key: d(g(x[:1])).mean(), "noise for 1 samples, beside a batch of 2"),
    ],
)
def test_what_is_no_step_is_told(step, told):
    subject = jax_steps.adapt(discriminator_loss=step)
    with pytest.raises(ValueError, match=told):
        subject.discriminator_loss([0.5, 1.0], [0.5])


def test_samples_that_are_changed_in_a_compiled_step_have_no_loss():
    subject = jax_steps.adapt(discriminator_loss=lambda g, d, x, key: jax.jit(d)(2 * x - 1).mean())
    assert np.isnan(subject.discriminator_loss([0.5, 1.0], [0.5]))
