"""Making the bills of a period: each account that was read since its last bill gets one, and nobody two."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import connection, transaction
from django.utils.translation import gettext as _

from billing.actions.adjusting import credit_estimates
from billing.actions.settling import settle_accounts
from billing.actions.writing import write_bills
from billing.drafting import (
    Account,
    Draft,
    Measured,
    cut_by_holder,
    doubts_about_usage,
    keep_in_mind,
    rated_lines,
    rated_or_doubted,
    whole_days,
)
from billing.queries.accounts import RESTS_ON, Window, accounts_to_bill, measured_in, read_within, usual_volumes
from billing.queries.estimates import estimates_of
from billing.queries.tariffs import all_tariffs, keys_of_tariffs
from billing.rating import TariffVersion
from billing.terms import BillDoubt, BillSource
from gasservice.registry.models import GasAccount
from gasservice.registry.terms import AccountStatus
from gasservice.web.copying import little_to_collect
from gasservice.web.refusals import Refusal

BATCH = 5_000
ONE_RUN_AT_A_TIME = 0x6269_6C6C  # "bill"
A_DAY = timedelta(days=1)


class BillsAreBeingMade(Refusal):
    """Another run makes bills at this moment."""


@dataclass(frozen=True)
class Run:
    """What a run was asked for: bills of what was measured before `until`.

    Accounts that were never billed begin `since` a day, without one when they were opened. With `estimates`, who was
    not read gets what the last three bills came to, day by day.
    """

    since: date | None
    until: date
    issued_on: date
    due_on: date
    estimates: bool = False


@dataclass
class Made:
    """What a run made, and what it could not make."""

    bills: int = 0
    amount: Decimal = Decimal(0)
    estimated: int = 0
    doubted: dict[BillDoubt, int] = field(default_factory=dict)

    def count(self, drafts: Collection[Draft]) -> None:
        self.bills += len(drafts)
        self.amount += sum((draft.amount for draft in drafts), Decimal(0))
        self.estimated += sum(draft.is_estimated for draft in drafts)
        for doubt in (doubt for draft in drafts for doubt in draft.doubts):
            self.doubted[doubt] = self.doubted.get(doubt, 0) + 1


def make_bills(*, run: Run, at: datetime, tell: Callable[[str], object] = str) -> Made:
    """Make the bills of all accounts in use, some thousand in a transaction; run again, it goes on where it stopped.

    Raises BillsAreBeingMade while another run goes on.
    """
    made, tariffs, keys = Made(), all_tariffs(), keys_of_tariffs()
    with only_run(), little_to_collect():
        for rows in batches():
            with transaction.atomic():
                bill_batch(rows, run, tariffs, keys, made, at)
            tell(_("%(count)d bills made …") % {"count": made.bills})
    return made


class only_run:
    """Hold the lock of bill runs for this session, or refuse."""

    def __enter__(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [ONE_RUN_AT_A_TIME])
            if not cursor.fetchone()[0]:
                raise BillsAreBeingMade(_("Bills are being made at this moment. Wait for that run to end."))

    def __exit__(self, *_error: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [ONE_RUN_AT_A_TIME])


def batches() -> Iterator[list[tuple]]:
    """Give the accounts that may owe something, some thousand at a time."""
    living = GasAccount.objects.filter(status__in=[AccountStatus.ACTIVE, AccountStatus.SUSPENDED])
    living, last = living.order_by("pk").values_list(*RESTS_ON, named=True), 0
    while rows := list(living.filter(pk__gt=last)[:BATCH]):
        yield rows
        last = rows[-1].pk


def bill_batch(rows: Sequence[tuple], run: Run, tariffs: Mapping, keys: Mapping, made: Made, at: datetime) -> None:
    """Bill some accounts: up to a change of holder on whose day the meter was read, and then from there on."""
    waiting = windows_of(accounts_to_bill(rows, run.until).values(), run)
    while waiting:
        measured = measured_in(waiting)
        drafts = [*drafts_of(waiting, measured, run, tariffs)]
        write_and_settle(drafts, keys, at)
        made.count(drafts)
        cut_short = [one.account for one in waiting if one.until < run.until and one.account.pk in measured]
        waiting = windows_of(cut_short, run)


def windows_of(accounts: Iterable[Account], run: Run) -> list[Window]:
    begins = ((one, one.measured_until or max(run.since or one.opened_on, one.opened_on)) for one in accounts)
    open_ones = [(account, since) for account, since in begins if since < run.until]
    changes = [(account, account.change_after(since)) for account, since in open_ones]
    days = [Window(account, day, day + A_DAY) for account, day in changes if day and day < run.until]
    read = read_within(days)
    ends = {window.account.pk: window.until for window in days if window.account.pk in read}
    return [Window(account, since, ends.get(account.pk, run.until)) for account, since in open_ones]


def drafts_of(
    windows: Sequence[Window], measured: Mapping[int, list[Measured]], run: Run, tariffs: Mapping
) -> Iterator[Draft]:
    """Draft the bills of what was measured, and of what was not where the run asks for estimates."""
    usual = usual_volumes({pk: whole_days(one.stretch for one in found) for pk, found in measured.items()})
    unread = [window.account for window in windows if window.account.pk not in measured]
    guessed = estimates_of(unread, run.until) if run.estimates else {}
    for window in windows:
        account = window.account
        for part in cut_by_holder(measured.get(account.pk) or guessed.get(account.pk, []), account.holdings):
            draft = draft_of(account, part, run, tariffs[account.supply_class], usual.get(account.pk))
            keep_in_mind(draft)
            yield draft


def draft_of(
    account: Account, part: Sequence[Measured], run: Run, tariffs: Sequence[TariffVersion], usual: Decimal | None
) -> Draft:
    rating, refused = rated_or_doubted(account, part, tariffs)
    since, until = whole_days(one.stretch for one in part)
    is_estimated = any(one.stretch.is_estimated for one in part)
    return Draft(
        account=account,
        source=BillSource.OURS,
        since=since,
        until=until,
        issued_on=run.issued_on,
        due_on=run.due_on,
        measured=tuple(part),
        lines=rated_lines(rating, part) if rating else (),
        rated_amount=rating and rating.amount,
        doubts=(refused,) if refused else tuple(doubts_about_usage(rating.volume_m3, usual)),
        takes_back=() if is_estimated else tuple(account.estimates),
    )


def write_and_settle(drafts: Sequence[Draft], keys: Mapping, at: datetime) -> None:
    """Write bills down, credit the estimates that they replace, and let money that waited pay them."""
    with connection.cursor() as cursor:
        bills = write_bills(cursor, drafts, keys, at)
    replacing = [key for key, draft in zip(bills, drafts, strict=True) if draft.takes_back and not draft.doubts]
    credit_estimates(bills=replacing, at=at)
    settle_accounts(accounts={draft.account.pk for draft in drafts}, at=at)
