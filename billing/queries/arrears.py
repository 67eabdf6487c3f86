"""How it stands with those who owe: what may be demanded of them, what was done, what comes next and what bars it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet
from django.utils import timezone

from billing.ladder import Done, NextStep, Standing, bars, earliest_day, next_step
from billing.models import Arrears, Bill, PaymentPlan
from billing.queries.standings import BillStanding, standings_of
from billing.rating import NOTHING
from billing.terms import ArrearsStep
from gasservice.notices.models import Delivery
from gasservice.notices.terms import Channel, DeliveryState
from gasservice.registry.models import PriorityNeed, Tenure
from gasservice.registry.terms import ArrearsBar, SupplyClass
from gasservice.standards.rules import ArrearsTerms

WITH = (
    "gas_account__service_point__premise__community",
    "tenure__customer__user",
    "stop",
    "held_by",
    "demand",
    "notice",
)


@dataclass(frozen=True)
class Situation:
    """All that decides about the next step of one debt on a day; `bills` are those that its demand names."""

    rule: ArrearsTerms
    day: date
    due_on: date
    done: Done
    standing: Standing
    bills: list[BillStanding]

    @property
    def undisputed(self) -> Decimal:
        """What is owed and not disputed, in yuan, without late charges."""
        return sum((one.undisputed for one in self.bills), NOTHING)

    @property
    def is_paid(self) -> bool:
        return not any(one.bill.unpaid for one in self.bills)

    @property
    def payable(self) -> Decimal:
        """What may be demanded now."""
        return max(NOTHING, self.standing.undisputed)

    @property
    def next(self) -> NextStep:
        return next_step(self.rule, self.due_on, self.done, self.standing, self.day)

    @property
    def bars_of_stop(self) -> list[ArrearsBar]:
        """Give what bars a stop today, ordered or not."""
        return list(bars(ArrearsStep.STOP, self.rule, self.done, self.standing, self.day))

    @property
    def stop_at_the_earliest(self) -> date | None:
        """Give the first day of a stop if the notice of one arrives today."""
        noticed = replace(self.done, noticed_on=self.day, notice_delivered_on=self.day)
        return earliest_day(ArrearsStep.STOP, self.rule, self.due_on, noticed, self.standing)


def situations_of(rows: Sequence[Arrears], rule: ArrearsTerms, day: date) -> dict[int, Situation]:
    """Say how it stands with some debts, by their holders' tenures; in eight statements, however many they are."""
    bills = bills_of(rows, day)
    arrived = arrived_on(notice for row in rows for notice in (row.demand_id, row.notice_id) if notice)
    planned = set(PaymentPlan.objects.running().filter(tenure__in=list(bills)).values_list("tenure", flat=True))
    places = [row.gas_account.service_point.premise_id for row in rows]
    needs = PriorityNeed.objects.filter(premise__in=places, ended_at__isnull=True)
    needing = set(needs.values_list("premise", flat=True))
    found = {}
    for row in rows:
        protected = (row.tenure_id in planned, row.gas_account.service_point.premise_id in needing)
        own = [one for one in bills[row.tenure_id] if names(row, one.bill)]
        standing = standing_of_holder(row, own, day, *protected)
        found[row.tenure_id] = Situation(rule, day, due_day(row, own), done_of(row, arrived), standing, own)
    return found


def bills_of(rows: Iterable[Arrears], day: date) -> dict[int, list[BillStanding]]:
    """Give what each holder owes of late, what was due first first."""
    found: dict[int, list[BillStanding]] = {row.tenure_id: [] for row in rows}
    unpaid = Bill.objects.unpaid().filter(tenure__in=list(found), due_on__lt=day).order_by("due_on", "pk")
    for standing in standings_of(list(unpaid), day):
        found[standing.bill.tenure_id].append(standing)
    return found


def names(row: Arrears, bill: Bill) -> bool:
    """Say whether a debt holds a bill: what was not due when it was demanded is no ground for what follows."""
    return row.demanded_at is None or bill.due_on < timezone.localdate(row.demanded_at)


def due_day(row: Arrears, bills: Sequence[BillStanding]) -> date:
    """Give the day from which a debt is counted: the first on which something undisputed was due."""
    return next((one.bill.due_on for one in bills if one.undisputed), bills[0].bill.due_on if bills else row.begun_on)


def standing_of_holder(
    row: Arrears, bills: Sequence[BillStanding], day: date, has_plan: bool, has_need: bool
) -> Standing:
    """Add up what is owed; a late charge alone is no debt that leads to a stop."""
    late = sum((one.late_due for one in bills), NOTHING) if any(one.undisputed for one in bills) else NOTHING
    return Standing(
        owed=sum((one.bill.unpaid for one in bills), NOTHING) + late,
        disputed=sum((one.held for one in bills), NOTHING),
        has_plan=has_plan,
        has_priority_need=has_need,
        is_home=row.gas_account.supply_class == SupplyClass.RESIDENTIAL,
        is_held=row.held_until is not None and day < row.held_until,
        has_left=row.tenure.has_left(day),
    )


def done_of(row: Arrears, arrived: dict[int, date]) -> Done:
    return Done(
        demanded_on=row.demanded_at and timezone.localdate(row.demanded_at),
        demand_delivered_on=arrived.get(row.demand_id),
        noticed_on=row.noticed_at and timezone.localdate(row.noticed_at),
        notice_delivered_on=arrived.get(row.notice_id),
        stop_ordered_on=row.stop and timezone.localdate(row.stop.ordered_at),
    )


def arrived_on(notices: Iterable[int]) -> dict[int, date]:
    """Give the day on which each notice is known to have arrived: sent, hung at the door, or read on this site."""
    found: dict[int, date] = {}
    sent = Delivery.objects.filter(notice__in=set(notices), state=DeliveryState.SENT)
    for notice, channel, sent_at, read_at in sent.values_list("notice", "channel", "sent_at", "read_at"):
        if at := read_at if channel == Channel.PORTAL else sent_at:
            day = timezone.localdate(at)
            found[notice] = min(day, found.get(notice, day))
    return found


def situation_of(row: Arrears, rule: ArrearsTerms, day: date) -> Situation:
    return situations_of([row], rule, day)[row.tenure_id]


def arrears_of(tenure: Tenure) -> Arrears | None:
    """Give the debt of a holder for which steps are being taken."""
    return Arrears.objects.open().select_related(*WITH).filter(tenure=tenure).first()


def arrears_on_show(step: str = "", barred: str = "") -> QuerySet[Arrears]:
    """Give the debts for which steps are being taken, of one step, barred or free, where it is asked for."""
    rows = Arrears.objects.open().select_related(*WITH)
    if step:
        rows = rows.filter(step=step)
    if barred:
        rows = rows.filter(bars__len=0) if barred == "no" else rows.filter(bars__len__gt=0)
    return rows
