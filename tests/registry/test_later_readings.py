"""Readings by file: all or nothing, a second time changes nothing, and nothing is ever overwritten."""

from datetime import date, datetime
from decimal import Decimal
from io import StringIO
from threading import Barrier, Thread
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from django.db import InternalError, connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gasservice.registry.access import Period
from gasservice.registry.actions.later_readings import import_readings
from gasservice.registry.models import Meter, Reading
from gasservice.registry.queries import readings_in
from tests.registry.conftest import read

pytestmark = pytest.mark.django_db
HEAD = "meter,read_at,index_m3,source,corrects,note\n"


@pytest.fixture
def take(tmp_path):
    """Run the command on some rows; give what it said."""

    def take(rows: str, head: str = HEAD, **options) -> str:
        path, said = tmp_path / "readings.csv", StringIO()
        path.write_text(head + rows)
        call_command("import_readings", path, stdout=said, stderr=said, **options)
        return said.getvalue()

    return take


@pytest.fixture
def refused(tmp_path):
    """Run the command on some rows that are wrong; give the faults it told."""

    def refused(rows: str, head: str = HEAD) -> list[str]:
        path, told, before = tmp_path / "readings.csv", StringIO(), kept()
        path.write_text(head + rows)
        with pytest.raises(CommandError, match="nothing was written"):
            call_command("import_readings", path, stdout=StringIO(), stderr=told)
        assert kept() == before
        return told.getvalue().splitlines()

    return refused


@pytest.fixture
def read_before(meter):
    """The meter as it stood: 100 in June, 160 estimated in July, 150 in August."""
    read(meter, date(2026, 6, 1), "100")
    read(meter, date(2026, 7, 1), "160", "estimate")
    read(meter, date(2026, 8, 1), "150")
    return meter


def kept() -> list[dict]:
    return list(Reading.objects.order_by("pk").values())


def standing(account) -> list[Decimal]:
    return [row.index_m3 for row in readings_in(account, [Period()]).order_by("read_at")]


def test_readings_come_in_and_a_second_time_changes_nothing(account, read_before, take):
    rows = "M1,2026-09-01 09:00,170,reader,,\nM1,2026-10-01T01:00:00+00:00,185.5,remote,,\nM1,2026-07-15,145,,,\n"

    assert "3 rows: 3 added, 0 corrected, 0 as before." in take(rows)
    before = kept()
    said = take(rows)

    assert "3 rows: 0 added, 0 corrected, 3 as before." in said
    assert "Nothing changed" in said
    assert kept() == before
    assert standing(account) == [100, 160, 145, 150, 170, Decimal("185.5")]


def test_a_lower_index_after_an_estimate_gives_it_back(account, read_before, take):
    take("M1,2026-07-20,140,,,\n")

    assert standing(account) == [100, 160, 140, 150]


def test_a_correction_is_another_row_and_the_first_one_stays(account, read_before, take):
    rows = "M1,2026-08-01,130,reader,2026-08-01,Sevens read as ones\nM1,2026-09-01,140,remote,,\n"

    said = take(rows)
    again = take(rows)

    assert "2 rows: 1 added, 1 corrected, 0 as before." in said
    assert "2 as before" in again
    wrong = Reading.objects.get(index_m3=150)
    assert (wrong.corrected_by.index_m3, wrong.corrected_by.note) == (130, "Sevens read as ones")
    assert wrong.corrected_by.recorded_at is not None
    assert standing(account) == [100, 160, 130, 140]


def test_a_reading_and_its_correction_may_come_in_one_file(account, meter, take):
    rows = "M1,2026-09-01,900,,,\nM1,2026-09-02,91,,2026-09-01,\nM1,2026-10-01,120,,,\n"

    assert "2 added, 1 corrected" in take(rows)
    assert "3 as before" in take(rows)
    assert standing(account) == [91, 120]


def test_a_register_that_rolls_over_begins_again(account, meter, take):
    take("M1,2026-09-01,99990,,,\nM1,2026-10-01,12,,,\n")

    assert standing(account) == [99990, 12]


def test_a_dry_run_says_what_it_would_do_and_does_nothing(read_before, take):
    before = kept()

    said = take("M1,2026-09-01,170,,,\n", dry_run=True)

    assert "1 added" in said
    assert "nothing was written" in said
    assert kept() == before


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("M9,2026-09-01,170,,,", "column meter: no meter of ours has the number M9"),
        ("VOID,2026-09-01,170,,,", "column meter: the meter VOID was written down by mistake"),
        ("M1,2015-01-01,1,,,", "column read_at: the meter was hung on 2015-09-01, after that"),
        ("OLD,2026-03-02,1,,,", "column read_at: the meter was taken down on 2026-03-01, before that"),
        ("M1,2999-01-01,270,,,", "column read_at: 2999-01-01 00:00:00 lies in the future"),
        ("M1,2026-09-01,100000,,,", "column index_m3: 100000 is more than the meter's register shows"),
        ("M1,2026-08-01,151,,,", "column index_m3: at this moment another index was read, 150.000"),
        ("M1,2026-09-01,149.9,,,", "column index_m3: the reading before it shows more, 150.000"),
        ("M1,2026-05-01,101,,,", "column index_m3: the reading after it shows less, 100.000"),
        ("M1,2026-09-01,170,,2026-09-01,", "column corrects: at 2026-09-01 00:00:00 nothing was read"),
        ("M1,2026-09-01,170,customer,,", "column source: “customer” is none of reader, remote"),
        ("M1,soon,170,,,", "column read_at: “soon” is no moment"),
        ("M1,2026-09-01,-1,,,", "column index_m3: “-1” is too large or below zero"),
        (",2026-09-01,170,,,", "column meter: this is empty"),
    ],
)
def test_a_bad_row_is_told_with_line_column_and_reason(account, read_before, refused, row, fault):
    point, day = {"service_point": account.service_point}, date(2015, 9, 1)
    Meter.objects.create(serial="OLD", installed_on=day, removed_on=date(2026, 3, 1), **point)
    void = {"voided_at": datetime(2020, 1, 1, tzinfo=ZoneInfo("UTC")), "voided_because": "A slip of the pen"}
    Meter.objects.create(serial="VOID", installed_on=day, removed_on=day, **void, **point)

    told = refused(f"M1,2026-11-01,200,,,\n{row}\n")

    assert [fault in words and "line 3" in words for words in told] == [True]


def test_what_was_corrected_is_not_corrected_again_by_a_file(read_before, take, refused):
    take("M1,2026-08-01,130,,2026-08-01,\n")

    assert refused("M1,2026-08-01,131,,2026-08-01,\n") == [
        "readings.csv, line 2, column corrects: this was corrected already, to 130.000"
    ]


def test_two_rows_of_one_moment_are_one_too_many(meter, refused):
    told = refused("M1,2026-09-01,1,,,\nM1,2026-09-01,1,,,\n")

    assert told[0].startswith("readings.csv, line 3, column read_at: M1, 2026-09-01 00:00:00")


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("7-0:3.0.0", None),
        ("7-12:3.0.0*255", None),
        ("7-0:3.2.0", "is a converted volume; we take the volume as it was metered"),
        ("7-0:3.1.0", "is a converted volume"),
        ("1-0:1.8.0", "is not the index of a gas meter"),
        ("7-0:3.0.1", "is not the index of a gas meter"),
        ("volume", "is not the index of a gas meter"),
    ],
)
def test_only_the_volume_as_it_was_metered_is_taken(meter, take, refused, code, fault):
    head, row = "meter,read_at,index_m3,source,obis\n", f"M1,2026-09-01,1,remote,{code}\n"

    if fault:
        assert fault in refused(row, head)[0]
    else:
        assert "1 added" in take(row, head)


def test_all_faults_are_counted_and_a_hundred_told(meter, refused):
    assert len(refused("".join(f"M{n},2026-09-01,1,,,\n" for n in range(2, 502)))) == 100


def test_the_database_lets_nobody_overwrite_or_drop_a_reading(meter):
    reading = read(meter, date(2026, 6, 1), "100")

    for change in (lambda: Reading.objects.update(index_m3=1), lambda: reading.save(), lambda: reading.delete()):
        with pytest.raises(InternalError), transaction.atomic():
            change()
    assert Reading.objects.get().index_m3 == 100


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(st.integers(0, 400), min_size=1, max_size=12),
    order=st.randoms(use_true_random=False),
    cut=st.integers(0, 12),
)
def test_what_rises_is_taken_in_any_order_and_in_any_pieces(account, meter, take, steps, order, cut):
    indexes = [sum(steps[: n + 1]) for n in range(len(steps))]
    rows = [f"M1,2026-01-{n + 1:02},{index},,,\n" for n, index in enumerate(indexes)]
    order.shuffle(rows)

    with transaction.atomic():
        take("".join(rows[:cut]))
        take("".join(rows))
        assert standing(account) == indexes
        transaction.set_rollback(True)


@pytest.mark.django_db(transaction=True)
def test_two_imports_of_one_file_at_once_add_each_reading_once(meter, tmp_path):
    path, start, taken = tmp_path / "readings.csv", Barrier(2), []
    path.write_text(HEAD + "".join(f"M1,2026-01-{day:02},{day},,,\n" for day in range(1, 29)))

    def act() -> None:
        start.wait()
        taken.append(import_readings(path=path, at=timezone.now()))
        connection.close()

    threads = [Thread(target=act) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(one.added for one in taken) == [0, 28]
    assert Reading.objects.count() == 28
