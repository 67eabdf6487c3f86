"""What was charged and paid back on a case."""

from collections.abc import Iterable

from gasservice.cases.models import Case
from gasservice.cases.particulars import Particulars, register
from gasservice.registry.models import FeeCharge, FeeRefund

CHARGED = (
    "reference",
    "fee_code",
    "amount",
    "credited",
    "paid_back",
    "charged_at",
    "paid_at",
    "payment_reference",
    "voided_at",
    "void_reason",
)
PAID_BACK = ("number", "amount", "method", "payment_reference", "at")


def own_facts(cases: Iterable[int]) -> dict[int, object]:
    """Give the charges of each case and what was paid back for them."""
    named = dict(Case.objects.filter(pk__in=cases).values_list("reference", "pk"))
    found: dict[int, dict[str, list]] = {}
    rows = {
        "charges": FeeCharge.objects.filter(case_reference__in=named).values("case_reference", *CHARGED),
        "refunds": FeeRefund.objects.filter(case_reference__in=named).values("case_reference", *PAID_BACK),
    }
    for name, values in rows.items():
        for row in values:
            found.setdefault(named[row.pop("case_reference")], {}).setdefault(name, []).append(row)
    return found


def forget(case: Case) -> None:
    """Keep what was charged and paid: books are kept by law, and they name nobody."""


register(Particulars("money", own_facts, forget))
