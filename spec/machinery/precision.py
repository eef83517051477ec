"""The floating-point format in which the implementation under test computes."""

from decimal import Decimal

UNIT_ROUNDOFF = Decimal(2.0**-53)
SMALLEST_SUBNORMAL = Decimal(2.0**-1074)
