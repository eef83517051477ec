"""Logits, probabilities, and batches of them."""

import sys

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

MODERATE = 8.0
"""The largest moderate logit: log(1 − σ(h)), taken naively, there still has ten digits."""

LARGEST = sys.float_info.max


def moderate_logits(
    min_value: float = -MODERATE, max_value: float = MODERATE
) -> SearchStrategy[float]:
    """Logits at which a textbook formula still has most of its digits."""
    return st.floats(min_value, max_value)


def whole_range_logits() -> SearchStrategy[float]:
    """Finite logits of any size.

    Where σ rounds to 1 (37), where it goes subnormal (−709) and vanishes (−745), and where
    h is next to nothing, are each drawn often.
    """
    signs = st.sampled_from([1.0, -1.0])
    sizes = st.one_of(
        st.floats(0, 50),
        st.floats(30, 45),
        st.floats(650, 800),
        st.floats(0, 1e-10),
        st.floats(0, LARGEST),
    )
    return st.builds(lambda sign, size: sign * size, signs, sizes)


def moderate_probabilities() -> SearchStrategy[float]:
    """Numbers in (0, 1), no nearer to either end than a moderate logit takes σ."""
    return st.floats(2.0**-11, 1 - 2.0**-11)


def batches(
    elements: SearchStrategy[float], min_size: int = 1, max_size: int = 8
) -> SearchStrategy[list[float]]:
    """Batches of a few samples, of one as well."""
    return st.lists(elements, min_size=min_size, max_size=max_size)
