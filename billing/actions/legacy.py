"""Taking over what was owed before bills were made here: each debt shared out by days, all of a file or nothing."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from billing.actions.shares import write_parts
from billing.models import ArrearsShare
from billing.queries.shares import Cut, cuts_by_days, cuts_of_volume
from billing.rating import NOTHING, CannotRate
from billing.sheets import ARREARS
from billing.terms import ShareSource
from gasservice.registry.actions.importing import Faults, rows_told
from gasservice.registry.models import GasAccount
from gasservice.registry.sheets import Fault, Row

ACCOUNTS_AT_ONCE = 1_000


@dataclass
class TakenArrears:
    """What became of the debts of a file; `unowned` shares belong to nobody on record."""

    rows: int = 0
    added: int = 0
    known: int = 0
    unowned: int = 0
    faults: Faults = field(default_factory=Faults)


def import_arrears(
    *, path: Path, at: datetime, is_dry_run: bool = False, tell: Callable[[str], object] = str
) -> TakenArrears:
    """Take the debts of a CSV file over in one transaction; a dry run is undone at its end. Raises ImportRefused."""
    return take_arrears(rows=rows_told(ARREARS, path, tell), file=path.name, at=at, is_dry_run=is_dry_run)


@transaction.atomic
def take_arrears(*, rows: Iterable[Row], file: str, at: datetime, is_dry_run: bool = False) -> TakenArrears:
    """Take debts over from rows as they were read. Raises ImportRefused with all that is wrong."""
    rows, taken = list(rows), TakenArrears()
    accounts = accounts_named(rows)
    known = set(ArrearsShare.objects.filter(source=ShareSource.LEGACY).values_list("reference", flat=True))
    for row in rows:
        taken.rows += 1
        take_row(row, file, accounts, known, taken, at)
    taken.faults.refuse_any()
    transaction.set_rollback(is_dry_run)
    return taken


def accounts_named(rows: list[Row]) -> dict[str, GasAccount]:
    numbers = sorted({row.values["account"] for row in rows if not row.faults})
    found = {}
    for start in range(0, len(numbers), ACCOUNTS_AT_ONCE):
        part = GasAccount.objects.filter(number__in=numbers[start : start + ACCOUNTS_AT_ONCE])
        found |= {account.number: account for account in part}
    return found


def take_row(row: Row, file: str, accounts: dict, known: set[str], taken: TakenArrears, at: datetime) -> None:
    """Take one debt over, or tell what is wrong with it; one that was taken before is passed over."""
    faults = list(row.faults) or list(faults_of(row, file, accounts))
    if faults:
        for fault in faults:
            taken.faults.add(fault)
    elif row.values["reference"] in known:
        taken.known += 1
    else:
        known.add(row.values["reference"])
        share_out(row, file, accounts[row.values["account"]], taken, at)


def faults_of(row: Row, file: str, accounts: dict) -> Iterable[Fault]:
    said = row.values
    if said["account"] not in accounts:
        yield Fault(file, row.line, "account", _("there is no account “%(value)s”") % {"value": said["account"]})
    if said["until"] <= said["since"]:
        yield Fault(file, row.line, "until", _("this day must come after the first one"))
    if not said["amount"] and not said["volume_m3"]:
        yield Fault(file, row.line, "amount", _("give the amount, or the volume to be rated"))


def share_out(row: Row, file: str, account: GasAccount, taken: TakenArrears, at: datetime) -> None:
    try:
        cuts = cuts_of(row, account)
    except CannotRate:
        taken.faults.add(Fault(file, row.line, "since", _("no tariff holds for all of these days")))
        return
    facts = {"source": ShareSource.LEGACY, "reference": row.values["reference"], "due_on": row.values["due_on"]}
    shares = write_parts(cuts, account, facts, None, at)
    taken.added += 1
    taken.unowned += sum(share.tenure_id is None for share in shares)


def cuts_of(row: Row, account: GasAccount) -> list[Cut]:
    """Share an amount out by days; a volume alone is rated for each holder by the tariff of its days."""
    said = row.values
    days = (account, said["since"], said["until"])
    if said["amount"]:
        return cuts_by_days(*days, said["volume_m3"] or NOTHING, Decimal(said["amount"]))
    return cuts_of_volume(*days, said["volume_m3"])
