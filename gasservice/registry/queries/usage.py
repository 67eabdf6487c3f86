"""How much gas was used, month by month, reckoned by the database from what the meters showed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet

from gasservice.registry.access import Period
from gasservice.registry.models import GasAccount, Reading
from gasservice.registry.queries.accounts import readings_in

MONTHS = 24

# Between two readings of one meter gas is taken to flow evenly; an exchanged meter starts from its own first reading.
# An index that falls by more than half of the register has rolled over; one that falls less gives back an estimate.
USAGE = """
WITH asked AS (
    SELECT * FROM unnest(
        %(accounts)s::bigint[], %(points)s::bigint[], %(since)s::timestamptz[], %(until)s::timestamptz[]
    ) AS asked(account_id, point_id, starts_at, ends_at)
), shown AS (
    SELECT asked.account_id, 10::numeric ^ m.digits AS register, r.index_m3, r.read_at,
           lag(r.index_m3) OVER each_meter AS index_before, lag(r.read_at) OVER each_meter AS read_before
    FROM asked
    JOIN registry_meter m ON m.service_point_id = asked.point_id AND m.voided_at IS NULL
    JOIN registry_reading r ON r.meter_id = m.id
        AND r.read_at >= coalesce(asked.starts_at, '-infinity') AND r.read_at < coalesce(asked.ends_at, 'infinity')
    WHERE NOT EXISTS (SELECT 1 FROM registry_reading c WHERE c.corrects_id = r.id)
    WINDOW each_meter AS (PARTITION BY asked.account_id, asked.starts_at, m.id ORDER BY r.read_at, r.id)
), used AS (
    SELECT account_id, tstzrange(read_before, read_at) AS span, read_at - read_before AS lasted,
           CASE WHEN index_before - index_m3 > register / 2 THEN index_m3 + register - index_before
                ELSE index_m3 - index_before END AS volume_m3
    FROM shown WHERE read_before < read_at
), months AS (
    SELECT first_day::date AS month,
           tstzrange(first_day AT TIME ZONE %(zone)s, (first_day + interval '1 month') AT TIME ZONE %(zone)s) AS span
    FROM generate_series(%(first)s::timestamp, %(last)s::timestamp, interval '1 month') AS first_day
), shares AS (
    SELECT used.*, months.month, used.span * months.span AS part FROM used JOIN months ON used.span && months.span
)
SELECT account_id, month,
       round(sum(volume_m3 * extract(epoch FROM upper(part) - lower(part)) / extract(epoch FROM lasted)), 1)
FROM shares GROUP BY account_id, month
"""


@dataclass(frozen=True)
class MonthUsage:
    """What was used in a month; nothing is known of a month without readings."""

    month: date
    volume_m3: Decimal | None


@dataclass(frozen=True)
class AccountPage:
    """An account as one person may see it."""

    account: GasAccount
    readings: QuerySet[Reading]
    usage: list[MonthUsage]


def account_page(account: GasAccount, periods: Sequence[Period], day: date) -> AccountPage:
    """Put together an account: readings and usage of the periods one may see, and of no other time."""
    usage = usage_by_month({account: periods}, day)
    return AccountPage(account, readings_in(account, periods), usage[account.pk])


def usage_by_month(asked: Mapping[GasAccount, Sequence[Period]], day: date) -> dict[int, list[MonthUsage]]:
    """Give the usage of the last 24 months, the present one last, of each account by its key; in one query."""
    rows = [(account, period) for account, periods in asked.items() for period in periods]
    months = months_until(day)
    with connection.cursor() as cursor:
        cursor.execute(
            USAGE,
            {
                "accounts": [account.pk for account, _ in rows],
                "points": [account.service_point_id for account, _ in rows],
                "since": [period.starts_at for _, period in rows],
                "until": [period.ends_at for _, period in rows],
                "first": months[0],
                "last": months[-1],
                "zone": settings.TIME_ZONE,
            },
        )
        known = {(account, month): volume for account, month, volume in cursor.fetchall()}
    return {a.pk: [MonthUsage(month, known.get((a.pk, month))) for month in months] for a in asked}


def months_until(day: date, count: int = MONTHS) -> list[date]:
    """Give the first days of the last months, that of `day` last."""
    last = day.year * 12 + day.month - 1
    return [date(number // 12, number % 12 + 1, 1) for number in range(last - count + 1, last + 1)]
