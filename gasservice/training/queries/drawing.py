"""Whom a draw falls on: some closed cases and some visits of each person, in an order that hangs on the seed."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery, Window
from django.db.models.functions import RowNumber

from gasservice.cases.models import Appointment, Case, CaseEvent
from gasservice.cases.terms import AppointmentState, ChannelIn, EventKind, Status
from gasservice.registry.access import midnight
from gasservice.registry.queries.samples import drawn_by
from gasservice.standards.clock import months_after
from gasservice.training.access import LOOKED_AT
from gasservice.users.models import User


@dataclass(frozen=True)
class Done:
    """A closed case or a visit, and whose it was."""

    person: int
    team: int
    case: int
    done_at: datetime
    appointment: int | None = None
    took_call: bool = False


def cases_drawn(month: date, seed: str, each: int) -> list[Done]:
    """Give so many of the cases of each owner that were closed in a month."""
    filed = CaseEvent.objects.filter(case=OuterRef("pk"), kind=EventKind.OPENED, by=OuterRef("owner"))
    rows = Case.objects.filter(status=Status.CLOSED, erased_at__isnull=True, merged_into__isnull=True)
    rows = rows.filter(owner__in=people_looked_at(), **in_month("closed_at", month)).annotate(filed=Exists(filed))
    found = first_of_each(rows, "owner", "reference", seed, each)
    found = found.values_list("owner", "team", "pk", "closed_at", "filed", "channel")
    return [
        Done(person, team, case, at, took_call=filed and channel == ChannelIn.PHONE)
        for person, team, case, at, filed, channel in found
    ]


def visits_drawn(month: date, seed: str, each: int) -> list[Done]:
    """Give so many of the visits of each person who arrived at a door in a month."""
    came = CaseEvent.objects.filter(case=OuterRef("case"), kind=EventKind.ARRIVED, at=OuterRef("arrived_at"))
    rows = Appointment.objects.filter(state=AppointmentState.KEPT, case__erased_at__isnull=True)
    rows = rows.filter(**in_month("arrived_at", month)).annotate(who=Subquery(came.values("by")[:1]))
    rows = rows.filter(who__in=people_looked_at())
    found = first_of_each(rows, "who", "case__reference", seed, each)
    found = found.values_list("who", "case__team", "case", "arrived_at", "pk")
    return [Done(*one) for one in found]


def people_looked_at() -> QuerySet[User]:
    return User.objects.filter(role__in=LOOKED_AT, is_active=True)


def in_month(column: str, month: date) -> dict[str, datetime]:
    return {f"{column}__gte": midnight(month), f"{column}__lt": midnight(months_after(month, 1))}


def first_of_each(rows: QuerySet, person: str, name: str, seed: str, each: int) -> QuerySet:
    """Put the rows of each person in the order of a draw, and give the first so many."""
    place = Window(RowNumber(), partition_by=[F(person)], order_by=[drawn_by(seed, name), F("pk")])
    return rows.annotate(place=place).filter(place__lte=each).order_by(person, "place")
