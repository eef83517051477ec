"""Problem 2, part 4: the minimax generator loss saturates.

A generator G_θ turns noise z into samples, and a discriminator D = σ(h) tells, by its logits h, how
real they look. The minimax loss of the generator is

    L_mm(θ) = E_z[log(1 − σ(h(G_θ(z))))].

When the discriminator rejects every sample with confidence, h ≪ 0, the gradient of L_mm in θ is
next to nothing: the generator stops learning just when it has most to learn. The worked answer says
so of every negative logit, every rejection and every perfect discriminator; of those it is false.
"""

from __future__ import annotations

import math
from fractions import Fraction
from typing import NamedTuple

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from spec import (
    Real,
    assert_at_most,
    assert_close,
    assert_equal,
    claim,
    holds_here,
    mean,
    precision,
)
from spec.definitions import (
    derivative,
    doubling,
    integral,
    log_complement,
    log_sigmoid,
    logit,
    normal_cumulative,
    normal_density,
    normal_expectation,
    sigmoid,
)
from spec.definitions.functions import Array, Functions, accepts
from spec.machinery.numbers.high_precision import exact, exp
from spec.machinery.numbers.precision import by_precision
from spec.strategies import (
    batches,
    floats,
    generator_discriminator_pairs,
    moderate_logits,
    moderate_probabilities,
)
from spec.strategies.generator import GeneratorDiscriminatorPair, sixteenths


@claim("2.4/sigmoid-derivative", equations="given, 5")
@given(h=moderate_logits())
def test_the_sigmoid_has_derivative_sigmoid_times_its_complement(impl, h):
    """σ' = σ(1 − σ), and σ(−h) = 1 − σ(h)."""
    assert_close(impl.sigmoid(h), sigmoid(h))
    assert_close(impl.sigmoid(-h), 1 - sigmoid(h))
    assert_close(impl.sigmoid_derivative(h), derivative(sigmoid, at=h))


@claim("2.4/log-complement-derivative", equations="3-5")
@given(h=moderate_logits())
def test_the_log_of_the_complement_has_a_quotient_for_derivative(impl, h):
    """d/dh log(1 − σ(h)) = −σ'(h)/(1 − σ(h))."""
    quotient = -impl.sigmoid_derivative(h) / (1 - impl.sigmoid(h))
    assert_close(quotient, derivative(log_complement, at=h))


@claim("2.4/minimax-derivative", equations="6-7")
@given(batch=batches(moderate_logits()))
def test_the_quotient_simplifies_to_minus_the_sigmoid(impl, batch):
    """d/dh log(1 − σ(h)) = −σ(h)."""
    slopes = [derivative(log_complement, at=h) for h in batch]
    assert_close(impl.minimax_generator_loss_derivative(batch), slopes)


@claim("2.4/derivative-inside-expectation", equations="1-2, 7")
@given(
    network=generator_discriminator_pairs(),
    shift=sixteenths(-1, 1),
    scale=sixteenths(0.25, 1),
    noise=batches(sixteenths(-3, 3)),
)
def test_the_derivative_of_the_loss_is_the_expected_derivative(
    impl,
    network,
    shift,
    scale,
    noise,
):
    """∂L_mm/∂θ = E_z[−σ(h) ∂h/∂θ], for smooth generators and discriminators."""

    def exact_loss(shift: object, scale: object) -> Real:
        return mean(log_complement(network.exact_logit(shift, scale, z)) for z in noise)

    logits = network.logits(shift, scale, np.array(noise))
    jacobian = network.logit_jacobian(shift, scale, noise)
    gradient = [
        derivative(lambda moved: exact_loss(moved, scale), at=shift),
        derivative(lambda moved: exact_loss(shift, moved), at=scale),
    ]
    slopes = impl.minimax_generator_loss_derivative(logits)
    chain_rule = impl.expected_gradient(slopes, jacobian)
    rounded_logits = np.mean((1 + np.abs(logits)) * (1 + np.abs(jacobian).max(axis=-1)))
    assert_close(impl.minimax_generator_loss(logits), exact_loss(shift, scale))
    assert_close(chain_rule, gradient, terms=rounded_logits)
    if accepts(impl.expected_gradient, "weights"):
        q = doubling(len(noise))
        products = np.transpose(slopes[:, np.newaxis] * jacobian)
        weighted = impl.expected_gradient(slopes, jacobian, weights=q.masses)
        assert_close(weighted, [q.expectation(column) for column in products])

    end = shift + 0.5
    change = change_of_expected_loss(impl, network, (shift, end), scale)
    gradient_along_the_way = integral(
        lambda moved: expected_derivative(impl, network, moved, scale), shift, end
    )
    odds = normal_expectation(lambda z: np.exp(np.abs(network.logits(shift, scale, z)) + 1))
    assert_close(change, gradient_along_the_way, terms=odds.value)


def change_of_expected_loss(
    impl: Functions, network: GeneratorDiscriminatorPair, shifts: tuple[float, float], scale: float
) -> Real:
    """What L_mm over z ~ N(0, 1) rises by from one shift to another, by adaptive quadrature."""

    def change_density(z: float) -> float:
        before, after = impl.minimax_generator_loss(
            [[network.logits(shift, scale, z)] for shift in shifts]
        )
        return float(after - before) * normal_density(z)

    return integral(change_density, -12, 12)


def expected_derivative(
    impl: Functions, network: GeneratorDiscriminatorPair, shift: float, scale: float
) -> Real:
    """E_z[−σ(h) ∂h/∂shift] over z ~ N(0, 1), by Gauss–Hermite quadrature."""

    def sample_derivatives(z: Array) -> Array:
        slopes = impl.minimax_generator_loss_derivative(network.logits(shift, scale, z))
        derivatives: Array = slopes * network.logit_jacobian(shift, scale, z)[:, 0]
        return derivatives

    return normal_expectation(sample_derivatives)


class Step(NamedTuple):
    """A discriminator whose logits are one number below 0 and another above."""

    below: float
    above: float


@claim(
    "2.4/interchange-always",
    equations="1-2",
    kind="refuted",
    corrected_by="2.4/derivative-inside-expectation",
)
@given(
    discriminator=st.builds(Step, below=sixteenths(-6, 0), above=sixteenths(-6, 0)),
    theta=st.integers(1, 3),
)
def test_the_derivative_moves_inside_for_any_discriminator(impl, discriminator, theta):
    """∂L_mm/∂θ = E_z[−σ(h) ∂h/∂θ], for G = z + θ and any discriminator: both integrated up to θ."""
    levels = list(discriminator)

    def step_loss(shift: float) -> float:
        above = normal_cumulative(shift)
        loss_below, loss_above = (impl.minimax_generator_loss([h]) for h in levels)
        return float((1 - above) * loss_below + above * loss_above)

    flat = np.zeros((2, 1))
    (inside,) = impl.expected_gradient(impl.minimax_generator_loss_derivative(levels), flat)
    assert_close(impl.minimax_generator_loss(levels), mean(map(log_complement, levels)))
    assert_close(inside, 0)
    outside = step_loss(theta) - step_loss(0)
    holds_here(abs(outside - theta * inside) < 0.001, outside=outside, inside=inside)


class Rejection(NamedTuple):
    """A small probability δ, a logit, and whether it lies below the logit of δ."""

    delta: float
    h: float
    is_confident: bool


@st.composite
def rejections(draw: st.DrawFn) -> Rejection:
    """Logits on either side of log(δ/(1 − δ)), as close to it as σ can tell, and far from it."""
    delta = draw(moderate_probabilities())
    boundary = logit(delta).value
    margin = 8 * precision().unit_roundoff * (1 + abs(boundary)) / (1 - exact(delta))
    distance = max(exact(2.0 ** draw(st.integers(-40, 3))), 2 * margin)
    is_confident = draw(st.booleans())
    h = boundary - distance if is_confident else boundary + distance
    return Rejection(delta, precision().rounded(float(h)), is_confident)


@claim("2.4/confident-rejection", equations="8")
@given(rejection=rejections())
def test_a_confident_rejection_is_a_very_negative_logit(impl, rejection):
    """σ(h) ≤ δ ⇔ h ≤ log(δ/(1 − δ)): D ≈ 0 is h ≪ 0."""
    delta, h, is_confident = rejection
    assert_equal(impl.sigmoid(h) <= delta, is_confident)
    assert_equal(h <= impl.logit(delta), is_confident)


def sample_jacobians(size: int) -> SearchStrategy[list[list[float]]]:
    """∂h/∂θ at every sample, for two parameters."""
    slopes = st.one_of(st.sampled_from([1.0, -2.0]), floats(-4, 4))
    return st.lists(st.lists(slopes, min_size=2, max_size=2), min_size=size, max_size=size)


def rejected_batches() -> SearchStrategy[tuple[list[float], list[list[float]]]]:
    """Logits that are mostly very negative, and ∂h/∂θ at each of them.

    Among them are single samples, whose gradient is next to the bound.
    """
    rejected = floats(-40, -15)
    several = batches(st.one_of(rejected, moderate_logits()))
    return st.one_of(batches(rejected, max_size=1), several).flatmap(
        lambda h: st.tuples(st.just(h), sample_jacobians(len(h)))
    )


@claim("2.4/saturates", equations="7-8")
@given(batch=rejected_batches())
def test_the_gradient_vanishes_as_fast_as_the_odds(impl, batch):
    """|∂L_mm/∂θ| ≤ e^{max h} · E|∂h/∂θ|."""
    logits, jacobian = batch
    gradient = minimax_gradient(impl, logits, jacobian)
    assert_at_most(np.abs(gradient), saturation_bounds(logits, jacobian))


@claim("2.4/parameters-stay", equations="8, answer")
@given(
    theta=floats(1 / 16, 16) | floats(-16, -1 / 16),
    rate=floats(1 / 16, 16),
    batch=rejected_batches(),
)
def test_a_saturated_generator_does_not_move(impl, theta, rate, batch):
    """A step of rate η moves θ by at most η e^{max h} E|∂h/∂θ|; under ¼ ulp, not at all."""
    logits, jacobian = batch
    steps = rate * minimax_gradient(impl, logits, jacobian)
    assert_at_most(np.abs(steps), [rate * bound for bound in saturation_bounds(logits, jacobian)])

    quarter_ulp = precision().ulp(theta) / 4
    steepest = max(abs(slope) for row in jacobian for slope in row)
    rejected = math.log(quarter_ulp / (rate * max(steepest, 1))) - 1
    saturated = precision().rounded([min(h, rejected) for h in logits])
    steps = rate * minimax_gradient(impl, saturated, jacobian)
    assert_equal(precision().rounded(theta - steps), [theta, theta])


@claim(
    "2.4/negative-logits-suffice", equations="6, 8", kind="refuted", corrected_by="2.4/saturates"
)
@given(h=moderate_logits(max_value=-0.1))
def test_the_derivative_vanishes_at_any_negative_logit(impl, h):
    """d/dh log(1 − σ(h)) ≈ 0 at every h < 0."""
    slope = impl.minimax_generator_loss_derivative(h)
    assert_close(slope, derivative(log_complement, at=h))
    holds_here(abs(slope) < 0.1, derivative=slope)


@claim("2.4/rejection-alone-saturates", equations="8", kind="refuted", corrected_by="2.4/saturates")
@given(
    theta=by_precision(
        lambda format: st.integers(10, min(40, (format.largest_exponent - 7) // 4)).map(
            lambda k: 2.0**-k
        )
    ),
    power=st.integers(1, 4),
)
def test_the_gradient_vanishes_wherever_the_discriminator_rejects(impl, theta, power):
    """∂L_mm/∂θ ≈ 0 if D ≈ 0: for the logits h = log θ^power, so that D = θ^power/(1 + θ^power)."""
    h = power * math.log(theta)
    slope = power / theta
    (gradient,) = impl.expected_gradient(impl.minimax_generator_loss_derivative([h]), [[slope]])
    odds = Fraction(theta) ** power
    size = power * odds / Fraction(theta) / (1 + odds)
    assert_at_most(impl.sigmoid(h), 0.001)
    assert_close(gradient, -size, terms=h * float(size))
    holds_here(abs(gradient) < 0.1, gradient=gradient)


@claim(
    "2.4/perfect-discriminator-saturates",
    equations="answer",
    kind="refuted",
    corrected_by="2.4/saturates",
)
@given(theta=st.integers(0, 4))
def test_the_gradient_vanishes_against_a_perfect_discriminator(impl, theta):
    """∂L_mm/∂θ ≈ 0 if D = D*: for p = N(0, 1), q = N(θ, 1) and G = z + θ."""

    def sample_gradients(z: Array) -> Array:
        # Divided by √(pq), so that neither underflows.
        p, q = np.exp(-theta * (z + theta / 2) / 2), np.exp(theta * (z + theta / 2) / 2)
        optimal_logits = impl.optimal_logits(p, q)
        assert_close(optimal_logits, -theta * (z + theta / 2), terms=np.max((z + theta) ** 2))
        slopes: Array = impl.minimax_generator_loss_derivative(optimal_logits)
        assert_close(slopes, -1 / (1 + np.exp(-optimal_logits)))
        return -theta * slopes

    gradient = normal_expectation(sample_gradients)
    holds_here(abs(float(gradient)) < 0.1, gradient=gradient)


@claim("2.4/nonsaturating-does-not", equations="contrast")
@given(batch=batches(moderate_logits()))
def test_the_nonsaturating_loss_keeps_its_slope(impl, batch):
    """d/dh −log σ(h) = −σ(−h): for h ≤ 0 at least ½ in size, and e^−h times the minimax one."""
    slopes = impl.nonsaturating_generator_loss_derivative(batch)
    assert_close(impl.nonsaturating_generator_loss(batch), -mean(map(log_sigmoid, batch)))
    assert_close(slopes, [-derivative(log_sigmoid, at=h) for h in batch])

    rejected = [-abs(h) for h in batch]
    slopes = impl.nonsaturating_generator_loss_derivative(rejected)
    saturating = impl.minimax_generator_loss_derivative(rejected)
    assert_at_most([0.5] * len(batch), np.abs(slopes))
    odds = [exp(-exact(h)) for h in rejected]
    assert_close(slopes, [a * Real.of(slope) for a, slope in zip(odds, saturating, strict=True)])


def minimax_gradient(impl: Functions, logits: list[float], jacobian: list[list[float]]) -> Array:
    """∂L_mm/∂θ on a batch, by the chain rule."""
    slopes = impl.minimax_generator_loss_derivative(logits)
    gradient: Array = impl.expected_gradient(slopes, jacobian)
    return gradient


def saturation_bounds(logits: list[float], jacobian: list[list[float]]) -> list[Real]:
    """e^{max h} · E|∂h/∂θ|, for each parameter."""
    odds = exp(exact(max(logits)))
    return [odds * mean(map(abs, column)) for column in zip(*jacobian, strict=True)]
