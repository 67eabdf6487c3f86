"""Writing what things count for, and keeping every sum of it in step: by the difference, in a few statements."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from django.db import connection

from gasservice.oversight.counting import Cell
from gasservice.oversight.levels import LEVELS, PEOPLE
from gasservice.oversight.models import Fact, Source

ONE_AT_A_TIME = 7_110_426  # the lock of those who write figures
CELL = ", ".join(Cell._fields)
TYPES = ("date", "text", "text", "int", "int", "text", "int", "text", "text", "smallint")
GIVEN = ", ".join(f"%s::{kind}[]" for kind in (*TYPES, "bigint"))
DELTA = f"SELECT * FROM unnest({GIVEN}) AS r ({CELL}, n)"  # noqa: S608  put together from our own words
KEY = "level, team, door, kind, district, channel, handler, month, measure, promise"
SETS = ", ".join(f"({', '.join(sorted(columns))})" for columns in LEVELS)
SCALE = "string_agg(bin::text, ',' ORDER BY bin) AS bins, string_agg(n::text, ',' ORDER BY bin) AS counts"
# What is not told apart at a level is empty there, so that every sum has one row.
SUMS = f"""
SELECT {KEY}, {SCALE}
FROM (
    SELECT grouping(door, kind, team, district, channel) AS level, coalesce(team, 0) AS team,
           coalesce(door, '') AS door, coalesce(kind, '') AS kind, coalesce(district, 0) AS district,
           coalesce(channel, '') AS channel, 0 AS handler, month, measure, promise, bin, sum(n)::bigint AS n
    FROM delta GROUP BY month, measure, promise, bin, GROUPING SETS ({SETS}) HAVING sum(n) <> 0
    UNION ALL
    SELECT {PEOPLE}, team, '', '', 0, '', handler, month, measure, promise, bin, sum(n)::bigint
    FROM delta GROUP BY team, handler, month, measure, promise, bin HAVING sum(n) <> 0
) AS binned GROUP BY {KEY}
"""  # noqa: S608
ADD = f"""
WITH delta AS MATERIALIZED ({DELTA}), changed AS (
    INSERT INTO oversight_total AS total ({KEY}, bins, counts) {SUMS}
    ON CONFLICT ({KEY}) DO UPDATE SET (bins, counts) = (
        SELECT coalesce(bins, ''), coalesce(counts, '')
        FROM (
            SELECT {SCALE}
            FROM (
                SELECT bin, sum(n)::bigint AS n
                FROM unnest(
                    string_to_array(total.bins || ',' || excluded.bins, ',')::smallint[],
                    string_to_array(total.counts || ',' || excluded.counts, ',')::bigint[]
                ) AS both_of (bin, n)
                GROUP BY bin HAVING sum(n) <> 0
            ) AS added
        ) AS scale
    )
    RETURNING total.ctid AS place, total.bins
)
SELECT place FROM changed WHERE bins = ''
"""  # noqa: S608
INSERT = f"""
INSERT INTO oversight_fact (source, source_id, {CELL}, n)
SELECT %s, r.* FROM unnest(%s::bigint[], {GIVEN}) AS r (source_id, {CELL}, n)
"""  # noqa: S608
FACTS = f"WITH delta AS (SELECT {CELL}, n FROM oversight_fact)"  # noqa: S608
REBUILD = f"{FACTS} INSERT INTO oversight_total ({KEY}, bins, counts) {SUMS}"
COMPARE = f"""
{FACTS}, sums AS ({SUMS})
SELECT {KEY}, total.bins, total.counts, sums.bins, sums.counts
FROM sums FULL JOIN oversight_total total USING ({KEY})
WHERE (total.bins, total.counts) IS DISTINCT FROM (sums.bins, sums.counts)
"""  # noqa: S608
# Each thing that counts, with the cell it falls in.
Counted = Counter[tuple[int, Cell]]


def hold_figures() -> None:
    """Let nobody else write figures until this transaction ends: each difference is taken from what stands."""
    execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])


def write_facts(source: Source, ids: Collection[int], facts: Mapping[int, Counter[Cell]]) -> int:
    """Replace what things count for where it differs, and bring the sums up to it; give how many cells differed."""
    fresh = counted(facts)
    stored, rows = stored_facts(source, ids)
    differ = [key for key in fresh.keys() | stored.keys() if fresh[key] != stored[key]]
    Fact.objects.filter(pk__in=[rows[key] for key in differ if key in rows]).delete()
    added = {key: fresh[key] for key in differ if fresh[key]}
    if added:
        execute(INSERT, [source, [pk for pk, _cell in added], *columns_of(added)])
    delta: Counter[Cell] = Counter()
    for key in differ:
        delta[key[1]] += fresh[key] - stored[key]
    add_to_totals(delta)
    return len(differ)


def counted(facts: Mapping[int, Counter[Cell]]) -> Counted:
    return Counter({(pk, cell): n for pk, cells in facts.items() for cell, n in cells.items() if n})


def stored_facts(source: Source, ids: Collection[int]) -> tuple[Counted, dict[tuple[int, Cell], int]]:
    """Give what is stored of things, and the key of each row."""
    found, rows = Counter(), {}
    stored = Fact.objects.filter(source=source, source_id__in=ids).values_list("pk", "source_id", "n", *Cell._fields)
    for pk, source_id, n, *cell in stored:
        key = (source_id, Cell(*cell))
        found[key], rows[key] = n, pk
    return found, rows


def add_to_totals(delta: Counter[Cell]) -> None:
    """Add to every sum that a cell is part of; a sum that comes to nothing is no row any more."""
    moved = {(0, cell): n for cell, n in delta.items() if n}
    if moved:
        empty = [place for (place,) in execute(ADD, columns_of(moved))]
        execute("DELETE FROM oversight_total WHERE ctid = ANY(%s::tid[])", [empty])


def rebuild_totals() -> None:
    """Sum all facts anew, in one statement."""
    hold_figures()
    execute("DELETE FROM oversight_total", [])
    execute(REBUILD, [])


def wrong_totals() -> Iterable[tuple]:
    """Give each sum that is not the sum of its facts: its key, what stands in its bins, and what should."""
    for *key, bins, counts, true_bins, true_counts in execute(COMPARE, []):
        yield *key, scale_of(bins, counts), scale_of(true_bins, true_counts)


def scale_of(bins: str | None, counts: str | None) -> dict[int, int]:
    numbers = (map(int, text.split(",")) if text else () for text in (bins, counts))
    return dict(zip(*numbers, strict=True))


def columns_of(counts: Mapping[tuple[int, Cell], int]) -> list[list]:
    return [*map(list, zip(*(cell for _pk, cell in counts), strict=True)), list(counts.values())]


def execute(sql: str, values: list) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else []
