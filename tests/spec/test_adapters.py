"""Functions as people have them, held to the conventions of the specification."""

import math
import subprocess
import sys
from fractions import Fraction
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given

import impl
import spec
from spec.adapters import (
    batch_by_batch,
    completed,
    jax_arrays,
    over_subsets,
    paired,
    pytorch,
    scalars,
    together,
)
from spec.adapters.arrays import adapted
from spec.interface import FUNCTIONS, NAMED
from spec.strategies import batches, moderate_logits
from tests.impl.arguments import VALID

LOGITS = np.array([[-2.0, 0.0, 1.5], [3.0, -1.0, 0.25]])
FEATURES = np.array([[0.0, 1.0], [2.0, -1.0], [-0.5, 0.25], [1.0, 3.0]])


def outcomes(implementation, claims):
    """What comes of each claim, by id."""
    return {result.claim.id: result.outcome for result in spec.check(implementation, claims)}


ROUNDINGS = 64 * 2.0**-53
"""A relative error of a few dozen roundings, as many as the claims allow."""


def assert_equals_impl(subject, name, *arguments, **keywords):
    """Assert that a function returns what the reference does, as float64."""
    actual = getattr(subject, name)(*arguments, **keywords)
    expected = getattr(impl, name)(*arguments, **keywords)
    for left, right in zip(np.atleast_1d(actual), np.atleast_1d(expected), strict=True):
        assert np.asarray(left).dtype == np.float64
        np.testing.assert_allclose(left, right, rtol=ROUNDINGS, atol=ROUNDINGS)


class TestNamespaces:
    @pytest.mark.parametrize("adapt", [pytorch.adapt, jax_arrays.adapt, scalars.adapt])
    def test_a_name_that_is_misspelt_is_refused_with_a_suggestion(self, adapt):
        named = {"minimax_genrator_loss": abs}
        for functions in (named, SimpleNamespace(**named)):
            with pytest.raises(TypeError, match="did you mean minimax_generator_loss"):
                adapt(functions)
        with pytest.raises(TypeError, match="did you mean minimax_generator_loss"):
            adapt(**named)

    def test_what_adapters_are_given_by_name_is_told(self):
        own = SimpleNamespace(sigmoid=abs, hinge_generator_loss=abs, width=2)
        subjects = [
            scalars.adapt(own),
            scalars.adapt(sigmoid=abs, hinge_generator_loss=abs),
            completed(own, impl),
            batch_by_batch(completed(pytorch.adapt(vars(own)), impl)),
        ]
        for subject in subjects:
            assert subject.given_by_name == {"sigmoid", "hinge_generator_loss"}
        assert pytorch.adapt(impl).given_by_name == frozenset()

    @pytest.mark.parametrize("adapt", [pytorch.adapt, jax_arrays.adapt])
    @pytest.mark.parametrize("dtype", ["float16", "bfloat16"])
    def test_a_format_without_claims_is_refused(self, adapt, dtype):
        with pytest.raises(ValueError, match=f"'{dtype}', and there are claims for float64 and"):
            adapt(sigmoid=abs, dtype=dtype)

    @pytest.mark.parametrize("adapt", [pytorch.adapt, jax_arrays.adapt])
    def test_the_type_of_arrays_is_the_format_that_functions_are_held_to(self, adapt):
        single = SimpleNamespace(sigmoid=abs, precision="float32")
        assert adapt(sigmoid=abs, dtype="float32").precision == "float32"
        assert adapt(single).precision == "float32"
        assert not hasattr(adapt(sigmoid=abs), "precision")

    @pytest.mark.parametrize("adapt", [pytorch.adapt, jax_arrays.adapt, scalars.adapt])
    def test_an_object_without_any_function_is_refused(self, adapt):
        with pytest.raises(TypeError, match="offers none of the functions of the specification"):
            adapt(SimpleNamespace(width=2))

    def test_functions_by_name_come_before_those_of_the_object(self):
        own = SimpleNamespace(sigmoid=lambda h: 0, logit=lambda t: 1)
        subject = scalars.adapt(own, sigmoid=lambda h: 2)
        assert (subject.sigmoid(0.0), subject.logit(0.5)) == (2, 1)

    def test_a_mapping_of_functions_will_do(self):
        assert scalars.adapt({"sigmoid": lambda h: 2}).sigmoid(0.0) == 2

    def test_no_framework_is_imported_before_it_is_used(self):
        code = (
            "import sys; from spec.adapters import jax_arrays, pytorch, pytorch_steps; "
            "pytorch.adapt(sigmoid=abs); jax_arrays.adapt(sigmoid=abs); "
            "pytorch_steps.adapt(discriminator_loss=max); "
            "assert not {'torch', 'jax'} & set(sys.modules)"
        )
        subprocess.run([sys.executable, "-c", code], check=True)


class Halves:
    """A framework whose arrays are tagged NumPy arrays, and its gradients central differences."""

    STEP = 2.0**-20
    dtype = "float64"

    class Array(np.ndarray):
        pass

    def array(self, numbers):
        return numbers.view(self.Array)

    def numbers(self, result):
        return np.asarray(result, np.float64) if isinstance(result, self.Array) else None

    def call(self, function, arrays, more):
        return function(*arrays, **more)

    def gradients(self, function, arrays, count):
        def moved(which, index, step):
            copies = [array.copy() for array in arrays]
            copies[which][index] += step
            return np.sum(function(*copies))

        gradients = [
            np.array(
                [
                    (moved(k, i, self.STEP) - moved(k, i, -self.STEP)) / (2 * self.STEP)
                    for i in np.ndindex(arrays[k].shape)
                ]
            ).reshape(arrays[k].shape)
            for k in range(count)
        ]
        return np.shape(function(*arrays)), gradients


def assert_differences(actual, expected):
    """Assert that slopes are as expected, but for the error of central differences.

    They are of losses that add up to less than 16, and rounding counts for more in them than the
    third derivative, which is of the order of 1: 64·2^-53·16/ε beside ε²/6 with ε = 2^-20.
    """
    np.testing.assert_allclose(actual, expected, rtol=0, atol=16 * ROUNDINGS / Halves.STEP)


def halves(**functions):
    return adapted(Halves(), "numpy", None, functions)


class TestArrays:
    """What adapters of frameworks have in common, by a framework made for the purpose."""

    def test_numbers_go_in_as_arrays_and_come_back_as_numbers(self):
        seen = []

        def sigmoid(h):
            seen.append(type(h))
            return 1 / (1 + np.exp(-h))

        subject = halves(sigmoid=sigmoid)
        assert_equals_impl(subject, "sigmoid", LOGITS)
        assert_equals_impl(subject, "sigmoid", [1.0, 2.0])
        assert type(subject.sigmoid(1)) is np.float64
        assert set(seen) == {Halves.Array}

    def test_labels_stay_integers_and_numbers_of_classes_plain(self):
        def one_hot(labels, classes):
            assert labels.dtype == np.int64
            assert type(classes) is int
            return np.eye(classes)[labels].view(Halves.Array)

        subject = halves(one_hot=one_hot)
        assert_equals_impl(subject, "one_hot", (0, 2, 1), 3)

    @pytest.mark.parametrize("labels", [1, [[0, 2], [1, 1]]], ids=["number", "rows"])
    def test_labels_are_integers_whatever_their_shape(self, labels):
        subject = halves(one_hot=lambda labels, classes: np.eye(classes)[labels])
        assert_equals_impl(subject, "one_hot", labels, 3)

    def test_rows_that_are_one_hot_are_floats_like_all_else(self):
        kinds = []
        subject = halves(projection_logits=lambda *all: kinds.extend(x.dtype.kind for x in all))
        subject.projection_logits([[1]], [[0, 1]], [[1], [2]], [0, 0])
        assert kinds == ["f", "f", "f", "f"]

    def test_weights_may_be_left_out_given_or_none(self):
        def loss(fake_logits, *, weights=None):
            if weights is None:
                return -fake_logits.mean(axis=-1, keepdims=True)[..., 0]
            return -(weights * fake_logits).sum(axis=-1, keepdims=True)[..., 0]

        subject = halves(summed_generator_loss=loss)
        weights = [0.5, 0.25, 0.25]
        for more in ({}, {"weights": None}, {"weights": weights}):
            assert_equals_impl(subject, "summed_generator_loss", LOGITS, **more)

    def test_several_results_are_each_turned_into_numbers(self):
        subject = halves(projection_parameters=lambda data, model: (data - model, data[:, 0]))
        A, b = subject.projection_parameters([[1, 2]], [[0, 1]])
        assert type(A) is type(b) is np.ndarray

    def test_a_discriminator_is_a_function_of_arrays_with_labels_that_are_integers(self):
        seen = []

        def loss(discriminator, fake, labels):
            seen.append((type(fake), labels.dtype.kind, type(discriminator(fake, labels))))
            return np.logaddexp(0, -discriminator(fake, labels)).mean(keepdims=True)[0]

        def discriminator(x, y):
            seen.append((type(x), type(y)))
            return x[:, 0] - y

        subject = halves(conditional_generator_loss=loss)
        samples, labels = [[0.5, 1.0], [2.0, 0.0]], [1, 0]
        assert_equals_impl(subject, "conditional_generator_loss", discriminator, samples, labels)
        assert seen[:2] == [
            (np.ndarray, np.ndarray),
            (Halves.Array, "i", Halves.Array),
        ]

    def test_the_derivative_of_a_penalty_takes_the_keywords_that_the_penalty_takes(self):
        def penalty(gradients):
            return 10 * ((np.sqrt((gradients**2).sum(axis=1)) - 1) ** 2).mean()

        found = outcomes(
            halves(gradient_penalty=penalty), "penalty-weights/factor[gradient_penalty_derivative]"
        )
        assert set(found.values()) == {"skipped"}

    def test_what_is_no_array_is_left_to_be_judged(self):
        assert halves(sigmoid=lambda h: None).sigmoid(0.0) is None
        assert halves(sigmoid=lambda h: "half").sigmoid(0.0) == "half"

    def test_critics_are_left_alone(self):
        subject = halves(point_mass_critic_loss=lambda critic, x, y: critic(x) - critic(y))
        third = Fraction(1, 3)
        assert subject.point_mass_critic_loss(lambda x: 2 * x, third, 0) == 2 * third

    @pytest.mark.parametrize("derivative", [f for f in FUNCTIONS if f.derivative_of], ids=str)
    def test_a_function_implies_its_derivative(self, derivative):
        original = NAMED[derivative.derivative_of]
        subject = halves(**{original.name: original.of(impl)})
        valid = VALID[derivative.of(impl)]
        arguments = [valid[name] for name in derivative.required]
        keywords = {name: valid[name] for name in derivative.optional}
        for more in ({}, keywords):
            slope = derivative.of(subject)(*arguments, **more)
            assert_differences(slope, derivative.of(impl)(*arguments, **more))

    def test_the_derivative_of_what_goes_by_element_is_elementwise(self):
        subject = halves(
            pointwise_discriminator_loss=lambda t, p, q: -p * np.log(t) - q * np.log(1 - t)
        )
        slope = subject.pointwise_discriminator_loss_derivative(0.25, [1.0, 2.0], [[3.0], [0.5]])
        expected = impl.pointwise_discriminator_loss_derivative(0.25, [1.0, 2.0], [[3.0], [0.5]])
        assert_differences(slope, expected)

    @pytest.mark.parametrize("h", [LOGITS, LOGITS[0], 0.5], ids=["rows", "batch", "number"])
    def test_the_derivative_of_a_batch_mean_is_that_of_each_sample(self, h):
        subject = halves(minimax_generator_loss=lambda h: -np.logaddexp(0, h).mean(axis=-1))
        slopes = subject.minimax_generator_loss_derivative(h)
        assert np.shape(slopes) == np.shape(h)
        assert_differences(slopes, impl.minimax_generator_loss_derivative(h))

    def test_a_mean_over_everything_has_the_same_derivatives(self):
        subject = halves(minimax_generator_loss=lambda h: -np.logaddexp(0, h).mean())
        slopes = subject.minimax_generator_loss_derivative(LOGITS)
        expected = impl.minimax_generator_loss_derivative(LOGITS)
        assert_differences(slopes, expected)

    def test_the_loss_of_a_discriminator_tells_its_derivative_at_a_point(self):
        subject = halves(
            discriminator_loss=lambda real, fake: (
                np.logaddexp(0, -real).mean() + np.logaddexp(0, fake).mean()
            )
        )
        arguments = (LOGITS, [1.0, 0.0, 2.0], [0.5, 3.0, 0.0])
        slope = subject.pointwise_discriminator_loss_from_logits_derivative(*arguments)
        expected = impl.pointwise_discriminator_loss_from_logits_derivative(*arguments)
        assert_differences(slope, expected)

    def test_a_derivative_that_is_offered_is_not_replaced(self):
        subject = halves(sigmoid=lambda h: h, sigmoid_derivative=lambda h: 7 + 0 * h)
        assert subject.sigmoid_derivative(0.0) == 7

    def test_a_loss_that_keeps_its_axis_has_the_same_derivative(self):
        subject = halves(
            minimax_generator_loss=lambda h: -np.logaddexp(0, h).mean(axis=-1, keepdims=True)
        )
        slopes = subject.minimax_generator_loss_derivative(LOGITS[0])
        assert_differences(slopes, impl.minimax_generator_loss_derivative(LOGITS[0]))

    def test_a_loss_of_another_shape_has_no_derivative(self):
        subject = halves(minimax_generator_loss=lambda h: -np.logaddexp(0, h))
        with pytest.raises(ValueError, match=r"one number for the batch, .* returned shape \(3,\)"):
            subject.minimax_generator_loss_derivative(LOGITS[0])

    def test_of_ones_own_functions_arrays_and_floats_become_arrays(self):
        seen = []

        def own(*given, **more):
            seen.extend(type(each) for each in (*given, *more.values()))
            return given[0] * 2

        subject = halves(own=own)
        np.testing.assert_array_equal(subject.own(LOGITS), LOGITS * 2)
        subject.own(np.array([1, 2]), 0.5, 3, "mean", margin=np.float64(2), weights=None)
        assert seen == [Halves.Array] * 3 + [int, str, Halves.Array, type(None)]


class TestOwnFunctions:
    """Functions of a person's own, and claims about them."""

    def check(self, subject):
        @spec.claim("mine/hinge")
        @given(h=batches(moderate_logits()))
        def test_hinge(impl, h):
            """E[max(0, 1 − h)]."""
            spec.assert_close(impl.hinge(h, 1.0), spec.mean(max(0, 1 - Fraction(x)) for x in h))

        (result,) = spec.check(subject, test_hinge)
        return result.outcome

    def test_they_are_judged(self):
        right = SimpleNamespace(hinge=lambda h, margin: np.maximum(0, margin - h).mean(-1))
        wrong = SimpleNamespace(hinge=lambda h, margin: np.maximum(0, margin + h).mean(-1))
        for subject, outcome in ((right, "passed"), (wrong, "failed")):
            assert self.check(subject) == outcome
            assert self.check(completed(subject, impl)) == outcome
            assert self.check(batch_by_batch(subject)) == outcome

    def test_they_may_be_of_plain_numbers(self):
        def hinge(h, margin):
            return sum(max(0.0, margin - x) for x in h) / len(h)

        assert self.check(scalars.adapt(hinge=hinge)) == "passed"

    def test_they_may_be_of_tensors(self):
        torch = pytest.importorskip("torch")
        right = pytorch.adapt(hinge=lambda h, margin: torch.relu(margin - h).mean(-1))
        wrong = pytorch.adapt(hinge=lambda h, margin: torch.relu(margin - h).sum(-1))
        assert self.check(right) == "passed"
        assert self.check(wrong) == "failed"


class TestScalars:
    """Plain functions of numbers."""

    subject = scalars.adapt(
        sigmoid=lambda h: 1 / (1 + math.exp(-h)),
        logit=lambda t: math.log(t / (1 - t)),
        minimax_generator_loss=lambda h: sum(-math.log1p(math.exp(x)) for x in h) / len(h),
        nonsaturating_generator_loss=lambda h: sum(math.log1p(math.exp(-x)) for x in h) / len(h),
        summed_generator_loss=lambda h: -sum(h) / len(h),
        summed_generator_loss_derivative=lambda h: -1,
        kl_divergence=lambda p, q: sum(
            (a * math.log(a / b) if b else math.inf) for a, b in zip(p, q, strict=True) if a
        ),
        wasserstein_distance=lambda x, y: abs(sum(x) / len(x) - sum(y) / len(y)),
        gaussian_kl=lambda theta, theta_0, std, *, std_0=None: (
            math.log((std_0 or std) / std)
            + (std**2 + (theta - theta_0) ** 2) / (2 * (std_0 or std) ** 2)
            - 0.5
        ),
        point_mass_critic_loss=lambda critic, theta, theta_0: critic(theta) - critic(theta_0),
    )

    def test_functions_of_numbers_go_element_by_element(self):
        assert_equals_impl(self.subject, "sigmoid", LOGITS)
        assert_equals_impl(self.subject, "logit", 0.25)
        assert_equals_impl(self.subject, "summed_generator_loss_derivative", LOGITS)

    def test_a_keyword_of_theirs_is_a_number_as_well(self):
        widths = [[0.5], [2.0]]
        arguments = [3.0, 0.0], 1.0, widths
        expected = impl.gaussian_kl(*arguments)
        for more in ({}, {"std_0": None}, {"std_0": widths}):
            np.testing.assert_allclose(self.subject.gaussian_kl(*arguments, **more), expected)
        other = self.subject.gaussian_kl(3.0, 1.0, 2.0, std_0=[1.0, 4.0])
        np.testing.assert_allclose(other, impl.gaussian_kl(3.0, 1.0, 2.0, std_0=[1.0, 4.0]))

    def test_functions_of_lists_go_batch_by_batch(self):
        assert_equals_impl(self.subject, "minimax_generator_loss", LOGITS)
        assert_equals_impl(self.subject, "kl_divergence", [[1, 0], [0.5, 0.5]], [0.5, 0.5])

    def test_other_functions_are_given_lists(self):
        assert self.subject.wasserstein_distance(np.array([1.0, 2.0]), [0.5]) == 1

    def test_numbers_of_any_type_reach_critics(self):
        third = Fraction(1, 3)
        assert self.subject.point_mass_critic_loss(lambda x: x, third, 0) == third

    def test_claims_are_checked_of_them(self):
        found = outcomes(self.subject, ["3.3", "3.4/kl-definition", "3.2/log-odds"])
        assert found == {
            "3.2/log-odds": "passed",
            "3.3/sum-of-losses": "passed",
            "3.3/negative-mean-logit": "passed",
            "3.3/equals-kl": "passed",
            "3.3/equals-kl-of-densities": "passed",
            "3.3/nonnegative": "passed",
            "3.3/support-mismatch": "passed",
            "3.3/infinite-kl": "passed",
            "3.4/kl-definition": "passed",
        }

    def test_what_returns_nothing_is_told(self):
        (result,) = spec.check(scalars.adapt(logit=lambda t: None), "num/logit-range")
        assert result.outcome == "failed"
        assert "returned" in result.message


class TestNames:
    """The name of an f-divergence is passed on as it is; the names offered are, too."""

    @pytest.mark.parametrize("name", ["kl", "pearson"])
    def test_a_name_goes_with_every_row_and_every_element(self, name):
        functions = {
            "f_conjugate": lambda name, t: math.exp(t - 1) if name == "kl" else t * t / 4 + t,
            "f_generator_loss": lambda name, v: (
                -sum(math.exp(x - 1) if name == "kl" else x * x / 4 + x for x in v) / len(v)
            ),
        }
        for subject in (scalars.adapt(functions), batch_by_batch(scalars.adapt(functions))):
            assert_equals_impl(subject, "f_conjugate", name, LOGITS / 2)
            assert_equals_impl(subject, "f_conjugate", name, 0.5)
            assert_equals_impl(subject, "f_generator_loss", name, LOGITS / 2)

    def test_a_framework_is_given_the_name_and_an_array(self):
        seen = []

        def f_activation(name, v):
            seen.append((name, type(v)))
            return v

        assert_equals_impl(halves(f_activation=f_activation), "f_activation", "kl", LOGITS)
        assert seen == [("kl", Halves.Array)]

    @pytest.mark.parametrize(
        "adapt", [scalars.adapt, batch_by_batch, lambda few: completed(few, few)]
    )
    def test_claims_are_about_the_names_that_are_offered(self, adapt):
        def f_conjugate(name, t):
            return {"kl": impl.f_conjugate("kl", t), "gan": impl.f_conjugate("gan", t)}[name]

        few = SimpleNamespace(f_divergences=("kl", "gan"), f_conjugate=f_conjugate)
        claims = ["fgan/fenchel-young", "fgan/conjugate-domain", "fgan/conjugate-below"]
        assert outcomes(adapt(few), [*claims, "leading-axes/elements[f_conjugate]"]) == {
            "fgan/fenchel-young": "passed",
            "fgan/conjugate-domain": "passed",
            "fgan/conjugate-below": "skipped",
            "leading-axes/elements[f_conjugate]": "passed",
        }

    def test_a_name_that_is_not_known_is_refused(self):
        few = SimpleNamespace(f_divergences=("kl", "chi2"), f_conjugate=impl.f_conjugate)
        (result,) = spec.check(few, "fgan/fenchel-young")
        assert "f_divergences has 'chi2', which is none of kl, reverse_kl" in result.message


class TestConventions:
    def test_a_loss_of_one_batch_becomes_one_of_several(self):
        loss = batch_by_batch(lambda h: -np.logaddexp(0, h).mean())
        np.testing.assert_allclose(loss(LOGITS), impl.minimax_generator_loss(LOGITS))
        assert np.shape(loss(LOGITS[0])) == ()
        assert np.shape(loss(LOGITS[np.newaxis])) == (1, 2)

    def test_a_number_that_keeps_its_axis_is_a_number(self):
        loss = batch_by_batch(lambda h: np.array([-np.logaddexp(0, h).mean()]))
        assert np.shape(loss(LOGITS[0])) == ()
        np.testing.assert_allclose(loss(LOGITS), impl.minimax_generator_loss(LOGITS))

    def test_what_is_no_number_is_left_to_be_judged(self):
        for result in (None, "half", np.zeros(3)):
            assert batch_by_batch(lambda h, result=result: result)(LOGITS[0]) is result

    def test_batches_of_different_sizes_go_together_row_by_row(self):
        loss = batch_by_batch(
            lambda real, fake: np.logaddexp(0, -real).mean() + np.logaddexp(0, fake).mean()
        )
        real, fake = LOGITS, LOGITS[:, :2]
        np.testing.assert_allclose(loss(real, fake), impl.discriminator_loss(real, fake))
        np.testing.assert_allclose(loss(real, fake[0]), impl.discriminator_loss(real, fake[0]))

    def test_weights_go_row_by_row_too(self):
        loss = batch_by_batch(impl.summed_generator_loss)
        for weights in (None, [0.5, 0.25, 0.25], [[0.5, 0.25, 0.25], [0, 0, 1]]):
            actual = loss(LOGITS, weights=weights)
            expected = impl.summed_generator_loss(LOGITS, weights=weights)
            np.testing.assert_array_equal(actual, expected)

    def test_a_function_keeps_its_name_and_signature(self):
        assert batch_by_batch(impl.entropy).__wrapped__ is impl.entropy
        assert paired(impl.discriminator_loss).__wrapped__ is impl.discriminator_loss

    @pytest.mark.parametrize("sizes", [(3, 2), (2, 3), (1, 3), (2, 1), (3, 3)])
    def test_a_loss_of_pairs_becomes_one_of_any_two_samples(self, sizes):
        real, fake = (LOGITS[:, :size] for size in sizes)
        loss = paired(lambda real, fake: (fake - real).mean(axis=-1))
        for arguments in ((real, fake), (real[0], fake), (list(real[0]), list(fake[1]))):
            expected = impl.wasserstein_critic_loss(*arguments)
            np.testing.assert_allclose(loss(*arguments), expected, rtol=ROUNDINGS)

    def test_a_distance_of_sorted_samples_becomes_one_of_any_two(self):
        distance = paired(lambda x, y: np.abs(np.sort(x) - np.sort(y)).mean())
        x, y = LOGITS[0], LOGITS[1, :2]
        np.testing.assert_allclose(distance(x, y), impl.wasserstein_distance(x, y))

    def test_losses_of_tensors_are_paired_batch_by_batch(self):
        pytest.importorskip("torch")
        mine = pytorch.adapt(wasserstein_critic_loss=lambda real, fake: (fake - real).mean())
        for subject in (paired(batch_by_batch(mine)), batch_by_batch(paired(mine))):
            assert_equals_impl(subject, "wasserstein_critic_loss", LOGITS, LOGITS[:, :2])

    @pytest.mark.parametrize("sizes", [(3, 2), (1, 3), (3, 3)])
    def test_gradients_in_samples_that_are_repeated_are_those_of_their_copies(self, sizes):
        pytest.importorskip("torch")
        mine = {"wasserstein_critic_loss": lambda real, fake: (fake - real).mean()}
        real, fake = (LOGITS[0, :size] for size in sizes)
        found = paired(pytorch.adapt(mine)).wasserstein_critic_loss_gradient(real, fake)
        for gradient, size, sign in zip(found, sizes, (-1, 1), strict=True):
            np.testing.assert_allclose(gradient, np.full(size, sign / size), rtol=ROUNDINGS)

    @pytest.mark.parametrize("sizes", [(3, 2), (1, 3), (3, 3)])
    @pytest.mark.parametrize("name", ["discriminator_loss", "generator_loss"])
    def test_derivatives_in_samples_that_are_repeated_are_those_of_each(self, sizes, name):
        derivative = getattr(impl, f"relativistic_average_{name}_derivative")
        subject = paired(SimpleNamespace(**{derivative.__name__: derivative}))
        real, fake = (LOGITS[:, :size] for size in sizes)
        found, expected = (
            getattr(each, derivative.__name__)(real, fake) for each in (subject, impl)
        )
        assert type(found) is type(expected)
        for actual, due in zip(found, expected, strict=True):
            np.testing.assert_allclose(actual, due, rtol=ROUNDINGS)

    def test_losses_of_pairs_of_tensors_fail_no_claim_of_their_gradients(self):
        pytest.importorskip("torch")
        mine = pytorch.adapt(wasserstein_critic_loss=lambda real, fake: (fake - real).mean())
        claim = "gradients/slopes[wasserstein_critic_loss_gradient]"
        assert outcomes(batch_by_batch(paired(mine)), [claim]) == {claim: "passed"}

    def test_what_is_repeated_has_no_weight(self):
        loss = paired(impl.wasserstein_critic_loss)
        real, fake = LOGITS, LOGITS[:, :2]
        for weights in (None, [0.5, 0.25, 0.25], [[0.5, 0.25, 0.25], [0, 0, 1]]):
            more = {"real_weights": weights, "fake_weights": [0.25, 0.75]}
            actual = loss(real, fake, **more)
            expected = impl.wasserstein_critic_loss(real, fake, **more)
            np.testing.assert_allclose(actual, expected, rtol=ROUNDINGS)

    def test_an_order_is_passed_on(self):
        x, y = [0.0, 2.0], [1.0]
        distance = paired(impl.wasserstein_distance)
        assert distance(x, y, order=2) == impl.wasserstein_distance(x, y, order=2)

    def test_targets_are_no_weights(self):
        loss = paired(impl.least_squares_discriminator_loss)
        for targets in ({}, {"real_target": 0.5}, {"real_target": 2.0, "fake_target": -1.0}):
            actual = loss(LOGITS, LOGITS[:, :2], **targets)
            expected = impl.least_squares_discriminator_loss(LOGITS, LOGITS[:, :2], **targets)
            np.testing.assert_allclose(actual, expected, rtol=ROUNDINGS)

    def test_of_a_namespace_only_the_functions_of_two_samples_are_paired(self):
        subject = paired(impl)
        names = map(str, FUNCTIONS)
        own = {name for name in names if getattr(subject, name) is not getattr(impl, name)}
        assert own >= {"discriminator_loss", "wasserstein_critic_loss", "wasserstein_distance"}
        assert not own & {"minimax_generator_loss", "cross_entropy", "negative_elbo", "gaussian_kl"}

    def test_of_a_namespace_only_the_functions_of_batches_change(self):
        subject = batch_by_batch(impl)
        assert subject.sigmoid is impl.sigmoid
        assert subject.entropy is not impl.entropy
        assert subject.__version__ == getattr(impl, "__version__", "")

    @pytest.mark.parametrize("sizes", [(4, 2), (2, 4), (3, 3)])
    def test_a_kernel_distance_of_sets_of_one_size_becomes_one_of_any_two(self, sizes):
        def distance(real, fake):
            assert len(real) == len(fake)
            return impl.kernel_inception_distance(real, fake)

        real, fake = (FEATURES[:size] for size in sizes)
        for subject in (
            over_subsets(distance),
            over_subsets(
                SimpleNamespace(kernel_inception_distance=distance)
            ).kernel_inception_distance,
        ):
            expected = impl.kernel_inception_distance(real, fake)
            np.testing.assert_allclose(subject(real, fake), expected, rtol=ROUNDINGS)

    def test_of_a_namespace_only_the_kernel_distance_is_one_over_subsets(self):
        subject = over_subsets(impl)
        assert subject.precision_and_recall is impl.precision_and_recall
        own = SimpleNamespace(precision_and_recall=impl.precision_and_recall, balls="open")
        assert vars(over_subsets(own))["balls"] == "open"
        assert not hasattr(over_subsets(own), "kernel_inception_distance")

    def test_what_is_missing_is_borrowed(self):
        subject = completed(SimpleNamespace(sigmoid=math.tanh), impl)
        assert subject.sigmoid is math.tanh
        assert subject.logit is impl.logit
        assert outcomes(subject, ["3.2/solve-for-logit", "num/logit-range"]) == {
            "3.2/solve-for-logit": "failed",
            "num/logit-range": "skipped",
        }

    def test_implementations_are_put_together(self):
        pytest.importorskip("torch")
        losses = pytorch.adapt(wasserstein_generator_loss=lambda fake: -fake.mean(-1))
        own = completed(SimpleNamespace(sigmoid=math.tanh), SimpleNamespace(logit=impl.logit))
        subject = together(losses, own)
        assert subject.wasserstein_generator_loss is losses.wasserstein_generator_loss
        assert subject.sigmoid is math.tanh
        assert subject.__version__ == losses.__version__
        assert subject.borrowed == {"logit"}
        assert subject.derived == losses.derived
        assert subject.given_by_name == {"wasserstein_generator_loss", "sigmoid"}

    def test_of_implementations_that_are_put_together_none_hides_another(self):
        own = SimpleNamespace(sigmoid=math.tanh)
        with pytest.raises(ValueError, match="sigmoid is there more than once"):
            together(own, impl)
        other = SimpleNamespace(logit=impl.logit, precision="float32")
        with pytest.raises(ValueError, match="different formats"):
            together(own, other)

    def test_what_is_borrowed_is_marked_whatever_is_made_of_it(self):
        own = SimpleNamespace(sigmoid=math.tanh)
        subject = batch_by_batch(completed(completed(own, SimpleNamespace(logit=impl.logit)), impl))
        assert subject.borrowed == set(impl.__all__) - {"sigmoid"}

    def test_the_format_is_that_of_the_functions_whatever_is_made_of_them(self):
        own = SimpleNamespace(sigmoid=math.tanh, precision="float32")
        for make in (batch_by_batch, paired, scalars.adapt, lambda own: completed(own, impl)):
            subject = make(own)
            assert subject.precision == "float32"


MEAN_LOSSES = ("minimax_generator_loss", "nonsaturating_generator_loss", "summed_generator_loss")


class TestPyTorch:
    @pytest.fixture(autouse=True)
    def torch(self):
        torch = pytest.importorskip("torch")
        torch.set_num_threads(1)
        return torch

    @pytest.fixture
    def losses(self, torch):
        """Losses as they stand in a training script."""
        log_sigmoid = torch.nn.functional.logsigmoid
        return {
            "discriminator_loss": lambda real, fake: (
                -log_sigmoid(real).mean(-1) - log_sigmoid(-fake).mean(-1)
            ),
            "minimax_generator_loss": lambda h: log_sigmoid(-h).mean(-1),
            "nonsaturating_generator_loss": lambda h: -log_sigmoid(h).mean(-1),
            "summed_generator_loss": lambda h: (log_sigmoid(-h) - log_sigmoid(h)).mean(-1),
        }

    def test_losses_and_their_derivatives_are_those_of_the_reference(self, losses):
        subject = pytorch.adapt(**losses)
        for name in MEAN_LOSSES:
            assert_equals_impl(subject, name, LOGITS)
            assert_equals_impl(subject, f"{name}_derivative", LOGITS)
            assert_equals_impl(subject, f"{name}_derivative", 0.5)
        assert_equals_impl(subject, "discriminator_loss", LOGITS, LOGITS[:, :2])
        arguments = (LOGITS, [1.0, 0.0, 2.0], [0.5, 3.0, 0.0])
        assert_equals_impl(
            subject, "pointwise_discriminator_loss_from_logits_derivative", *arguments
        )

    def test_claims_hold_of_them(self, losses):
        found = outcomes(
            completed(pytorch.adapt(**losses), impl),
            ["2.4/minimax-derivative", "2.4/nonsaturating-does-not", "3.2", "3.3"],
        )
        assert set(found.values()) == {"passed", "skipped"}

    def test_penalties_and_their_derivatives_are_those_of_the_reference(self, torch):
        def norms(gradients):
            return gradients.flatten(1).norm(dim=1)

        subject = pytorch.adapt(
            gradient_penalty=lambda g, *, weight=10: weight * ((norms(g) - 1) ** 2).mean(),
            one_sided_gradient_penalty=lambda g: 10 * (norms(g) - 1).clamp(0).square().mean(),
            zero_centered_penalty=lambda g: norms(g).square().mean() / 2,
            interpolates=lambda real, fake, *, alpha: real + alpha[:, None] * (fake - real),
        )
        gradients = [[3.0, 4.0], [0.25, 0.5], [0.0, 0.0]]
        for name in ("gradient_penalty", "zero_centered_penalty"):
            assert_equals_impl(subject, name, gradients)
            assert_equals_impl(subject, f"{name}_derivative", gradients)
        assert_equals_impl(subject, "one_sided_gradient_penalty", gradients)
        assert_equals_impl(subject, "gradient_penalty_derivative", gradients, weight=0.5)
        pairs = [[0.0, 1.0], [2.0, 4.0]], [[1.0, 0.0], [0.0, 8.0]]
        assert_equals_impl(subject, "interpolates", *pairs, alpha=[0.25, 1.0])
        assert outcomes(subject, ["5.5/points-between", "5.5/points-of-alpha"]) == {
            "5.5/points-between": "skipped",
            "5.5/points-of-alpha": "passed",
        }

    def test_conditional_losses_are_those_of_the_reference(self, torch):
        softplus = torch.nn.functional.softplus
        subject = pytorch.adapt(
            conditional_discriminator_loss=lambda h, real, fake, labels: (
                softplus(-h(real, labels)).mean() + softplus(h(fake, labels)).mean()
            ),
            conditional_generator_loss=lambda h, fake, labels: softplus(-h(fake, labels)).mean(),
        )
        found = outcomes(subject, ["4.2/losses", "4.2/generator-loss", "4.2/lowest-loss"])
        assert set(found.values()) == {"passed"}

    def test_a_clamp_that_kills_the_gradient_is_caught(self, torch, losses):
        losses["nonsaturating_generator_loss"] = lambda h: (
            -torch.log(torch.sigmoid(h).clamp(1e-3, 1)).mean(-1)
        )
        subject = pytorch.adapt(**losses)
        assert subject.nonsaturating_generator_loss_derivative([-20.0]) == [0]
        assert outcomes(subject, "num/derivative-tails") == {"num/derivative-tails": "failed"}

    @pytest.mark.parametrize(
        ("cut", "told"),
        {
            "detach": "raised: ValueError: no gradient reaches h, which is detached or not used",
            "numpy": "raised: RuntimeError",
            "item": "which is no tensor and so has no gradient: leave out .item(), float(…)",
        }.items(),
    )
    def test_a_loss_without_a_gradient_is_caught(self, torch, cut, told):
        losses = {
            "detach": lambda h: -torch.nn.functional.softplus(h.detach()).mean(-1),
            "numpy": lambda h: torch.tensor(-np.logaddexp(0, h.numpy()).mean(-1)),
            "item": lambda h: -torch.nn.functional.softplus(h).mean(-1).item(),
        }
        subject = pytorch.adapt(minimax_generator_loss=losses[cut])
        (result,) = spec.check(subject, "2.4/minimax-derivative")
        assert result.outcome == "failed"
        assert told in result.message

    def test_a_batch_that_is_not_used_has_no_gradient(self, torch):
        subject = pytorch.adapt(discriminator_loss=lambda real, fake: (fake + real.detach()).mean())
        with pytest.raises(ValueError, match="no gradient reaches real"):
            subject.pointwise_discriminator_loss_from_logits_derivative(0.5, 1.0, 1.0)

    def test_an_argument_whose_name_is_not_told_has_none_in_the_message(self, torch):
        subject = pytorch.adapt(sigmoid=torch.ones_like)
        with pytest.raises(ValueError, match="no gradient reaches an argument, which"):
            subject.sigmoid_derivative(0.5)

    @pytest.mark.parametrize(
        ("given", "returned", "told"),
        [
            ("float64", "float32", 'compute it in torch.float64, or say dtype="float32"'),
            ("float64", "bfloat16", "compute it in torch.float64$"),
            ("float32", "float16", "returned torch.float16 for arguments of torch.float32: comp"),
        ],
    )
    def test_digits_that_are_lost_on_the_way_are_told(self, torch, given, returned, told):
        subject = pytorch.adapt(sigmoid=lambda h: h.to(getattr(torch, returned)), dtype=given)
        with pytest.raises(TypeError, match=told):
            subject.sigmoid(0.5)

    def test_more_digits_than_there_were_are_welcome(self, torch):
        subject = pytorch.adapt(sigmoid=lambda h: h.double().sigmoid(), dtype="float32")
        assert_equals_impl(subject, "sigmoid", 0.5)

    def test_integers_and_truth_values_are_numbers(self, torch):
        assert pytorch.adapt(sigmoid=lambda h: h > 0).sigmoid(0.5) == 1
        assert pytorch.adapt(sigmoid=lambda h: h.long()).sigmoid(2.5) == 2

    @pytest.mark.parametrize("dtype", ["float64", "float32"])
    def test_tensors_that_name_no_type_are_of_the_chosen_one(self, torch, dtype):
        losses = torch.nn.functional
        before = torch.get_default_dtype()
        for loss in (
            lambda h: losses.binary_cross_entropy_with_logits(h, torch.ones(len(h))),
            lambda h: losses.binary_cross_entropy(torch.sigmoid(h), torch.ones(len(h))),
        ):
            mine = pytorch.adapt(nonsaturating_generator_loss=loss, dtype=dtype)
            found = outcomes(
                batch_by_batch(mine), ["2.4/nonsaturating-loss", "2.4/nonsaturating-derivative"]
            )
            assert set(found.values()) == {"passed"}
        assert torch.get_default_dtype() == before

    def test_a_module_is_a_function(self, torch):
        class Loss(torch.nn.Module):
            def __init__(self, reduction):
                super().__init__()
                self.entropy = torch.nn.BCEWithLogitsLoss(reduction=reduction)

            def forward(self, logits, is_real):
                return self.entropy(logits, torch.full_like(logits, is_real))

        summed, mean = Loss("sum"), Loss("mean")
        mine = pytorch.adapt(
            sigmoid=torch.nn.Sigmoid(),
            discriminator_loss=lambda real, fake: (
                summed(real, True) / len(real) + mean(fake[:, None], False)
            ),
        )
        subject = batch_by_batch(mine)
        assert_equals_impl(subject, "sigmoid", LOGITS)
        assert_equals_impl(subject, "discriminator_loss", LOGITS, LOGITS[:, :2])

    def test_a_change_in_place_is_caught(self):
        subject = pytorch.adapt(logit=lambda t: t.clamp_(0.25, 0.75).logit())
        (result,) = spec.check(subject, "num/logit-range")
        assert "a tensor given as an argument was changed in place" in result.message

    def test_tensors_are_of_the_chosen_type(self, torch):
        seen = []

        def sigmoid(h):
            seen.append(h.dtype)
            return torch.sigmoid(h)

        subject = pytorch.adapt(sigmoid=sigmoid, dtype="float32")
        assert subject.sigmoid([0.1]).dtype == np.float64
        assert abs(subject.sigmoid(0.1) - impl.sigmoid(0.1)) < 1e-7
        assert abs(subject.sigmoid_derivative(0.1) - impl.sigmoid_derivative(0.1)) < 1e-7
        assert set(seen) == {torch.float32}

    def test_tensors_are_on_the_chosen_device(self, torch):
        subject = pytorch.adapt(sigmoid=lambda h: torch.zeros(h.shape) + (h.device.type == "meta"))
        assert subject.sigmoid([0.0]) == [0]
        on_device = pytorch.adapt(
            sigmoid=lambda h: torch.zeros(h.shape) + (h.device.type == "meta"), device="meta"
        )
        assert on_device.sigmoid([0.0]) == [1]

    def test_a_parameter_in_the_loss_does_no_harm(self, torch):
        scale = torch.nn.Parameter(torch.tensor(1.0, dtype=torch.float64))
        subject = pytorch.adapt(
            minimax_generator_loss=lambda h: -torch.nn.functional.softplus(scale * h).mean(-1)
        )
        assert_equals_impl(subject, "minimax_generator_loss", LOGITS)
        assert_equals_impl(subject, "minimax_generator_loss_derivative", LOGITS)

    def test_the_version_is_that_of_the_framework(self, torch):
        name, version = pytorch.adapt(sigmoid=abs).__version__.split()
        assert name == "torch"
        assert version == torch.__version__.partition("+")[0]


class TestJAX:
    @pytest.fixture(autouse=True)
    def jax(self):
        return pytest.importorskip("jax")

    def test_losses_and_their_derivatives_are_those_of_the_reference(self, jax):
        subject = jax_arrays.adapt(
            discriminator_loss=lambda real, fake: (
                jax.nn.softplus(-real).mean(-1) + jax.nn.softplus(fake).mean(-1)
            ),
            minimax_generator_loss=lambda h: -jax.nn.softplus(h).mean(-1),
        )
        assert_equals_impl(subject, "minimax_generator_loss", LOGITS)
        assert_equals_impl(subject, "minimax_generator_loss_derivative", LOGITS)
        assert_equals_impl(subject, "minimax_generator_loss_derivative", 0.5)
        assert_equals_impl(subject, "discriminator_loss", LOGITS, LOGITS[:, :2])
        assert_equals_impl(
            subject,
            "pointwise_discriminator_loss_from_logits_derivative",
            *(LOGITS, [1.0, 0.0, 2.0], [0.5, 3.0, 0.0]),
        )

    def test_labels_are_integers(self, jax):
        def one_hot(labels, classes):
            return jax.numpy.eye(classes)[labels]

        subject = jax_arrays.adapt(one_hot=one_hot)
        assert_equals_impl(subject, "one_hot", (0, 2, 1), 3)

    def test_penalties_and_conditional_losses_are_those_of_the_reference(self, jax):
        def penalty(gradients):
            return 10 * ((jax.numpy.linalg.norm(gradients, axis=1) - 1) ** 2).mean()

        def loss(discriminator, fake, labels):
            return jax.nn.softplus(-discriminator(fake, labels)).mean()

        subject = jax_arrays.adapt(gradient_penalty=penalty, conditional_generator_loss=loss)
        gradients = [[3.0, 4.0], [0.25, 0.5]]
        assert_equals_impl(subject, "gradient_penalty", gradients)
        assert_equals_impl(subject, "gradient_penalty_derivative", gradients)

        def discriminator(x, y):
            return x[:, 0] - y

        assert_equals_impl(subject, "conditional_generator_loss", discriminator, gradients, [1, 0])

    def test_a_broken_gradient_is_caught(self, jax):
        subject = jax_arrays.adapt(
            minimax_generator_loss=lambda h: -jax.nn.softplus(jax.lax.stop_gradient(h)).mean(-1)
        )
        found = outcomes(subject, "2.4/minimax-derivative")
        assert found == {"2.4/minimax-derivative": "failed"}

    def test_arrays_are_of_the_chosen_type(self, jax):
        subject = jax_arrays.adapt(sigmoid=jax.nn.sigmoid, dtype="float32")
        assert subject.sigmoid([0.1]).dtype == np.float64
        assert 0 < abs(subject.sigmoid(0.1) - impl.sigmoid(0.1)) < 1e-7


class TestKeywordsAlone:
    """Functions that take their arguments by keyword alone, by the names of the specification."""

    def test_of_arrays(self):
        def loss(*, real_logits, fake_logits):
            return impl.discriminator_loss(real_logits, fake_logits)

        subject = SimpleNamespace(discriminator_loss=loss, wasserstein_generator_loss=np.mean)
        assert set(outcomes(subject, "3.1/loss-is-sum").values()) == {"passed"}

    def test_of_tensors_with_their_gradients(self):
        softplus = pytest.importorskip("torch").nn.functional.softplus

        def loss(*, real_logits, fake_logits):
            return softplus(-real_logits).mean() + softplus(fake_logits).mean()

        subject = pytorch.adapt(discriminator_loss=loss)
        claims = ["3.1/loss-from-logits", "3.2/derivative-in-logits"]
        assert set(outcomes(subject, claims).values()) == {"passed"}

    def test_of_numbers(self):
        def kl(*, theta, theta_0, std):
            return ((theta - theta_0) / std) ** 2 / 2

        subject = scalars.adapt(gaussian_kl=kl)
        assert set(outcomes(subject, "5.1/closed-form").values()) == {"passed"}
