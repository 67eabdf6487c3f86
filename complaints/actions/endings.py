"""What of an idea has to be said before its case ends."""

from datetime import datetime

from django.utils.translation import gettext as _

from complaints.models import Suggestion
from complaints.terms import DECIDED, SUGGESTION
from gasservice.cases.actions.endings import register_ending
from gasservice.cases.models import Case
from gasservice.cases.terms import Status
from gasservice.users.models import User
from gasservice.web.refusals import Refusal


class UndecidedIdea(Refusal):
    """An idea is adopted or not before its case is resolved."""


@register_ending
def end_suggestion(case: Case, status: Status, by: User | None, at: datetime) -> None:
    """Let no idea end without its author being told whether it is adopted, and why."""
    if status != Status.RESOLVED or case.kind.code != SUGGESTION:
        return
    reopened = case.resolutions.filter(reopened_at__isnull=False).order_by("-reopened_at").first()
    since = reopened.reopened_at if reopened else case.opened_at
    if not Suggestion.objects.filter(case=case, stage__in=DECIDED, decided_at__gte=since).exists():
        raise UndecidedIdea(_("This is an idea: decide whether it is adopted. That resolves the case too."))
