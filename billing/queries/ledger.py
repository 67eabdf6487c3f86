"""What the books say about bills that the ledger sends: whom and what they name, and what does not fit."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from billing.drafting import (
    Account,
    Draft,
    DraftLine,
    Measured,
    doubts_about_usage,
    rated_lines,
    rated_or_doubted,
)
from billing.ledger import LedgerBill, stretch_of
from billing.models import Bill
from billing.rating import Rating, TariffVersion
from billing.terms import BillDoubt, BillSource, LineKind
from gasservice.registry.access import midnight
from gasservice.registry.models import GasAccount, Meter, Reading
from gasservice.registry.sheets import Fault


@dataclass(frozen=True)
class Books:
    """What is known about some bills of a file: by account number, by meter serial, by bill number, by day.

    `receipts` are those that rows of fees name.
    """

    accounts: Mapping[str, GasAccount]
    meters: Mapping[str, Meter]
    digests: Mapping[str, str]
    billed: Mapping[int, list[tuple[date, date, str]]]
    readings: Mapping[tuple[int, date], Decimal]
    receipts: frozenset[str] = frozenset()

    def faults_of(self, bill: LedgerBill, file: str) -> Iterator[Fault]:
        """Tell which account or meter of a bill is not in the books."""
        if bill["account"] not in self.accounts:
            yield Fault(file, bill.line, "account", _("there is no account “%(value)s”") % {"value": bill["account"]})
        for row in bill.of_kind(LineKind.GAS):
            if row.values["meter"] and row.values["meter"] not in self.meters:
                words = _("there is no meter “%(value)s”") % {"value": row.values["meter"]}
                yield Fault(file, row.line, "meter", words)

    def overlapping(self, bill: LedgerBill) -> str:
        """Give the number of a bill that bills some of the same days already; noting these days as billed now."""
        if bill.period is None:
            return ""
        (since, until), pk = bill.period, self.accounts[bill["account"]].pk
        clash = next((number for a, b, number in self.billed.get(pk, []) if a < until and since < b), "")
        self.billed.setdefault(pk, []).append((since, until, bill.number))
        return clash


def books_for(bills: Sequence[LedgerBill]) -> Books:
    """Look up what some bills name, in five statements."""
    accounts = {row.number: row for row in GasAccount.objects.filter(number__in={bill["account"] for bill in bills})}
    rows = [row.values for bill in bills for row in bill.of_kind(LineKind.GAS)]
    serials = {row["meter"] for row in rows if row["meter"]}
    meters = {row.serial: row for row in Meter.objects.filter(serial__in=serials, voided_at__isnull=True)}
    numbers = {bill.number for bill in bills}
    digests = dict(Bill.objects.filter(number__in=numbers).values_list("number", "digest"))
    receipts = frozenset(row.values["receipt"] for bill in bills for row in bill.rows if row.values["receipt"])
    return Books(accounts, meters, digests, billed_since(accounts, rows), readings_on(meters, rows), receipts)


def billed_since(accounts: Mapping[str, GasAccount], rows: Sequence[Mapping]) -> dict[int, list]:
    """Give the days that bills of some accounts hold for good, by account; estimates can be taken back."""
    first = min((row["since"] for row in rows if row["since"]), default=None)
    if first is None:
        return {}
    keys = [account.pk for account in accounts.values()]
    found: dict[int, list] = {}
    bills = Bill.objects.standing().filter(gas_account__in=keys, until__gt=first, taken_back_by__isnull=True)
    for account, *days in bills.filter(is_estimated=False).values_list("gas_account", "since", "until", "number"):
        found.setdefault(account, []).append(tuple(days))
    return found


def readings_on(meters: Mapping[str, Meter], rows: Sequence[Mapping]) -> dict[tuple[int, date], Decimal]:
    """Give what the meters showed on the days that stretches end, as our books have it, by meter and day."""
    days = [row["until"] for row in rows if row["until"]]
    if not days:
        return {}
    span = (midnight(min(days)), midnight(max(days) + timedelta(days=1)))
    keys = [meter.pk for meter in meters.values()]
    found = Reading.objects.filter(meter__in=keys, read_at__gte=span[0], read_at__lt=span[1], corrected_by__isnull=True)
    rows = found.order_by("read_at").values_list("meter", "read_at", "index_m3")
    return {(meter, timezone.localdate(read_at)): index for meter, read_at, index in rows}


def draft_from(
    bill: LedgerBill,
    account: Account,
    books: Books,
    tariffs: Mapping[str, Sequence[TariffVersion]],
    usual: Decimal | None,
    fees: Sequence[DraftLine],
) -> Draft:
    """Rate a bill anew and doubt whatever does not fit; where it fits, our own explanation stands for its lines."""
    measured, said = measured_in_ledger(bill, books)
    since, until = bill.period or (None, None)
    rating, refused = None, None
    if measured:
        rating, refused = rated_or_doubted(account, measured, tariffs.get(account.supply_class, []))
    doubts = doubts_about(bill, account, measured, rating, books) | ({refused} if refused else set())
    doubts |= set(doubts_about_usage(rating.volume_m3, usual)) if rating else set()
    doubts |= {BillDoubt.FEE} if any(line.is_doubted for line in fees) else set()
    is_as_rated = rating and not doubts & {BillDoubt.AMOUNT, BillDoubt.VOLUME}
    return Draft(
        account=account,
        source=BillSource.LEDGER,
        since=since,
        until=until,
        issued_on=bill["issued_on"],
        due_on=bill["due_on"],
        measured=tuple(measured),
        lines=(*(rated_lines(rating, measured) if is_as_rated else said), *fees),
        rated_amount=rating and rating.amount,
        doubts=tuple(doubt for doubt in BillDoubt if doubt in doubts),
        number=bill.number,
        digest=bill.digest,
        takes_back=tuple(account.estimates) if since and since == account.measured_until else (),
    )


def measured_in_ledger(bill: LedgerBill, books: Books) -> tuple[list[Measured], list[DraftLine]]:
    """Give what the meters of a bill measured, and its lines of gas as the ledger has them."""
    measured, lines = [], []
    for place, (key, rows) in enumerate(bill.stretches().items()):
        meter = books.meters[key[0]]
        measured.append(Measured(meter.pk, stretch_of(key, meter.digits)))
        for row in (row.values for row in rows):
            facts = (row["amount"], place, None, row["volume_m3"], row["price"])
            lines.append(DraftLine(LineKind.GAS, *facts))
    return measured, lines


def doubts_about(
    bill: LedgerBill, account: Account, measured: Sequence[Measured], rating: Rating | None, books: Books
) -> set[BillDoubt]:
    """Find what does not fit between a bill, its own readings, and our books."""
    doubts = set()
    if rating and rating.amount != bill.gas_amount:
        doubts.add(BillDoubt.AMOUNT)
    if rating and rating.volume_m3 != bill.gas_volume:
        doubts.add(BillDoubt.VOLUME)
    if any(not follows(one, account) for one in measured):
        doubts.add(BillDoubt.GAP)
    if any(not hung_there(books.meters[one.stretch.meter], account, one) for one in measured):
        doubts.add(BillDoubt.METER)
    if any(differs(books.readings.get((one.meter, one.stretch.until)), one) for one in measured):
        doubts.add(BillDoubt.READING)
    return doubts


def follows(one: Measured, account: Account) -> bool:
    """Say whether a stretch begins where the last bill left its meter; one never billed begins anywhere."""
    ends = {end for end in (account.ends.get(one.meter), account.guessed_ends.get(one.meter)) if end is not None}
    is_same_day = one.stretch.since in (account.measured_until, account.billed_until)
    return not ends or (one.stretch.start_index in ends and is_same_day)


def hung_there(meter: Meter, account: Account, one: Measured) -> bool:
    stretch = one.stretch
    hung = meter.installed_on <= stretch.since and (meter.removed_on is None or stretch.until <= meter.removed_on)
    return meter.service_point_id == account.service_point and hung


def differs(read: Decimal | None, one: Measured) -> bool:
    return read is not None and not one.stretch.is_estimated and read != one.stretch.end_index
