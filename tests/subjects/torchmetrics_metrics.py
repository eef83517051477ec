"""The metrics of torchmetrics, of features that are there already: the object `metrics`.

What it is given is taken for features by a network that changes nothing. Features are in double
precision, as its documentation recommends, and come in batches of two.
"""

import warnings

import torch
import torchmetrics
from torchmetrics.image.fid import FrechetInceptionDistance
from torchmetrics.image.inception import InceptionScore
from torchmetrics.image.kid import KernelInceptionDistance

from spec.adapters import over_subsets, pytorch

torch.set_num_threads(1)
warnings.filterwarnings("ignore", "Metric `.*` will save all extracted features")


class Features(torch.nn.Identity):
    """A network of which the images are the features."""

    def __init__(self, features):
        super().__init__()
        self.num_features = features.shape[1]


def updated(metric, **sets):
    """The metric, of the batches of each set."""
    for name, features in sets.items():
        for batch in features.split(2):
            metric.update(batch, real=name == "real")
    return metric


def frechet_inception_distance(real, fake):
    return updated(FrechetInceptionDistance(Features(real)), real=real, fake=fake).compute()


def kernel_inception_distance(real, fake):
    torch.manual_seed(0)
    metric = KernelInceptionDistance(Features(real), subsets=1, subset_size=len(real))
    return updated(metric, real=real, fake=fake).compute()[0]


def inception_score_from_logits(logits):
    torch.manual_seed(0)
    metric = InceptionScore(Features(logits), splits=1)
    metric.update(logits)
    return metric.compute()[0]


metrics = over_subsets(
    pytorch.adapt(
        frechet_inception_distance=frechet_inception_distance,
        inception_score_from_logits=inception_score_from_logits,
        kernel_inception_distance=kernel_inception_distance,
    )
)
metrics.__version__ = f"torchmetrics {torchmetrics.__version__}"
