"""Many rows at once: written by PostgreSQL's COPY, or looked up by their keys."""

import csv
import gc
import io
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager

from django.db import models
from django.db.backends.utils import CursorWrapper
from django.db.models.expressions import RawSQL

NULL = r"\N"


def copy_rows(cursor: CursorWrapper, table: str, columns: str, rows: Iterable[Sequence[object]]) -> None:
    """Write rows into some columns of a table, named with commas between; `None` is NULL."""
    buffer = io.StringIO()
    csv.writer(buffer).writerows([NULL if value is None else value for value in row] for row in rows)
    buffer.seek(0)
    cursor.copy_expert(f"COPY {table} ({columns}) FROM STDIN WITH (FORMAT csv, NULL '{NULL}')", buffer)


def new_keys(cursor: CursorWrapper, model: type[models.Model], count: int) -> list[int]:
    """Draw keys for rows of a model that will be copied in."""
    # The inner SELECT looks the sequence up once, not for each key.
    sequence = "SELECT nextval((SELECT pg_get_serial_sequence(%s, 'id')::regclass)) FROM generate_series(1, %s)"
    cursor.execute(sequence, [model._meta.db_table, count])
    return [key for (key,) in cursor.fetchall()]


def among(keys: Collection[int]) -> RawSQL:
    """Give some thousand keys to look up `__in` as one parameter; else each is prepared by itself, which takes long."""
    return RawSQL("SELECT unnest(%s::bigint[])", [list(keys)])


@contextmanager
def little_to_collect() -> Iterator[None]:
    """Let the garbage collector look through what a long run makes, not each time through all that stood before it."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
