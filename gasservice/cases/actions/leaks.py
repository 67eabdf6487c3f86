"""A leak told in the middle of something else becomes an emergency of its own."""

from datetime import datetime
from uuid import NAMESPACE_OID, UUID, uuid5

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gasservice.cases.actions.customer import customer_writes, say_not_solved
from gasservice.cases.actions.filing import LEAK, Filed, NoTeamForThis, open_case
from gasservice.cases.actions.story import record_event
from gasservice.cases.models import Case
from gasservice.cases.terms import EventKind
from gasservice.cases.titles import title_of
from gasservice.standards.leaks import reads_like_leak
from gasservice.standards.models import CaseKind
from gasservice.standards.terms import Priority
from gasservice.users.models import User

# What an emergency takes over from the case in which it was told.
TAKEN_OVER = (
    "filed_by", "customer", "contact_name", "contact_phone", "contact_email", "language",
    "community", "premise", "gas_account", "place_typed",
)  # fmt: skip


@transaction.atomic
def report_leak(
    *, words: str, submission: UUID, by: User | None, at: datetime, told_in: Case | None = None, **facts
) -> Filed:
    """Open an emergency for a leak; one that was told in another case stands beside it, each naming the other."""
    kind = CaseKind.objects.valid_on(timezone.localdate(at)).filter(**LEAK._asdict()).first()
    if kind is None:
        raise NoTeamForThis(_("We cannot take this in here at the moment. Please call us."))
    known = {name: getattr(told_in, name) for name in TAKEN_OVER} if told_in else {}
    known |= {"title": title_of(words), "priority": Priority.EMERGENCY}
    filed = open_case(kind=kind, words=words, by=by, at=at, submission=submission, **known | facts)
    if told_in and filed.is_new:
        for case, other in ((told_in, filed.case), (filed.case, told_in)):
            record_event(case=case, kind=EventKind.LINKED, by=by, at=at, words=other.reference)
    return filed


@transaction.atomic
def customer_tells(*, case: Case, words: str, by: User, at: datetime, channel: str) -> Filed | None:
    """Add the customer's words where nobody can be asked back; give the emergency when they read like a leak."""
    message = customer_writes(case=case, words=words, by=by, at=at)
    return report_at_once(case, words, f"message:{message.pk}", by, at, channel)


@transaction.atomic
def customer_reopens(*, case: Case, because: str, by: User, at: datetime, channel: str) -> Filed | None:
    """Take a case up again where nobody can be asked back; give the emergency when it reads like a leak."""
    case = say_not_solved(case=case, because=because, by=by, at=at)
    return report_at_once(case, because, f"event:{case.last_event_id}", by, at, channel)


def report_at_once(case: Case, words: str, key: str, by: User, at: datetime, channel: str) -> Filed | None:
    if not reads_like_leak(words):
        return None
    submission = uuid5(NAMESPACE_OID, f"leak-told-in:{key}")
    return report_leak(words=words, submission=submission, by=by, at=at, told_in=case, channel=channel)
