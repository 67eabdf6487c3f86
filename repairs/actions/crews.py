"""Keeping crews and the hours they are out."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gasservice.cases.terms import AppointmentState
from gasservice.registry.models import District
from gasservice.users.models import User
from gasservice.web.refusals import Refusal
from repairs.models import Crew, PlannedJob, Shift


class CrewIsExpected(Refusal):
    """Customers wait for this crew; first their visits have to be moved."""


@transaction.atomic
def keep_crew(
    *, crew: Crew | None, districts: Iterable[District], members: Iterable[User], by: User, at: datetime, **facts
) -> Crew:
    """Write a crew down, or change it; one that customers wait for cannot be stood down."""
    crew = crew or Crew()
    if crew.pk and not facts["is_active"] and jobs_ahead(crew, at).exists():
        raise CrewIsExpected(_("Customers wait for this crew. Move their visits first."), field="is_active")
    for name, value in facts.items():
        setattr(crew, name, value)
    crew.save()
    crew.districts.set(districts)
    crew.members.set(members)
    return crew


@transaction.atomic
def plan_shifts(
    *, crew: Crew, weekdays: Iterable[int], opens: time, closes: time, since: date, weeks: int, by: User, at: datetime
) -> int:
    """Send a crew out in the same hours of chosen weekdays for some weeks; give how many shifts are new.

    Where the crew has a shift that day already, it stays as it is: planning again changes nothing.
    """
    crew = Crew.objects.select_for_update(no_key=True).get(pk=crew.pk)
    chosen, zone = set(weekdays), timezone.get_default_timezone()
    days = [since + timedelta(days=n) for n in range(7 * weeks)]
    spans = [(datetime.combine(day, opens, zone), datetime.combine(day, closes, zone)) for day in days]
    known = Shift.objects.filter(crew=crew, ends_at__gt=spans[0][0], starts_at__lt=spans[-1][1])
    taken = list(known.values_list("starts_at", "ends_at"))
    new = [
        Shift(crew=crew, starts_at=starts_at, ends_at=ends_at)
        for day, (starts_at, ends_at) in zip(days, spans, strict=True)
        if day.weekday() in chosen and not any(starts_at < until and begun < ends_at for begun, until in taken)
    ]
    return len(Shift.objects.bulk_create(new))


@transaction.atomic
def drop_shift(*, shift: Shift, by: User, at: datetime) -> None:
    """Take a shift away; refused while customers wait for the crew in it."""
    crew = Crew.objects.select_for_update(no_key=True).get(pk=shift.crew_id)
    if jobs_ahead(crew, at).filter(starts_at__lt=shift.ends_at, ends_at__gt=shift.starts_at).exists():
        raise CrewIsExpected(_("Customers wait for this crew in these hours. Move their visits first."))
    shift.delete()


def jobs_ahead(crew: Crew, at: datetime):
    return PlannedJob.objects.filter(crew=crew, ends_at__gt=at, appointment__state=AppointmentState.BOOKED)
