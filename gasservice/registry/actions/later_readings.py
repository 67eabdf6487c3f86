"""Taking in what readers and remote meters showed: all rows or none, and a second time changes nothing."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection, transaction

from gasservice.registry.actions.importing import Faults, ImportRefused, find, rows_told, run, stage
from gasservice.registry.actions.reading_statements import ADD, CHECKS, CORRECT, FRESH, HOLD_METERS, LINED_UP, REPLACED
from gasservice.registry.sheets import LATER_READINGS, Fault, Row
from gasservice.users.models import User


@dataclass(frozen=True)
class ReadingsTaken:
    """What became of the rows: new readings, corrections, and what was known."""

    rows: int
    added: int
    corrected: int

    @property
    def known(self) -> int:
        return self.rows - self.added - self.corrected


def import_readings(
    *, path: Path, at: datetime, is_dry_run: bool = False, tell: Callable[[str], object] = str
) -> ReadingsTaken:
    """Take in the readings of a file; raises ImportRefused with what is wrong in which line."""
    rows = rows_told(LATER_READINGS, path, tell)
    return take_readings(rows=rows, file=path.name, by=None, at=at, is_dry_run=is_dry_run)


def take_readings(
    *, rows: Iterable[Row], file: str, by: User | None, at: datetime, is_dry_run: bool = False
) -> ReadingsTaken:
    """Take in rows of readings, in one transaction; a dry run is undone at its end."""
    faults = Faults()
    facts = {"at": at, "zone": settings.TIME_ZONE, "by": by and by.pk}
    with transaction.atomic(), connection.cursor() as cursor:
        stage(cursor, LATER_READINGS, rows, faults)
        if not faults.kept:
            for sql in (HOLD_METERS, FRESH, REPLACED, LINED_UP):
                cursor.execute(sql, facts)
            for check in CHECKS:
                find(cursor, check, file, facts, faults)
        faults.kept.sort(key=lambda fault: fault.line)
        faults.refuse_any()
        taken = write_taken(cursor, file, facts)
        transaction.set_rollback(is_dry_run)
    return taken


def write_taken(cursor, file: str, facts: dict) -> ReadingsTaken:
    """Write what is new, first what stands by itself, then what corrects it or something older."""
    cursor.execute("SELECT count(*) FROM staged")
    [rows] = cursor.fetchone()
    try:
        return ReadingsTaken(rows, len(run(cursor, ADD, facts)), len(run(cursor, CORRECT, facts)))
    except DatabaseError as broken:
        raise ImportRefused([Fault(file, 0, "–", str(broken).strip())], 1) from broken
