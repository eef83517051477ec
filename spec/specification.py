"""What this specification consists of, for the machinery that runs it."""

from pathlib import Path

from spec.adapters.advice import Adapt
from spec.interface import FUNCTIONS, GRADIENTS, SLOPES
from spec.machinery.claims.specification import Specification

SPECIFICATION = Specification(
    name="ganspec",
    package="spec",
    chapters=(
        "spec.homework",
        "spec.objectives",
        "spec.metrics",
        "spec.floats",
        "spec.conventions",
    ),
    interface=FUNCTIONS,
    reference="impl",
    about_rounding="num",
    evidence=Path(__file__).with_name("detected.json"),
    advice=Adapt(),
    beside=(*GRADIENTS, *SLOPES),
    report="spec.report.page",
)
"""The claims of GAN theory, about the functions of `spec.interface`."""
