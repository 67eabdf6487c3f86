"""Reading the registry's CSV files: which columns they have, and what is wrong with a row, in words."""

import codecs
import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from gasservice.registry.cells import (
    amount,
    count,
    day,
    email,
    former_names,
    metered_volume,
    moment,
    number,
    one_of,
    phone,
    text,
)
from gasservice.registry.terms import AccountStatus, ReadingSource, SupplyClass

ENCODINGS = ("utf-8-sig", "gb18030")
CHUNK = 1 << 20
FORMER_NAMES = "former_names"


@dataclass(frozen=True)
class Fault:
    """What is wrong in which line and column of a file."""

    file: str
    line: int
    column: str
    reason: str

    def __str__(self) -> str:
        return _("%(file)s, line %(line)d, column %(column)s: %(reason)s") % vars(self)


@dataclass(frozen=True)
class Column:
    """A column of a file: its name, its type in PostgreSQL, and how its cells are read."""

    name: str
    read: Callable[[str], object]
    type: str = "text"
    is_required: bool = False


@dataclass(frozen=True)
class Sheet:
    """A kind of file."""

    name: str
    columns: tuple[Column, ...]


@dataclass(frozen=True)
class Row:
    """A row as read: its values by column, or what is wrong with it."""

    line: int
    values: dict[str, object]
    faults: list[Fault]


LANGUAGE_CODES = ["en", "zh-hans", "zh-hant"]
COMMUNITIES = Sheet(
    "communities",
    (
        Column("code", text(20), is_required=True),
        Column("district", text(50), is_required=True),
        Column("district_name", text(80)),
        Column("name", text(120), is_required=True),
        Column("name_en", text(120)),
        Column("known_from", day, "date"),
        Column(FORMER_NAMES, former_names(160)),
    ),
)
PREMISES = Sheet(
    "premises",
    (
        Column("code", text(24), is_required=True),
        Column("community", text(20), is_required=True),
        Column("building", text(20)),
        Column("unit", text(20)),
        Column("room", text(20)),
        Column("address", text(160), is_required=True),
        Column("known_from", day, "date"),
        Column(FORMER_NAMES, former_names(160)),
    ),
)
PLACED = (Column("premise", text(24), is_required=True), Column("service_point", text(24)))
METERS = Sheet(
    "meters",
    (
        Column("serial", text(40), is_required=True),
        *PLACED,
        Column("model", text(40)),
        Column("digits", count(9), "int"),
        Column("installed_on", day, "date", is_required=True),
        Column("removed_on", day, "date"),
    ),
)
ACCOUNTS = Sheet(
    "accounts",
    (
        Column("number", number, is_required=True),
        *PLACED,
        Column("supply_class", one_of(SupplyClass.values)),
        Column("household_size", count(99), "int"),
        Column("status", one_of(AccountStatus.values)),
        Column("opened_on", day, "date", is_required=True),
        Column("last_bill_amount", amount(2), "numeric"),
        Column("last_bill_on", day, "date"),
        Column("customer", text(24)),
        Column("customer_name", text(120)),
        Column("phone", phone),
        Column("email", email),
        Column("language", one_of(LANGUAGE_CODES)),
        Column("held_from", day, "date"),
        Column("held_until", day, "date"),
    ),
)
READINGS = Sheet(
    "readings",
    (
        Column("meter", text(40), is_required=True),
        Column("read_at", moment, "timestamptz", is_required=True),
        Column("index_m3", amount(3), "numeric", is_required=True),
        Column("source", one_of(ReadingSource.values)),
    ),
)
# What comes in later, file by file: what our readers and remote meters showed, and what was wrong before.
LATER_READINGS = Sheet(
    "readings",
    (
        Column("meter", text(40), is_required=True),
        Column("read_at", moment, "timestamptz", is_required=True),
        Column("index_m3", amount(3), "numeric", is_required=True),
        Column("source", one_of([ReadingSource.READER, ReadingSource.REMOTE])),
        Column("corrects", moment, "timestamptz"),
        Column("note", text(300)),
        Column("obis", metered_volume),
    ),
)
# What comes first is what the later ones point to.
SHEETS = (COMMUNITIES, PREMISES, METERS, ACCOUNTS, READINGS)


def rows_of(sheet: Sheet, path: Path) -> Iterator[Row]:
    """Read a file row by row; a file that is none of ours is one faulty row."""
    encoding = encoding_of(path)
    if encoding is None:
        yield Row(1, {}, [Fault(path.name, 1, "–", _("the file is neither UTF-8 nor GB18030"))])
        return
    with path.open(encoding=encoding, newline="") as file:
        lines = csv.reader(file, strict=True)
        try:
            yield from rows_in(sheet, path.name, lines)
        except csv.Error as broken:
            yield Row(
                lines.line_num, {}, [Fault(path.name, lines.line_num, "–", _("no CSV from here on: %s") % broken)]
            )


def rows_in(sheet: Sheet, file: str, lines) -> Iterator[Row]:
    header = [cell.strip() for cell in next(lines, [])]
    if faults := header_faults(sheet, file, header):
        yield Row(1, {}, faults)
        return
    for cells in lines:
        if any(cell.strip() for cell in cells):
            yield row_of(sheet, file, lines.line_num, header, cells)


def encoding_of(path: Path) -> str | None:
    """Find the encoding by reading to the end: a later line may be the first that tells."""
    for encoding in ENCODINGS:
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            with path.open("rb") as file:
                while chunk := file.read(CHUNK):
                    decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        return encoding
    return None


def header_faults(sheet: Sheet, file: str, header: list[str]) -> list[Fault]:
    known = [column.name for column in sheet.columns]
    missing = [column.name for column in sheet.columns if column.is_required and column.name not in header]
    words = {"known": ", ".join(known)}
    strange = [name for name in header if name not in known]
    twice = sorted({name for name in header if header.count(name) > 1})
    return [
        *(Fault(file, 1, name, _("this column is missing")) for name in missing),
        *(Fault(file, 1, name, _("there is no such column; known are %(known)s") % words) for name in strange),
        *(Fault(file, 1, name, _("this column stands twice")) for name in twice),
    ]


def row_of(sheet: Sheet, file: str, line: int, header: list[str], cells: list[str]) -> Row:
    if len(cells) != len(header):
        words = _("the row has %(cells)d cells, the heading %(header)d") % {"cells": len(cells), "header": len(header)}
        return Row(line, {}, [Fault(file, line, "–", words)])
    given, values, faults = dict(zip(header, cells, strict=True)), {}, []
    for column in sheet.columns:
        cell = given.get(column.name, "").strip()
        try:
            if column.is_required and not cell:
                raise ValueError(_("this is empty"))
            values[column.name] = column.read(cell) if cell else None
        except ValueError as wrong:
            faults.append(Fault(file, line, column.name, str(wrong)))
    return Row(line, values, faults)
