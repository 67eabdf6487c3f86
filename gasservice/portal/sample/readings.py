"""Two years of monthly readings that follow the seasons, written by one statement a batch."""

from dataclasses import dataclass
from datetime import date

from django.db import connection

from gasservice.registry.models import Meter

MONTHS = 24
# How the gas of a year falls on its months, January first; each adds up to twelve.
SEASONS = {
    "home": [1.45, 1.40, 1.15, 0.95, 0.85, 0.75, 0.65, 0.65, 0.75, 0.90, 1.10, 1.40],
    "heating": [3.00, 2.60, 1.50, 0.50, 0.30, 0.25, 0.20, 0.20, 0.25, 0.40, 1.00, 1.80],
    "steady": [1.15, 1.10, 1.05, 1.00, 0.95, 0.90, 0.95, 0.95, 0.90, 0.95, 1.00, 1.10],
    "school": [1.25, 0.60, 1.40, 1.20, 1.10, 1.00, 0.20, 0.15, 1.10, 1.20, 1.35, 1.45],
}


@dataclass(frozen=True)
class Usage:
    """How much gas a meter counts in a year, and when; it is read on day `route` of months `first` to `last`."""

    meter: Meter | None
    yearly_m3: float
    season: str
    start_m3: int
    route: int
    first: int
    last: int
    is_remote: bool
    seed: int


def months_until(today: date) -> list[date]:
    """Give the first days of the months that readings may fall in, this month last."""
    ordinal = today.year * 12 + today.month - 1
    return [date(n // 12, n % 12 + 1, 1) for n in range(ordinal - MONTHS - 1, ordinal + 1)]


def span_of_route(route: int, today: date) -> tuple[int, int]:
    """Say between which of those months a route has been read: two whole years, the last time before today."""
    first = 1 if route < today.day else 0
    return first, first + MONTHS


WRITE = """
WITH usage AS (
    SELECT * FROM unnest(
        %(meter)s::bigint[], %(yearly)s::float8[], %(season)s::text[], %(start)s::bigint[], %(digits)s::int[],
        %(route)s::int[], %(first)s::int[], %(last)s::int[], %(is_remote)s::bool[], %(seed)s::bigint[]
    ) AS u(meter_id, yearly, season, start, digits, route, first, last, is_remote, seed)
), month AS (
    SELECT * FROM unnest(%(n)s::int[], %(month)s::date[], %(name)s::text[], %(weight)s::float8[])
        AS m(n, month, season, weight)
), thrown AS (
    SELECT u.*, m.n, m.month + u.route - 1 AS day, m.weight,
           u.seed * (m.n + 11) * 48271 %% 2147483647 AS dice
    FROM usage u JOIN month m ON m.season = u.season AND m.n BETWEEN u.first AND u.last
), counted AS (
    SELECT *, sum(CASE WHEN n = first THEN 0 ELSE yearly / 12 * weight * (0.85 + dice %% 300 / 1000.0) END)
              OVER (PARTITION BY meter_id ORDER BY n) AS volume
    FROM thrown
)
INSERT INTO registry_reading (meter_id, index_m3, read_at, source)
SELECT meter_id,
       mod(start + round(volume::numeric, CASE WHEN is_remote THEN 2 ELSE 0 END), power(10, digits)::numeric),
       (day + CASE WHEN is_remote THEN time '00:20' ELSE time '09:00' + dice %% 480 * interval '1 minute' END)
           AT TIME ZONE 'Asia/Shanghai',
       CASE WHEN is_remote THEN 'remote' WHEN dice %% 100 < 82 THEN 'reader'
            WHEN dice %% 100 < 94 THEN 'customer' ELSE 'estimate' END
FROM counted
ORDER BY meter_id, n
"""


def write_readings(usages: list[Usage], months: list[date]) -> None:
    """Write all readings of these meters; a meter that reaches its last number starts again at zero."""
    calendar = [
        (n, month, season, (weights[month.month - 2] + weights[month.month - 1]) / 2)
        for season, weights in SEASONS.items()
        for n, month in enumerate(months)
    ]
    columns = {
        "meter": [usage.meter.pk for usage in usages],
        "yearly": [usage.yearly_m3 for usage in usages],
        "season": [usage.season for usage in usages],
        "start": [usage.start_m3 for usage in usages],
        "digits": [usage.meter.digits for usage in usages],
        "route": [usage.route for usage in usages],
        "first": [usage.first for usage in usages],
        "last": [usage.last for usage in usages],
        "is_remote": [usage.is_remote for usage in usages],
        "seed": [usage.seed for usage in usages],
        **dict(zip(("n", "month", "name", "weight"), map(list, zip(*calendar, strict=True)), strict=True)),
    }
    with connection.cursor() as cursor:
        cursor.execute(WRITE, columns)
