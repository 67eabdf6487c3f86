"""Rating and storing a bill for each of 1,000,000 accounts: `python -m bench.bills [--accounts N]`.

Each account has a meter and three readings a month apart. The first run makes the bills of the first month, where
nothing was billed before; the second those of the next, which go on from them and are doubted against nothing yet.
Then the rows of the second month are copied out, taken away, and written back by COPY into the same tables, with the
same keys, checks and indexes: no other way of storing them is quicker. The ratio is of these two, in one run.
"""

import argparse
import resource
import tempfile
import time
from datetime import UTC, date, datetime

from bench.ground import city, run, seconds

GROUND = [
    """INSERT INTO registry_premise (code, community_id, building, unit, room, address)
       SELECT 'P' || n, %(community)s, '1', '1', n::text, 'Home ' || n FROM generate_series(1, %(count)s) n""",
    "INSERT INTO registry_servicepoint (code, premise_id) SELECT code, id FROM registry_premise",
    """INSERT INTO registry_gasaccount (number, service_point_id, supply_class, household_size, status, opened_on)
       SELECT id::text, id, 'residential', 3 + id %% 3, 'active', '2020-01-01' FROM registry_servicepoint""",
    """INSERT INTO registry_customer (code, name, phone, email, language)
       SELECT 'K' || n, 'K', NULL, '', '' FROM generate_series(1, %(count)s) n""",
    """INSERT INTO registry_tenure (gas_account_id, customer_id, held_from)
       SELECT account.id, customer.id, '2020-01-01' FROM registry_gasaccount account
       JOIN registry_servicepoint point ON point.id = account.service_point_id
       JOIN registry_customer customer ON customer.code = 'K' || substr(point.code, 2)""",
    """INSERT INTO registry_meter (serial, service_point_id, model, digits, installed_on)
       SELECT 'M' || id, id, 'G2.5', 5, '2020-01-01' FROM registry_servicepoint""",
    """INSERT INTO registry_reading (meter_id, index_m3, read_at, source)
       SELECT id, 1000 + month * (20 + id %% 97), '2026-05-01 09:00+08'::timestamptz + month * '31 days'::interval,
              'reader'
       FROM registry_meter CROSS JOIN generate_series(0, 2) AS month""",
]
TABLES = ("billing_bill", "billing_billstretch", "billing_billline")
OF_SECOND = "(SELECT id FROM billing_bill WHERE issued_on = '2026-07-05')"
ROWS = {
    "billing_bill": f"SELECT * FROM billing_bill WHERE id IN {OF_SECOND}",
    "billing_billstretch": f"SELECT * FROM billing_billstretch WHERE bill_id IN {OF_SECOND}",
    "billing_billline": f"SELECT * FROM billing_billline WHERE bill_id IN {OF_SECOND}",
}


def build(accounts: int) -> None:
    """Lay a city of homes under the published tariffs, each read three times."""
    from gasservice.registry.models import Community, District
    from gasservice.standards.actions.loading import load_catalogue

    load_catalogue()
    district = District.objects.create(code="d", name_en="D", name_zh_hans="D", name_zh_hant="D")
    community = Community.objects.create(code="C", district=district, name="Estate")
    for statement in GROUND:
        run(statement, community=community.pk, count=accounts)
    run("VACUUM ANALYZE")


def bill(until: date, issued_on: date) -> float:
    from billing.actions.making import Run, make_bills

    asked = Run(date(2026, 5, 1), until, issued_on, due_on=date(2026, 8, 1))
    return seconds(lambda: make_bills(run=asked, at=datetime(2026, 7, 5, 4, tzinfo=UTC)))


def copied() -> tuple[float, float]:
    """Copy the second month's rows out and away, and time COPY writing them back: itself, and with its commit.

    The keys of other tables are looked up as it commits.
    """
    from django.db import connection, transaction

    with tempfile.TemporaryFile() as bills, tempfile.TemporaryFile() as stretches, tempfile.TemporaryFile() as lines:
        files = dict(zip(TABLES, (bills, stretches, lines), strict=True))
        with connection.cursor() as cursor:
            for table, file in files.items():
                cursor.copy_expert(f"COPY ({ROWS[table]}) TO STDOUT", file)
                file.seek(0)
            cursor.execute("SET session_replication_role = replica")  # lines are never deleted otherwise
            for table in reversed(TABLES):
                cursor.execute(f"DELETE FROM {table} WHERE {'id' if table == TABLES[0] else 'bill_id'} IN {OF_SECOND}")
            cursor.execute("SET session_replication_role = origin")
        run("VACUUM ANALYZE")
        started = time.perf_counter()
        with transaction.atomic(), connection.cursor() as cursor:
            copying = seconds(lambda: [cursor.copy_expert(f"COPY {table} FROM STDIN", f) for table, f in files.items()])
        return copying, time.perf_counter() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--accounts", type=int, default=1_000_000)
    accounts = parser.parse_args().accounts
    with city():
        build(accounts)
        first, second = bill(date(2026, 6, 2), date(2026, 6, 5)), bill(date(2026, 7, 3), date(2026, 7, 5))
        [(made,)] = run(f"SELECT count(*) FROM ({ROWS['billing_bill']}) bill")
        [(lines,)] = run(f"SELECT count(*) FROM ({ROWS['billing_billline']}) line")
        copying, committed = copied()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    assert made == accounts, made
    print(
        f"{accounts:,} bills, {lines:,} lines: the first month {first:.1f} s ({accounts / first:,.0f} a second),",
        end=" ",
    )
    print(f"the next {second:.1f} s ({accounts / second:,.0f} a second);", end=" ")
    print(f"COPY of the same rows {copying:.1f} s, with its commit {committed:.1f} s;", end=" ")
    print(f"ratio {second / committed:.2f} ({second / copying:.2f} without the commit); {peak:.0f} MB at most")


if __name__ == "__main__":
    main()
