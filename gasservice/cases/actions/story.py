"""Writing the story; every act does so in its own transaction."""

from collections.abc import Iterable
from datetime import datetime

from gasservice.cases.models import Attachment, Case, CaseEvent, Message
from gasservice.files.models import StoredFile
from gasservice.users.models import User


def record_event(*, case: Case, kind: str, by: User | None, at: datetime, **facts) -> CaseEvent:
    """Write what happened, and remember on the case that it is the last event."""
    event = CaseEvent.objects.create(case=case, kind=kind, by=by, at=at, **facts)
    Case.objects.filter(pk=case.pk).update(last_event_id=event.pk)
    case.last_event_id = event.pk
    return event


def attach(message: Message, files: Iterable[StoredFile]) -> None:
    """Let photos and papers belong to a message."""
    Attachment.objects.bulk_create(Attachment(message=message, file=file) for file in files)
