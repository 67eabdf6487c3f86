"""Bills as the ledger's file tells them: rows put together, and what is wrong with them in words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from hashlib import md5
from itertools import groupby

from django.utils.translation import gettext as _

from billing.rating import NOTHING, Stretch
from billing.sheets import BILLS, NEEDED
from billing.terms import LineKind
from gasservice.registry.sheets import Fault, Row

SAME_IN_ALL = ("account", "issued_on", "due_on")
NAMES = tuple(column.name for column in BILLS.columns)
STRETCH = ("meter", "since", "until", "start_index", "end_index", "estimated")


@dataclass(frozen=True)
class LedgerBill:
    """The rows of one bill, which stand together in the file."""

    number: str
    rows: tuple[Row, ...]

    @property
    def line(self) -> int:
        return self.rows[0].line

    def of_kind(self, kind: LineKind) -> list[Row]:
        return [row for row in self.rows if row.values["kind"] == kind]

    def __getitem__(self, column: str) -> object:
        return self.rows[0].values[column]

    @cached_property
    def digest(self) -> str:
        """Tell whether two bills of the same number are the same, whatever the order of the file's columns.

        A bill that names no receipt has the digest that it had before rows could name one.
        """
        cells = [str(row.values[name]) for row in self.rows for name in NAMES if name != "receipt" or row.values[name]]
        return md5("\x1f".join(cells).encode(), usedforsecurity=False).hexdigest()

    @property
    def gas_amount(self) -> Decimal:
        return sum((row.values["amount"] for row in self.of_kind(LineKind.GAS)), NOTHING)

    @property
    def gas_volume(self) -> Decimal:
        return sum((row.values["volume_m3"] for row in self.of_kind(LineKind.GAS)), NOTHING)

    @cached_property
    def period(self) -> tuple[date, date] | None:
        """The days its gas was used in, the end exclusive."""
        rows = [row.values for row in self.of_kind(LineKind.GAS)]
        return (min(row["since"] for row in rows), max(row["until"] for row in rows)) if rows else None

    def stretches(self) -> dict[tuple, list[Row]]:
        """Give the rows of gas by what their meter measured: several tiers of a stretch are one stretch."""
        found: dict[tuple, list[Row]] = {}
        for row in self.of_kind(LineKind.GAS):
            found.setdefault(tuple(row.values[name] for name in STRETCH), []).append(row)
        return found


def bills_in(rows: Iterable[Row]) -> Iterator[LedgerBill]:
    for number, together in groupby(rows, key=lambda row: row.values["bill"]):
        yield LedgerBill(number, tuple(together))


def faults_of(bill: LedgerBill, file: str, seen: set[str]) -> Iterator[Fault]:
    """Tell what is wrong with a bill by itself; `seen` are the numbers that stood above it."""
    if bill.number in seen:
        yield Fault(file, bill.line, "bill", _("the rows of this bill do not stand together"))
    for row in bill.rows:
        values = row.values
        for name in SAME_IN_ALL:
            if values[name] != bill[name]:
                yield Fault(file, row.line, name, _("another row of this bill says otherwise"))
        for name in NEEDED[LineKind(values["kind"])]:
            if values[name] is None:
                yield Fault(file, row.line, name, _("this is empty"))
        if values["since"] and values["until"] and values["until"] <= values["since"]:
            yield Fault(file, row.line, "until", _("this is not after the day it begins"))
    if bill["due_on"] < bill["issued_on"]:
        yield Fault(file, bill.line, "due_on", _("it is due before it is issued"))


def stretch_of(key: tuple, digits: int) -> Stretch:
    meter, since, until, start, end, estimated = key
    return Stretch(since, until, start, end, meter, digits, is_estimated=estimated == "yes")
