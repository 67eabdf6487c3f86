"""The bills of a customer or an account together: how each stands, what is to be paid now, what the months came to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Coalesce, TruncMonth
from django.utils.translation import gettext as _

from billing.models import Bill, Payment, PaymentShare
from billing.queries.standings import BillStanding, standings_of
from billing.rating import NOTHING
from billing.terms import BillState
from gasservice.registry.access import Period
from gasservice.registry.models import GasAccount, Tenure
from gasservice.registry.queries.usage import months_until
from gasservice.web.charts import PairChart, pair_chart
from gasservice.web.paging import Page, page_of
from gasservice.web.say import say_month

BILLS_SHOWN = 24
LATEST = 3
YEAR = 12


@dataclass(frozen=True)
class StandingBill:
    """A bill in a list, and how it stands on a day."""

    standing: BillStanding
    state: BillState

    @property
    def bill(self) -> Bill:
        return self.standing.bill


@dataclass(frozen=True)
class ToPay:
    """What an account owes now, in yuan, and until when; `held` stands still because it is disputed.

    Where nothing but a late charge is owed, it is late and there is no day. `bill` is set where it is one alone.
    """

    account: GasAccount
    payable: Decimal
    held: Decimal
    late: Decimal
    due_on: date | None
    is_late: bool
    bill: Bill | None = None


@dataclass(frozen=True)
class BillList:
    """A page of bills, what is to be paid now by account, and what the last two years' months came to."""

    page: Page
    rows: list[StandingBill]
    to_pay: list[ToPay]
    chart: PairChart


def bill_list(bills: QuerySet[Bill], day: date, cursor: str = "") -> BillList:
    """Put some bills together; the number of queries grows neither with them nor with their accounts."""
    page = page_of(bills.select_related("gas_account"), by="-issued_on", cursor=cursor, size=BILLS_SHOWN)
    owed = list(owing(bills))
    standings = standings_by_key([*page.rows, *owed], day)
    rows = [standing_bill(standings[bill.pk], day) for bill in page.rows]
    return BillList(page, rows, to_pay_of([standings[bill.pk] for bill in owed], day), month_chart(bills, day))


@dataclass(frozen=True)
class LatestBills:
    """The last bills of an account within some periods, and what is to be paid now."""

    account: GasAccount
    rows: list[StandingBill]
    to_pay: list[ToPay]


def latest_bills(account: GasAccount, periods: Sequence[Period], day: date) -> LatestBills:
    """Give the last bills of an account to whoever may look at some periods of it."""
    bills = Bill.objects.issued().filter(within(periods), gas_account=account)
    owed, last = list(owing(bills)), list(bills.order_by("-issued_on", "-pk")[:LATEST])
    standings = standings_by_key([*last, *owed], day)
    rows = [standing_bill(standings[bill.pk], day) for bill in last]
    return LatestBills(account, rows, to_pay_of([standings[bill.pk] for bill in owed], day))


def owed_in(tenures: Sequence[Tenure], day: date) -> dict[int, ToPay]:
    """Give what is owed of the times somebody held accounts, by their keys; nothing where nothing is owed."""
    owed = list(owing(Bill.objects.issued().filter(tenure__in=tenures)))
    by_tenure: dict[int, list[BillStanding]] = {}
    for standing in standings_of(owed, day) if owed else []:
        if standing.payable or standing.held:
            by_tenure.setdefault(standing.bill.tenure_id, []).append(standing)
    return {tenure: owed_by(found, day) for tenure, found in by_tenure.items()}


def within(periods: Sequence[Period]) -> Q:
    """Narrow bills to those addressed to who held the account in some periods; one without bounds takes all."""
    if Period() in periods:
        return Q()
    return Q(tenure__held_from__in=[period.since for period in periods])


def standing_bills(bills: Sequence[Bill], day: date) -> list[StandingBill]:
    """Say how each of some bills stands on a day."""
    return [standing_bill(standing, day) for standing in standings_of(bills, day)]


def standing_bill(standing: BillStanding, day: date) -> StandingBill:
    return StandingBill(standing, state_of(standing, day))


def standings_by_key(bills: Sequence[Bill], day: date) -> dict[int, BillStanding]:
    """Say how some bills stand, each once, by their keys; of two rows of a bill the last."""
    return {one.bill.pk: one for one in standings_of(list({bill.pk: bill for bill in bills}.values()), day)}


def owing(bills: QuerySet[Bill]) -> QuerySet[Bill]:
    """Give those of some bills that are not paid, or were paid after their day and may owe a late charge."""
    paid_late = PaymentShare.objects.filter(bill=OuterRef("pk"), payment__paid_at__date__gt=OuterRef("due_on"))
    is_owed = Q(paid__lt=F("amount") + F("adjusted")) | Exists(paid_late)
    rows = bills.filter(is_owed, released_at__isnull=False, withdrawn_at__isnull=True)
    return rows.select_related("gas_account__service_point__premise__community").order_by("due_on", "pk")


def to_pay_of(standings: Sequence[BillStanding], day: date) -> list[ToPay]:
    """Add up what each account owes; an account that owes nothing is not in it."""
    by_account: dict[int, list[BillStanding]] = {}
    for standing in standings:
        if standing.payable or standing.held:
            by_account.setdefault(standing.bill.gas_account_id, []).append(standing)
    return [owed_by(found, day) for found in by_account.values()]


def owed_by(standings: Sequence[BillStanding], day: date) -> ToPay:
    due = min((one.bill.due_on for one in standings if one.undisputed), default=None)
    return ToPay(
        account=standings[0].bill.gas_account,
        payable=sum((one.payable for one in standings), NOTHING),
        held=sum((one.held for one in standings), NOTHING),
        late=sum((one.late_due for one in standings), NOTHING),
        due_on=due,
        is_late=due < day if due else any(one.late_due for one in standings),
        bill=standings[0].bill if len(standings) == 1 else None,
    )


def state_of(standing: BillStanding, day: date) -> BillState:
    """Say in one word how a bill stands: what must be paid comes before what stands still."""
    bill = standing.bill
    if bill.is_held_back:
        return BillState.HELD_BACK
    if standing.undisputed:
        return BillState.LATE if bill.due_on < day else BillState.DUE
    if standing.late_due:
        return BillState.LATE_CHARGE
    if standing.held:
        return BillState.DISPUTED
    return BillState.REPLACED if bill.taken_back_by_id and not bill.principal else BillState.PAID


def month_chart(bills: QuerySet[Bill], day: date) -> PairChart:
    """Draw what the bills of the last twelve months came to, each month beside the same a year before."""
    months = months_until(day)
    came_to = amounts_by_month(bills, months[0])
    pairs = zip(months[:-YEAR], months[-YEAR:], strict=True)
    rows = [(say_month(now), came_to.get(before), came_to.get(now)) for before, now in pairs]
    return pair_chart(rows, columns=(_("Bills of"), _("A year before, ¥"), _("Last 12 months, ¥")))


def amounts_by_month(bills: QuerySet[Bill], since: date) -> Mapping[date, Decimal]:
    """Give what some bills came to by the month they were issued in, as they stand after adjustments."""
    rows = bills.filter(issued_on__gte=since, released_at__isnull=False).order_by()
    by_month = rows.annotate(month=TruncMonth("issued_on")).values("month")
    return dict(by_month.annotate(sum=Sum(F("amount") + F("adjusted"))).values_list("month", "sum"))


@dataclass(frozen=True)
class PaidBill:
    """What a payment pays of a bill and of its late charge; `is_seen` says whether the reader may see the bill."""

    bill: Bill
    amount: Decimal
    late: Decimal
    is_seen: bool

    @property
    def total(self) -> Decimal:
        return self.amount + self.late


@dataclass(frozen=True)
class PaymentReceipt:
    """A payment, and what it pays, the bill issued first first."""

    payment: Payment
    shares: list[PaidBill]


def receipt_of_payment(payment: Payment, visible: QuerySet[Bill]) -> PaymentReceipt:
    """Give what a payment pays; `visible` are the bills that the reader may see."""
    late, of_payment = Q(shares__is_late_charge=True), Q(shares__payment=payment)
    rows = Bill.objects.annotate(
        pays=Coalesce(Sum("shares__amount", filter=of_payment & ~late), NOTHING),
        pays_late=Coalesce(Sum("shares__amount", filter=of_payment & late), NOTHING),
    ).filter(pk__in=payment.shares.values("bill"))
    seen = set(visible.filter(pk__in=payment.shares.values("bill")).values_list("pk", flat=True))
    paid = [PaidBill(row, row.pays, row.pays_late, row.pk in seen) for row in rows.order_by("issued_on", "pk")]
    return PaymentReceipt(payment, [one for one in paid if one.amount or one.late])
