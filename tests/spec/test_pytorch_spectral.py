"""The adapter of parametrisations of PyTorch that normalise weights."""

import numpy as np
import pytest

import impl
import spec
from spec.adapters import pytorch_spectral

torch = pytest.importorskip("torch")

WEIGHT = [[1.0, 2.0, 0.5], [0.25, -1.0, 3.0]]
START = [1.0, -2.0]


class Wrapped(torch.nn.Module):
    """A layer around another one, with a vector among its parameters and a weight of its own."""

    def __init__(self, layer, n_power_iterations):
        super().__init__()
        self.weight, self.steps = layer.weight, n_power_iterations
        vector = torch.ones(1, len(layer.weight), dtype=layer.weight.dtype)
        self.u = torch.nn.Parameter(vector, requires_grad=False)

    def forward(self, x):
        for _ in range(self.steps):
            v = torch.nn.functional.normalize(self.u @ self.weight)
            self.u.data = torch.nn.functional.normalize(v @ self.weight.T)
        return x @ (self.weight / (self.u @ self.weight @ v.T)).T


SUBJECTS = {
    "parametrisation": pytorch_spectral.adapt(torch.nn.utils.parametrizations.spectral_norm),
    "hook": pytorch_spectral.adapt(torch.nn.utils.spectral_norm, starts_from="u"),
    "layer around another": pytorch_spectral.adapt(Wrapped, starts_from="u"),
}
EVERY_SUBJECT = pytest.mark.parametrize("subject", SUBJECTS.values(), ids=SUBJECTS)


@EVERY_SUBJECT
@pytest.mark.parametrize("steps", [1, 3])
def test_what_a_weight_is_divided_by_is_the_estimate(subject, steps):
    estimate, last = subject.power_iteration(WEIGHT, START, steps=steps)
    expected = impl.power_iteration(WEIGHT, START, steps=steps)
    np.testing.assert_allclose(estimate, expected[0], rtol=1e-14)
    np.testing.assert_allclose(last, expected[1], rtol=1e-14)


@EVERY_SUBJECT
def test_claims_are_checked_of_it(subject):
    results = spec.check(
        subject, ["spectral/step", "spectral/carried-on", "spectral/one-by-one"], examples=20
    )
    assert [result.outcome for result in results] == ["passed"] * 3


@EVERY_SUBJECT
def test_a_weight_of_0_has_been_divided_by_0(subject):
    estimate, _ = subject.power_iteration(np.zeros((2, 3)), START)
    assert estimate == 0


@EVERY_SUBJECT
def test_a_smallest_length_is_found_out(subject):
    (result,) = spec.check(subject, "num/power-iteration-scale", accuracy="full", examples=20)
    assert result.outcome == "failed"


def test_a_layer_that_ends_elsewhere_is_wrong():
    wrong = pytorch_spectral.adapt(torch.nn.utils.parametrizations.spectral_norm, starts_from="u")
    (result,) = spec.check(wrong, "spectral/step", examples=20)
    assert result.outcome == "failed"


def test_a_module_without_such_a_buffer_is_told():
    subject = pytorch_spectral.adapt(lambda layer, n_power_iterations: layer)
    with pytest.raises(ValueError, match="a name that ends in 'v', but there are weight"):
        subject.power_iteration(WEIGHT, START)
