"""Cases drawn by chance each month, and what the volunteer thinks of each."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from gasservice.registry.queries.samples import in_drawn_order
from gasservice.volunteers.access import in_term
from gasservice.volunteers.models import SpotCheck, Volunteer
from gasservice.volunteers.queries.drawing import cases_to_draw_from
from gasservice.volunteers.terms import DRAWN_A_MONTH


@transaction.atomic
def draw_checks(*, month: date, day: date, at: datetime) -> int:
    """Draw for each volunteer of the day some cases that were closed in `month`, once; give how many were drawn."""
    behind = Q(drawn_for__isnull=True) | Q(drawn_for__lt=month)
    waiting = Volunteer.objects.filter(behind, in_term(day)).select_related("user").order_by("pk")
    drawn = 0
    for volunteer in waiting.select_for_update(skip_locked=True, of=("self",)):
        drawn += len(draw_for(volunteer, month, at))
        volunteer.drawn_for = month
        volunteer.save(update_fields=["drawn_for"])
    return drawn


def draw_for(volunteer: Volunteer, month: date, at: datetime) -> list[SpotCheck]:
    pool = in_drawn_order(cases_to_draw_from(volunteer, month), seed_of(volunteer, month), "reference")
    rows = [SpotCheck(volunteer=volunteer, case=case, month=month, drawn_at=at) for case in pool[:DRAWN_A_MONTH]]
    return SpotCheck.objects.bulk_create(rows, ignore_conflicts=True)


def seed_of(volunteer: Volunteer, month: date) -> str:
    """Give the seed by which anybody can draw a volunteer's month again."""
    return f"volunteer {volunteer.pk} {month:%Y-%m}"


@transaction.atomic
def judge_check(*, check: SpotCheck, fair: int, clear: int, words: str, at: datetime) -> SpotCheck:
    """Say how fair and how clear it was; it may be said anew."""
    row = SpotCheck.objects.select_for_update().get(pk=check.pk)
    row.fair, row.clear, row.words, row.judged_at = fair, clear, words, at
    row.save(update_fields=["fair", "clear", "words", "judged_at"])
    return row
