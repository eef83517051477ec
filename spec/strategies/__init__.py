"""What the claims draw their instances from, for those who add claims of their own.

Each strategy reaches the hard places of its subject on purpose, and none filters what it draws.
Those called *moderate* stay where a textbook formula, however careless, has digits left; the others
go wherever floats do.
"""

from spec.strategies.distributions import (
    batch_pairs,
    distribution_pairs,
    distributions,
    extreme_pairs,
    nearly_equal_pairs,
)
from spec.strategies.logits import (
    batches,
    moderate_logits,
    moderate_probabilities,
    whole_range_logits,
)
from spec.strategies.networks import generator_discriminator_pairs

__all__ = [
    "batch_pairs",
    "batches",
    "distribution_pairs",
    "distributions",
    "extreme_pairs",
    "generator_discriminator_pairs",
    "moderate_logits",
    "moderate_probabilities",
    "nearly_equal_pairs",
    "whole_range_logits",
]
