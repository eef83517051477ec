"""What this specification consists of, for the machinery that runs it."""

from pathlib import Path

from spec.interface import FUNCTIONS
from spec.machinery.claims.specification import Specification

SPECIFICATION = Specification(
    name="ganspec",
    package="spec",
    chapters=("spec.homework", "spec.objectives", "spec.floats", "spec.conventions"),
    functions=tuple(function.name for function in FUNCTIONS),
    reference="impl",
    about_rounding="num",
    evidence=Path(__file__).with_name("detected.json"),
    draws={function.name: function.draws for function in FUNCTIONS if function.draws},
)
"""The claims of GAN theory, about the functions of `spec.interface`."""
