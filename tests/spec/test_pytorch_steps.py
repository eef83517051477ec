"""Steps of a training loop, and the networks that return to them what they are told."""

import numpy as np
import pytest

import impl
import spec
from spec.adapters import pytorch_steps, steps

torch = pytest.importorskip("torch")
torch.set_num_threads(1)

softplus = torch.nn.functional.softplus

REAL = np.array([[-2.0, 0.0, 1.5], [3.0, -1.0, 0.25]])
FAKE = np.array([[0.5, -1.0], [2.0, 0.75]])

SINGLE = 2.0**-20
"""A few roundings of single precision."""


def fakes(g, x):
    """As many samples of the generator as there are real ones."""
    return g(torch.randn(len(x), g.dim_z))


def discriminator_step(g, d, x):
    return softplus(-d(x)).mean() + softplus(d(fakes(g, x))).mean()


def generator_step(g, d, x):
    return softplus(-d(fakes(g, x))).mean()


def assert_discriminator_loss(step, **options):
    """Assert that a step comes to the discriminator's loss, and to its derivative."""
    subject = pytorch_steps.adapt(discriminator_loss=step, **options)
    actual, expected = (each.discriminator_loss(REAL, FAKE) for each in (subject, impl))
    np.testing.assert_allclose(actual, expected, rtol=SINGLE)
    name = "pointwise_discriminator_loss_from_logits_derivative"
    arguments = REAL, [1.0, 0.0, 2.0], [0.5, 3.0, 0.0]
    actual, expected = (getattr(each, name)(*arguments) for each in (subject, impl))
    np.testing.assert_allclose(actual, expected, rtol=SINGLE)


def assert_generator_loss(step, **options):
    """Assert that a step comes to the non-saturating loss, and to its derivative."""
    subject = pytorch_steps.adapt(nonsaturating_generator_loss=step, **options)
    for name in ("nonsaturating_generator_loss", "nonsaturating_generator_loss_derivative"):
        actual, expected = (getattr(each, name)(FAKE) for each in (subject, impl))
        np.testing.assert_allclose(actual, expected, rtol=SINGLE)


def critic_step(norms, points=lambda fake, x, alpha: alpha * fake + (1 - alpha) * x):
    """The step of a critic with a gradient penalty."""

    def step(g, d, x):
        fake = fakes(g, x)
        between = points(fake, x, torch.rand(len(x), *(1 for _ in x.shape[1:])))
        (gradients,) = torch.autograd.grad(d(between).sum(), between, create_graph=True)
        return d(fake).mean() - d(x).mean() + 10 * ((norms(gradients) - 1) ** 2).mean()

    return step


def per_sample(gradients):
    return gradients.flatten(start_dim=1).norm(dim=1)


class TestDiscriminators:
    @pytest.mark.parametrize("options", [{}, {"output_shape": (1,)}, {"sample_shape": (3,)}])
    def test_a_step_becomes_a_loss_of_logits(self, options):
        assert_discriminator_loss(discriminator_step, **options)

    def test_detached_fakes_leave_the_gradient_what_it_is(self):
        assert_discriminator_loss(
            lambda g, d, x: softplus(-d(x)).mean() + softplus(d(fakes(g, x).detach())).mean()
        )

    def test_fakes_may_be_made_without_a_graph(self):
        def step(g, d, x):
            with torch.no_grad():
                fake = fakes(g, x)
            return softplus(-d(x)).mean() + softplus(d(fake)).mean()

        assert_discriminator_loss(step)

    def test_a_detached_real_term_has_no_gradient(self):
        subject = pytorch_steps.adapt(
            discriminator_loss=lambda g, d, x: (
                softplus(-d(x).detach()).mean() + softplus(d(fakes(g, x))).mean()
            )
        )
        slope = subject.pointwise_discriminator_loss_from_logits_derivative
        assert slope(0.0, 1.0, 0.0) == 0
        assert slope(0.0, 0.0, 1.0) == 0.5

    def test_both_batches_may_go_through_at_once_in_any_order(self):
        def step(g, d, x):
            order = torch.randperm(2 * len(x))
            is_real = (order < len(x)).float()
            logits = d(torch.cat([x, fakes(g, x)])[order])
            return 2 * torch.nn.functional.binary_cross_entropy_with_logits(logits, is_real)

        assert_discriminator_loss(step)

    def test_samples_may_be_written_to(self):
        def step(g, d, x):
            real = d(x).neg_()
            return softplus(real).mean() + softplus(d(fakes(g, x.zero_()))).mean()

        assert_discriminator_loss(step)

    def test_unequal_batches_become_equal_ones(self):
        sizes = []

        def step(g, d, x):
            sizes.append((len(x), len(fakes(g, x))))
            return discriminator_step(g, d, x)

        pytorch_steps.adapt(discriminator_loss=step).discriminator_loss(REAL[0], FAKE[0])
        assert sizes == [(6, 6)]

    def test_infinite_logits_are_as_good_as_others(self):
        subject = pytorch_steps.adapt(
            wasserstein_critic_loss=lambda g, d, x: d(fakes(g, x)).mean() - d(x).mean()
        )
        assert subject.wasserstein_critic_loss([0.0, -np.inf], [1.0]) == np.inf


class TestGenerators:
    @pytest.mark.parametrize("options", [{}, {"output_shape": (1,)}, {"sample_shape": ()}])
    def test_a_step_becomes_a_loss_of_logits(self, options):
        assert_generator_loss(generator_step, **options)

    def test_detached_samples_are_told(self):
        subject = pytorch_steps.adapt(
            nonsaturating_generator_loss=lambda g, d, x: softplus(-d(fakes(g, x).detach())).mean()
        )
        (result,) = spec.check(subject, "2.4/nonsaturating-derivative")
        assert "no gradient reaches fake_outputs, which is detached or not used" in result.message

    def test_real_samples_are_others_than_the_fakes(self):
        subject = pytorch_steps.adapt(
            nonsaturating_generator_loss=lambda g, d, x: softplus(-d(x)).mean()
        )
        assert subject.nonsaturating_generator_loss([8.0]) > 0.5


class TestCritics:
    @pytest.mark.parametrize("dtype", ["float32", "float64"])
    @pytest.mark.parametrize("shape", [(3,), (1, 28, 28), (3, 4, 4), (1,)])
    def test_the_gradient_penalty_is_nothing(self, shape, dtype):
        subject = pytorch_steps.adapt(
            wasserstein_critic_loss=critic_step(per_sample), sample_shape=shape, dtype=dtype
        )
        for real, fake in ((REAL[0], FAKE[0]), ([0.0], [0.0]), ([1e30], [1e30])):
            expected = impl.wasserstein_critic_loss(real, fake)
            actual = subject.wasserstein_critic_loss(real, fake)
            np.testing.assert_allclose(actual, expected, rtol=SINGLE)

    def test_a_small_number_under_the_root_is_lost_in_single_precision(self):
        subject = pytorch_steps.adapt(
            wasserstein_critic_loss=critic_step(
                lambda g: (g.flatten(1) ** 2).sum(1).add(1e-8) ** 0.5
            )
        )
        assert subject.wasserstein_critic_loss([0.0], [0.0]) == 0

    @pytest.mark.parametrize(
        "points",
        [
            lambda fake, x, alpha: (alpha * fake.detach() + (1 - alpha) * x).requires_grad_(),
            lambda fake, x, alpha: torch.lerp(x, fake, alpha),
            lambda fake, x, alpha: x + alpha * (fake - x),
        ],
    )
    def test_points_between_may_be_made_in_any_way(self, points):
        subject = pytorch_steps.adapt(wasserstein_critic_loss=critic_step(per_sample, points))
        assert subject.wasserstein_critic_loss([0.0, 1.0, 2.0], [3.0]) == 2

    @pytest.mark.parametrize(
        "norms",
        [
            lambda gradients: gradients.norm(),
            lambda gradients: gradients.norm(dim=1),
            lambda gradients: per_sample(gradients / len(gradients)),
            lambda gradients: per_sample(gradients) ** 0.5 * 2,
        ],
        ids=["of the batch", "over channels", "after a mean", "another"],
    )
    def test_a_penalty_of_other_norms_is_seen(self, norms):
        subject = pytorch_steps.adapt(wasserstein_critic_loss=critic_step(norms))
        assert subject.wasserstein_critic_loss([0.0, 0.0], [0.0]) > 0.1

    def test_points_that_are_on_no_line_are_seen(self):
        step = critic_step(per_sample, lambda fake, x, alpha: x + torch.rand_like(x) * (fake - x))
        subject = pytorch_steps.adapt(wasserstein_critic_loss=step)
        assert subject.wasserstein_critic_loss([0.0], [0.0]) > 0.1


def test_one_function_may_return_both_losses():
    def losses(g, d, x):
        fake = fakes(g, x)
        return {
            "d": softplus(-d(x)).mean() + softplus(d(fake.detach())).mean(),
            "g": softplus(-d(fake)).mean(),
        }

    assert_discriminator_loss(lambda g, d, x: losses(g, d, x)["d"])
    assert_generator_loss(lambda g, d, x: losses(g, d, x)["g"])


class TestNetworks:
    def test_they_are_modules_with_a_parameter(self):
        def step(g, d, x):
            model = torch.nn.Module()
            model.g, model.d = g.train(), d.eval()
            model.zero_grad()
            device = next(model.d.parameters()).device
            assert g.z_dim == g.latent_dim == g.dim_z
            return softplus(-model.d(model.g(torch.randn(len(x), g.z_dim, device=device)))).mean()

        assert_generator_loss(step)

    def test_they_take_labels(self):
        def step(g, d, x):
            labels = torch.zeros(len(x), dtype=torch.int64)
            fake = g(torch.randn(len(x), g.dim_z), labels)
            return softplus(-d(x, labels)).mean() + softplus(d(fake, y=labels)).mean()

        assert_discriminator_loss(step)

    def test_a_discriminator_has_something_to_learn_even_from_detached_samples(self):
        def step(g, d, x):
            loss = softplus(-d(x)).mean()
            loss.backward(retain_graph=True)
            assert d.shift.grad is not None
            return loss + softplus(d(fakes(g, x).detach())).mean()

        pytorch_steps.adapt(discriminator_loss=step).discriminator_loss(REAL, FAKE)


class TestWhatIsRefused:
    @pytest.mark.parametrize(
        ("result", "told"),
        [
            (lambda loss: None, "the step returned nothing: is a return missing"),
            (
                lambda loss: (loss, loss),
                r"returned a tuple: say which loss .* losses\(g, d, x\)\[0",
            ),
            (lambda loss: {"g": loss}, "returned a dict"),
            (lambda loss: loss.repeat(3), r"shape \(3,\), where a loss is one number: is a mean"),
            (
                lambda loss: loss.bfloat16(),
                "returned torch.bfloat16 for arguments of torch.float32",
            ),
        ],
    )
    def test_what_is_no_loss_is_told(self, result, told):
        subject = pytorch_steps.adapt(
            nonsaturating_generator_loss=lambda g, d, x: result(generator_step(g, d, x))
        )
        with pytest.raises((TypeError, ValueError), match=told):
            subject.nonsaturating_generator_loss([0.5])

    def test_a_loss_may_have_an_axis_of_one(self):
        assert_generator_loss(lambda g, d, x: generator_step(g, d, x)[None])

    def test_a_number_is_a_loss_without_a_gradient(self):
        subject = pytorch_steps.adapt(
            nonsaturating_generator_loss=lambda g, d, x: generator_step(g, d, x).item()
        )
        np.testing.assert_allclose(
            subject.nonsaturating_generator_loss(FAKE),
            impl.nonsaturating_generator_loss(FAKE),
            rtol=SINGLE,
        )
        with pytest.raises(TypeError, match=r"is no tensor .*: leave out \.item\(\)"):
            subject.nonsaturating_generator_loss_derivative(FAKE)

    def test_another_number_of_fakes_than_of_reals_is_told(self):
        subject = pytorch_steps.adapt(
            nonsaturating_generator_loss=lambda g, d, x: softplus(-d(g(torch.randn(64, 2)))).mean()
        )
        with pytest.raises(ValueError, match="noise for 64 samples, beside a batch of 2 real ones"):
            subject.nonsaturating_generator_loss([0.5, 1.0])

    def test_samples_that_are_changed_on_the_way_are_told(self):
        subject = pytorch_steps.adapt(
            discriminator_loss=lambda g, d, x: softplus(-d(2 * x - 1)).mean()
        )
        with pytest.raises(ValueError, match="neither of the batch nor between two of it"):
            subject.discriminator_loss([0.5, 1.0], [0.5])

    def test_a_function_of_the_specification_that_is_no_loss_is_refused(self):
        with pytest.raises(TypeError, match="entropy is no loss of a network; these are: disc"):
            pytorch_steps.adapt(entropy=generator_step)

    def test_a_name_that_is_not_known_is_refused_with_a_suggestion(self):
        with pytest.raises(TypeError, match="did you mean discriminator_loss"):
            pytorch_steps.adapt(discriminators_loss=discriminator_step)


def test_losses_of_networks_are_those_of_what_a_discriminator_returns():
    losses = {"discriminator_loss", "summed_generator_loss", "hinge_discriminator_loss"}
    assert losses | {"wasserstein_critic_loss"} <= set(steps.LOSSES)
    assert not {"pointwise_discriminator_loss", "negative_elbo"} & set(steps.LOSSES)
