"""What becomes of an idea: considered, adopted or not, and told to the public where its author lets us."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from complaints.models import Suggestion
from complaints.terms import SUGGESTION, Stage
from gasservice.cases.actions.search import search_of
from gasservice.cases.actions.story import record_event
from gasservice.cases.actions.work import resolve_case
from gasservice.cases.models import Case
from gasservice.cases.queries.known import known_of
from gasservice.cases.redacting import still_told
from gasservice.cases.terms import EventKind, Finding
from gasservice.users.models import User
from gasservice.web.refusals import Refusal

FINDINGS = {Stage.ADOPTED: Finding.DONE, Stage.NOT_ADOPTED: Finding.INFORMED}


class NotASuggestion(Refusal):
    """The case is about something else."""


class DecidedAlready(Refusal):
    """It is decided; only a reopened case is decided again."""


class NotToBePublished(Refusal):
    """It is not decided, or its author does not let us."""


class TellsWhoItWas(Refusal):
    """The words to be published still tell somebody apart."""


def held_suggestion(case: Case) -> Suggestion:
    """Hold the particulars of an idea; one that came without them gets them."""
    case = Case.objects.select_for_update(of=("self",)).select_related("kind").get(pk=case.pk)
    if case.kind.code != SUGGESTION:
        raise NotASuggestion(_("This case is not a suggestion."))
    row, _new = Suggestion.objects.get_or_create(case=case)
    row.case = case
    return row


@transaction.atomic
def consider_suggestion(*, case: Case, by: User, at: datetime) -> Suggestion:
    """Say that whoever can decide has the idea now; the customer sees it in the story."""
    row = held_suggestion(case)
    if row.stage != Stage.RECEIVED:
        raise DecidedAlready(_("Somebody has gone on with this idea meanwhile. Look at it again."))
    row.stage, row.considered_at = Stage.CONSIDERED, at
    row.save(update_fields=["stage", "considered_at"])
    record_event(case=row.case, kind=EventKind.CONSIDERED, by=by, at=at)
    return row


@transaction.atomic
def decide_suggestion(*, case: Case, stage: Stage, why: str, by: User, at: datetime) -> Suggestion:
    """Adopt an idea or not, and say why: this answers the customer and resolves the case.

    What was published of an earlier decision is taken back, for it is true no longer.
    """
    row = held_suggestion(case)
    if not row.case.is_live:
        raise DecidedAlready(_("This idea is decided. Reopen the case to decide anew."))
    if row.is_published:
        unpublish_suggestion(case=row.case, by=by, at=at)
        row.published_at = None
    row.stage, row.why, row.decided_by, row.decided_at = stage, why, by, at
    row.save(update_fields=["stage", "why", "decided_by", "decided_at"])
    resolve_case(case=row.case, finding=FINDINGS[stage], words=why, by=by, at=at)
    return row


@transaction.atomic
def publish_suggestion(*, case: Case, title: str, words: str, answer: str, by: User, at: datetime) -> Suggestion:
    """Tell the public of an idea in an editor's wording; refused while it still tells who wrote it."""
    row = held_suggestion(case)
    if not row.may_be_published:
        raise NotToBePublished(_("It is published only when it is decided and its author lets us."))
    for field, text in (("title", title), ("words", words), ("answer", answer)):
        if told := still_told(text, known_of(row.case)):
            raise TellsWhoItWas(_("Leave this out, it tells who it was: %(words)s") % {"words": told[0]}, field=field)
    row.title, row.words, row.answer = title, words, answer
    row.published_at, row.published_by = row.published_at or at, by
    row.search = search_of([title, words, answer])
    row.save(update_fields=["title", "words", "answer", "published_at", "published_by", "search"])
    record_event(case=row.case, kind=EventKind.PUBLISHED, by=by, at=at)
    return row


@transaction.atomic
def unpublish_suggestion(*, case: Case, by: User | None, at: datetime) -> Suggestion:
    """Take it from the public pages at once; the wording stays for whoever edits it again."""
    row = held_suggestion(case)
    if row.is_published:
        row.published_at = row.published_by = row.search = None
        row.save(update_fields=["published_at", "published_by", "search"])
        record_event(case=row.case, kind=EventKind.UNPUBLISHED, by=by, at=at)
    return row


@transaction.atomic
def allow_publishing(*, case: Case, by: User | None, at: datetime) -> Suggestion:
    """Let the author say that we may tell others of the idea."""
    row = held_suggestion(case)
    if row.consented_at is None:
        row.consented_at, row.consent_ended_at = at, None
        row.save(update_fields=["consented_at", "consent_ended_at"])
        record_event(case=row.case, kind=EventKind.CONSENT_GIVEN, by=by, at=at)
    return row


@transaction.atomic
def forbid_publishing(*, case: Case, by: User | None, at: datetime) -> Suggestion:
    """Let the author take it back: what is published goes at once."""
    row = unpublish_suggestion(case=case, by=by, at=at)
    if row.consented_at is not None:
        row.consented_at, row.consent_ended_at = None, at
        row.save(update_fields=["consented_at", "consent_ended_at"])
        record_event(case=row.case, kind=EventKind.CONSENT_ENDED, by=by, at=at)
    return row
