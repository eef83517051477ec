"""Gradient penalties of JAX in one piece: what probes make of them, and what claims say of them."""

import numpy as np
import pytest

import impl
import spec
from spec.adapters import jax_penalty

jax = pytest.importorskip("jax")

from tests.subjects import jax_penalties  # noqa: E402  needs what may not be installed

GRADIENTS = np.array([[0.75, 1.0], [0.5, 0.0], [-3.0, 4.0]])
IMAGES = np.arange(-12, 12).reshape(2, 3, 2, 2) / 8
REAL, FAKE = GRADIENTS, GRADIENTS[::-1] + 0.25

ROUNDINGS = 64 * 2.0**-53
"""A relative error of a few dozen roundings, as many as the claims allow."""

EVERY_RIGHT_ONE = pytest.mark.parametrize(
    "penalty", jax_penalties.RIGHT, ids=lambda penalty: penalty.__name__
)


def outcomes(subject, claims):
    return {result.claim.id: result.outcome for result in spec.check(subject, claims, examples=10)}


@EVERY_RIGHT_ONE
def test_the_penalty_is_that_of_the_gradients(penalty):
    subject = jax_penalty.adapt(penalty)
    for batch in (GRADIENTS, IMAGES):
        found, expected = subject.gradient_penalty(batch), impl.gradient_penalty(batch)
        np.testing.assert_allclose(found, expected, rtol=ROUNDINGS)
        found, expected = (each.gradient_penalty_derivative(batch) for each in (subject, impl))
        assert found.shape == batch.shape
        # The terms are 20/n (|g| + 1) or less, and no g is 5 or more.
        np.testing.assert_allclose(found, expected, rtol=0, atol=60 * ROUNDINGS)


@EVERY_RIGHT_ONE
def test_the_points_are_those_at_which_a_gradient_was_asked_for(penalty):
    subject = jax_penalty.adapt(penalty)
    points = subject.interpolates(REAL, FAKE)
    assert points.shape == REAL.shape
    shares = (points - REAL) / (FAKE - REAL)
    # The rounding of a component, which is 4 or less, counts four times if the pair is ¼ apart.
    np.testing.assert_allclose(shares[:, 0], shares[:, 1], rtol=0, atol=16 * ROUNDINGS)
    assert np.all((shares >= 0) & (shares <= 1))
    assert len(np.unique(shares)) > 1
    assert np.any(points != subject.interpolates(REAL, FAKE))


def test_values_have_no_axis_unless_they_are_said_to():
    shapes = []

    def penalty(critic, real, fake, key):
        shapes.extend([critic(real).shape, critic(real[0]).shape])
        return critic(real).sum()

    for squeezed in (True, False):
        jax_penalty.adapt(penalty, squeezed=squeezed).gradient_penalty(GRADIENTS)
    assert shapes == [(3,), (), (3, 1), (1,)]


def test_samples_may_be_images_alone():
    shapes = set()

    def penalty(critic, real, fake, key):
        shapes.update({real.shape, fake.shape})
        return jax_penalties.of_a_sum(critic, real, fake, key)

    subject = jax_penalty.adapt(penalty, axes=4)
    assert subject.gradient_penalty_derivative(GRADIENTS).shape == GRADIENTS.shape
    assert subject.interpolates(REAL, FAKE).shape == REAL.shape
    assert shapes == {(3, 2, 1, 1)}


def test_a_penalty_that_asks_for_no_gradient_has_no_points():
    subject = jax_penalty.adapt(lambda critic, real, fake, key: critic(real).mean())
    with pytest.raises(ValueError, match="the penalty asked for no gradient"):
        subject.interpolates(REAL, FAKE)


def test_a_penalty_that_is_right_passes():
    claims = {*jax_penalties.WRONG.values(), "5.5/penalty"}
    found = outcomes(jax_penalty.adapt(jax_penalties.of_samples), claims)
    assert found == dict.fromkeys(found, "passed")
    assert set(found) == claims


@pytest.mark.parametrize(
    ("penalty", "claim"),
    jax_penalties.WRONG.items(),
    ids=[penalty.__name__ for penalty in jax_penalties.WRONG],
)
def test_a_penalty_that_is_wrong_fails_a_claim_that_tells_why(penalty, claim):
    assert outcomes(jax_penalty.adapt(penalty), claim) == {claim: "failed"}
