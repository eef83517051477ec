"""Normal distributions on the line, pairs of one width, and the point masses they narrow to."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from decimal import Decimal
from fractions import Fraction
from statistics import NormalDist
from typing import Any, NamedTuple

from spec.definitions.calculus import integral, normal_density
from spec.machinery.numbers.high_precision import exact, in_high_precision, log
from spec.machinery.numbers.precision import precision
from spec.machinery.numbers.reals import Real

TWO_PI = Decimal("6.2831853071795864769252867665590057683943387987502")


class PointPair(NamedTuple):
    """Where the model's point mass lies, θ, and where the data's does, θ0."""

    theta: float
    theta_0: float

    @property
    def exact(self) -> tuple[Fraction, Fraction]:
        """The two points as fractions."""
        return Fraction(self.theta), Fraction(self.theta_0)

    @property
    def gap(self) -> Fraction:
        """Δ = θ − θ0."""
        return Fraction(self.theta) - Fraction(self.theta_0)

    def __repr__(self) -> str:
        return f"(θ = {self.theta!r}, θ0 = {self.theta_0!r})"


class GaussianPair(NamedTuple):
    """The model N(θ, ε²) and the data N(θ0, ε²)."""

    theta: float
    theta_0: float
    std: float

    @property
    def exact(self) -> tuple[Fraction, Fraction, Fraction]:
        """θ, θ0 and ε as fractions."""
        return Fraction(self.theta), Fraction(self.theta_0), Fraction(self.std)

    @property
    def gap(self) -> Fraction:
        """Δ = θ − θ0."""
        return Fraction(self.theta) - Fraction(self.theta_0)

    def sample(self, z: float) -> float:
        """θ + εz, the sample of the model that is z standard deviations from its mean."""
        return self.theta + self.std * z

    def terms_at(self, x: float) -> Decimal:
        """The size of the terms of the two log-densities at x."""
        means = self.theta, self.theta_0
        return sum(
            (gaussian_log_density(x, mean, self.std).terms for mean in means), start=Decimal(0)
        )

    def __repr__(self) -> str:
        return f"(θ = {self.theta!r}, θ0 = {self.theta_0!r}, ε = {self.std!r})"


class TwoWidthPair(NamedTuple):
    """The model N(θ, s²) and the data N(θ0, t²), each of a width of its own."""

    theta: float
    theta_0: float
    std: float
    std_0: float

    @property
    def exact(self) -> tuple[Fraction, Fraction, Fraction, Fraction]:
        """θ, θ0, s and t as fractions."""
        theta, theta_0, std, std_0 = map(Fraction, self)
        return theta, theta_0, std, std_0

    def __repr__(self) -> str:
        means = f"θ = {self.theta!r}, θ0 = {self.theta_0!r}"
        return f"({means}, s = {self.std!r}, t = {self.std_0!r})"


@in_high_precision
def gaussian_log_density(x: Any, mean: Any, std: Any) -> Real:
    """log N(x|mean, std²) = −½((x − mean)/std)² − log std − ½ log 2π."""
    distance = (exact(x) - exact(mean)) / exact(std)
    return Real.of(-distance * distance / 2) - Real.of(log(exact(std))) - log(TWO_PI) / 2


@in_high_precision
def gaussian_kl(theta: Any, theta_0: Any, std: Any, std_0: Any = None) -> Real:
    """KL(N(θ, std²)‖N(θ0, std_0²)) = log std_0/std + (std² + (θ − θ0)²)/(2 std_0²) − ½.

    Without `std_0` the widths are the same, and that is (θ − θ0)²/(2 std²). The formula for any two
    widths goes through ½ std²/std_0² and −½ even so, which count as terms. So do the logarithms of
    both widths, and what it costs to take that of their rounded quotient.
    """
    s, t = exact(std), exact(std if std_0 is None else std_0)
    distance = (exact(theta) - exact(theta_0)) / t
    shift = Real.of(distance * distance / 2).with_terms(1)
    if std_0 is None:
        return shift
    # The quotient keeps 50 digits, of which at most 32 cancel where two widths are next to another.
    ratio = s / t
    excess = (ratio * ratio - 1) / 2 - log(ratio)
    return shift + Real(excess, 1 + ratio * ratio / 2 + abs(log(s)) + abs(log(t)))


@in_high_precision
def gaussian_kl_derivative(theta: Any, theta_0: Any, std: Any) -> Real:
    """The derivative of that in θ: (θ − θ0)/std²."""
    width = exact(std)
    return (Real.of(exact(theta)) - exact(theta_0)) / (width * width)


@in_high_precision
def gaussian_log_ratio(x: Any, theta: Any, theta_0: Any, std: Any) -> Real:
    """log N(x|θ, std²)/N(x|θ0, std²) = ((x − θ0)² − (x − θ)²)/(2 std²)."""
    x, std = exact(x), exact(std)
    data, model = (((x - exact(mean)) / std) ** 2 / 2 for mean in (theta_0, theta))
    return Real.of(data) - Real.of(model)


def gaussian_kl_integral(
    theta: float, theta_0: float, std: float, std_0: float | None = None
) -> Real:
    """∫ q log(q/p) dx over twelve standard deviations: what lies beyond is under 1e-29 of it.

    Without `std_0` the widths are the same.
    """
    std_0 = std if std_0 is None else std_0
    log_of_widths = math.log(std_0 / std)

    def integrand(x: float) -> float:
        z, z_0 = (x - theta) / std, (x - theta_0) / std_0
        return normal_density(z) / std * (log_of_widths + (z_0**2 - z**2) / 2)

    squares = 1 + (std / std_0) ** 2 + ((theta - theta_0) / std_0) ** 2
    return integral(integrand, theta - 12 * std, theta + 12 * std).with_terms(squares)


@in_high_precision
def gaussian_expectation(
    function: Callable[[Fraction], Fraction],
    log_density: Callable[[list[float]], Any],
    mean: Fraction,
    std: Fraction,
) -> Real:
    """E[function(x)] for x of a density with that mean and width, which is given by its logarithm.

    The integral is a sum over an even grid, of two points to the standard deviation. For a Gaussian
    times a polynomial that is exact to thirty digits, and as far as it reaches to seventeen. Its
    points are floats, unless the mean or the width have too many digits.
    """
    steps = [Fraction(k, 2) for k in range(-18, 19)]
    points = [mean + std * step for step in steps]
    expectation, terms = Decimal(0), Decimal(0)
    log_width = abs(math.log(std))
    logs = log_density([float(point) for point in points])
    for step, point, log_weight in zip(steps, points, logs, strict=True):
        share = exact(math.exp(log_weight)) * exact(function(point))
        # A density is off by as much, relative to its size, as its logarithm is absolutely.
        expectation += share
        terms += abs(share) * exact(2 + log_width + float(step) ** 2 / 2)
    return Real(expectation, terms) * (std / 2)


NORMAL_SAMPLE = tuple(NormalDist().inv_cdf((2 * i + 1) / 64) for i in range(32))
"""What stands for N(0, 1) in a batch: the middles of 32 intervals of equal probability."""


class ModelBatch(NamedTuple):
    """Samples x of the model N(θ, ε²), beside the data N(θ0, ε²)."""

    pair: GaussianPair
    samples: tuple[float, ...]

    @property
    def drift(self) -> Fraction:
        """x̄ − θ, exactly."""
        deviations = [Fraction(x) - Fraction(self.pair.theta) for x in self.samples]
        return sum(deviations, Fraction(0)) / len(deviations)

    def optimal_logits(self, shift: float = 0.0) -> list[float]:
        """h* = log p/q at the samples moved by `shift`, as floats of the format in force."""
        ratios = [gaussian_log_ratio(x + shift, *self.pair) for x in self.samples]
        return [precision().rounded(-float(ratio)) for ratio in ratios]

    def __repr__(self) -> str:
        return f"{self.pair!r} with x = {list(self.samples)!r}"


def generator_loss_terms(logits: Iterable[float]) -> float:
    """The size of the terms that a textbook adds up for L_G of a batch: at most 1 + |h| + e^|h|.

    Taking the logarithm of a rounded 1 − σ(h) costs e^h, and that of a rounded σ(h) costs e^−h.
    """
    return max(1 + abs(h) + math.exp(abs(h)) for h in logits)
