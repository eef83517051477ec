"""Pictures of counterexamples, made of what the record of a claim says of the one that was found.

Distributions are bars, and the numbers that settle the matter are bars beside them. A few claims
have a picture of their own, which goes by their id. Where a counterexample does not read as these
expect there is none.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import matplotlib
import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from spec.definitions.logistic import sigmoid
from spec.machinery.claims.records import Record
from spec.report.drawing import BAD, FAINT, INK, SETTINGS, SUBJECT, TRUTH, as_element, number

ASSIGNED = re.compile(r"([^\W\d]\w*)\s?=\s?(-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)(?![\w.])")

MASSES = re.compile(r"([^\W\d]\w*) \((\d[\d/, ]*)\)")

COLOURS = (TRUTH, SUBJECT, FAINT)


@dataclass(frozen=True)
class Counterexample:
    """What there is to read in the counterexample of a record.

    Attributes
    ----------
    numbers
        What it was drawn as, by name.
    shown
        What was computed of it, by name: what settles the matter.
    distributions
        The masses of each distribution in it.
    """

    numbers: Mapping[str, float]
    shown: Mapping[str, float]
    distributions: Mapping[str, list[Fraction]]

    @classmethod
    def read(cls, text: str) -> Counterexample:
        """The counterexample that a text tells of."""
        drawn, _, shown = text.rpartition("; ")
        found = {
            name: list(map(Fraction, masses.split(", "))) for name, masses in MASSES.findall(drawn)
        }
        return cls(
            _numbers(drawn),
            _numbers(shown),
            {name: masses for name, masses in found.items() if sum(masses) == 1},
        )


def _numbers(text: str) -> dict[str, float]:
    return {name: float(digits) for name, digits in ASSIGNED.findall(text)}


def picture(record: Record, place: str) -> str | None:
    """A picture of the counterexample of a claim, as an element of HTML; None if there is none.

    Parameters
    ----------
    record
        The record of the claim.
    place
        What the ids in the picture begin with.
    """
    if record["kind"] != "refuted" or record["outcome"] != "passed" or not record["counterexample"]:
        return None
    found = Counterexample.read(record["counterexample"])
    with matplotlib.rc_context(SETTINGS):
        draw = OF_THEIR_OWN.get(record["id"])
        try:
            figure = _of_distributions(found) if draw is None else draw(found)
        except KeyError:  # the counterexample tells of other things than those that are drawn
            return None
        if figure is None:
            return None
        return as_element(figure, f"The counterexample: {record['counterexample']}.", place)


def _figure(columns: int = 1, ratios: tuple[float, ...] = (1,)) -> tuple[Figure, Any]:
    figure = Figure(figsize=(4.4 if columns == 1 else 5.6, 2.4))
    axes = figure.subplots(1, columns, squeeze=False, gridspec_kw={"width_ratios": ratios})[0]
    for each in axes:
        each.spines[["top", "right"]].set_visible(False)
        each.yaxis.set_major_locator(MaxNLocator(4))
        for axis in (each.xaxis, each.yaxis):
            axis.set_major_formatter(FuncFormatter(lambda x, _: number(round(x, 12))))
    figure.subplots_adjust(
        left=0.17 if columns == 1 else 0.13, right=0.97, top=0.89, bottom=0.2, wspace=0.55
    )
    return figure, axes


def _of_distributions(found: Counterexample) -> Figure | None:
    """The masses of two or more distributions, and the numbers that settle the matter."""
    several = found.distributions
    if len(several) < 2 or len({len(masses) for masses in several.values()}) > 1:
        return None
    shown = {name: x for name, x in found.shown.items() if math.isfinite(x)}
    figure, (masses, numbers) = _figure(2, (1.2, 1))
    _bars(masses, several)
    _values(numbers, shown)
    return figure


def _bars(axes: Any, several: Mapping[str, list[Fraction]]) -> None:
    width = 0.8 / len(several)
    for k, (name, masses) in enumerate(several.items()):
        places = [point + (k - (len(several) - 1) / 2) * width for point in range(len(masses))]
        colour = COLOURS[k % len(COLOURS)]
        axes.bar(places, list(map(float, masses)), width=0.9 * width, color=colour)
        axes.text(
            (k + 0.5) / len(several),
            1.02,
            name,
            color=colour,
            transform=axes.transAxes,
            ha="center",
        )
    axes.set_xticks(range(len(next(iter(several.values())))))
    axes.set_xlabel("point")
    axes.set_ylabel("mass")


def _values(axes: Any, shown: Mapping[str, float]) -> None:
    places = range(len(shown))
    labels = [f"{name}\n{value:.5g}".replace("-", "−") for name, value in shown.items()]
    axes.barh(places, list(shown.values()), height=0.55, color=FAINT)
    axes.axvline(0, color=INK, linewidth=0.8)
    axes.xaxis.set_major_locator(MaxNLocator(3))
    axes.set_yticks(list(places), labels)
    axes.yaxis.set_major_formatter(FuncFormatter(lambda _, k: labels[k]))
    axes.invert_yaxis()


def _step(found: Counterexample) -> Figure:
    """A discriminator with a step, which has no slope anywhere, and fakes that cross it."""
    below, above, theta = (found.numbers[name] for name in ("below", "above", "theta"))
    figure, (logits, numbers) = _figure(2, (1.5, 1))
    x = np.linspace(-3.5, theta + 3.5, 120)
    for center, name, colour in ((0.0, "θ = 0 ", FAINT), (theta, f" θ = {number(theta)}", SUBJECT)):
        density = np.exp(-((x - center) ** 2) / 2)
        height = max(abs(above - below), 2**-8)
        logits.fill_between(
            x,
            min(below, above) + height * density,
            min(below, above),
            color=colour,
            alpha=0.25,
            linewidth=0,
        )
        side = "right" if center == 0 else "left"
        logits.text(center, max(below, above) + 0.1 * height, name, color=colour, ha=side)
    logits.plot([x[0], 0, 0, x[-1]], [below, below, above, above], color=TRUTH, linewidth=2)
    logits.set_ylim(top=max(below, above) + 0.25 * height)
    logits.set_xlabel("x")
    logits.set_ylabel("logit")
    _values(numbers, found.shown)
    return figure


def _saturating(found: Counterexample) -> Figure:
    """The derivative of the minimax loss, and the logit at which it is far from 0."""
    h, slope = found.numbers["h"], found.shown["derivative"]
    figure, (axes,) = _figure()
    x = np.linspace(-9, 3, 121)
    axes.plot(x, [-float(sigmoid(float(each))) for each in x], color=TRUTH, linewidth=2)
    _point(axes, h, slope)
    axes.axvspan(-9, 0, color=FAINT, alpha=0.12, linewidth=0)
    axes.set_xlabel("h")
    axes.set_ylabel("d/dh log(1 − σ(h))")
    return figure


def _critics(found: Counterexample) -> Figure:
    """The critic −x beside the best one of slopes of at most 1, both 0 at θ0."""
    return _lines(found, {"−x": -1.0, "best": -_sign(found.numbers)})


def _penalised(found: Counterexample) -> Figure:
    """The critic that a penalty makes the best, beside the best one of slopes of at most 1."""
    steep = -_sign(found.numbers) * abs(found.shown.get("s", found.shown.get("minus_L_D", 1.0)))
    return _lines(found, {"with the penalty": steep, "best": -_sign(found.numbers)})


def _sign(numbers: Mapping[str, float]) -> float:
    return math.copysign(1.0, numbers["θ"] - numbers["θ0"])


def _lines(found: Counterexample, slopes: Mapping[str, float]) -> Figure:
    theta, theta_0 = found.numbers["θ"], found.numbers["θ0"]
    figure, (axes,) = _figure()
    middle, width = (theta + theta_0) / 2, 1.5 * abs(theta - theta_0) or 1.0
    x = np.array([middle - width, middle + width])
    lowest = min(slopes, key=lambda name: slopes[name])
    for (name, slope), colour in zip(slopes.items(), (SUBJECT, TRUTH), strict=True):
        y = slope * (x - theta_0)
        axes.plot(x, y, color=colour, linewidth=2)
        side = "top" if name == lowest else "bottom"
        axes.text(x[1], y[1], f" {name}", color=colour, verticalalignment=side)
    for place, name in ((theta, "θ"), (theta_0, "θ0")):
        axes.axvline(place, color=FAINT, linewidth=0.8, linestyle=(0, (3, 2)))
        axes.text(place, 1.02, name, transform=axes.get_xaxis_transform(), ha="center")
    axes.set_xlim(x[0], x[1])
    axes.set_xlabel("x")
    axes.set_ylabel("D(x) − D(θ0)")
    figure.subplots_adjust(right=0.72)
    return figure


def _to_minus_infinity(found: Counterexample) -> Figure:
    """The derivative of the KL as the noise vanishes, for a model left of the data."""
    gap = found.numbers["θ"] - found.numbers["θ0"]
    figure, (axes,) = _figure()
    x = np.geomspace(0.05, 2, 60)
    axes.plot(x, gap / x**2, color=TRUTH, linewidth=2)
    _point(axes, found.shown["epsilon"], found.shown["derivative"])
    axes.set_xscale("log")
    axes.xaxis.set_minor_locator(MaxNLocator(1))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _: number(x)))
    axes.set_xlabel("ε")
    axes.set_ylabel("∂KL/∂θ")
    return figure


def _point(axes: Any, x: float, y: float) -> None:
    """A mark at a place, with the place written beside it."""
    axes.plot([x], [y], marker="o", color=BAD, markersize=6)
    axes.annotate(
        f"({number(x)}, {number(y)})", (x, y), xytext=(7, 3), textcoords="offset points", color=BAD
    )


OF_THEIR_OWN: dict[str, Callable[[Counterexample], Figure]] = {
    "2.4/interchange-always": _step,
    "2.4/negative-logits-suffice": _saturating,
    "5.2/derivative-to-plus-infinity": _to_minus_infinity,
    "5.4/minus-x-if-positive": _critics,
    "5.5/penalty-keeps-lipschitz": _penalised,
    "5.5/penalised-loss-is-distance": _penalised,
}
"""The claims that have a picture of their own."""
