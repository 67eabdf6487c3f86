"""What is late now or about to be, for the page and as a file."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from gasservice.cases.access import visible_to
from gasservice.cases.models import Case
from gasservice.cases.queries.lists import SHOWN_WITH
from gasservice.oversight.access import teams_overseen
from gasservice.oversight.forms import EscalationsForm
from gasservice.oversight.panels import whose_work
from gasservice.oversight.queries.escalated import cases_escalated, promises_next, steps_highest

MOST = 10_000  # cases in a file, the longest late first
COLUMNS = ["reference", "title", "door", "kind", "team", "owner", "promise", "due_at", "hours_late", "rung", "told"]


@dataclass(frozen=True)
class Late:
    """What somebody may read of what is late or due within a day, as they asked for it."""

    form: EscalationsForm
    cases: QuerySet[Case]
    now: datetime

    @classmethod
    def asked_by(cls, request: HttpRequest, now: datetime) -> "Late":
        form = EscalationsForm(request.GET, teams=teams_overseen(request.user))
        asked = form.cleaned_data if form.is_valid() else {}
        cases = cases_escalated(whose_work(request.user, form, asked)["teams"], asked.get("rung", ""), at=now)
        return cls(form, cases.filter(pk__in=visible_to(request.user).values("pk")).select_related(*SHOWN_WITH), now)


def escalations_rows(late: Late) -> tuple[list[str], list[list]]:
    """Give each case with its next promise and the highest step that was taken, as data."""
    cases = list(late.cases.order_by("next_due_at", "pk")[:MOST])
    promises, steps = promises_next(cases), steps_highest(cases)
    return COLUMNS, [
        [
            case.reference,
            case.title,
            case.door,
            case.kind.code,
            case.team.code,
            case.owner.name if case.owner else "",
            promises.get(case.pk, ""),
            f"{timezone.localtime(case.next_due_at):%Y-%m-%d %H:%M}",
            round((late.now - case.next_due_at).total_seconds() / 3600, 1),
            *steps.get(case.pk, ("", "")),
        ]
        for case in cases
    ]
