"""Pages cut from a list at a row, not at a number: page 1000 costs what page 1 costs, and nothing is shown twice."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.core import signing
from django.db.models import F, Field, Func, Model, Q, QuerySet, Value
from django.db.models.lookups import GreaterThan, LessThan


class BadCursor(Exception):
    """The cursor is not one of ours, or belongs to another list."""


@dataclass(frozen=True)
class Page:
    """Some rows of a list, and the cursors of the pages beside them; an empty cursor means there is none."""

    rows: list
    next: str
    previous: str


@dataclass(frozen=True)
class Count:
    """How many there are, or that there are more than anybody counts."""

    number: int
    is_more: bool = False

    def __str__(self) -> str:
        return f"{self.number}+" if self.is_more else str(self.number)


def page_of(queryset: QuerySet, *, by: str, cursor: str = "", size: int = 50) -> Page:
    """Cut the page at `cursor` from rows ordered `by` a column ("next_due_at", "-opened_at") and the primary key.

    Rows whose column is empty come last in either direction. A cursor that is not ours gives the first page.
    """
    try:
        return page_at(queryset, by=by, cursor=cursor, size=size)
    except BadCursor:
        return page_at(queryset, by=by, cursor="", size=size)


def page_at(queryset: QuerySet, *, by: str, cursor: str, size: int) -> Page:
    """Cut a page as `page_of` does, but raise BadCursor where the cursor is not ours.

    One query a page; a second one only where the page reaches the rows whose column is empty.
    """
    keyset = Keyset.of(queryset, by)
    way, key = keyset.read(cursor) if cursor else ("next", None)
    rows = []
    for part in keyset.parts_beyond(way, key):
        rows += part[: size + 1 - len(rows)]
        if len(rows) > size:
            break
    has_more, rows = len(rows) > size, rows[:size]
    if way == "previous":
        rows.reverse()
    has_next = bool(rows) and (way == "previous" or has_more)
    has_previous = bool(rows) and (has_more if way == "previous" else key is not None)
    return Page(
        rows,
        next=keyset.cursor("next", rows[-1]) if has_next else "",
        previous=keyset.cursor("previous", rows[0]) if has_previous else "",
    )


def count_up_to(queryset: QuerySet, limit: int = 1000) -> Count:
    """Count rows, but stop counting after `limit`."""
    number = queryset.order_by()[: limit + 1].count()
    return Count(min(number, limit), is_more=number > limit)


def views_at(address: str, titles: Mapping[str, object], current: str) -> list[dict[str, object]]:
    """Give the lists of one page to choose from, each at `?list=` with its name, and mark the one that is shown."""
    return [
        {"title": title, "url": f"{address}?list={name}", "is_current": name == current}
        for name, title in titles.items()
    ]


class Row(Func):
    """Several columns compared as one, which an index on them answers in one step."""

    function = "ROW"


Key = tuple[object, object]


@dataclass(frozen=True)
class Keyset:
    """The order of a list: one column, then the primary key."""

    queryset: QuerySet
    column: str
    is_descending: bool
    field: Field
    may_be_empty: bool

    @classmethod
    def of(cls, queryset: QuerySet, by: str) -> "Keyset":
        column = by.removeprefix("-")
        if column in queryset.query.annotations:
            field, may_be_empty = queryset.query.annotations[column].output_field, True
        else:
            field = queryset.model._meta.pk if column == "pk" else queryset.model._meta.get_field(column)
            may_be_empty = field.null
        return cls(queryset, column, by.startswith("-"), field, may_be_empty)

    @property
    def salt(self) -> str:
        return f"page of {self.queryset.model._meta.label} by {self.column} {self.is_descending}"

    def cursor(self, way: str, row: Model) -> str:
        value = getattr(row, self.column)
        return signing.dumps([way, None if value is None else str(value), str(row.pk)], salt=self.salt)

    def read(self, cursor: str) -> tuple[str, Key]:
        try:
            way, value, pk = signing.loads(cursor, salt=self.salt)
        except signing.BadSignature as error:
            raise BadCursor from error
        return way, (None if value is None else self.field.to_python(value), self.queryset.model._meta.pk.to_python(pk))

    def parts_beyond(self, way: str, key: Key | None) -> Iterator[QuerySet]:
        """Give the rows beyond `key` in walking order: those with a value, and those without, as two plain queries."""
        rows = self.ordered(way)
        if key is None:
            yield rows
            return
        value, pk = key
        rises = self.is_descending == (way == "previous")
        if value is None:
            yield rows.filter(Q(**{f"{self.column}__isnull": True}), **{"pk__gt" if rises else "pk__lt": pk})
            if way == "previous":
                yield rows.filter(**{f"{self.column}__isnull": False})
            return
        beyond = GreaterThan if rises else LessThan
        field, pk_field = self.field, self.queryset.model._meta.pk
        here = Row(F(self.column), F("pk"), output_field=field)
        there = Row(Value(value, output_field=field), Value(pk, output_field=pk_field), output_field=field)
        yield rows.filter(beyond(here, there))
        if way == "next" and self.may_be_empty:
            yield rows.filter(**{f"{self.column}__isnull": True})

    def ordered(self, way: str) -> QuerySet:
        """Order the rows for walking; a column that is never empty is ordered plainly, as its index is."""
        column, falls = F(self.column), self.is_descending == (way == "next")
        pk = F("pk").desc() if falls else F("pk").asc()
        if not self.may_be_empty:
            return self.queryset.order_by(column.desc() if falls else column.asc(), pk)
        empty = {"nulls_last": True} if way == "next" else {"nulls_first": True}
        return self.queryset.order_by(column.desc(**empty) if falls else column.asc(**empty), pk)
