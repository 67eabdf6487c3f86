"""How much gas was used day by day, reckoned by the database from what the meters showed; no estimate counts."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import connection

from gasservice.registry.models import GasAccount

# As in `usage`: gas flows evenly between two readings, and an index that falls by more than half has rolled over.
DAYS = """
WITH asked AS (
    SELECT * FROM unnest(%(accounts)s::bigint[], %(points)s::bigint[]) AS asked(account_id, point_id)
), shown AS (
    SELECT asked.account_id, 10::numeric ^ m.digits AS register, r.index_m3, r.read_at,
           lag(r.index_m3) OVER each_meter AS index_before, lag(r.read_at) OVER each_meter AS read_before
    FROM asked
    JOIN registry_meter m ON m.service_point_id = asked.point_id AND m.voided_at IS NULL
    JOIN registry_reading r ON r.meter_id = m.id AND r.source <> 'estimate'
        AND r.read_at >= %(since)s AND r.read_at < %(until)s
    WHERE NOT EXISTS (SELECT 1 FROM registry_reading c WHERE c.corrects_id = r.id)
    WINDOW each_meter AS (PARTITION BY asked.account_id, m.id ORDER BY r.read_at, r.id)
), used AS (
    SELECT account_id, read_before, read_at, extract(epoch FROM read_at - read_before) AS lasted,
           CASE WHEN index_before - index_m3 > register / 2 THEN index_m3 + register - index_before
                ELSE index_m3 - index_before END AS volume_m3
    FROM shown WHERE read_before < read_at
), shares AS (
    SELECT account_id, day::date AS day, volume_m3, lasted, extract(epoch FROM
               least(read_at, (day + interval '1 day') AT TIME ZONE %(zone)s)
               - greatest(read_before, day AT TIME ZONE %(zone)s)) AS part
    FROM used CROSS JOIN LATERAL generate_series(
        date_trunc('day', read_before AT TIME ZONE %(zone)s), read_at AT TIME ZONE %(zone)s, interval '1 day') AS day
)
SELECT account_id, day, sum(volume_m3 * part / lasted)::float8, sum(part)::float8, max(lasted)::float8
FROM shares WHERE part > 0 GROUP BY account_id, day ORDER BY account_id, day
"""
# What the accounts of these classes used since a moment; those in homes are never asked for.
LARGE = """
WITH shown AS (
    SELECT a.id AS account_id, 10::numeric ^ m.digits AS register, r.index_m3,
           lag(r.index_m3) OVER (PARTITION BY m.id ORDER BY r.read_at, r.id) AS index_before
    FROM registry_gasaccount a
    JOIN registry_meter m ON m.service_point_id = a.service_point_id AND m.voided_at IS NULL
    JOIN registry_reading r ON r.meter_id = m.id AND r.read_at >= %(since)s AND r.read_at < %(until)s
    WHERE a.supply_class = ANY(%(classes)s) AND a.status = 'active'
      AND NOT EXISTS (SELECT 1 FROM registry_reading c WHERE c.corrects_id = r.id)
)
SELECT account_id, sum(CASE WHEN index_before - index_m3 > register / 2 THEN index_m3 + register - index_before
                            ELSE index_m3 - index_before END) AS volume_m3
FROM shown GROUP BY account_id HAVING sum(CASE WHEN index_before - index_m3 > register / 2
    THEN index_m3 + register - index_before ELSE index_m3 - index_before END) >= %(least)s
ORDER BY account_id
"""


@dataclass(frozen=True)
class DayUsage:
    """What an account used on a day, of how many of its seconds that is known, and how long the readings lie apart."""

    account_id: int
    day: date
    volume_m3: float
    known_seconds: float
    apart_seconds: float


def usage_by_day(accounts: Collection[GasAccount], since: datetime, until: datetime) -> Iterator[DayUsage]:
    """Give what the readings of a time show of each day of some accounts, in one query."""
    points = [account.service_point_id for account in accounts]
    facts = {"accounts": [account.pk for account in accounts], "points": points}
    with connection.cursor() as cursor:
        cursor.execute(DAYS, facts | {"since": since, "until": until, "zone": settings.TIME_ZONE})
        yield from (DayUsage(*row) for row in cursor)


def accounts_using(least_m3: int, classes: Collection[str], since: datetime, until: datetime) -> dict[int, int]:
    """Give the accounts of some classes in use that used so much between two moments, with the volume."""
    with connection.cursor() as cursor:
        cursor.execute(LARGE, {"least": least_m3, "classes": list(classes), "since": since, "until": until})
        return {account: round(volume) for account, volume in cursor.fetchall()}
