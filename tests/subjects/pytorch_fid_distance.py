"""The Fréchet distance of pytorch-fid."""

from contextlib import redirect_stdout
from importlib.metadata import version
from io import StringIO

from pytorch_fid.fid_score import calculate_frechet_distance

__version__ = f"pytorch-fid {version('pytorch-fid')}"

__all__ = ["frechet_distance"]


def frechet_distance(real_mean, real_covariance, fake_mean, fake_covariance):
    with redirect_stdout(StringIO()):
        return calculate_frechet_distance(real_mean, real_covariance, fake_mean, fake_covariance)
