"""Taking bills over from the ledger's file: all of them or none, each rated anew, and a second time changes nothing."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from pathlib import Path

from django.db import connection, transaction
from django.utils.translation import gettext as _

from billing.actions.adjusting import credit_estimates
from billing.actions.fees import charge_from_ledger
from billing.actions.settling import settle_accounts
from billing.actions.writing import write_bills
from billing.drafting import Draft, DraftLine, keep_in_mind
from billing.ledger import LedgerBill, bills_in, faults_of
from billing.queries.accounts import accounts_to_bill, usual_volumes
from billing.queries.fees_twice import ours_like
from billing.queries.ledger import Books, books_for, draft_from
from billing.queries.tariffs import all_tariffs, keys_of_tariffs
from billing.sheets import BILLS
from billing.terms import BillDoubt, LineKind
from gasservice.registry.actions.importing import Faults
from gasservice.registry.sheets import Fault, Row, rows_of
from gasservice.web.copying import little_to_collect
from gasservice.web.refusals import Refusal

BATCH = 2_000


@dataclass
class TakenBills:
    """What became of the bills of a file."""

    rows: int = 0
    added: int = 0
    known: int = 0
    doubted: dict[BillDoubt, int] = field(default_factory=dict)


@dataclass
class Taking:
    """A file being taken over: what is published, what was found so far, and what is wrong."""

    file: str
    at: datetime
    tariffs: Mapping = field(default_factory=all_tariffs)
    keys: Mapping = field(default_factory=keys_of_tariffs)
    faults: Faults = field(default_factory=Faults)
    seen: set[str] = field(default_factory=set)
    taken: TakenBills = field(default_factory=TakenBills)

    def fault(self, line: int, column: str, reason: str) -> None:
        self.faults.add(Fault(self.file, line, column, reason))


def import_bills(
    *, path: Path, at: datetime, is_dry_run: bool = False, tell: Callable[[str], object] = str
) -> TakenBills:
    """Take the bills of a CSV file over in one transaction; a dry run is undone at its end. Raises ImportRefused."""
    return take_bills(rows=rows_of(BILLS, path), file=path.name, at=at, is_dry_run=is_dry_run, tell=tell)


@transaction.atomic
def take_bills(
    *, rows: Iterable[Row], file: str, at: datetime, is_dry_run: bool = False, tell: Callable[[str], object] = str
) -> TakenBills:
    """Take bills over from rows as they were read. Raises ImportRefused with all that is wrong."""
    taking = Taking(file, at)
    bills = bills_in(good_rows(rows, taking))
    with little_to_collect():
        while batch := list(islice(bills, BATCH)):
            take_batch(batch, taking)
            tell(_("%(count)d rows read …") % {"count": taking.taken.rows})
    taking.faults.refuse_any()
    transaction.set_rollback(is_dry_run)
    return taking.taken


def good_rows(rows: Iterable[Row], taking: Taking) -> Iterator[Row]:
    for row in rows:
        taking.taken.rows += 1
        for fault in row.faults:
            taking.faults.add(fault)
        if not row.faults:
            yield row


def take_batch(batch: Sequence[LedgerBill], taking: Taking) -> None:
    """Take some bills over; once something is wrong, the rest of the file is only read for its faults."""
    books = books_for(batch)
    good = [bill for bill in batch if is_fit(bill, books, taking)]
    news = [bill for bill in good if not is_known(bill, books, taking)]
    if taking.faults.kept:
        return
    accounts = accounts_to_bill(books.accounts.values(), max(bill["issued_on"] for bill in batch))
    usual = usual_volumes(days_of(news, books))
    drafts = []
    for bill in sorted(news, key=lambda bill: (bill["issued_on"], bill.line)):
        account = accounts[books.accounts[bill["account"]].pk]
        fees = fee_lines(bill, books, taking)
        draft = draft_from(bill, account, books, taking.tariffs, usual.get(account.pk), fees)
        keep_in_mind(draft)
        drafts.append(draft)
    if not taking.faults.kept:
        write(drafts, taking)


def fee_lines(bill: LedgerBill, books: Books, taking: Taking) -> list[DraftLine]:
    """Charge the fees of a bill by the published table, each once; what may not be charged is a fault.

    One that we billed ourselves of late, as far as one can see, is doubted.
    """
    lines = []
    for row in bill.of_kind(LineKind.FEE):
        try:
            facts = {"account": books.accounts[bill["account"]], "at": taking.at, "named": books.receipts}
            charge, is_new = charge_from_ledger(row=row, **facts)
        except Refusal as refusal:
            taking.fault(row.line, refusal.field or "fee", refusal.message)
        else:
            is_doubted = is_new and ours_like(charge, bill["issued_on"]).exists()
            lines.append(DraftLine(LineKind.FEE, charge.amount, fee_charge=charge.pk, is_doubted=is_doubted))
    return lines


def is_fit(bill: LedgerBill, books: Books, taking: Taking) -> bool:
    """Say whether a bill can be taken over, and tell what is wrong with it."""
    found = [*faults_of(bill, taking.file, taking.seen), *books.faults_of(bill, taking.file)]
    taking.seen.add(bill.number)
    for fault in found:
        taking.faults.add(fault)
    return not found


def is_known(bill: LedgerBill, books: Books, taking: Taking) -> bool:
    """Say whether a bill was taken over before; another one under its number is a fault, and so is gas billed twice."""
    digest = books.digests.get(bill.number)
    if digest == bill.digest:
        taking.taken.known += 1
        return True
    if digest is not None:
        taking.fault(bill.line, "bill", _("another bill of this number was taken over before"))
    elif clash := books.overlapping(bill):
        taking.fault(bill.line, "since", _("these days are billed already, on %(number)s") % {"number": clash})
    return False


def days_of(bills: Iterable[LedgerBill], books: Books) -> dict[int, tuple[date, date]]:
    """Give the days that the gas of some bills was used in, by account: of several the last."""
    periods = ((books.accounts[bill["account"]].pk, bill.period) for bill in bills)
    return {account: period for account, period in periods if period}


def write(drafts: Sequence[Draft], taking: Taking) -> None:
    with connection.cursor() as cursor:
        bills = write_bills(cursor, drafts, taking.keys, taking.at)
    replacing = [key for key, draft in zip(bills, drafts, strict=True) if draft.takes_back and not draft.doubts]
    credit_estimates(bills=replacing, at=taking.at)
    settle_accounts(accounts={draft.account.pk for draft in drafts}, at=taking.at)
    taking.taken.added += len(drafts)
    for doubt in (doubt for draft in drafts for doubt in draft.doubts):
        taking.taken.doubted[doubt] = taking.taken.doubted.get(doubt, 0) + 1
