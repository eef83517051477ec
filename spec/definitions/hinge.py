"""The hinge loss of a critic."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from spec.machinery.numbers.reals import Real, mean


def hinge_discriminator_loss(real: Sequence[Any], fake: Sequence[Any]) -> Real:
    """E_p[max(0, 1 − D)] + E_q[max(0, 1 + D)]."""
    return mean(hinge(-Real.of(d)) for d in real) + mean(map(hinge, fake))


def hinge(value: Any) -> Real:
    """max(0, 1 + D); the sum is a term of its own size."""
    excess = 1 + Real.of(value)
    return Real.of(max(excess.value, 0))
