"""Taking payments over from a file: all of them or none, each once, and then they pay what is owed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from billing.actions.payment_statements import ANOTHER_WAS_KNOWN, CHECKS, WRITE
from billing.actions.settling import settle_accounts
from billing.rating import NOTHING
from billing.sheets import PAYMENTS
from gasservice.registry.actions.importing import Faults, find, rows_told, stage
from gasservice.registry.actions.statements import Check


@dataclass(frozen=True)
class TakenPayments:
    """What became of the payments of a file; amounts are yuan."""

    rows: int
    added: int
    amount: Decimal

    @property
    def known(self) -> int:
        return self.rows - self.added


def import_payments(
    *, path: Path, at: datetime, is_dry_run: bool = False, tell: Callable[[str], object] = str
) -> TakenPayments:
    """Take the payments of a CSV file over in one transaction; a dry run is undone at its end. Raises ImportRefused."""
    faults, facts = Faults(), {"at": at}
    with transaction.atomic(), connection.cursor() as cursor:
        stage(cursor, PAYMENTS, rows_told(PAYMENTS, path, tell), faults)
        if not faults.kept:
            judge(cursor, CHECKS, path.name, facts, faults)
        faults.refuse_any()
        taken, accounts = write(cursor, facts)
        # Somebody may have taken one of them in while we looked.
        judge(cursor, [ANOTHER_WAS_KNOWN], path.name, facts, faults)
        faults.refuse_any()
        settle_accounts(accounts=accounts, at=at)
        transaction.set_rollback(is_dry_run)
    return taken


def judge(cursor: CursorWrapper, checks: tuple[Check, ...] | list[Check], file: str, facts: dict, faults: Faults):
    for check in checks:
        find(cursor, check, file, facts, faults)


def write(cursor: CursorWrapper, facts: dict) -> tuple[TakenPayments, set[int]]:
    """Write the payments that are news, and give the keys of the accounts they came in for."""
    cursor.execute("SELECT count(*) FROM staged")
    [rows] = cursor.fetchone()
    cursor.execute(WRITE, facts)
    news = cursor.fetchall()
    taken = TakenPayments(rows, len(news), sum((amount for _account, amount in news), NOTHING))
    return taken, {account for account, _amount in news}
