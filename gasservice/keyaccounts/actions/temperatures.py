"""Taking in how warm the days were: all rows of a file or none, and a second time changes nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gasservice.keyaccounts.sheets import TEMPERATURES
from gasservice.registry.actions.importing import Faults, find, rows_told, run, stage
from gasservice.registry.actions.statements import Check

CHECKS = (
    Check(
        "district",
        _("there is no district %(value)s"),
        """SELECT line, district FROM staged s
           WHERE NOT EXISTS (SELECT 1 FROM registry_district d WHERE d.code = s.district)""",
    ),
    Check(
        "day",
        _("%(value)s stands twice for this district"),
        """SELECT line, day FROM (SELECT line, day, row_number() OVER (PARTITION BY district, day ORDER BY line) AS nth
           FROM staged) AS s WHERE nth > 1""",
    ),
    Check("day", _("%(value)s is not over yet"), "SELECT line, day FROM staged WHERE day >= %(today)s"),
)
WRITE = """
INSERT INTO keyaccounts_daytemperature AS known (district_id, day, mean_c)
SELECT d.id, s.day, s.mean_c FROM staged s JOIN registry_district d ON d.code = s.district
ON CONFLICT (district_id, day) DO UPDATE SET mean_c = excluded.mean_c WHERE known.mean_c <> excluded.mean_c
RETURNING xmax = 0
"""


@dataclass(frozen=True)
class TemperaturesTaken:
    """What became of the rows: new days, and days that were otherwise before."""

    rows: int
    added: int
    changed: int


def import_temperatures(
    *, path: Path, at: datetime, is_dry_run: bool = False, tell: Callable[[str], object] = str
) -> TemperaturesTaken:
    """Take in the temperatures of a file; raises ImportRefused with what is wrong in which line."""
    faults, facts = Faults(), {"today": timezone.localdate(at)}
    with transaction.atomic(), connection.cursor() as cursor:
        stage(cursor, TEMPERATURES, rows_told(TEMPERATURES, path, tell), faults)
        for check in CHECKS if not faults.kept else ():
            find(cursor, check, path.name, facts, faults)
        faults.kept.sort(key=lambda fault: fault.line)
        faults.refuse_any()
        cursor.execute("SELECT count(*) FROM staged")
        [rows] = cursor.fetchone()
        news = run(cursor, WRITE, facts)
        transaction.set_rollback(is_dry_run)
    return TemperaturesTaken(rows, sum(news), len(news) - sum(news))
