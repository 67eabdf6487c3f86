"""Billing the fees that were charged: each once, one bill for whoever owes some."""

from collections.abc import Container, Iterator, Mapping, Sequence
from datetime import date, datetime

from django.db import connection, transaction
from django.utils import timezone

from billing.actions.settling import settle_accounts
from billing.actions.writing import write_bills
from billing.drafting import Account, Draft, DraftLine
from billing.queries.accounts import accounts_to_bill
from billing.queries.fees import charges_to_bill
from billing.queries.fees_twice import billed_by_ledger
from billing.queries.tariffs import due_day_after
from billing.terms import BillDoubt, BillSource, LineKind
from gasservice.registry.models import FeeCharge, GasAccount, Tenure

BATCH = 1_000


@transaction.atomic
def bill_fees(*, at: datetime, limit: int = BATCH) -> int:
    """Bill what was charged and is neither billed nor paid, for some accounts; give how many bills were made.

    Accounts that somebody holds at this moment are left to the next turn, so that another may bill beside us.
    """
    of_tenures = Tenure.objects.filter(pk__in=charges_to_bill().values("owed_by")).values("gas_account")
    free = GasAccount.objects.select_for_update(no_key=True, skip_locked=True).filter(pk__in=of_tenures)
    rows = list(free.order_by("pk")[:limit])
    tenures = dict(Tenure.objects.filter(gas_account__in=rows).values_list("pk", "gas_account"))
    accounts, today = accounts_to_bill(rows, timezone.localdate(at)), timezone.localdate(at)
    waiting = charges_to_bill().filter(owed_by__in=list(tenures)).order_by("charged_at", "pk")
    charges = list(waiting.select_for_update(of=("self",), skip_locked=True))
    FeeCharge.objects.filter(pk__in=[charge.pk for charge in charges], billed_at__isnull=True).update(billed_at=at)
    owing = {pk: accounts[account] for pk, account in tenures.items()}
    drafts = [*drafts_of_fees(charges, owing, today, billed_by_ledger(charges, today))]
    if drafts:
        with connection.cursor() as cursor:
            write_bills(cursor, drafts, {}, at)
        settle_accounts(accounts=accounts.keys(), at=at)
    return len(drafts)


def drafts_of_fees(
    charges: Sequence[FeeCharge], owing: Mapping[int, Account], day: date, doubted: Container[int]
) -> Iterator[Draft]:
    """Draft one bill for each tenure that owes fees; `owing` are the accounts by the keys of their tenures.

    What the ledger may have billed is on a bill of its own, so that the others need not wait for it.
    """
    together: dict[tuple[int, bool], list[FeeCharge]] = {}
    for charge in charges:
        together.setdefault((charge.owed_by, charge.pk in doubted), []).append(charge)
    due_on = due_day_after(day)
    for (tenure, is_doubted), theirs in together.items():
        yield Draft(
            account=owing[tenure],
            source=BillSource.OURS,
            since=None,
            until=None,
            issued_on=day,
            due_on=due_on,
            lines=tuple(DraftLine(LineKind.FEE, charge.amount, fee_charge=charge.pk) for charge in theirs),
            doubts=(BillDoubt.FEE,) if is_doubted else (),
            owed_on=theirs[0].charged_on,
        )
