"""Precision, recall, density and coverage of prdc, of which the balls are without their edge.

It asks for eight threads, which takes longer for few samples than what they have to do.
"""

from contextlib import redirect_stdout
from importlib.metadata import version
from io import StringIO

from joblib import parallel_config
from prdc import compute_prdc

__version__ = f"prdc {version('prdc')}"

__all__ = ["density_and_coverage", "precision_and_recall"]

balls = "open"


def precision_and_recall(real_features, fake_features, k):
    found = _shares(real_features, fake_features, k)
    return found["precision"], found["recall"]


def density_and_coverage(real_features, fake_features, k):
    found = _shares(real_features, fake_features, k)
    return found["density"], found["coverage"]


def _shares(real, fake, k):
    with redirect_stdout(StringIO()), parallel_config("sequential"):
        return compute_prdc(real, fake, nearest_k=k)
