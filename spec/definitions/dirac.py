"""The Dirac-GAN: data at 0, a model at θ, a critic D(x) = ψx, and how an implementation moves them.

A direction is where gradient descent goes: (−∂L_G/∂θ, −∂L_D/∂ψ).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from spec.machinery.numbers.reals import Real

Direction = tuple[Real, Real]


class DiracPoint(NamedTuple):
    """The place θ of the model, the slope ψ of the critic, and the rate η of a step."""

    theta: float
    psi: float
    rate: float

    @property
    def on_axes(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """(θ, 0) and (0, ψ)."""
        return (self.theta, 0.0), (0.0, self.psi)

    def stepped(self, direction: Direction) -> tuple[Real, Real]:
        """θ and ψ after both have taken a step of that rate in a direction at once."""
        theta, psi = direction
        return theta * self.rate + self.theta, psi * self.rate + self.psi


def wasserstein_direction(impl: Any, theta: float, psi: float) -> Direction:
    """(ψ, −θ); as the losses are linear, a difference of them is a derivative."""
    losses = [Real.of(impl.wasserstein_critic_loss([0.0], [s * theta])) for s in (psi, psi + 1)]
    of_theta = [Real.of(impl.wasserstein_generator_loss([psi * x])) for x in (theta, theta + 1)]
    return of_theta[0] - of_theta[1], losses[0] - losses[1]


def minimax_direction(impl: Any, theta: float, psi: float) -> Direction:
    """(σ(ψθ)ψ, −σ(ψθ)θ)."""
    slope = Real.of(impl.minimax_generator_loss_derivative(psi * theta))
    return -slope * psi, _logistic_direction(impl, theta, psi)


def nonsaturating_direction(impl: Any, theta: float, psi: float) -> Direction:
    """(σ(−ψθ)ψ, −σ(ψθ)θ)."""
    slope = Real.of(impl.nonsaturating_generator_loss_derivative(psi * theta))
    return -slope * psi, _logistic_direction(impl, theta, psi)


def _logistic_direction(impl: Any, theta: float, psi: float) -> Real:
    """−∂L_D/∂ψ = −σ(ψθ)θ: at the data, where x = 0, the logit does not depend on ψ."""
    slope = impl.pointwise_discriminator_loss_from_logits_derivative(psi * theta, 0.0, 1.0)
    return -Real.of(slope) * theta


def with_zero_centered_penalty(
    impl: Any, direction: Direction, psi: float, weight: float
) -> Direction:
    """The direction with R1 of some weight added to the loss of the critic."""
    ((slope,),) = impl.zero_centered_penalty_derivative([[psi]], weight=weight)
    return direction[0], direction[1] - Real.of(slope)


def with_gradient_penalty(impl: Any, direction: Direction, psi: float, weight: float) -> Direction:
    """The direction with the two-sided penalty of some weight added to the loss of the critic."""
    ((slope,),) = impl.gradient_penalty_derivative([[psi]], weight=weight)
    return direction[0], direction[1] - Real.of(slope)


def characteristic(
    impl: Any, directions: Sequence[Direction], point: DiracPoint, weight: float
) -> list[Real]:
    """The trace and the determinant of the Jacobian at (0, 0), with R1 of some weight.

    On the axes a direction is linear, and those at (θ, 0) and (0, ψ) tell its columns.
    """
    theta, psi, _ = point
    (a, c), (b, d) = (
        with_zero_centered_penalty(impl, direction, slope, weight)
        for direction, (_, slope) in zip(directions, point.on_axes, strict=True)
    )
    return [a / theta + d / psi, (a * d - b * c) / (Real.of(theta) * psi)]
