"""What waits to be counted anew: the database notes it whenever something that counts has changed."""

import pgtrigger
from django.db import models
from django.db.models.functions import Now

from gasservice.web.changes import noting

NEAR_DAYS = 30  # a case at a place that had another one within so many days is a repeated one


class ChangedCase(models.Model):
    """A case of which something that counts has changed; however many rows it has here, it is counted anew once."""

    # Not a foreign key: the row outlives its case, and whoever works a case never waits for who counts it.
    case_id = models.BigIntegerField()
    at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.case_id)


def recounted(*columns: str, case: str = "r.case_id", joined: str = "", also: str = "") -> list[pgtrigger.Trigger]:
    """Have cases counted anew when a row `r` of theirs comes, goes, or changes in one of `columns`."""
    sql = f"INSERT INTO cases_changedcase (case_id) SELECT DISTINCT {case} FROM %(rows)s r {joined}"  # noqa: S608
    return noting(f"{sql} WHERE {case} IS NOT NULL{also}", *columns)


def recounted_with_neighbours(*columns: str) -> list[pgtrigger.Trigger]:
    """Have a case counted anew, and with it those that came to its place after it: they may be repeated ones."""
    sql = f"""
        INSERT INTO cases_changedcase (case_id)
        SELECT r.id FROM %(rows)s r
        UNION
        SELECT near.id FROM %(rows)s r JOIN cases_case near
            ON near.premise_id = r.premise_id AND near.opened_at > r.opened_at
            AND near.opened_at <= r.opened_at + interval '{NEAR_DAYS} days'"""  # noqa: S608
    return noting(sql, *columns, and_before=True)
