"""Taking the registry over from files: all of it or nothing, and a second time changes nothing."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.db import DatabaseError, connection, transaction
from django.db.backends.utils import CursorWrapper
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gasservice.registry.actions import statements
from gasservice.registry.actions.account_statements import ACCOUNTS
from gasservice.registry.actions.renaming import LONG_AGO
from gasservice.registry.actions.statements import Check, Statements
from gasservice.registry.names import search_form
from gasservice.registry.sheets import FORMER_NAMES, SHEETS, Fault, Row, Sheet, rows_of
from gasservice.web.copying import copy_rows
from gasservice.web.refusals import Refusal

BATCH = 5_000
FAULTS_SHOWN = 100
WRITTEN_BY = {
    "communities": statements.COMMUNITIES,
    "premises": statements.PREMISES,
    "meters": statements.METERS,
    "accounts": ACCOUNTS,
    "readings": statements.READINGS,
}
# What a place is called in the statements, and which column holds its name.
NAMED = {"communities": "name", "premises": "address"}


class ImportRefused(Refusal):
    """Some rows are wrong, so nothing was written; `faults` says which, up to a hundred a file."""

    def __init__(self, faults: list[Fault], count: int) -> None:
        words = ngettext("%(count)d fault; nothing was written.", "%(count)d faults; nothing was written.", count)
        super().__init__(words % {"count": count})
        self.faults = faults


@dataclass(frozen=True)
class Taken:
    """What became of one file's rows; `hanging` counts what changed of names, points, customers and tenures."""

    name: str
    rows: int
    added: int
    changed: int
    hanging: int

    @property
    def is_same(self) -> bool:
        return not (self.added or self.changed or self.hanging)


@dataclass
class Faults:
    """The faults of all files: all counted, the first hundred of each kept."""

    kept: list[Fault] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    def add(self, fault: Fault) -> None:
        self.counts[fault.file] = self.counts.get(fault.file, 0) + 1
        if self.counts[fault.file] <= FAULTS_SHOWN:
            self.kept.append(fault)

    def refuse_any(self) -> None:
        """Raise ImportRefused where there are any."""
        if self.kept:
            raise ImportRefused(self.kept, sum(self.counts.values()))


def import_registry(
    *, files: Mapping[str, Path], at: datetime, is_dry_run: bool = False, tell: Callable[[str], object] = str
) -> list[Taken]:
    """Take over some of the files by their sheet's name, in one transaction; a dry run is undone at its end.

    Faults that need the database are looked for until the first file that has any: later ones point to it.
    """
    faults, taken, facts = Faults(), [], {"at": at, "day": timezone.localdate(at), "long_ago": LONG_AGO}
    with transaction.atomic(), connection.cursor() as cursor:
        for sheet in (sheet for sheet in SHEETS if sheet.name in files):
            stage(cursor, sheet, rows_told(sheet, files[sheet.name], tell), faults)
            if not faults.kept:
                look_for_faults(cursor, sheet, files[sheet.name].name, facts, faults)
            if not faults.kept:
                taken.append(write(cursor, sheet, facts))
        faults.refuse_any()
        transaction.set_rollback(is_dry_run)
    return taken


def rows_told(sheet: Sheet, path: Path, tell: Callable[[str], object]) -> Iterable[Row]:
    """Read the rows of a file and tell how far we are."""
    number = 0
    for number, row in enumerate(rows_of(sheet, path), 1):
        yield row
        if number % (4 * BATCH) == 0:
            tell(_("%(sheet)s: %(count)d rows read …") % {"sheet": sheet.name, "count": number})
    tell(_("%(sheet)s: %(count)d rows read.") % {"sheet": sheet.name, "count": number})


def stage(cursor: CursorWrapper, sheet: Sheet, rows: Iterable[Row], faults: Faults) -> None:
    """Copy the good rows into temporary tables, some thousand at a time, and collect the faults of the others."""
    columns = {column.name: column.type for column in sheet.columns if column.name != FORMER_NAMES}
    columns |= {"line": "int"} | ({"search_name": "text"} if sheet.name in NAMED else {})
    name_columns = {"line": "int", "code": "text", "name": "text", "search_name": "text"}
    name_columns |= {"known_from": "date", "known_until": "date"}
    main, names = Copy(cursor, "staged", columns), Copy(cursor, "staged_names", name_columns)
    for row in rows:
        for fault in row.faults:
            faults.add(fault)
        if faults.kept:
            continue
        main.add(staged_row(sheet, row))
        for former in row.values.get(FORMER_NAMES) or []:
            search = search_form(former.name)
            names.add(vars(former) | {"line": row.line, "code": row.values["code"], "search_name": search})
    main.finish()
    names.finish()


def staged_row(sheet: Sheet, row: Row) -> dict[str, object]:
    values = row.values | {"line": row.line}
    if name := NAMED.get(sheet.name):
        values["search_name"] = search_form(values[name])
    return values


class Copy:
    """A temporary table that rows are copied into in batches."""

    def __init__(self, cursor: CursorWrapper, table: str, columns: dict[str, str]) -> None:
        self.cursor, self.table, self.columns = cursor, table, list(columns)
        typed = ", ".join(f"{name} {type}" for name, type in columns.items())
        cursor.execute(f"DROP TABLE IF EXISTS {table}; CREATE TEMPORARY TABLE {table} ({typed}) ON COMMIT DROP")
        self.clear()

    def clear(self) -> None:
        self.rows: list[list[object]] = []

    def add(self, values: Mapping[str, object]) -> None:
        self.rows.append([values[name] for name in self.columns])
        if len(self.rows) == BATCH:
            self.flush()

    def flush(self) -> None:
        copy_rows(self.cursor, self.table, ", ".join(self.columns), self.rows)
        self.clear()

    def finish(self) -> None:
        self.flush()
        self.cursor.execute(f"ANALYZE {self.table}")


def look_for_faults(cursor: CursorWrapper, sheet: Sheet, file: str, facts: dict, faults: Faults) -> None:
    for check in WRITTEN_BY[sheet.name].checks:
        find(cursor, check, file, facts, faults)


def find(cursor: CursorWrapper, check: Check, file: str, facts: dict, faults: Faults) -> None:
    cursor.execute(f"{check.sql} ORDER BY 1", facts)
    for line, value in cursor:
        faults.add(Fault(file, line, check.column, str(check.reason) % {"value": value}))


def write(cursor: CursorWrapper, sheet: Sheet, facts: dict) -> Taken:
    """Write one file's rows; what the checks did not foresee is told as the database says it."""
    steps: Statements = WRITTEN_BY[sheet.name]
    cursor.execute("SELECT count(*) FROM staged")
    [rows] = cursor.fetchone()
    try:
        hanging = sum(len(run(cursor, sql, facts)) for sql in steps.before)
        news = run(cursor, steps.main, facts)
        hanging += sum(len(run(cursor, sql, facts)) for sql in steps.after)
    except DatabaseError as broken:
        raise ImportRefused([Fault(sheet.name, 0, "–", str(broken).strip())], 1) from broken
    return Taken(sheet.name, rows, sum(news), len(news) - sum(news), hanging)


def run(cursor: CursorWrapper, sql: str, facts: dict) -> list[bool]:
    cursor.execute(sql, facts)
    return [is_new for (is_new,) in cursor.fetchall()]
