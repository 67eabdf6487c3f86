"""What volunteers wrote, for who answers it and for who looks on."""

from datetime import date

from django.db.models import F, QuerySet

from gasservice.standards.models import CaseKind, SlaPolicy
from gasservice.standards.queries import policy_for
from gasservice.standards.terms import Door, Promise
from gasservice.users.models import User
from gasservice.volunteers.access import observations_seen_by
from gasservice.volunteers.models import Observation

KIND = "volunteering"
SHOWN_WITH = ("community", "volunteer__user", "answered_by", "team")


def promise_on(day: date) -> tuple[CaseKind | None, SlaPolicy | None]:
    """Give our published promise to answer volunteers, as it holds on a day, and the kind under which it stands."""
    kind = CaseKind.objects.valid_on(day).filter(door=Door.COMPLAINTS, code=KIND).first()
    return kind, kind and policy_for(kind, kind.priority, Promise.OBSERVATION, day)


def observations_to_answer(user: User) -> QuerySet[Observation]:
    return observations_seen_by(user).filter(answered_at__isnull=True).select_related(*SHOWN_WITH)


def observations_answered_late(user: User) -> QuerySet[Observation]:
    return observations_seen_by(user).filter(answered_at__gt=F("due_at")).select_related(*SHOWN_WITH)
