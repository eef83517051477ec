"""A specification of three functions of numbers, which is all that tests of the machinery need."""

from pathlib import Path

from spec.machinery.claims.interface import Domain, Range, elementwise
from spec.machinery.claims.specification import Specification

whole = Domain("whole numbers")
number = Domain("numbers", ordinary=Range(0, 20), in_use=Range(0, 200))
flag = Domain("whether to round down", is_optional=True)

SPECIFICATION = Specification(
    name="toy",
    package=__name__,
    chapters=(f"{__name__}.chapters",),
    interface=(
        elementwise("double", "2n", n=whole),
        elementwise("half", "n/2", n=whole, down=flag),
        elementwise("third", "x/3", x=number),
    ),
    reference=f"{__name__}.reference",
    about_rounding="num",
    evidence=Path(__file__).with_name("detected.json"),
    report=f"{__name__}.report",
)
