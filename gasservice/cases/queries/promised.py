"""What we would promise on a case that is not filed yet."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils import timezone

from gasservice.standards import clock
from gasservice.standards.models import CaseKind
from gasservice.standards.queries import policies_for, read_calendars


@dataclass(frozen=True)
class Promised:
    """A promise with its moment, and what is paid when it is missed."""

    label: str
    due_at: datetime
    redress: Decimal


def promises_for(kind: CaseKind, priority: str, at: datetime) -> list[Promised]:
    """Say what a case of this kind filed at `at` would be promised, the nearest first."""
    policies = policies_for(kind, priority, timezone.localdate(at)).values()
    calendars = read_calendars(policy.calendar for policy in policies)
    promised = [
        Promised(
            policy.get_promise_display(),
            clock.due_at(at, clock.Allowance(policy.allowance, clock.Unit(policy.unit)), calendars[policy.calendar_id]),
            policy.redress,
        )
        for policy in policies
    ]
    return sorted(promised, key=lambda row: row.due_at)
