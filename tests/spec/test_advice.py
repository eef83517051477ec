"""Whoever names functions that are not as the specification expects is told what to write."""

from functools import partial
from types import SimpleNamespace

import numpy as np
import pytest

import impl
import spec
from spec.adapters import batch_by_batch, jax_arrays, paired, pytorch
from spec.adapters.advice import Adapt
from spec.machinery.claims.guard import Call
from spec.machinery.claims.loading import CannotLoad


def message(claim, **functions):
    """Why a claim fails of some functions."""
    (result,) = spec.check(SimpleNamespace(**functions), claim)
    assert result.outcome == "failed"
    return result.message


def refusal(**functions):
    """Why functions are not judged."""
    with pytest.raises(CannotLoad) as caught:
        spec.check(SimpleNamespace(**functions))
    return str(caught.value)


ROWS = "leading-axes/rows[entropy]"
LOSS = "leading-axes/rows[nonsaturating_generator_loss]"


def entropy(p):
    return -(p * np.log(p)).sum(-1)


class TestResults:
    @pytest.mark.parametrize(
        ("result", "told"),
        [
            (lambda p: entropy(p).sum(), "returned one number for two batches: .*batch_by_batch"),
            (lambda p: entropy(p)[..., None], r"one number for each batch, .*result\[..., 0\]"),
            (
                lambda p: (entropy(p), 1),
                r"a tuple of 2, where one array is due: .*\(\*arguments\)\[0\]",
            ),
            (lambda p: {"H": entropy(p)}, r"a dictionary of 'H': .* result\['H'\]"),
            (lambda p: None, "returned nothing: is a return missing"),
            (
                lambda p: entropy(p).astype(np.float16),
                "float16 .*: there are claims for float64 and",
            ),
            (lambda p: entropy(p).astype(np.float32), "float32 .* precision = 'float32' beside it"),
        ],
    )
    def test_each_that_is_not_due_is_told_with_what_to_write(self, result, told):
        with pytest.raises(AssertionError, match=told):
            raise AssertionError(message(ROWS, entropy=result))

    def test_one_row_of_one_batch_is_an_array_of_one_number(self):
        (result,) = spec.check(impl, "leading-axes/rows[f_divergence]")
        assert result.outcome == "passed"

    def test_weights_may_have_the_rows(self):
        call = Call("minimax_generator_loss", ([0.0],), {"weights": [[1.0]]}, np.array([-0.5]))
        assert Adapt().on_result(impl.minimax_generator_loss, call) == ""

    def test_where_several_arrays_are_due_a_tuple_is_fine(self):
        own = SimpleNamespace(projection_parameters=lambda mu, nu: (mu - nu, mu[:, 0]))
        (result,) = spec.check(own, "4.1/projection-weights")
        assert result.outcome == "passed"


def of_pairs(real, fake):
    return (fake - real).mean(-1)


class TestLossesOfPairs:
    SIZES = "5.3/point-masses-in-batches"

    def test_what_takes_as_many_fakes_as_reals_is_told_the_adapter(self):
        told = message(self.SIZES, wasserstein_critic_loss=of_pairs)
        assert "could not be broadcast" in told
        assert "as many fakes as real samples: spec.adapters.paired(…)" in told.splitlines()[0]

    @pytest.mark.parametrize(("package", "adapter"), [("torch", pytorch), ("jax", jax_arrays)])
    def test_so_is_what_an_adapter_gives_its_arrays(self, package, adapter):
        pytest.importorskip(package)
        subject = vars(adapter.adapt(wasserstein_critic_loss=of_pairs))
        told = message(self.SIZES, wasserstein_critic_loss=subject["wasserstein_critic_loss"])
        assert "spec.adapters.paired(…)" in told
        name = "wasserstein_critic_loss_gradient"
        told = message(f"gradients/slopes[{name}]", **{name: subject[name]})
        assert "spec.adapters.paired(…)" in told

    def test_what_fails_of_equal_sizes_too_is_not(self):
        told = message(self.SIZES, wasserstein_critic_loss=lambda real, fake: 1 / 0)
        assert "paired" not in told

    def test_what_is_paired_passes(self):
        subject = paired(SimpleNamespace(wasserstein_critic_loss=of_pairs))
        assert {each.outcome for each in spec.check(subject, [self.SIZES, "definitions"])} == {
            "passed",
            "skipped",
        }


class TestTensors:
    @pytest.fixture(autouse=True)
    def torch(self):
        return pytest.importorskip("torch")

    @pytest.fixture
    def functions(self, torch):
        softplus = torch.nn.functional.softplus

        class Loss(torch.nn.Module):
            def forward(self, h):
                return h.sigmoid().log().neg().mean(-1)

        return {
            "names": lambda h: torch.nn.functional.softplus(-h).mean(-1),
            "imports": lambda h: softplus(-h).mean(-1),
            "methods": lambda h: h.sigmoid().log().neg().mean(-1),
            "dim": lambda h: np.logaddexp(0, -h).mean(dim=-1),
            "module": Loss(),
            "partial": partial(torch.nn.functional.softplus, beta=1),
            "returns": lambda h: torch.from_numpy(
                np.logaddexp(0, -h).mean(-1, keepdims=True)[..., 0]
            ),
            "grad": lambda h: torch.tensor(h, requires_grad=True).numpy(),
        }

    @pytest.mark.parametrize(
        "name", ["names", "imports", "methods", "dim", "module", "partial", "returns", "grad"]
    )
    def test_what_takes_them_and_gets_arrays_is_told_the_adapter(self, functions, name):
        told = message(LOSS, nonsaturating_generator_loss=functions[name])
        assert "spec.adapters.pytorch.adapt(nonsaturating_generator_loss=…)" in told.splitlines()[0]

    def test_so_are_functions_of_other_names(self, functions, torch):
        told = refusal(d_loss=functions["names"])
        assert "It offers d_loss. " in told
        assert "spec.adapters.pytorch.adapt(discriminator_loss=d_loss)" in told
        assert "spec.adapters.pytorch.adapt" in refusal(criterion=torch.nn.BCEWithLogitsLoss)
        assert "spec.adapters" not in refusal(d_loss=np.mean)

    def test_what_is_adapted_already_is_not_told_to_adapt(self, torch):
        def fails(h):
            raise TypeError("expected Tensor as element 0")

        for function in (fails, batch_by_batch(fails)):
            subject = pytorch.adapt(nonsaturating_generator_loss=function)
            (result,) = spec.check(batch_by_batch(subject), LOSS)
            assert "raised: TypeError: expected Tensor" in result.message
            assert "spec.adapters" not in result.message

    def test_a_number_in_place_of_a_tensor_has_no_derivative(self, torch):
        subject = pytorch.adapt(minimax_generator_loss=lambda h: (-h).sigmoid().log().mean().item())
        (result,) = spec.check(subject, "2.4/minimax-derivative")
        assert "is no tensor and so has no gradient: leave out .item()" in result.message


def test_a_number_in_place_of_a_jax_array_has_no_derivative():
    pytest.importorskip("jax")
    subject = jax_arrays.adapt(minimax_generator_loss=lambda h: 0.5)
    (result,) = spec.check(subject, "2.4/minimax-derivative")
    assert "returned 0.5, which is no JAX array and so has no gradient" in result.message


def test_jax_arrays_are_told_their_adapter():
    jax = pytest.importorskip("jax")
    told = message(LOSS, nonsaturating_generator_loss=lambda h: jax.nn.softplus(-h).mean(-1))
    assert "returned JAX arrays: spec.adapters.jax_arrays.adapt(" in told


def test_a_similar_name_is_asked_for():
    told = refusal(d_loss=abs, loss_nonsaturating_g=abs, Discriminator=dict)
    assert (
        "By d_loss, do you mean discriminator_loss? Then write discriminator_loss = d_loss" in told
    )
    assert "By Discriminator" not in told
    assert "By loss_nonsaturating_g, do you mean nonsaturating_generator_loss? " in told
    assert "Then write nonsaturating_generator_loss = loss_nonsaturating_g. " in told
