"""What bills of many accounts rest on, read together: a few statements for some thousand accounts."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import connection
from django.utils import timezone

from billing.drafting import Account, Measured
from billing.holdings import Holding
from billing.rating import Household, Stretch
from gasservice.registry.models import GasAccount, Tenure
from gasservice.registry.queries import households_of
from gasservice.standards.clock import months_after
from gasservice.web.copying import among

# The bill that was last measured, where it left each meter, and the estimates since.
LAST_BILLS = """
SELECT asked.id, bill.id, bill.until, bill.is_estimated, stretch.meter_id, stretch.end_index
FROM unnest(%(accounts)s::bigint[]) AS asked(id)
LEFT JOIN LATERAL (
    SELECT max(until) AS until FROM billing_bill
    WHERE gas_account_id = asked.id AND since IS NOT NULL AND NOT is_estimated AND withdrawn_at IS NULL
) AS measured ON true
JOIN billing_bill bill ON bill.gas_account_id = asked.id AND bill.since IS NOT NULL
    AND bill.withdrawn_at IS NULL AND bill.taken_back_by_id IS NULL
    AND bill.until >= coalesce(measured.until, '-infinity')
JOIN billing_billstretch stretch ON stretch.bill_id = bill.id
ORDER BY bill.until, stretch.until
"""
# Of a bill that was shared out each holder has used their own part of it, by days where it lies in two years.
USED = """
WITH standing AS (
    SELECT bill.id, bill.gas_account_id AS account, bill.tenure_id AS tenure, bill.is_estimated,
           EXISTS (SELECT 1 FROM billing_arrearsshare WHERE bill_id = bill.id) AS is_shared
    FROM billing_bill bill
    WHERE bill.gas_account_id = ANY(%(accounts)s) AND bill.withdrawn_at IS NULL AND bill.taken_back_by_id IS NULL
        AND bill.until > %(since)s
), part AS (
    SELECT account, tenure, is_estimated, line.since, line.volume_m3
    FROM standing JOIN billing_billline line ON line.bill_id = standing.id AND line.kind = 'gas'
    WHERE NOT is_shared
    UNION ALL
    SELECT account, share.tenure_id, is_estimated, greatest(share.since, year.since),
           round(share.volume_m3 * (least(share.until, year.until) - greatest(share.since, year.since))
                 / (share.until - share.since), 3)
    FROM standing JOIN billing_arrearsshare share ON share.bill_id = standing.id
    CROSS JOIN LATERAL (
        SELECT make_date(number, 1, 1) AS since, make_date(number + 1, 1, 1) AS until
        FROM generate_series(extract(year FROM share.since)::int, extract(year FROM share.until - 1)::int) AS number
    ) AS year
    WHERE is_shared
)
SELECT account, tenure, is_estimated, extract(year FROM since)::int, sum(volume_m3)
FROM part WHERE since >= %(since)s AND since < %(before)s
GROUP BY 1, 2, 3, 4
"""
# What the same days of the year before came to, where bills cover all of them.
USUAL = """
SELECT asked.id, sum(bill.volume_m3 * (least(bill.until, asked.until) - greatest(bill.since, asked.since))
                     / (bill.until - bill.since))
FROM unnest(%(accounts)s::bigint[], %(since)s::date[], %(until)s::date[]) AS asked(id, since, until)
JOIN billing_bill bill ON bill.gas_account_id = asked.id AND bill.withdrawn_at IS NULL
    AND bill.taken_back_by_id IS NULL AND bill.since < asked.until AND bill.until > asked.since
GROUP BY asked.id, asked.until, asked.since
HAVING sum(least(bill.until, asked.until) - greatest(bill.since, asked.since)) = asked.until - asked.since
"""
# What is asked of windows begins so: the moments that they lie between, and the readings that nothing corrects.
ASKED = """
WITH asked AS (
    SELECT id, point, since, since::timestamp AT TIME ZONE %(zone)s AS begins_at,
           until::timestamp AT TIME ZONE %(zone)s AS ends_at
    FROM unnest(%(accounts)s::bigint[], %(points)s::bigint[], %(since)s::date[], %(until)s::date[])
        AS asked(id, point, since, until)
), standing AS NOT MATERIALIZED (
    SELECT meter_id, read_at, (read_at AT TIME ZONE %(zone)s)::date AS read_on, index_m3
    FROM registry_reading reading
    WHERE source <> 'estimate'
        AND NOT EXISTS (SELECT 1 FROM registry_reading better WHERE better.corrects_id = reading.id)
)
"""
# Of each meter that hung there since the last bill: what it showed then, or first, and what it showed last.
READINGS = """
SELECT asked.id, meter.id, meter.serial, meter.digits, coalesce(before.read_on, after.read_on),
       coalesce(before.index_m3, after.index_m3), last.read_on, last.index_m3
FROM asked
JOIN registry_meter meter ON meter.service_point_id = asked.point AND meter.voided_at IS NULL
    AND (meter.removed_on IS NULL OR meter.removed_on >= asked.since)
CROSS JOIN LATERAL (
    SELECT read_on, index_m3 FROM standing WHERE meter_id = meter.id AND read_at < ends_at
    ORDER BY read_at DESC LIMIT 1
) AS last
LEFT JOIN LATERAL (
    SELECT read_on, index_m3 FROM standing WHERE meter_id = meter.id AND read_at <= begins_at
    ORDER BY read_at DESC LIMIT 1
) AS before ON true
LEFT JOIN LATERAL (
    SELECT read_on, index_m3 FROM standing WHERE meter_id = meter.id AND before.read_on IS NULL
    ORDER BY read_at LIMIT 1
) AS after ON true
ORDER BY asked.id, meter.installed_on
"""
# Which accounts were read on the day their holder changed.
READ_ON = """
SELECT DISTINCT asked.id
FROM asked
JOIN registry_meter meter ON meter.service_point_id = asked.point AND meter.voided_at IS NULL
JOIN standing ON standing.meter_id = meter.id AND read_at >= begins_at AND read_at < ends_at
"""
# The columns of an account that its bills rest on; some thousand of them are read without the rest.
RESTS_ON = ("pk", "number", "supply_class", "service_point_id", "opened_on", "household_size")


@dataclass(frozen=True)
class Window:
    """The days in which the readings of an account are looked for: from its last bill until before a day."""

    account: Account
    since: date
    until: date


def accounts_to_bill(rows: Iterable[GasAccount | tuple], day: date) -> dict[int, Account]:
    """Give what the bills of some accounts rest on, by their keys; `day` is in the last year whose use matters.

    Of each row nothing but what it `RESTS_ON` is looked at.
    """
    rows = list(rows)
    households = households_of(rows)
    accounts = {
        row.pk: Account(
            row.pk,
            row.number,
            row.supply_class,
            row.service_point_id,
            row.opened_on,
            [Household(*known) for known in households[row.pk]],
        )
        for row in rows
    }
    add_holdings(accounts)
    add_last_bills(accounts)
    add_used(accounts, date(day.year - 1, 1, 1))
    return accounts


def add_holdings(accounts: Mapping[int, Account]) -> None:
    rows = Tenure.objects.filter(gas_account__in=among(accounts)).order_by("held_from")
    for account, *holding in rows.values_list("gas_account", "pk", "held_from", "held_until"):
        accounts[account].holdings.append(Holding(*holding))


def add_last_bills(accounts: Mapping[int, Account]) -> None:
    for pk, bill, until, is_estimated, meter, end_index in asked(LAST_BILLS, accounts=list(accounts)):
        account = accounts[pk]
        account.billed_until = max(account.billed_until or until, until)
        if not is_estimated:
            account.measured_until = until
            account.ends[meter] = end_index
            continue
        account.guessed_ends[meter] = end_index
        if bill not in account.estimates:
            account.estimates.append(bill)


def add_used(accounts: Mapping[int, Account], since: date) -> None:
    for pk, tenure, is_estimated, year, volume in used_between(accounts, since):
        account = accounts[pk]
        (account.guessed_used if is_estimated else account.used)[tenure, year] = volume


def used_between(accounts: Iterable[int], since: date, before: date = date.max) -> list[tuple]:
    """Give what was billed as used from a day until before another, by account, tenure, kind of bill and year."""
    return asked(USED, accounts=list(accounts), since=since, before=before)


def usual_volumes(periods: Mapping[int, tuple[date, date]]) -> dict[int, Decimal]:
    """Give what the same days of the year before came to, by account, of those that were billed for all of them."""
    if not periods:
        return {}
    since, until = zip(
        *((months_after(since, -12), months_after(until, -12)) for since, until in periods.values()), strict=True
    )
    return dict(asked(USUAL, accounts=list(periods), since=list(since), until=list(until)))


def measured_in(windows: Collection[Window]) -> dict[int, list[Measured]]:
    """Give what each account's meters measured since its last bill, by its key."""
    found: dict[int, list[Measured]] = {}
    accounts = {window.account.pk: window.account for window in windows}
    for pk, meter, serial, digits, first_on, first, until, last in asked_of(windows, READINGS):
        account = accounts[pk]
        is_billed = meter in account.ends
        since = account.measured_until if is_billed else first_on
        if since < until:
            start = account.ends[meter] if is_billed else first
            found.setdefault(pk, []).append(Measured(meter, Stretch(since, until, start, last, serial, digits)))
    return found


def read_within(windows: Collection[Window]) -> set[int]:
    """Say which accounts were read in their windows."""
    return {pk for (pk,) in asked_of(windows, READ_ON)}


def asked_of(windows: Collection[Window], sql: str) -> list[tuple]:
    """Ask about some windows, if there are any."""
    if not windows:
        return []
    facts = {
        "accounts": [window.account.pk for window in windows],
        "points": [window.account.service_point for window in windows],
        "since": [window.since for window in windows],
        "until": [window.until for window in windows],
    }
    return asked(ASKED + sql, **facts, zone=timezone.get_current_timezone_name())


def asked(sql: str, **facts: object) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, facts)
        return cursor.fetchall()
