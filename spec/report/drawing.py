"""Curves as SVG, in the colours of the page that they are on."""

from __future__ import annotations

import io
import math
import re
import warnings
from collections.abc import Iterable, Sequence
from typing import Any
from xml.etree import ElementTree

import matplotlib
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, FuncFormatter, MaxNLocator, NullLocator

from spec.report.curves import Curve, digits
from spec.report.portraits import Portrait

SUBJECT, TRUTH, INK, FAINT, LINE, BAD = (f"#0102{k:02x}" for k in range(3, 9))
"""Colours that stand for those of the page."""

COLOURS = {
    SUBJECT: "var(--subject)",
    TRUTH: "var(--truth)",
    INK: "var(--ink)",
    FAINT: "var(--faint)",
    LINE: "var(--line)",
    BAD: "var(--bad)",
}

SETTINGS: dict[Any, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "portrait",
    "path.simplify": True,
    "path.simplify_threshold": 0.3,
    "font.size": 9,
    "figure.facecolor": "none",
    "axes.facecolor": "none",
    "axes.edgecolor": LINE,
    "axes.labelcolor": FAINT,
    "axes.linewidth": 0.8,
    "xtick.color": LINE,
    "ytick.color": LINE,
    "xtick.labelcolor": FAINT,
    "ytick.labelcolor": FAINT,
    "text.color": INK,
}

FEW = 2
"""How many digits, at any place, are not worth a word."""

MANY = 8.0
"""A number beyond which values are shown on a symmetric logarithmic axis."""

WIDE = 20
"""So many decades that there is no room beside 0 for 1 and −1."""

SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def drawn(portrait: Portrait, place: str) -> str:
    """A portrait as an element of HTML, with a text in its place for whoever does not see it.

    Parameters
    ----------
    portrait
        The portrait.
    place
        What the ids in it begin with, so that they are the only ones of a page.
    """
    with matplotlib.rc_context(SETTINGS), warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # of numbers far outside an axis
        figure = Figure(figsize=(4.2, 3.5))
        value, lost = figure.subplots(
            2, 1, sharex=True, gridspec_kw={"height_ratios": (2.2, 1), "hspace": 0.12}
        )
        _draw_values(value, portrait)
        _draw_lost(lost, portrait)
        for axes in (value, lost):
            axes.spines[["top", "right"]].set_visible(False)
            for place_of_break in portrait.curve.breaks:
                if place_of_break is not None:
                    axes.axvline(place_of_break, color=BAD, linewidth=1, linestyle=(0, (3, 2)))
        figure.subplots_adjust(left=0.165, right=0.96, top=0.91, bottom=0.14)
        return as_element(figure, alternative(portrait), place)


def alternative(portrait: Portrait) -> str:
    """What is to be seen of a portrait, in words."""
    first, last = (number(portrait.curve.points[k].x) for k in (0, -1))
    shown = f"{portrait.function.name}, {portrait.subtitle}, over {portrait.axis}"
    return f"{shown} from {first} to {last}: {account(portrait.curve)}."


def account(curve: Curve) -> str:
    """What a curve comes to, in words."""
    below, above = curve.breaks
    if curve.gaps == len(curve.points):
        return "no number anywhere"
    seen = [f"below {number(below)}"] if below is not None else []
    seen += [f"above {number(above)}"] if above is not None else []
    if seen:
        return f"breaks down {' and '.join(seen)}"
    if curve.gaps:
        return f"no number at {curve.gaps} of {len(curve.points)} places"
    if curve.worst < FEW:
        return "as it should be"
    why = ", no more than its terms explain" if curve.is_explained else ""
    return f"up to {curve.worst:.0f} of {digits():.0f} digits lost{why}"


def _draw_values(axes: Any, portrait: Portrait) -> None:
    curve = portrait.curve
    due = [(point.x, float(point.due)) for point in curve.points]
    top = max((abs(y) for _, y in due if math.isfinite(y)), default=1.0)
    got = [(point.x, _within(4 * top, point.got)) for point in curve.points]
    _scale_x(axes, portrait)
    least = min(y for _, y in due)
    if portrait.scale != "symlog" and least > 0 and top > MANY * least:
        axes.set_yscale("log")
        axes.yaxis.set_major_locator(FixedLocator(_powers(least, top)))
        got = [(x, y if y > 0 else math.nan) for x, y in got]
    elif top > MANY:
        axes.set_yscale("symlog", linthresh=1, linscale=0.6)
        axes.yaxis.set_major_locator(FixedLocator(_decades(top)))
    else:
        axes.yaxis.set_major_locator(MaxNLocator(5))
    axes.yaxis.set_minor_locator(NullLocator())
    axes.yaxis.set_major_formatter(FuncFormatter(lambda y, _: number(y)))
    axes.plot(*_finite(due), color=TRUTH, linewidth=4.5, alpha=0.45, solid_capstyle="butt")
    axes.plot(*_finite(got), color=SUBJECT, linewidth=1.4)
    heights = [y for _, y in due if math.isfinite(y)]
    if len(set(heights)) == 1 and axes.get_yscale() != "log":
        axes.set_ylim(min(-0.1, 1.25 * heights[0]), max(0.1, 1.25 * heights[0]))
    axes.set_ylabel(portrait.subtitle)
    marked = [place for place in curve.breaks if place is not None]
    for line, place in enumerate(marked):
        axes.text(
            place,
            1.02 + 0.09 * line,  # one above the other, as they may be close
            number(place),
            transform=axes.get_xaxis_transform(),
            horizontalalignment="center",
            verticalalignment="bottom",
            color=BAD,
        )


def _within(most: float, number: float) -> float:
    """A number, cut off where it would leave no room for others."""
    return min(max(number, -most), most) if math.isfinite(number) else math.nan


def _draw_lost(axes: Any, portrait: Portrait) -> None:
    xs = [point.x for point in portrait.curve.points]
    lost = [point.lost for point in portrait.curve.points]
    axes.fill_between(xs, lost, color=SUBJECT, alpha=0.25, linewidth=0)
    axes.plot(xs, lost, color=SUBJECT, linewidth=1.2)
    if portrait.curve.worst >= FEW:
        explained = [point.explained for point in portrait.curve.points]
        axes.plot(xs, explained, color=FAINT, linewidth=1, linestyle=(0, (2, 2)))
    most = math.ceil(digits())
    axes.set_ylim(0, most)
    axes.yaxis.set_major_locator(FixedLocator([0, most // 2, most]))
    axes.set_ylabel("digits lost")
    axes.set_xlabel(portrait.axis)


def _scale_x(axes: Any, portrait: Portrait) -> None:
    xs = [point.x for point in portrait.curve.points]
    if portrait.scale == "symlog":
        axes.set_xscale("symlog", linthresh=1, linscale=0.6)
        axes.xaxis.set_major_locator(FixedLocator(_decades(max(map(abs, (xs[0], xs[-1]))))))
    elif portrait.scale == "logit":
        axes.set_xscale("logit")
        low = math.log10(xs[0])
        ticks = [10.0 ** (low * k / 4) for k in (4, 3, 2, 1)]
        axes.xaxis.set_major_locator(
            FixedLocator([10.0 ** round(math.log10(t)) for t in ticks[1:]])
        )
    else:
        axes.set_xscale("log")
        axes.xaxis.set_major_locator(FixedLocator(_powers(xs[0], xs[-1])))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _: number(x)))
    axes.set_xlim(xs[0], xs[-1])


def _powers(least: float, most: float) -> list[float]:
    """Where a logarithmic axis has its ticks: at some powers of ten."""
    low, high = math.ceil(math.log10(least)), math.floor(math.log10(most))
    return [10.0**k for k in range(low, high + 1, max((high - low) // 4, 1))]


def _decades(top: float) -> list[float]:
    """Where a symmetric logarithmic axis has its ticks: at 0 and at some powers of ten."""
    most = max(math.floor(math.log10(top)), 0)
    step = max(most // 2, 1)
    least = most % step if most < WIDE else step
    powers = [10.0**k for k in range(least, most + 1, step)]
    return [*(-x for x in reversed(powers)), 0.0, *powers]


def _finite(points: Iterable[tuple[float, float]]) -> tuple[list[float], list[float]]:
    """The coordinates of points, with gaps where they are infinite."""
    xs, ys = zip(*points, strict=True)
    return list(xs), [y if math.isfinite(y) else math.nan for y in ys]


def number(x: float) -> str:
    """A number, as one writes it by an axis."""
    size = abs(x)
    sign = "−" if x < 0 else ""
    if not size:
        return "0"
    if 0.999 < size < 1:
        return f"{sign}(1 − {number(1 - size)})" if sign else f"1 − {number(1 - size)}"
    if 0.001 <= size < 10_000:
        return f"{sign}{size:.4g}"
    factor, _, exponent = f"{size:.2e}".partition("e")
    power = f"10{str(int(exponent)).translate(SUPERSCRIPTS)}"
    return (
        f"{sign}{power}" if factor == "1.00" else f"{sign}{factor.rstrip('0').rstrip('.')}·{power}"
    )


NAMESPACE = re.compile(r"\{[^}]*\}")

GEOMETRY = ("d", "x", "y", "transform")
LONG_NUMBER = re.compile(r"-?\d+\.\d\d+")

FAMILY = re.compile(r"font-family: [^;]*;? ?")

UNSEEN = "fill: none"
"""The style of what is neither filled nor drawn."""

DROPPED = ("metadata", "style")
"""Elements that a picture inside a page has no use for, or that would be of the whole page."""


def as_element(figure: Figure, text: str, place: str) -> str:
    """A figure as an element of HTML, with a text in its place and ids that begin with `place`."""
    written = io.StringIO()
    canvas: Any = FigureCanvasSVG(figure)
    canvas.print_svg(written, metadata=dict.fromkeys(("Date", "Creator")))
    root = ElementTree.fromstring(written.getvalue())
    _clean(root)
    _rename(root, place)
    width, height = (root.attrib.pop(side).removesuffix("pt") for side in ("width", "height"))
    root.set("viewBox", f"0 0 {width} {height}")
    root.set("role", "img")
    root.set("aria-label", text)
    html = ElementTree.tostring(root, encoding="unicode", method="html")
    for colour, variable in COLOURS.items():
        html = html.replace(colour, variable)
    return html


def _clean(element: ElementTree.Element) -> None:
    """Leave of an element and of what is in it as much as is to be seen, with names as in HTML."""
    element.tag = NAMESPACE.sub("", element.tag)
    for name in list(element.attrib):
        value = element.attrib.pop(name)
        if name in GEOMETRY:
            value = _short(value)
        elif name == "style":
            value = FAMILY.sub("", value)
        is_needless = name == "version" or value.startswith("rotate(-0 ")
        if not is_needless:
            element.set(NAMESPACE.sub("", name), value)
    children = []
    for child in element:
        _clean(child)
        if child.tag in DROPPED or child.get("style") == UNSEEN:
            continue
        is_group = child.tag == "g" and set(child.attrib) <= {"id"}
        children += list(child) if is_group else [child]
    element[:] = children
    if element.tag != "text":
        element.text = None
    element.tail = None


def _short(geometry: str) -> str:
    """Coordinates to a tenth of a point."""
    shorter = LONG_NUMBER.sub(lambda m: f"{float(m[0]):.1f}".removesuffix(".0"), geometry)
    return re.sub(r" *([A-Za-z]) *", r"\1", shorter) if shorter[:1] == "M" else shorter


def _rename(root: ElementTree.Element, place: str) -> None:
    """Leave the ids that are referred to, in names that begin with a place."""
    text = ElementTree.tostring(root, encoding="unicode")
    used: Sequence[str] = list(dict.fromkeys(re.findall(r'(?:href="#|url\(#)([^")]+)', text)))
    names = {old: f"{place}-{k}" for k, old in enumerate(used)}
    for element in root.iter():
        for name, value in list(element.attrib.items()):
            if name == "id":
                if value in names:
                    element.set("id", names[value])
                else:
                    del element.attrib["id"]
            elif name == "href" and value[1:] in names:
                element.set(name, f"#{names[value[1:]]}")
            elif "url(#" in value:
                element.set(
                    name, re.sub(r"url\(#([^)]+)\)", lambda m: f"url(#{names[m[1]]})", value)
                )
