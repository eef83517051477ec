"""Normal distributions on the line."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from spec.machinery.high_precision import exact, in_high_precision, log
from spec.machinery.reals import Real

TWO_PI = Decimal("6.2831853071795864769252867665590057683943387987502")


@in_high_precision
def gaussian_log_density(x: Any, mean: Any, std: Any) -> Real:
    """log N(x|mean, std²) = −½((x − mean)/std)² − log std − ½ log 2π."""
    distance = (exact(x) - exact(mean)) / exact(std)
    return Real.of(-distance * distance / 2) - Real.of(log(exact(std))) - log(TWO_PI) / 2


@in_high_precision
def gaussian_kl(theta: Any, theta_0: Any, std: Any) -> Real:
    """KL(N(θ, std²)‖N(θ0, std²)) = (θ − θ0)²/(2 std²)."""
    distance = (exact(theta) - exact(theta_0)) / exact(std)
    return Real.of(distance * distance / 2)


@in_high_precision
def gaussian_kl_derivative(theta: Any, theta_0: Any, std: Any) -> Real:
    """The derivative of that in θ: (θ − θ0)/std²."""
    std = exact(std)
    return Real.of((exact(theta) - exact(theta_0)) / (std * std))
