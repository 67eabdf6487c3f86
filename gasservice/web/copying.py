"""Writing many rows at once, by PostgreSQL's COPY."""

import csv
import io
from collections.abc import Iterable, Sequence

from django.db import models
from django.db.backends.utils import CursorWrapper

NULL = r"\N"


def copy_rows(cursor: CursorWrapper, table: str, columns: str, rows: Iterable[Sequence[object]]) -> None:
    """Write rows into some columns of a table, named with commas between; `None` is NULL."""
    buffer = io.StringIO()
    csv.writer(buffer).writerows([NULL if value is None else value for value in row] for row in rows)
    buffer.seek(0)
    cursor.copy_expert(f"COPY {table} ({columns}) FROM STDIN WITH (FORMAT csv, NULL '{NULL}')", buffer)


def new_keys(cursor: CursorWrapper, model: type[models.Model], count: int) -> list[int]:
    """Draw keys for rows of a model that will be copied in."""
    sequence = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
    cursor.execute(sequence, [model._meta.db_table, count])
    return [key for (key,) in cursor.fetchall()]
