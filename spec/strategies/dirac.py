"""Where a Dirac-GAN is, and the weights of its penalties."""

from __future__ import annotations

from functools import cache

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from spec.definitions.dirac import DiracPoint
from spec.strategies.generator import sixteenths


@cache
def dirac_points() -> SearchStrategy[DiracPoint]:
    """Places θ ≠ 0 of the model, slopes ψ ≠ 0 of the critic, and rates up to 1."""
    return st.builds(DiracPoint, _nonzero(2), _nonzero(2), sixteenths(1 / 16, 1))


@cache
@st.composite
def flat_dirac_points(draw: st.DrawFn) -> tuple[DiracPoint, float]:
    """Slopes 0 < |ψ| ≤ ½ of the critic, and a weight λ with |θ| ≤ λ/2, the ends among them."""
    weight = draw(sixteenths(1 / 16, 16))
    theta = draw(st.sampled_from([1.0, -1.0]) | sixteenths(-1, 1)) * weight / 2
    psi = draw(st.sampled_from([1.0, -1.0]) | _nonzero(1)) / 2
    return DiracPoint(theta, psi, draw(sixteenths(1 / 16, 1))), weight


@cache
def _nonzero(largest: int) -> SearchStrategy[float]:
    """Sixteenths of either sign, up to some size."""
    sizes = sixteenths(1 / 16, largest)
    return st.builds(lambda sign, x: sign * x, st.sampled_from([1.0, -1.0]), sizes)
