"""Where accuracy is measured: fixed points in groups, and the exact result at each of them.

The first group of every row are its ordinary points; the others are where formulas break.
"""

from tests.benchmarks.points import homework, metrics, objectives, penalties, spectral, transport
from tests.benchmarks.points.exact import Exact, Point, Points

__all__ = ["POINTS", "Exact", "Point", "Points"]

POINTS: dict[str, Points] = {
    **homework.POINTS,
    **objectives.POINTS,
    **penalties.POINTS,
    **spectral.POINTS,
    **transport.POINTS,
    **metrics.POINTS,
}
"""The points of each row of `tests.benchmarks.rows`, by its name."""
