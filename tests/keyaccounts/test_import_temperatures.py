"""Temperatures by file: all rows or none, every bad row told, and a second time changes nothing."""

from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from gasservice.keyaccounts.actions.temperatures import import_temperatures
from gasservice.keyaccounts.models import DayTemperature
from tests.keyaccounts.conftest import MORNING

pytestmark = pytest.mark.django_db
HEAD = "district,day,mean_c\n"


@pytest.fixture
def file(tmp_path: Path, district):
    def file(*rows: str) -> Path:
        path = tmp_path / "warm.csv"
        path.write_text(HEAD + "".join(f"{row}\n" for row in rows), encoding="utf-8")
        return path

    return file


def test_days_come_in_and_a_second_time_changes_nothing(file):
    rows = ["north,2026-11-20,-3.25", "north,2026-11-21,8"]
    first = import_temperatures(path=file(*rows), at=MORNING)
    again = import_temperatures(path=file(*rows), at=MORNING)
    changed = import_temperatures(path=file("north,2026-11-21,8.4"), at=MORNING)

    assert (first.rows, first.added, first.changed) == (2, 2, 0)
    assert (again.rows, again.added, again.changed) == (2, 0, 0)
    assert (changed.rows, changed.added, changed.changed) == (1, 0, 1)
    assert list(DayTemperature.objects.order_by("day").values_list("mean_c", flat=True)) == [
        Decimal("-3.2"),
        Decimal("8.4"),
    ]


def test_every_bad_row_is_told_and_none_is_written(file):
    path, told = (
        file("north,2026-11-20,99", "north,yesterday,5", "north,2026-11-21,warm", "north,2026-11-22,5"),
        StringIO(),
    )

    with pytest.raises(CommandError, match="3 faults; nothing was written"):
        call_command("import_temperatures", path, stderr=told, stdout=StringIO())

    assert "line 2, column mean_c: “99” is no temperature of a day in degrees Celsius" in told.getvalue()
    assert "line 3, column day" in told.getvalue()
    assert "line 4, column mean_c: “warm” is no number" in told.getvalue()
    assert not DayTemperature.objects.exists()


def test_what_only_the_books_show_is_told_too(file):
    path, told = file("east,2026-11-20,4", "north,2026-11-20,4", "north,2026-11-20,5", "north,2099-01-01,4"), StringIO()

    with pytest.raises(CommandError):
        call_command("import_temperatures", path, stderr=told, stdout=StringIO())

    assert [line.split(", ", 1)[1] for line in told.getvalue().splitlines()][:3] == [
        "line 2, column district: there is no district east",
        "line 4, column day: 2026-11-20 stands twice for this district",
        "line 5, column day: 2099-01-01 is not over yet",
    ]


def test_a_dry_run_writes_nothing(file):
    out = StringIO()
    call_command("import_temperatures", file("north,2026-11-20,4"), dry_run=True, stdout=out)

    assert "1 rows: 1 added, 0 changed, 0 as before." in out.getvalue()
    assert not DayTemperature.objects.exists()
