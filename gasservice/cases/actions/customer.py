"""What the customer does to a case: write again, withdraw."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from gasservice.cases.actions.endings import end_with
from gasservice.cases.actions.keeping import end_promises, place_in_queue
from gasservice.cases.actions.search import add_to_search
from gasservice.cases.actions.story import attach, record_event
from gasservice.cases.actions.work import NotPossibleNow, locked, reopen_case, resume_case
from gasservice.cases.models import Case, Hold, Message
from gasservice.cases.terms import EventKind, Status, WaitingFor
from gasservice.files.models import StoredFile
from gasservice.users.models import User


@transaction.atomic
def customer_writes(
    *, case: Case, words: str, by: User | None, at: datetime, files: Iterable[StoredFile] = ()
) -> Message:
    """Add the customer's words and photos; what waited for them goes on."""
    case = locked(case)
    if case.is_over:
        raise NotPossibleNow(_("This case is closed. Say that it is not solved, and we take it up again."))
    message = Message.objects.create(case=case, body=words, by=by, at=at, is_from_customer=True)
    attach(message, files)
    record_event(case=case, kind=EventKind.CUSTOMER_WROTE, by=by, at=at, message=message)
    add_to_search(case=case, texts=[words])
    if Hold.objects.filter(case=case, resumed_at__isnull=True, waiting_for=WaitingFor.CUSTOMER).exists():
        resume_case(case=case, by=by, at=at)
    return message


@transaction.atomic
def say_not_solved(*, case: Case, because: str, by: User | None, at: datetime) -> Case:
    """Take a case up again because its customer says that it is not solved; why stands in the story."""
    case = reopen_case(case=case, because=because, by=by, at=at)
    if because:
        customer_writes(case=case, words=because, by=by, at=at)
    return case


@transaction.atomic
def withdraw_case(*, case: Case, by: User | None, at: datetime) -> Case:
    """Let the customer take a case back; whatever was promised ends."""
    case = locked(case, Status.WITHDRAWN)
    end_with(case, Status.WITHDRAWN, by, at)
    Hold.objects.filter(case=case, resumed_at__isnull=True).update(resumed_at=at)
    Case.objects.filter(pk=case.pk).update(status=Status.WITHDRAWN, closed_at=at)
    record_event(case=case, kind=EventKind.WITHDRAWN, by=by, at=at)
    end_promises(case=case, at=at)
    place_in_queue(case=case)
    return locked(case)
