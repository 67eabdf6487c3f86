"""Rows that hold from a day until another."""

from datetime import date, timedelta

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _


class Validity(Func):
    """The days a dated row holds, end exclusive, as PostgreSQL's daterange."""

    function = "daterange"
    output_field = DateRangeField()


def one_version_a_day(name: str, *columns: str, condition: Q | None = None) -> ExclusionConstraint:
    """Forbid two rows of the same `columns` that hold on the same day; `condition` says which rows hold at all."""
    return ExclusionConstraint(
        name=name,
        condition=condition,
        violation_error_message=_("Another version holds on some of these days."),
        expressions=[
            *((column, RangeOperators.EQUAL) for column in columns),
            (Validity(F("valid_from"), F("valid_until"), RangeBoundary()), RangeOperators.OVERLAPS),
        ],
    )


class DatedQuerySet(models.QuerySet):
    def valid_on(self, day: date) -> "DatedQuerySet":
        return self.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=day), valid_from__lte=day)


class Dated(models.Model):
    """A row that holds from a day until another; a change is a new row."""

    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True

    @classmethod
    def version_key(cls) -> tuple[str, ...]:
        """Name what makes two rows versions of the same thing: the columns that `one_version_a_day` keeps apart."""
        kept_apart = next(row for row in cls._meta.constraints if isinstance(row, ExclusionConstraint))
        return tuple(column for column, operator in kept_apart.expressions if operator == RangeOperators.EQUAL)

    @property
    def last_day(self) -> date | None:
        """The last day this row holds, if it ends."""
        return self.valid_until - timedelta(days=1) if self.valid_until else None

    def has_begun(self, day: date) -> bool:
        return self.valid_from <= day

    def has_ended(self, day: date) -> bool:
        return self.valid_until is not None and self.valid_until <= day
