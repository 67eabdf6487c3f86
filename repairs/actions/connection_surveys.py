"""Asking how it was once gas is on: a day after the last step of a new connection."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from gasservice.cases.actions.asking import LATEST
from gasservice.cases.actions.survey import ask_about
from gasservice.cases.models import Case
from gasservice.cases.terms import Occasion
from gasservice.standards.queries import survey_rule_on
from repairs.models import Project

BATCH = 200


@transaction.atomic
def ask_about_connections(*, at: datetime, limit: int = BATCH) -> int:
    """Ask whose gas was connected a day ago, each connection once; give how many were asked."""
    rule = survey_rule_on(timezone.localdate(at))
    if rule is None:
        return 0
    until = at - timedelta(hours=rule.after_hours)
    connected = Project.objects.filter(finished_at__lte=until, finished_at__gt=until - LATEST)
    asked = Case.objects.filter(pk__in=connected.values("pk")).exclude(
        survey_invitations__sent_at__gt=at - timedelta(days=rule.apart_days)
    )
    cases = asked.order_by("pk").select_for_update(of=("self",), skip_locked=True)[:limit]
    reachable = [case for case in cases if case.is_reachable]
    for case in reachable:
        ask_about(case=case, occasion=Occasion.CONNECTION, key=f"{Occasion.CONNECTION}:{case.pk}", at=at)
    return len(reachable)
