"""What volunteers saw, and what we answer within our promise."""

from collections.abc import Iterable
from datetime import date, datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gasservice.cases.actions.climbing import step_times
from gasservice.cases.actions.filing import team_for
from gasservice.cases.redacting import Known, still_told
from gasservice.files.actions import keep_upload
from gasservice.notices.actions import Recipient, tell
from gasservice.registry.models import Community
from gasservice.standards import clock
from gasservice.standards.queries import calendar_of
from gasservice.users.models import User
from gasservice.volunteers.models import Observation, ObservationPhoto, Volunteer
from gasservice.volunteers.queries.observations import promise_on
from gasservice.web.refusals import Refusal


class AnsweredAlready(Refusal):
    """Somebody else was quicker."""


class TellsWhoSawIt(Refusal):
    """The words to be published still tell somebody apart."""


@transaction.atomic
def write_observation(
    *,
    volunteer: Volunteer,
    community: Community,
    kind: str,
    seen_on: date,
    words: str,
    at: datetime,
    photos: Iterable[UploadedFile] = (),
) -> Observation:
    """Take in what a volunteer saw; our published promise says by when it is answered."""
    facts = {"community": community, "kind": kind, "seen_on": seen_on, "words": words}
    row = Observation.objects.create(volunteer=volunteer, written_at=at, **facts, **promised_on(community, at))
    files = [keep_upload(upload=photo, by=volunteer.user, at=at) for photo in photos]
    ObservationPhoto.objects.bulk_create(ObservationPhoto(observation=row, file=file) for file in files)
    return row


def promised_on(community: Community, at: datetime) -> dict[str, object]:
    """Give by when it is answered, by which team, and the moments at which that climbs; nothing without a promise."""
    kind, policy = promise_on(timezone.localdate(at))
    if policy is None:
        return {}
    calendar = calendar_of(policy.calendar)
    due = clock.due_at(at, clock.Allowance(policy.allowance, clock.Unit(policy.unit)), calendar)
    times = step_times(policy, calendar, at, due)
    facts = {"policy": policy, "team": team_for(kind, community), "due_at": due}
    return facts | {"step_times": times, "next_step_at": times[0]}


@transaction.atomic
def answer_observation(
    *, observation: Observation, answer: str, public_words: str, public_answer: str, by: User, at: datetime
) -> Observation:
    """Answer a volunteer, once; with an editor's wording the public reads it in the digest of the month."""
    rows = Observation.objects.select_for_update(of=("self",)).select_related("volunteer__user", "community")
    row = rows.get(pk=observation.pk)
    if row.is_answered:
        raise AnsweredAlready(_("Somebody has answered already."))
    refuse_what_tells(row, {"public_words": public_words, "public_answer": public_answer})
    row.answer, row.public_words, row.public_answer = answer, public_words, public_answer
    row.answered_by, row.answered_at, row.next_step_at = by, at, None
    row.save(update_fields=["answer", "public_words", "public_answer", "answered_by", "answered_at", "next_step_at"])
    to = Recipient(user=row.volunteer.user, link=reverse("volunteering"))
    tell(key=f"observation-answered:{row.pk}", topic="observation-answered", to=[to], at=at, facts={"answer": answer})
    return row


def refuse_what_tells(row: Observation, texts: dict[str, str]) -> None:
    """Refuse to publish what tells who saw it and where exactly."""
    user, place = row.volunteer.user, row.community
    ways = [str(user.phone or ""), user.email or "", place.name, place.name_en]
    known = Known(names=(user.name,), words=tuple(filter(None, ways)))
    for field, text in texts.items():
        if told := still_told(text, known):
            raise TellsWhoSawIt(_("Leave this out, it tells who it was: %(words)s") % {"words": told[0]}, field=field)
