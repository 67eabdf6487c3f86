"""The story of a case: append-only, kept by the database."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from gasservice.cases.models.case import Case
from gasservice.cases.models.changed import recounted
from gasservice.cases.terms import EventKind

# The one change a message permits: its words go, that they were there stays.
ONLY_REDACTION = """
    IF NEW.body IS NULL AND OLD.body IS NOT NULL AND NEW.redacted_at IS NOT NULL AND OLD.redacted_at IS NULL
       AND (to_jsonb(NEW) - 'body' - 'redacted_at') = (to_jsonb(OLD) - 'body' - 'redacted_at') THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the words of a case may only be redacted, once';
"""


def only_redaction(name: str) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(name=name, operation=pgtrigger.Update, when=pgtrigger.Before, func=ONLY_REDACTION)


class CaseEvent(models.Model):
    """Something that happened to a case, written by the act that did it."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="events")
    kind = models.CharField(max_length=16, choices=EventKind)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    promise = models.CharField(max_length=16, blank=True)
    subject = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    team = models.ForeignKey("users.Team", models.PROTECT, null=True, related_name="+")
    message = models.OneToOneField("cases.Message", models.PROTECT, null=True, related_name="event")
    note = models.OneToOneField("cases.Note", models.PROTECT, null=True, related_name="event")
    notice = models.ForeignKey("notices.Notice", models.PROTECT, null=True, related_name="+")
    words = models.CharField(max_length=300, blank=True, help_text="a reason or finding; no personal data")

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["case", "at", "id"], name="event_of_case")]
        triggers = [
            pgtrigger.Protect(name="event_append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind}"


class Words(models.Model):
    """Something written; forgotten by redaction, never by deletion."""

    body = models.TextField(null=True)  # noqa: DJ001  NULL is "redacted", which an empty text is not
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    redacted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.case_id} {self.at:%Y-%m-%d %H:%M}"


class Message(Words):
    """Words between the customer and us."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="messages")
    is_from_customer = models.BooleanField()

    class Meta:
        ordering = ["at", "pk"]
        triggers = [
            only_redaction("message_only_redaction"),
            pgtrigger.Protect(name="message_no_delete", operation=pgtrigger.Delete),
            *recounted("at", "is_from_customer"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(body__isnull=False) | Q(redacted_at__isnull=False), name="message_says_something"
            )
        ]


class Note(Words):
    """Words between staff; a row of another kind, so that no page can mistake it for a reply."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="notes")

    class Meta:
        ordering = ["at", "pk"]
        triggers = [
            only_redaction("note_only_redaction"),
            pgtrigger.Protect(name="note_no_delete", operation=pgtrigger.Delete),
        ]


class Attachment(models.Model):
    """A photo or paper that belongs to a message."""

    message = models.ForeignKey(Message, models.PROTECT, related_name="attachments")
    file = models.OneToOneField("files.StoredFile", models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return str(self.file_id)
