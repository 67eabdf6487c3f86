"""Fees that both the ledger and we may have billed: nothing but their likeness shows it, so one of us decides."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import DateField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone

from billing.models import Bill, BillLine
from billing.terms import BillDoubt, BillSource, LineKind
from gasservice.registry.models import FeeCharge
from gasservice.standards.queries import fee_rule_on


@dataclass(frozen=True)
class FeeTwice:
    """A fee on a bill that waits, and the charge that may be the same; its bill, where it was billed."""

    line: BillLine
    other: FeeCharge
    bill: Bill | None


def around_on(day: date) -> timedelta:
    """Say how far apart two fees alike may lie, by the dated rule; without one only those of a day do."""
    rule = fee_rule_on(day)
    return timedelta(days=rule.alike_days if rule else 0)


def lines_of_ledger() -> QuerySet[BillLine]:
    """Give the fees that the ledger billed without naming a charge of ours."""
    return BillLine.objects.filter(
        kind=LineKind.FEE,
        bill__source=BillSource.LEDGER,
        bill__withdrawn_at__isnull=True,
        fee_charge__voided_at__isnull=True,
        fee_charge__case_reference="",
        fee_charge__charged_by=None,
    )


def ours_like(charge: FeeCharge, day: date) -> QuerySet[FeeCharge]:
    """Give what we charged and billed, or were paid, that is like a fee the ledger bills on a day."""
    around = around_on(day)
    ours = FeeCharge.objects.standing().filter(
        Q(billed_at__isnull=False) | Q(paid_at__isnull=False),
        premise=charge.premise_id,
        fee_code=charge.fee_code,
        amount=charge.amount,
        charged_at__date__range=(day - around, day + around),
    )
    by_ledger = BillLine.objects.filter(fee_charge=OuterRef("pk"), bill__source=BillSource.LEDGER)
    return ours.exclude(pk=charge.pk).exclude(Exists(by_ledger)).order_by("charged_at", "pk")


def ledger_like(charge: FeeCharge, day: date) -> QuerySet[FeeCharge]:
    """Give what the ledger billed that is like a charge of ours which we bill on a day."""
    charged_on, around = timezone.localdate(charge.charged_at), around_on(day)
    near = (charged_on - around, charged_on + around)
    lines = lines_of_ledger().filter(fee_charge=OuterRef("pk"), bill__issued_on__range=near)
    same = FeeCharge.objects.filter(premise=charge.premise_id, fee_code=charge.fee_code, amount=charge.amount)
    return same.filter(Exists(lines)).exclude(pk=charge.pk).order_by("charged_at", "pk")


def billed_by_ledger(charges: Collection[FeeCharge], day: date) -> set[int]:
    """Say which charges that we bill on a day are like a fee of the ledger, by their keys; in two statements."""
    around = around_on(day)
    lines = (
        lines_of_ledger()
        .exclude(fee_charge=OuterRef("pk"))
        .filter(
            fee_charge__premise=OuterRef("premise"),
            fee_charge__fee_code=OuterRef("fee_code"),
            fee_charge__amount=OuterRef("amount"),
            bill__issued_on__gte=ExpressionWrapper(OuterRef("day") - around, DateField()),
            bill__issued_on__lte=ExpressionWrapper(OuterRef("day") + around, DateField()),
        )
    )
    rows = FeeCharge.objects.filter(pk__in=[charge.pk for charge in charges]).annotate(day=TruncDate(F("charged_at")))
    return set(rows.filter(Exists(lines)).values_list("pk", flat=True))


def fees_twice(bill: Bill) -> list[FeeTwice]:
    """Give the fees on a bill that may be billed already; none where it was not doubted."""
    if BillDoubt.FEE not in bill.doubts:
        return []
    found = []
    for line in bill.lines.filter(kind=LineKind.FEE).select_related("bill", "fee_charge__fee"):
        if other := other_of(line):
            billed = BillLine.objects.filter(fee_charge=other, bill__withdrawn_at__isnull=True).select_related("bill")
            first = billed.first()
            found.append(FeeTwice(line, other, first and first.bill))
    return found


def other_of(line: BillLine) -> FeeCharge | None:
    """Give the charge that may be the same; what the row of the ledger named, or found waiting, is known to be ours."""
    if line.bill.source == BillSource.OURS:
        return ledger_like(line.fee_charge, line.bill.issued_on).first()
    is_named = not lines_of_ledger().filter(pk=line.pk).exists()
    return None if is_named else ours_like(line.fee_charge, line.bill.issued_on).first()
