"""A bill with all that explains it, read together: pages, papers and programs draw the same rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from billing.late_charges import Held, Paid
from billing.models import (
    Adjustment,
    Bill,
    BillLine,
    BillStretch,
    Dispute,
    DisputedLine,
    LateWaiver,
    Payment,
    PaymentShare,
    days_spared,
)
from billing.queries.standings import BillStanding, Facts, held_by, late_rules, standing_of
from billing.rating import NOTHING, Stretch
from billing.terms import AdjustmentCause, BillSource, PaymentMethod
from gasservice.registry.access import Period
from gasservice.registry.models import Reading

EXPLAINED_BY = ("stretch__meter", "tariff", "fee_charge__fee")


@dataclass(frozen=True)
class MeasuredStretch:
    """What a meter measured between two days, and how it was read on each; a source is empty where nobody knows.

    `changes` are the days on which the account changed hands and nobody read the meter, so that days decided.
    """

    stretch: Stretch
    start_source: str
    end_source: str
    changes: tuple[date, ...] = ()


@dataclass(frozen=True)
class ExplainedLine:
    """A line with what was measured for it; `cuts` are the days inside its stretch where the year or the price changed.

    `piece_m3` of what was measured fell on the days of the line; `held` of it is disputed and need not be paid now.
    `in_tenure`: a fee was charged while whoever the bill is addressed to held the account, who sees its receipt then.
    """

    row: BillLine
    measured: MeasuredStretch | None
    piece_m3: Decimal
    cuts: tuple[date, ...]
    held: Decimal
    in_tenure: bool

    @property
    def is_rated(self) -> bool:
        return self.row.tariff_id is not None

    @property
    def days(self) -> int:
        return (self.row.until - self.row.since).days


@dataclass(frozen=True)
class PaidBy:
    """What a payment pays of a bill, and of its late charge; see `ExplainedLine` for `in_tenure`."""

    payment: Payment
    amount: Decimal
    late: Decimal
    in_tenure: bool


@dataclass(frozen=True)
class ExplainedBill:
    """All that explains a bill on a day."""

    bill: Bill
    standing: BillStanding
    lines: list[ExplainedLine]
    adjustments: list[Adjustment]
    replaced: list[Adjustment]
    payments: list[PaidBy]
    disputes: list[Dispute]
    waivers: list[LateWaiver]

    @property
    def paid_in_all(self) -> Decimal:
        """What was paid of it, late charge included."""
        return sum((paid.amount + paid.late for paid in self.payments), Decimal(0))

    @property
    def paid_last(self) -> datetime | None:
        """When the last of it was paid; what was taken back is no payment."""
        return max((paid.payment.paid_at for paid in self.payments if paid.amount + paid.late > 0), default=None)

    @property
    def has_redress(self) -> bool:
        return any(paid.payment.method == PaymentMethod.REDRESS for paid in self.payments)

    @property
    def groups(self) -> list[tuple[MeasuredStretch | None, list[ExplainedLine]]]:
        """Give the lines by what was measured for them; fees by themselves."""
        return [(measured, list(lines)) for measured, lines in groupby(self.lines, key=lambda line: line.measured)]


def explained(bill: Bill, day: date) -> ExplainedBill:
    """Give a bill with all that explains it; in six statements, however long it is."""
    shares = list(PaymentShare.objects.filter(bill=bill).select_related("payment"))
    disputes = list(Dispute.objects.filter(bill=bill).select_related("case").order_by("held_from", "pk"))
    waivers = list(LateWaiver.objects.filter(bill=bill, decided_at__isnull=False).order_by("decided_at"))
    of_bill = Q(bill=bill) | Q(bill__taken_back_by=bill, cause=AdjustmentCause.ESTIMATE)
    notes = list(Adjustment.objects.filter(of_bill).select_related("bill", "line"))
    lines, rules, facts = lines_of_bill(bill), late_rules(), facts_from(shares, disputes, waivers)
    facts.lines = [line.row for line in lines if line.is_rated]
    facts.spared = spared_days(bill)
    return ExplainedBill(
        bill=bill,
        standing=standing_of(bill, facts, rules, day),
        lines=lines,
        adjustments=[note for note in notes if note.bill_id == bill.pk],
        replaced=[note for note in notes if note.bill_id != bill.pk],
        payments=list(paid_by(bill, shares)),
        disputes=disputes,
        waivers=waivers,
    )


def spared_days(bill: Bill) -> list[Held]:
    """Give the days in which a plan keeps a bill from costing more: as read with the bill by `access`, else now."""
    if "spared" not in vars(bill):
        return [Held(since, until) for since, until in days_spared(bill=bill).values_list("since", "until")]
    days = ((one["since"], one["until"]) for one in bill.spared)
    return [Held(date.fromisoformat(since), until and date.fromisoformat(until)) for since, until in days]


def facts_from(shares: Sequence[PaymentShare], disputes: Sequence[Dispute], waivers: Sequence[LateWaiver]) -> Facts:
    paid = [Paid(timezone.localdate(one.payment.paid_at), one.amount) for one in shares if not one.is_late_charge]
    waived = sum((one.granted for one in waivers), NOTHING)
    return Facts(paid=paid, held=[held_by(one) for one in disputes], waived=waived)


def paid_by(bill: Bill, shares: Sequence[PaymentShare]) -> Iterator[PaidBy]:
    """Add up what each payment pays; one that was given back in full pays nothing."""
    by_payment = sorted(shares, key=lambda share: (share.payment.paid_at, share.payment_id))
    for _pk, group in groupby(by_payment, key=lambda share: share.payment_id):
        parts = list(group)
        amount = sum((one.amount for one in parts if not one.is_late_charge), NOTHING)
        late = sum((one.amount for one in parts if one.is_late_charge), NOTHING)
        if amount or late:
            yield PaidBy(parts[0].payment, amount, late, in_tenure(bill, parts[0].payment.paid_at))


def in_tenure(bill: Bill, at: datetime) -> bool:
    """Say whether whoever a bill is addressed to held the account at a moment."""
    tenure = bill.tenure
    return tenure is not None and Period(tenure.held_from, tenure.held_until).holds(timezone.localdate(at))


def lines_of_bill(bill: Bill) -> list[ExplainedLine]:
    """Give the lines of a bill with what was measured for each, in one statement."""
    rows = list(with_sources(bill.lines.select_related(*EXPLAINED_BY)))
    pieces: dict[tuple, Decimal] = {}
    for row in rows:
        key = (row.stretch_id, row.since)
        pieces[key] = pieces.get(key, NOTHING) + (row.volume_m3 or NOTHING)
    measured = {row.stretch_id: measured_for(bill, row) for row in rows if row.stretch_id}
    return [
        ExplainedLine(
            row=row,
            measured=measured.get(row.stretch_id),
            piece_m3=pieces[row.stretch_id, row.since],
            cuts=cuts_of(row),
            held=row.held or NOTHING,
            in_tenure=row.fee_charge is not None and in_tenure(bill, row.fee_charge.charged_at),
        )
        for row in rows
    ]


def with_sources(lines: QuerySet[BillLine]) -> QuerySet[BillLine]:
    """Add how the meter was read at both ends of each line's stretch, and how much of the line is disputed now."""
    disputed = DisputedLine.objects.filter(line=OuterRef("pk"), is_settled=False).values("amount")
    return lines.annotate(
        start_source=Subquery(source_on("since", "start_index")),
        end_source=Subquery(source_on("until", "end_index")),
        held=Subquery(disputed[:1]),
    ).order_by("position")


def source_on(day: str, index: str) -> QuerySet:
    rows = Reading.objects.filter(
        meter=OuterRef("stretch__meter"),
        read_at__date=OuterRef(f"stretch__{day}"),
        index_m3=OuterRef(f"stretch__{index}"),
        corrected_by__isnull=True,
    )
    return rows.order_by(F("read_at").desc()).values("source")[:1]


def measured_for(bill: Bill, row: BillLine) -> MeasuredStretch:
    start, end = row.start_source or "", row.end_source or ""
    return MeasuredStretch(stretch_from(row.stretch), start, end, changes_in(bill, row.stretch, start, end))


def stretch_from(row: BillStretch) -> Stretch:
    """Give a stretch as the rating takes it."""
    indices = (row.start_index, row.end_index, row.meter.serial, row.meter.digits, row.is_estimated)
    return Stretch(row.since, row.until, *indices)


def changes_in(bill: Bill, row: BillStretch, start: str, end: str) -> tuple[date, ...]:
    """Give the days of a change of hands on which a stretch of ours begins or ends without a reading."""
    if bill.tenure is None or bill.source != BillSource.OURS:
        return ()
    unread = [row.since] if not start and row.since > bill.gas_account.opened_on else []
    unread += [row.until] if not end and not row.is_estimated else []
    return tuple(day for day in unread if day in (bill.tenure.held_from, bill.tenure.held_until))


def cuts_of(row: BillLine) -> tuple[date, ...]:
    """Give the days on which a line begins or ends inside its stretch."""
    if row.stretch is None:
        return ()
    inside = [row.since] if row.since > row.stretch.since else []
    return tuple([*inside, row.until] if row.until < row.stretch.until else inside)
