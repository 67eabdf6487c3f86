"""What the fee table lets a crew use on the day."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from gasservice.registry.models import FeeCharge
from gasservice.standards.models import FeeItem
from repairs.models import Fault, QuoteLine


@dataclass(frozen=True)
class FeeTable:
    """The fees of a day: first those that the responsibility table names for the part, then the rest."""

    likely: list[FeeItem]
    others: list[FeeItem]


def fees_to_use(day: date) -> QuerySet[FeeItem]:
    """Give the published fees that cost something."""
    return FeeItem.objects.valid_on(day).exclude(amount=0, amount_to__isnull=True).order_by("code")


def fee_table(day: date, fault: Fault | None) -> FeeTable:
    named = [*fault.told.fee_codes, *fault.told.extra_fee_codes] if fault and fault.told else []
    fees = list(fees_to_use(day))
    likely = sorted((fee for fee in fees if fee.code in named), key=lambda fee: named.index(fee.code))
    return FeeTable(likely, [fee for fee in fees if fee.code not in named])


def charges_on(case_reference: str) -> QuerySet[FeeCharge]:
    """Give what was charged on a case, the first first; `is_quoted` says whether by a quote."""
    quoted = QuoteLine.objects.filter(charge=OuterRef("pk"))
    rows = FeeCharge.objects.filter(case_reference=case_reference).annotate(is_quoted=Exists(quoted))
    return rows.select_related("fee").order_by("charged_at", "pk")
