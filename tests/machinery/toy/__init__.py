"""A specification of three functions of numbers, which is all that tests of the machinery need."""

from pathlib import Path

from spec.machinery.claims.specification import Specification

SPECIFICATION = Specification(
    name="toy",
    package=__name__,
    chapters=(f"{__name__}.chapters",),
    functions=("double", "half", "third"),
    reference=f"{__name__}.reference",
    about_rounding="num",
    evidence=Path(__file__).with_name("detected.json"),
)
