"""What generators are measured by: distances and scores of samples, as networks describe them."""

from impl.metrics import frechet
from impl.metrics.frechet import *

__all__: list[str] = []
__all__ += frechet.__all__
