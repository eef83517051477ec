"""The metrics of torch-fidelity, of statistics and of features: the object `metrics`.

The object `shares` has its precision and recall, which are in single precision in any case.
"""

import torch
import torch_fidelity
from torch_fidelity.metric_fid import fid_features_to_statistics, fid_statistics_to_metric
from torch_fidelity.metric_isc import isc_features_to_metric
from torch_fidelity.metric_kid import kid_features_to_metric
from torch_fidelity.metric_prc import prc_features_to_metric

from spec.adapters import over_subsets, pytorch

torch.set_num_threads(1)


def of_statistics(*statistics):
    return fid_statistics_to_metric(*statistics, verbose=False)["frechet_inception_distance"]


def frechet_distance(real_mean, real_covariance, fake_mean, fake_covariance):
    real = {"mu": real_mean.numpy(), "sigma": real_covariance.numpy()}
    fake = {"mu": fake_mean.numpy(), "sigma": fake_covariance.numpy()}
    return of_statistics(real, fake)


def frechet_inception_distance(real, fake):
    return of_statistics(fid_features_to_statistics(real), fid_features_to_statistics(fake))


def inception_score_from_logits(logits):
    return isc_features_to_metric(logits, splits=1)["inception_score_mean"]


def kernel_inception_distance(real, fake):
    options = {"kid_subsets": 1, "kid_subset_size": len(real), "verbose": False}
    return kid_features_to_metric(real, fake, **options)["kernel_inception_distance_mean"]


def precision_and_recall(real, fake, k):
    found = prc_features_to_metric(fake, real, prc_neighborhood=k, verbose=False)
    return found["precision"], found["recall"]


metrics = over_subsets(
    pytorch.adapt(
        frechet_distance=frechet_distance,
        frechet_inception_distance=frechet_inception_distance,
        inception_score_from_logits=inception_score_from_logits,
        kernel_inception_distance=kernel_inception_distance,
    )
)
shares = pytorch.adapt(dtype="float32", precision_and_recall=precision_and_recall)
metrics.__version__ = shares.__version__ = f"torch-fidelity {torch_fidelity.__version__}"
