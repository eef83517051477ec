"""The metrics of piq, of features in single precision: the object `metrics`.

It returns some of its results in single precision whatever it is given.
"""

from contextlib import redirect_stdout
from io import StringIO

import piq
import torch

from spec.adapters import pytorch

torch.set_num_threads(1)


def frechet_inception_distance(real, fake):
    with redirect_stdout(StringIO()):
        return piq.FID().compute_metric(real, fake)


def kernel_inception_distance(real, fake):
    torch.manual_seed(0)
    return piq.KID().compute_metric(real, fake)


metrics = pytorch.adapt(
    dtype="float32",
    frechet_inception_distance=frechet_inception_distance,
    inception_score_from_logits=lambda logits: piq.inception_score(logits, num_splits=1)[0],
    kernel_inception_distance=kernel_inception_distance,
    precision_and_recall=lambda real, fake, k: piq.PR(nearest_k=k).compute_metric(real, fake),
)
metrics.__version__ = f"piq {piq.__version__}"
