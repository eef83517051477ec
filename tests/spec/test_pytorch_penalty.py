"""Gradient penalties in one piece: what probes make of them, and what the claims say of them."""

import numpy as np
import pytest

import impl
import spec
from spec.adapters import completed, pytorch, pytorch_penalty
from spec.machinery.claims.grades import Grade

torch = pytest.importorskip("torch")

from tests.subjects import pytorch_penalties  # noqa: E402  needs what may not be installed

GRADIENTS = np.array([[0.75, 1.0], [0.5, 0.0], [-3.0, 4.0]])
IMAGES = np.arange(-12, 12).reshape(2, 3, 2, 2) / 8
REAL, FAKE = GRADIENTS, GRADIENTS[::-1] + 0.25

ROUNDINGS = 64 * 2.0**-53
"""A relative error of a few dozen roundings, as many as the claims allow."""

PART = [
    "5.5/penalty",
    "5.5/one-norm-per-sample",
    "5.5/norm-over-all-axes",
    "5.5/derivative",
    "5.5/points-between",
    "5.5/alpha-per-sample",
]


def loss_of_vectors(critic, real, fake):
    penalty = pytorch_penalties.of_vectors(critic, real, fake)
    return critic(fake).mean() - critic(real).mean() + penalty


SUBJECTS = {
    "vectors": pytorch_penalty.adapt(pytorch_penalties.of_vectors, axes=2),
    "a loss": pytorch_penalty.adapt(loss_of_vectors, axes=2),
    "images": pytorch_penalty.adapt(pytorch_penalties.loss_of_images, axes=4),
    "values without an axis": pytorch_penalty.adapt(
        pytorch_penalties.loss_of_images, axes=4, squeezed=True
    ),
}
EVERY_SUBJECT = pytest.mark.parametrize("subject", SUBJECTS.values(), ids=SUBJECTS)


def outcomes(subject, claims):
    return {result.claim.id: result.outcome for result in spec.check(subject, claims)}


@EVERY_SUBJECT
def test_the_penalty_is_that_of_the_gradients(subject):
    for batch in (GRADIENTS, IMAGES):
        found, expected = subject.gradient_penalty(batch), impl.gradient_penalty(batch)
        np.testing.assert_allclose(found, expected, rtol=ROUNDINGS)
        found, expected = (each.gradient_penalty_derivative(batch) for each in (subject, impl))
        assert found.shape == batch.shape
        # The terms are 20/n (|g| + 1) or less, and no g is 5 or more.
        np.testing.assert_allclose(found, expected, rtol=0, atol=60 * ROUNDINGS)


@EVERY_SUBJECT
def test_the_points_are_those_at_which_the_critic_was_called(subject):
    points = subject.interpolates(REAL, FAKE)
    assert points.shape == REAL.shape
    shares = (points - REAL) / (FAKE - REAL)
    # The rounding of a component, which is 4 or less, counts four times if the pair is ¼ apart.
    np.testing.assert_allclose(shares[:, 0], shares[:, 1], rtol=0, atol=16 * ROUNDINGS)
    assert np.all((shares >= 0) & (shares <= 1))
    assert len(np.unique(shares)) > 1


def test_a_penalty_that_is_right_is_no_worse_for_gradients_of_which_squares_vanish():
    # One in ten of the gradients that are drawn has a square that vanishes, in some runs fewer.
    claim = "num/penalty-derivative-zero-gradient"
    results = spec.check(SUBJECTS["vectors"], claim, accuracy="full", examples=1_000)
    grades = {verdict.function: verdict.grade for verdict in results.verdicts}
    assert [result.outcome for result in results] == ["failed"]
    assert str(grades["gradient_penalty_derivative"]) == "imprecise"


def test_values_have_an_axis_unless_it_is_squeezed():
    shapes = []

    def penalty(critic, real, fake):
        shapes.append(tuple(critic(real).shape))
        return pytorch_penalties.of_vectors(critic, real, fake)

    for squeezed in (False, True):
        pytorch_penalty.adapt(penalty, squeezed=squeezed).gradient_penalty(GRADIENTS)
    assert shapes == [(3, 1), (3,)]


def test_both_batches_may_be_given_to_the_critic_at_once():
    def loss(critic, real, fake):
        values = critic(torch.cat([real, fake]))
        on_real, on_fake = values.chunk(2)
        penalty = pytorch_penalties.of_vectors(critic, real, fake)
        return on_fake.mean() - on_real.mean() + penalty

    subject = pytorch_penalty.adapt(loss)
    np.testing.assert_allclose(
        subject.gradient_penalty(GRADIENTS), impl.gradient_penalty(GRADIENTS), rtol=ROUNDINGS
    )
    assert subject.interpolates(REAL, FAKE).shape == REAL.shape


def test_gradients_reach_the_fakes_as_they_reach_those_of_a_generator():
    def penalty(critic, real, fake):
        points = real + pytorch_penalties.ways(real) * (fake - real)
        return 10 * ((pytorch_penalties.norms_of(gradients_at(points, critic)) - 1) ** 2).mean()

    gradients_at = pytorch_penalties.gradients_at
    subject = pytorch_penalty.adapt(penalty)
    np.testing.assert_allclose(
        subject.gradient_penalty(GRADIENTS), impl.gradient_penalty(GRADIENTS), rtol=ROUNDINGS
    )
    assert subject.interpolates(REAL, FAKE).shape == REAL.shape


def r1(critic, samples, gamma=1.0):
    points = samples.requires_grad_()
    squares = pytorch_penalties.gradients_at(points, critic).flatten(1).square().sum(1)
    return gamma / 2 * squares.mean()


@pytest.mark.parametrize("options", [{}, {"axes": 4}, {"squeezed": True}])
def test_a_penalty_at_given_samples_becomes_one_of_gradients(options):
    def with_weight(critic, samples, weight=1):
        assert samples.dim() == options.get("axes", samples.dim())
        assert critic(samples).dim() == (1 if options.get("squeezed") else 2)
        return r1(critic, samples, gamma=weight)

    penalty = pytorch_penalty.of_gradients(with_weight, **options)
    subject = pytorch.adapt(zero_centered_penalty=penalty)
    for batch in (GRADIENTS, IMAGES):
        for weight in (1, 2.5):
            found = subject.zero_centered_penalty(batch, weight=weight)
            expected = impl.zero_centered_penalty(batch, weight=weight)
            np.testing.assert_allclose(found, expected, rtol=ROUNDINGS)
            found = subject.zero_centered_penalty_derivative(batch, weight=weight)
            expected = impl.zero_centered_penalty_derivative(batch, weight=weight)
            np.testing.assert_allclose(found, expected, rtol=ROUNDINGS)


def test_claims_of_r1_are_checked_of_it_and_a_missing_half_is_found_out():
    claims = ["r1/penalty", "r1/images", "r1/derivative"]
    for factor, outcome in ((1, "passed"), (2, "failed")):
        penalty = pytorch_penalty.of_gradients(lambda d, x, by=factor: by * r1(d, x))
        subject = pytorch.adapt(zero_centered_penalty=penalty)
        assert set(outcomes(subject, claims).values()) == {outcome}


def test_tensors_are_of_the_chosen_type():
    seen = set()

    def penalty(critic, real, fake):
        seen.update({real.dtype, fake.dtype, critic(real).dtype})
        return critic(real).sum()

    pytorch_penalty.adapt(penalty, dtype="float32").gradient_penalty(GRADIENTS)
    assert seen == {torch.float32}


@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_a_norm_whose_square_vanishes_costs_digits_that_no_training_needs(dtype):
    def penalty(critic, real, fake):
        points = (real + torch.rand(len(real), 1) * (fake - real)).detach().requires_grad_()
        (g,) = torch.autograd.grad(critic(points).sum(), points, create_graph=True)
        return 10 * ((g.norm(dim=1) - 1) ** 2).mean()

    subject = pytorch_penalty.adapt(penalty, axes=2, dtype=dtype)
    results = spec.check(subject, ["5.5/derivative", "num/penalty-derivative-range"])
    (verdict,) = (each for each in results.verdicts if each.function.endswith("_derivative"))
    assert verdict.grade is Grade.IMPRECISE


def test_a_penalty_that_asks_for_no_gradient_has_no_points():
    subject = pytorch_penalty.adapt(lambda critic, real, fake: critic(real).mean())
    with pytest.raises(ValueError, match="the penalty asked for no gradient"):
        subject.interpolates(REAL, FAKE)


@pytest.mark.parametrize(
    ("penalty", "options"),
    [
        (pytorch_penalties.of_vectors, {"axes": 2}),
        (pytorch_penalties.loss_of_images, {"axes": 4}),
        (pytorch_penalties.loss_of_images, {"axes": 4, "squeezed": True}),
    ],
)
def test_a_penalty_that_is_right_passes(penalty, options):
    subject = pytorch_penalty.adapt(penalty, **options)
    found = outcomes(completed(subject, impl), ["5.5"])
    skipped = {id for id, outcome in found.items() if outcome == "skipped"}
    assert {found[id] for id in found.keys() - skipped} == {"passed"}
    assert not skipped & set(PART)


@pytest.mark.parametrize(
    ("penalty", "claim"),
    pytorch_penalties.WRONG.items(),
    ids=[penalty.__name__ for penalty in pytorch_penalties.WRONG],
)
def test_a_penalty_that_is_wrong_fails_a_claim_that_tells_why(penalty, claim):
    assert outcomes(pytorch_penalty.adapt(penalty), claim) == {claim: "failed"}


def test_of_a_penalty_without_a_derivative_the_claim_says_so():
    subject = pytorch_penalty.adapt(pytorch_penalties.without_create_graph)
    (result,) = spec.check(subject, "5.5/derivative")
    assert "gradient_penalty_derivative" in result.message
    assert "no gradient reaches gradients" in result.message


def test_there_are_twenty_of_them():
    assert len(pytorch_penalties.RIGHT) + len(pytorch_penalties.WRONG) >= 20
