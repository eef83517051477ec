"""Gradients: their definitions, who offers them, and the mistakes that they give away."""

import math
from decimal import Decimal
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings

import impl
import spec
from spec.adapters import batch_by_batch, completed, paired
from spec.definitions import arguments_of, directions_of
from spec.definitions.calculus import Slopes
from spec.interface import DIFFERENTIABLE, FUNCTIONS, GRADIENTS, NAMED, SLOPES
from spec.machinery.claims.guard import NotOffered
from spec.machinery.claims.implementation import as_implementation
from spec.machinery.numbers.reals import Real, exp
from spec.strategies import arguments
from tests.counterfeits import REFERENCE
from tests.subjects import gradients

NAMES = [function.name for function in FUNCTIONS]


def failed(implementation, *names, kind="slopes"):
    """The functions whose gradients fail a claim, of those that are named."""
    ids = [f"gradients/{kind}[{name}_gradient]" for name in names]
    outcomes = {result.claim.id: result.outcome for result in spec.check(implementation, ids)}
    assert "skipped" not in outcomes.values()
    return [name for name, id in zip(names, ids, strict=True) if outcomes[id] == "failed"]


class TestSlopes:
    def test_a_smooth_function_has_one_slope_to_many_digits(self):
        smooth = Slopes(lambda step: exp(step + 1))
        e = exp(1).value
        assert abs(smooth.below.value - e) < Decimal("1e-20")
        assert abs(smooth.above.value - e) < Decimal("1e-20")
        assert smooth.below.error < Decimal("1e-20")

    def test_a_kink_has_two_and_whatever_is_between_them_is_nearest_to_itself(self):
        kink = Slopes(lambda step: Real.of(abs(step)))
        assert (float(kink.below), float(kink.above)) == (-1, 1)
        nearest = [float(kink.nearest(slope)) for slope in (-3, -1, 0.25, 1, math.inf)]
        assert nearest == [-1, -1, 0.25, 1, 1]

    def test_no_slope_is_near_to_what_is_no_number(self):
        assert math.isnan(float(Slopes(lambda step: Real.of(step)).nearest(math.nan)))


def test_losses_and_divergences_are_differentiable_and_derivatives_and_critics_are_not():
    names = {function.name for function in DIFFERENTIABLE}
    assert {"hinge_discriminator_loss", "kl_divergence", "wasserstein_distance"} <= names
    assert {"f_divergence", "f_generator_loss"} <= names
    assert names.isdisjoint({"sigmoid_derivative", "expected_gradient", "improve_critic"})


def test_a_name_is_no_argument_to_differentiate_in():
    arguments = [NAMED["f_divergence_gradient"], ["gan", [0.5, 0.5], [0.25, 0.75]]]
    assert len(arguments_of(*arguments)) == 2


def test_a_gradient_is_no_function_that_has_to_be_offered():
    assert NAMED.keys() - set(NAMES) == {each.name for each in (*GRADIENTS, *SLOPES)}
    assert set(spec.SPECIFICATION.functions) == set(NAMES)


@pytest.mark.parametrize("gradient", [*GRADIENTS, *SLOPES], ids=str)
def test_a_gradient_that_is_not_offered_is_called_that_of_its_function(gradient):
    tried = as_implementation(impl, spec.SPECIFICATION)
    with pytest.raises(NotOffered, match=f"the gradient of {gradient.gradient_of} is not offered"):
        gradient.of(tried)


@given(drawn=arguments(1))
def test_of_a_distribution_a_common_number_makes_no_difference(drawn):
    kl = NAMED["kl_divergence"]
    x = drawn.of(kl)
    in_p, _ = gradients.kl_divergence_gradient(*x)
    v, _ = directions_of(kl.gradient(), x, drawn.choice)
    for gradient in (in_p, in_p - 1):
        spec.assert_close(v.times(gradient), v.slope(nearest_to=gradient))


def test_what_has_another_shape_is_told_by_it():
    v, _ = directions_of(NAMED["kl_divergence_gradient"], [[0.5, 0.5], [0.25, 0.75]], 0)
    with pytest.raises(AssertionError, match="the shape is not what it should be"):
        spec.assert_close(v.times(0.0), v.slope(nearest_to=0.0))


def test_what_is_wrong_in_a_direction_is_told_by_its_place_in_the_gradient():
    penalty = NAMED["zero_centered_penalty_gradient"]
    g = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
    wrong = g / 2 + [[0, 0, 0], [0, 1, 0]]
    for choice in range(len(g.flat)):
        (v,) = directions_of(penalty, [g.tolist()], choice)
        found = v.times(wrong), v.slope(nearest_to=wrong)
        if choice == 4:
            with pytest.raises(AssertionError, match=r"at index \(1, 1\)\n  your result: 3.5\n"):
                spec.assert_close(*found)
        else:
            spec.assert_close(*found)


def test_where_numbers_are_equal_it_is_every_direction():
    gradient = NAMED["nonsaturating_generator_loss_gradient"]
    (v,) = directions_of(gradient, [[1.0, 2.0, 1.0]], 0)
    assert v.times(np.array([3.0, 4.0, 5.0])).tolist() == [3.0, 4.0, 5.0]


def test_mass_moves_from_the_first_point_that_has_some_to_every_other():
    kl = NAMED["kl_divergence_gradient"]
    masses = [[0.0, 0.5, 0.0, 0.25, 0.25], [0.0, 0.25, 0.25, 0.25, 0.25]]
    wrong = np.array([0.0, 0.0, 0.0, 9.0, 9.0])
    for choice, place in ((0, 3), (1, 4), (-1, 4), (2, 3)):
        v, _ = directions_of(kl, masses, choice)
        with pytest.raises(AssertionError, match=f"at index {place}\n"):
            spec.assert_close(v.times(wrong), v.slope(nearest_to=wrong))


def test_all_mass_at_one_point_has_nowhere_to_move():
    v, _ = directions_of(NAMED["kl_divergence_gradient"], [[0.0, 1.0], [0.5, 0.5]], 0)
    wrong = np.array([3.0, 4.0])
    spec.assert_close(v.times(wrong), v.slope(nearest_to=wrong))


def test_every_direction_comes_up_in_a_run():
    penalty, seen = NAMED["zero_centered_penalty_gradient"], set()

    @settings(max_examples=100, derandomize=True, database=None)
    @given(drawn=arguments(1))
    def see(drawn):
        (g,) = drawn.of(penalty.gradient_of)
        (v,) = directions_of(penalty, [g], drawn.choice)
        seen.update(map(tuple, np.argwhere(v.times(np.ones(np.shape(g)))).tolist()))

    see()
    assert seen == set(np.ndindex(3, 2))


def test_a_function_that_is_no_gradient_has_no_arguments_to_look_at():
    with pytest.raises(TypeError, match="kl_divergence is no gradient"):
        arguments_of(NAMED["kl_divergence"], [[1.0], [1.0]])


def test_gradients_may_be_offered_beside_what_an_adapter_completes():
    mine = SimpleNamespace(
        kl_divergence=impl.kl_divergence, kl_divergence_gradient=REFERENCE["kl_divergence_gradient"]
    )
    for subject in (mine, completed(mine, impl), batch_by_batch(mine)):
        assert failed(subject, "kl_divergence") == []


class TestPyTorch:
    """Autograd makes the gradient of every function that is offered."""

    @pytest.fixture(autouse=True)
    def _torch(self):
        self.torch = pytest.importorskip("torch")
        self.functional = self.torch.nn.functional
        self.adapt = pytest.importorskip("spec.adapters.pytorch").adapt

    def test_right_losses_have_right_gradients(self):
        relu, softplus = self.functional.relu, self.functional.softplus
        subject = self.adapt(
            discriminator_loss=lambda real, fake: (
                softplus(-real).mean(-1) + softplus(fake).mean(-1)
            ),
            gaussian_kl=lambda a, b, s: (a - b) ** 2 / (2 * s**2),
            hinge_discriminator_loss=lambda real, fake: (
                relu(1 - real).mean(-1) + relu(1 + fake).mean(-1)
            ),
            kl_divergence=lambda p, q: (p * (p / q).log()).sum(-1),
        )
        names = "discriminator_loss", "gaussian_kl", "hinge_discriminator_loss", "kl_divergence"
        assert failed(subject, *names) == []
        assert failed(subject, "hinge_discriminator_loss", kind="kinks") == []

    def test_a_divergence_may_mask_points_without_mass_or_go_to_its_limit_there(self):
        where, entr = self.torch.where, self.torch.special.entr

        def masked(p, q):
            is_there = p > 0
            p, q = where(is_there, p, 1), where(is_there, q, 1)
            return (p * (p / q).log()).sum(-1)

        subject = self.adapt(kl_divergence=masked, entropy=lambda p: entr(p).sum(-1))
        for kind in ("beside-empty-points", "empty-points"):
            assert failed(subject, "kl_divergence", "entropy", kind=kind) == []

    def test_a_gradient_that_is_nan_where_there_is_no_mass_is_wrong(self):
        xlogy = self.torch.xlogy
        subject = self.adapt(kl_divergence=lambda p, q: (xlogy(p, p) - xlogy(p, q)).sum(-1))
        assert failed(subject, "kl_divergence") == []
        assert failed(subject, "kl_divergence", kind="empty-points") == ["kl_divergence"]

    @pytest.mark.parametrize(
        "mistake",
        [
            pytest.param(lambda real, fake: fake.mean(-1) - real.detach().mean(-1), id="one"),
            pytest.param(lambda real, fake: (fake.mean(-1) - real.mean(-1)).detach(), id="both"),
            pytest.param(lambda real, fake: fake.mean(-1) - real.data.mean(-1), id="data"),
        ],
    )
    def test_a_loss_of_detached_tensors_is_wrong_though_its_value_is_right(self, mistake):
        subject = self.adapt(wasserstein_critic_loss=mistake)
        (value,) = spec.check(subject, "definitions/value[wasserstein_critic_loss]")
        assert value.outcome == "passed"
        assert failed(subject, "wasserstein_critic_loss") == ["wasserstein_critic_loss"]

    def test_the_loss_of_an_f_gan_is_judged_by_its_gradient_too(self):
        softplus = self.functional.softplus
        right, detached = (
            self.adapt(
                SimpleNamespace(f_divergences=("gan",)),
                f_generator_loss=lambda name, fake, kept=kept: -softplus(kept(fake)).mean(-1),
            )
            for kept in (lambda fake: fake, self.torch.detach)
        )
        assert failed(right, "f_generator_loss") == []
        assert failed(detached, "f_generator_loss") == ["f_generator_loss"]

    def test_a_loss_of_pairs_has_the_gradient_of_what_it_is_paired_to(self):
        subject = paired(self.adapt(wasserstein_critic_loss=lambda x, y: (y - x).mean(-1)))
        assert failed(subject, "wasserstein_critic_loss") == []

    @pytest.mark.parametrize("made", [batch_by_batch, paired])
    def test_slopes_for_each_sample_go_with_their_loss(self, made):
        softplus = self.functional.softplus
        loss = self.adapt(
            relativistic_average_discriminator_loss=lambda x, y: (
                softplus(y.mean(-1, keepdim=True) - x) + softplus(y - x.mean(-1, keepdim=True))
            ).mean(-1)
        )
        name = "relativistic_average_discriminator_loss_derivative"
        arguments = [[0.5, -1.0, 2.0], [1.0, 0.25, 0.5]]
        found = getattr(made(loss), name)(*arguments)
        for slope, due in zip(found, getattr(impl, name)(*arguments), strict=True):
            np.testing.assert_allclose(slope, due, rtol=1e-12)
        rows = getattr(made(loss), name)(*([row, row[::-1]] for row in arguments))
        assert [part.shape for part in rows] == [(2, 3), (2, 3)]

    @pytest.mark.parametrize("kept", ["both", "real", "fake", "none"])
    def test_a_conditional_loss_is_differentiated_in_what_its_discriminator_returns(self, kept):
        softplus = self.functional.softplus

        def loss(d, real, fake, y):
            h_real, h_fake = d(real, y), d(fake, y)
            h_real = h_real if kept in ("both", "real") else h_real.detach()
            h_fake = h_fake if kept in ("both", "fake") else h_fake.detach()
            return softplus(-h_real).mean() + softplus(h_fake).mean()

        subject = self.adapt(conditional_discriminator_loss=loss)
        (value,) = spec.check(subject, "4.2/losses")
        (slope,) = spec.check(
            subject, "gradients/towards-a-discriminator[conditional_discriminator_loss_slope]"
        )
        assert value.outcome == "passed"
        assert slope.outcome == ("passed" if kept == "both" else "failed")

    def test_fakes_may_be_detached_where_a_discriminator_learns(self):
        softplus = self.functional.softplus
        subject = self.adapt(
            conditional_discriminator_loss=lambda d, real, fake, y: (
                softplus(-d(real.detach(), y)).mean() + softplus(d(fake.detach(), y)).mean()
            )
        )
        (slope,) = spec.check(
            subject, "gradients/towards-a-discriminator[conditional_discriminator_loss_slope]"
        )
        assert slope.outcome == "passed"

    @pytest.mark.parametrize("is_kept", [True, False])
    def test_a_penalty_is_differentiated_in_the_gradients(self, is_kept):
        def penalty(gradients, weight=10):
            kept = gradients if is_kept else gradients.detach()
            norms = kept.reshape(len(kept), -1).norm(2, 1)
            return weight * self.functional.relu(norms - 1).square().mean()

        subject = self.adapt(one_sided_gradient_penalty=penalty)
        name = "one_sided_gradient_penalty"
        assert failed(subject, name) == ([] if is_kept else [name])

    def test_a_constant_that_is_left_in_a_loss_is_in_its_value_alone(self):
        subject = self.adapt(wasserstein_generator_loss=lambda fake: 5 - fake.mean(-1))
        (value,) = spec.check(subject, "definitions/value[wasserstein_generator_loss]")
        assert value.outcome == "failed"
        assert failed(subject, "wasserstein_generator_loss") == []


class TestJax:
    """JAX makes the gradient of every function that is offered."""

    def test_gradients_are_those_of_the_functions(self):
        jax = pytest.importorskip("jax")
        from spec.adapters import jax_arrays

        def critic_loss(real, fake):
            return fake.mean(-1) - jax.lax.stop_gradient(real).mean(-1)

        subject = jax_arrays.adapt(
            wasserstein_critic_loss=critic_loss,
            wasserstein_generator_loss=lambda fake: -fake.mean(-1),
        )
        names = "wasserstein_critic_loss", "wasserstein_generator_loss"
        assert failed(subject, *names) == ["wasserstein_critic_loss"]


def test_closed_forms_are_those_of_differences():
    step, p, q = 2.0**-20, np.array([0.25, 0.75]), np.array([0.5, 0.5])
    moved = np.array([step, -step])
    rise = impl.js_divergence(p + moved, q) - impl.js_divergence(p - moved, q)
    in_p, _ = gradients.js_divergence_gradient(p, q)
    assert math.isclose(rise / (2 * step), in_p[0] - in_p[1], rel_tol=1e-6)
