"""The file of temperatures: a row for each district and day."""

from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from gasservice.registry.cells import day, text
from gasservice.registry.sheets import Column, Sheet

COLDEST, WARMEST = Decimal(-60), Decimal(60)


def degrees(cell: str) -> Decimal:
    """Read a temperature in degrees Celsius, to the tenth."""
    try:
        value = Decimal(cell)
    except InvalidOperation:
        raise ValueError(_("“%(cell)s” is no number") % {"cell": cell}) from None
    if not value.is_finite() or not COLDEST <= value <= WARMEST:
        raise ValueError(_("“%(cell)s” is no temperature of a day in degrees Celsius") % {"cell": cell})
    return value.quantize(Decimal("0.1"))


TEMPERATURES = Sheet(
    "temperatures",
    (
        Column("district", text(50), is_required=True),
        Column("day", day, "date", is_required=True),
        Column("mean_c", degrees, "numeric", is_required=True),
    ),
)
