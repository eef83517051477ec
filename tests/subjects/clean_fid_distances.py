"""The distances of clean-fid, of statistics and of features: the object `distances`."""

from contextlib import redirect_stdout
from importlib.metadata import version
from io import StringIO
from types import SimpleNamespace

import numpy as np
from cleanfid import fid

from spec.adapters import over_subsets


def quietly(function, *arguments, **options):
    with redirect_stdout(StringIO()):
        return function(*arguments, **options)


def kernel_inception_distance(real_features, fake_features):
    np.random.seed(0)
    return fid.kernel_distance(real_features, fake_features, num_subsets=1)


distances = over_subsets(
    SimpleNamespace(
        __version__=f"clean-fid {version('clean-fid')}",
        frechet_distance=lambda *moments: quietly(fid.frechet_distance, *moments),
        frechet_inception_distance=lambda real, fake: quietly(fid.fid_from_feats, real, fake),
        kernel_inception_distance=kernel_inception_distance,
    )
)
