"""Drawing what is scored: once for each month, by chance, and the same work from the same seed."""

import secrets
from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from gasservice.standards.clock import months_after
from gasservice.standards.queries import scoring_rule_on
from gasservice.training.models import Drawing, SampledWork
from gasservice.training.queries.drawing import Done, cases_drawn, visits_drawn
from gasservice.users.models import User


@transaction.atomic
def draw_work(*, at: datetime, seed: str = "") -> int:
    """Draw the closed cases and the visits of last month that are to be scored; give how many are new.

    A month is drawn once: whoever comes second, a minute or a day later, finds its row.
    """
    month = months_after(timezone.localdate(at).replace(day=1), -1)
    rule = scoring_rule_on(month)
    if rule is None or Drawing.objects.filter(month=month).exists():
        return 0
    facts = {"seed": seed or secrets.token_hex(8), "each": rule.each, "drawn_at": at}
    drawing, is_new = Drawing.objects.get_or_create(month=month, defaults=facts)
    return len(SampledWork.objects.bulk_create(works_of(drawing))) if is_new else 0


def works_of(drawing: Drawing) -> Iterable[SampledWork]:
    """Give the work that a draw falls on, for the person's own team to score; who is in none, for that of the case."""
    done = drawn_of_month(drawing.month, drawing.seed, drawing.each)
    teams = dict(User.objects.filter(pk__in={one.person for one in done}).values_list("pk", "team"))
    for one in done:
        facts = {"took_call": one.took_call, "done_at": one.done_at, "team_id": teams[one.person] or one.team}
        yield SampledWork(
            drawing=drawing, person_id=one.person, case_id=one.case, appointment_id=one.appointment, **facts
        )


def drawn_of_month(month: date, seed: str, each: int) -> list[Done]:
    """Give what a draw of a month falls on, cases first."""
    return [*cases_drawn(month, seed, each), *visits_drawn(month, seed, each)]
