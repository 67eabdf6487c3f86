"""Reading another system's CSV: each line a request, or what is wrong with it, in words."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.utils.translation import gettext as _

from gasservice.cases.mapping import BY_DATES, Mapping
from gasservice.cases.terms import Status
from gasservice.registry.sheets import Fault, encoding_of

LONGEST_REFERENCE, LONGEST_TITLE, LONGEST_PLACE = 60, 160, 200


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A request as the other system knows it."""

    line: int
    reference: str
    opened_at: datetime
    closed_at: datetime | None
    due_at: datetime | None
    status: str
    kind: str
    title: str
    words: str
    place: str
    verdict: bool | None

    def is_kept(self, judged_at: datetime) -> bool:
        """Whether the target was kept: closed by then, or not yet due at the moment of judging."""
        return self.closed_at <= self.due_at if self.closed_at else self.due_at >= judged_at


def source_rows(path: Path, mapping: Mapping, now: datetime) -> Iterator[SourceRow | list[Fault]]:
    """Read a file row by row; a reference that stands twice is a fault of the second."""
    encoding = encoding_of(path)
    if encoding is None:
        yield [Fault(path.name, 1, "–", _("the file is neither UTF-8 nor GB18030"))]
        return
    with path.open(encoding=encoding, newline="") as file:
        lines = csv.reader(file, strict=True)
        try:
            yield from Reading(path.name, mapping, now).rows(lines)
        except csv.Error as broken:
            yield [Fault(path.name, lines.line_num, "–", _("no CSV from here on: %s") % broken)]


class Reading:
    """One pass over one file."""

    def __init__(self, file: str, mapping: Mapping, now: datetime) -> None:
        self.file, self.mapping, self.now = file, mapping, now
        self.first_lines: dict[str, int] = {}

    def rows(self, lines) -> Iterator[SourceRow | list[Fault]]:
        header = [cell.strip() for cell in next(lines, [])]
        missing = [name for name in dict.fromkeys(self.mapping.columns.names) if name not in header]
        if missing:
            yield [Fault(self.file, 1, name, _("this column is missing")) for name in missing]
            return
        for cells in lines:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) == len(header):
                yield self.row(lines.line_num, dict(zip(header, cells, strict=True)))
            else:
                found = {"cells": len(cells), "header": len(header)}
                words = _("the row has %(cells)d cells, the heading %(header)d") % found
                yield [Fault(self.file, lines.line_num, "–", words)]

    def row(self, line: int, cells: dict[str, str]) -> SourceRow | list[Fault]:
        line_read = Line(self.file, line, self.mapping, cells)
        row = line_read.read()
        faults = line_read.faults or faults_between(line_read, row, self.now)
        first = self.first_lines.setdefault(row.reference, line) if row.reference else line
        if first != line:
            column = self.mapping.columns.reference
            told = {"reference": row.reference, "line": first}
            faults.append(Fault(self.file, line, column, _("“%(reference)s” stands in line %(line)d already") % told))
        return faults or row


class Line:
    """One line and what was found wrong in it."""

    def __init__(self, file: str, line: int, mapping: Mapping, cells: dict[str, str]) -> None:
        self.file, self.line, self.mapping, self.cells = file, line, mapping, cells
        self.faults: list[Fault] = []

    def read(self) -> SourceRow:
        columns = self.mapping.columns
        closed_at = self.moment(columns.closed)
        words = "\n".join(self.all_of(columns.words))
        return SourceRow(
            line=self.line,
            reference=self.reference(),
            opened_at=self.moment(columns.opened, is_required=True),
            closed_at=closed_at,
            due_at=self.moment(columns.due),
            status=self.status(closed_at),
            kind=self.mapping.kind_of(self.cell(columns.kind)),
            title=", ".join(self.all_of(columns.title))[:LONGEST_TITLE],
            words=words,
            place=", ".join(self.all_of(columns.place))[:LONGEST_PLACE],
            verdict=self.mapping.verdicts.get(self.cell(columns.verdict)),
        )

    def tell(self, column: str, reason: str) -> None:
        self.faults.append(Fault(self.file, self.line, column, reason))

    def cell(self, column: str) -> str:
        """Give a cell, empty where the mapping says that its words mean nothing."""
        cell = self.cells[column].strip() if column else ""
        if "\0" in cell:
            self.tell(column, _("this holds a sign that is no text"))
        return "" if cell in self.mapping.empty else cell

    def all_of(self, columns: tuple[str, ...]) -> list[str]:
        return list(dict.fromkeys(cell for column in columns if (cell := self.cell(column))))

    def reference(self) -> str:
        reference = self.cell(self.mapping.columns.reference)
        if not reference:
            self.tell(self.mapping.columns.reference, _("this is empty"))
        if len(reference) > LONGEST_REFERENCE:
            self.tell(self.mapping.columns.reference, _("longer than %(count)d signs") % {"count": LONGEST_REFERENCE})
        return reference

    def moment(self, column: str, *, is_required: bool = False) -> datetime | None:
        cell = self.cell(column)
        if not cell:
            if is_required:
                self.tell(column, _("this is empty"))
            return None
        try:
            return self.mapping.moment(cell)
        except ValueError as wrong:
            self.tell(column, str(wrong))
            return None

    def status(self, closed_at: datetime | None) -> str:
        column = self.mapping.columns.status
        cell = self.cell(column)
        status = self.mapping.statuses.get(cell.lower())
        if status is None:
            self.tell(column, _("the mapping knows no status “%(cell)s”") % {"cell": cell})
        if status == BY_DATES:
            return Status.CLOSED if closed_at else Status.OPEN
        return status or Status.OPEN


def faults_between(line: Line, row: SourceRow, now: datetime) -> list[Fault]:
    """Say where the dates of a row contradict each other, its status or the time it is."""
    columns = line.mapping.columns
    is_over = row.status != Status.OPEN
    if row.opened_at > now:
        line.tell(columns.opened, _("this lies in the future"))
    if row.closed_at and row.closed_at > now:
        line.tell(columns.closed, _("this lies in the future"))
    if row.closed_at and row.closed_at < row.opened_at:
        line.tell(columns.closed, _("closed before it was opened"))
    if row.due_at and row.due_at < row.opened_at:
        line.tell(columns.due, _("due before it was opened"))
    if is_over and not row.closed_at:
        line.tell(columns.closed or columns.status, _("it is over, but when is not said"))
    if row.closed_at and not is_over:
        line.tell(columns.closed, _("it has a closing date, but its status says that it is open"))
    return line.faults
