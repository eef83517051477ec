"""The f-divergences that have a name: the convex functions f, and what comes with each of them."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np

from spec.definitions.divergence import Distribution, js_divergence, kl_divergence, total_variation
from spec.definitions.logistic import softplus
from spec.definitions.rounding import as_float, next_below
from spec.interface import ACTIVATED
from spec.machinery.claims.guard import NotOffered
from spec.machinery.claims.interface import Function
from spec.machinery.numbers.high_precision import in_high_precision
from spec.machinery.numbers.precision import precision
from spec.machinery.numbers.reals import Real, exp, expm1, log, log1p, sqrt, total

INFINITY = Real.of(Decimal("Infinity"))
LOG_2 = log(2)
HALF = Real.of(1) / 2

OfOne = Callable[[Real], Real]
OfTwo = Callable[[Distribution, Distribution], Real]


@dataclass(frozen=True, repr=False)
class FDivergence:
    """A convex function f, the divergence that it makes, and what is used to bound that.

    Attributes
    ----------
    name
        What it is called.
    at_zero
        f(0).
    start
        f'(0), below which the conjugate is constant.
    end
        f'(∞), which is where the domain of the conjugate ends.
    rise
        The limit of u f'(∞) − f(u), which the conjugate is there.
    convex
        f(u), for u > 0.
    derivative
        f'(u), for u > 0.
    conjugate_inside
        f*(t) = sup of ut − f(u), for t up to the end of its domain.
    closed_form
        D_f(p‖q), as it is known apart from f.
    table_activation
        The activation g(v) that is proposed for it.
    table_conjugate
        What f*(g(v)) comes to.
    """

    name: str
    at_zero: Real
    start: Real
    end: Real
    rise: Real
    convex: OfOne
    derivative: OfOne
    conjugate_inside: OfOne
    closed_form: OfTwo
    table_activation: OfOne
    table_conjugate: OfOne

    def __call__(self, u: Any) -> Real:
        """f(u), for u ≥ 0."""
        u = Real.of(u)
        return self.convex(u) if u > 0 else self.at_zero

    @property
    def least(self) -> Real:
        """f(1), which the divergence of a distribution from itself is."""
        return self(1)

    @property
    def most(self) -> Real:
        """f(0) + f'(∞), which the divergence of distributions without a common point is."""
        return self.at_zero + self.end

    @property
    def threshold(self) -> Real:
        """f'(1)."""
        return self.slope(1)

    def slope(self, u: Any) -> Real:
        """f'(u), for u > 0."""
        return self.derivative(Real.of(u))

    def conjugate(self, t: Any) -> Real:
        """f*(t), which is +∞ beyond the end of its domain; nan for a nan."""
        slope = Real.of(t)
        if slope.value.is_nan():
            return slope
        return INFINITY if slope > self.end else self.conjugate_inside(slope)

    def gap(self, p: Any, q: Any, t: Any) -> Real:
        """f(u) + f*(t) − ut at u = p/q, by which the line of slope t stays below f there."""
        u = Real.of(p) / Real.of(q)
        return self(u) + self.conjugate(t) - u * Real.of(t)

    def divergence(self, p: Distribution, q: Distribution) -> Real:
        """D_f(p‖q), of the terms that Σ q f(p/q) has."""
        return self.closed_form(p, q).with_terms(self.of_masses(p.exact, q.exact).terms)

    def divergence_in_two_terms(self, p: Distribution, q: Distribution) -> Real:
        """D_f(p‖q), of two terms alone: f(1), and what exceeds that."""
        return _in_one_term(self.least) + _in_one_term(self.closed_form(p, q) - self.least)

    def of_masses(self, p: Sequence[Any], q: Sequence[Any]) -> Real:
        """Σ q f(p/q), where a cell with q = 0 counts p f'(∞), and an empty one nothing."""
        masses = zip(map(Fraction, p), map(Fraction, q), strict=True)
        return total(self(a / b) * b if b else self.end * a for a, b in masses if a or b)

    def inside(self, number: float) -> float:
        """A slope in the domain of the conjugate: the number, or if it ends minus its size."""
        return number if self.end == INFINITY else -abs(number)

    def before_the_end(self, distance: float) -> float:
        """The float so far below the end of the domain, or if that is none the next one."""
        t = as_float(self.end - distance)
        return t if t < self.end else next_below(t)

    def activation(self, v: Any) -> Real:
        """g(v), as it is proposed."""
        return _in_one_term(self.table_activation(Real.of(v)))

    def conjugate_of_activation(self, v: Any) -> Real:
        """f*(g(v)), of the activation that is proposed."""
        return _in_one_term(self.table_conjugate(Real.of(v)))

    def loss(self, real: Any, fake: Any) -> Real:
        """−g(v) of an output on the data, and f*(g(v)) of one on the model: the bound, negated."""
        return -self.activation(real) + self.conjugate_of_activation(fake)

    def __repr__(self) -> str:
        return self.name


def _reverse_kl(p: Distribution, q: Distribution) -> Real:
    return kl_divergence(q, p)


def _pearson(p: Distribution, q: Distribution) -> Real:
    """Σ (p − q)²/q, where 0/0 counts 0."""
    cells = [cell for cell in zip(p.exact, q.exact, strict=True) if any(cell)]
    return total((a - b) ** 2 / b if b else INFINITY for a, b in cells)


def neyman(p: Distribution, q: Distribution) -> Real:
    """Σ (p − q)²/p, where 0/0 counts 0."""
    return _pearson(q, p)


def _squared_hellinger(p: Distribution, q: Distribution) -> Real:
    """Σ (√p − √q)²."""
    return total((sqrt(a) - sqrt(b)) ** 2 for a, b in zip(p.exact, q.exact, strict=True))


def _jensen_shannon(p: Distribution, q: Distribution) -> Real:
    return 2 * js_divergence(p, q)


def _gan(p: Distribution, q: Distribution) -> Real:
    return 2 * js_divergence(p, q) - 2 * LOG_2


def _total_variation(p: Distribution, q: Distribution) -> Real:
    return Real.of(total_variation(p, q))


def _pearson_conjugate(t: Real) -> Real:
    return t * t / 4 + t if t > -2 else Real.of(-1)


def _squared_hellinger_conjugate(t: Real) -> Real:
    return t / (1 - t) if t < 1 else INFINITY


def _minus_log_of_one_less_exp(t: Real) -> Real:
    """−log(1 − e^t), to all its digits next to t = 0, and where it is next to 0 itself."""
    return -log1p(-exp(t)) if t < -1 else -log(-expm1(t))


def _total_variation_conjugate(t: Real) -> Real:
    return max(t, -HALF)


def _half_the_sign(u: Real) -> Real:
    """½ sign(u − 1); at the kink every number from −½ to ½ is a slope."""
    return Real.of((u > 1) - (u < 1)) / 2 if u != 1 else Real.of(0).with_error(HALF)


def _log_of_twice_the_share(v: Real) -> Real:
    """log 2 − log(1 + e^−v), to all its digits next to v = 0."""
    if v < -1:
        return LOG_2 - softplus(-v.value)
    return -log1p(expm1(-v) / 2)


@in_high_precision
def _half_tanh(v: Real) -> Real:
    fall = expm1(-2 * abs(v))
    half = -fall / (2 + fall) / 2
    return half if v > 0 else -half


def _exp_of_one_less(v: Real) -> Real:
    """e^(v − 1), known as well as v − 1 can be rounded."""
    value = exp(v - 1)
    rounding = precision().unit_roundoff * abs((v - 1).value)
    return value.with_error(value.value * rounding) if value < INFINITY else value


def _unchanged(v: Real) -> Real:
    return v


def _in_one_term(number: Real) -> Real:
    """The number as one term of its own size, with what is known of its error."""
    return Real.of(number.value).with_error(number.error)


F_DIVERGENCES = {
    each.name: each
    for each in (
        FDivergence(
            name="kl",
            at_zero=Real.of(0),
            start=-INFINITY,
            end=INFINITY,
            rise=INFINITY,
            convex=lambda u: u * log(u),
            derivative=lambda u: 1 + log(u),
            conjugate_inside=lambda t: exp(t - 1),
            closed_form=kl_divergence,
            table_activation=_unchanged,
            table_conjugate=_exp_of_one_less,
        ),
        FDivergence(
            name="reverse_kl",
            at_zero=INFINITY,
            start=-INFINITY,
            end=Real.of(0),
            rise=INFINITY,
            convex=lambda u: -log(u),
            derivative=lambda u: -1 / u,
            conjugate_inside=lambda t: -1 - log(-t),
            closed_form=_reverse_kl,
            table_activation=lambda v: -exp(-v),
            table_conjugate=lambda v: v - 1,
        ),
        FDivergence(
            name="pearson",
            at_zero=Real.of(1),
            start=Real.of(-2),
            end=INFINITY,
            rise=INFINITY,
            convex=lambda u: (u - 1) ** 2,
            derivative=lambda u: 2 * (u - 1),
            conjugate_inside=_pearson_conjugate,
            closed_form=_pearson,
            table_activation=_unchanged,
            table_conjugate=_pearson_conjugate,
        ),
        FDivergence(
            name="squared_hellinger",
            at_zero=Real.of(1),
            start=-INFINITY,
            end=Real.of(1),
            rise=INFINITY,
            convex=lambda u: (sqrt(u) - 1) ** 2,
            derivative=lambda u: 1 - 1 / sqrt(u),
            conjugate_inside=_squared_hellinger_conjugate,
            closed_form=_squared_hellinger,
            table_activation=lambda v: -expm1(-v),
            table_conjugate=expm1,
        ),
        FDivergence(
            name="jensen_shannon",
            at_zero=LOG_2,
            start=-INFINITY,
            end=LOG_2,
            rise=INFINITY,
            convex=lambda u: u * log(u) - (u + 1) * log((u + 1) / 2),
            derivative=lambda u: -log1p((1 / u - 1) / 2),
            conjugate_inside=lambda t: -log1p(-expm1(t)),
            closed_form=_jensen_shannon,
            table_activation=_log_of_twice_the_share,
            table_conjugate=lambda v: -_log_of_twice_the_share(-v),
        ),
        FDivergence(
            name="gan",
            at_zero=Real.of(0),
            start=-INFINITY,
            end=Real.of(0),
            rise=INFINITY,
            convex=lambda u: u * log(u) - (u + 1) * log(u + 1),
            derivative=lambda u: -log1p(1 / u),
            conjugate_inside=_minus_log_of_one_less_exp,
            closed_form=_gan,
            table_activation=lambda v: -softplus(-v.value),
            table_conjugate=lambda v: softplus(v.value),
        ),
        FDivergence(
            name="total_variation",
            at_zero=HALF,
            start=-HALF,
            end=HALF,
            rise=HALF,
            convex=lambda u: abs(u - 1) / 2,
            derivative=_half_the_sign,
            conjugate_inside=_total_variation_conjugate,
            closed_form=_total_variation,
            table_activation=_half_tanh,
            table_conjugate=_half_tanh,
        ),
    )
}
"""The seven, by name."""


def offered_names(implementation: Any) -> tuple[str, ...]:
    """The names of the f-divergences that an implementation says it offers: all, if it says none.

    Raises
    ------
    ValueError
        If it says that it offers one that has no such name.
    """
    said: Sequence[str] = getattr(implementation, "f_divergences", tuple(F_DIVERGENCES))
    for name in said:
        if name not in F_DIVERGENCES:
            raise ValueError(
                f"f_divergences has {name!r}, which is none of {', '.join(F_DIVERGENCES)}"
            )
    return tuple(said)


def names_with_the_activation_proposed(implementation: Any) -> tuple[str, ...]:
    """Those of the names that it offers for which its activation is the one that is proposed."""
    return tuple(n for n in offered_names(implementation) if _is_proposed(implementation, n))


@dataclass(frozen=True, repr=False)
class NamedDivergence:
    """One of the f-divergences, which is chosen from those that an implementation offers.

    Attributes
    ----------
    name
        The one that is meant. Where it is not offered another one takes its place.
    among
        Those that may be chosen.
    """

    name: str
    among: tuple[str, ...]

    def of(self, implementation: Any) -> FDivergence:
        """The one that is meant, or one that is offered.

        Raises
        ------
        NotOffered
            If none of those that may be chosen is offered.
        """
        offered = offered_names(implementation)
        return self._first(lambda name: name in offered)

    def with_the_activation_proposed(self, implementation: Any) -> FDivergence:
        """The same, of those whose activation is the one that is proposed.

        Raises
        ------
        NotOffered
            If there are none. The activation is the implementer's choice.
        """
        offered = offered_names(implementation)
        return self._first(lambda name: name in offered and _is_proposed(implementation, name))

    def name_for(self, function: Function, implementation: Any) -> str:
        """The name to give a function: of what has to do with an activation, the one proposed."""
        if function in ACTIVATED:
            return self.with_the_activation_proposed(implementation).name
        return self.of(implementation).name

    def _first(self, may_be_chosen: Callable[[str], bool]) -> FDivergence:
        """The first that may be chosen, from the one that is meant on."""
        place = self.among.index(self.name)
        for name in (*self.among[place:], *self.among[:place]):
            if may_be_chosen(name):
                return F_DIVERGENCES[name]
        raise NotOffered(f"there is none of {', '.join(self.among)} that it is about")

    def __repr__(self) -> str:
        return self.name


PROBES = (-1.0, 0.0, 1.0)
"""Outputs by which activations are told apart."""


def _is_proposed(implementation: Any, name: str) -> bool:
    """Whether an activation is the one that is proposed; it is, if nothing is said of it.

    That it was asked is forgotten: whatever fails next is no fault of it.
    """
    activation = getattr(implementation, "f_activation", None)
    if activation is None:
        return True
    is_proposed = _is_the_proposed(activation, name)
    implementation.forget_calls()
    return is_proposed


@functools.lru_cache(maxsize=64)
def _is_the_proposed(activation: Callable[..., Any], name: str) -> bool:
    """The same of an activation, which is asked but once: whoever chose it chose it for good."""
    # One by one, so that what comes of an output has nothing to do with others beside it.
    found = [activation(name, [v]) for v in PROBES]
    return all(
        np.shape(g) == (1,) and abs(due - float(g[0])) < 2**-10
        for due, g in zip(_proposed(name), found, strict=True)
    )


@functools.cache
def _proposed(name: str) -> list[float]:
    """The activation that is proposed, at those outputs."""
    return [float(F_DIVERGENCES[name].activation(v)) for v in PROBES]


def activated(implementation: Any, f: FDivergence, outputs: Sequence[float]) -> list[Real]:
    """g(v) for each output, by the implementation's own activation, or the one that is proposed.

    They are known as well as a textbook has them, beside 1.
    """
    activation = getattr(implementation, "f_activation", None)
    if activation is None:
        return activated_as_proposed(f, outputs)
    return [Real.of(t).with_terms(1) for t in activation(f.name, outputs)]


def activated_as_proposed(f: FDivergence, outputs: Sequence[float]) -> list[Real]:
    """g(v) for each output, by the activation that is proposed, as well as a textbook has it."""
    return [f.activation(v).with_terms(1) for v in outputs]
