"""What is typed is kept, checked or not, until it is sent or a week has passed."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from gasservice.cases.actions.filing import Filed, open_case
from gasservice.cases.models import Draft, DraftPhoto
from gasservice.files.actions import Kept, discard_file, keep_uploads
from gasservice.standards.models import CaseKind
from gasservice.users.models import User
from gasservice.web.refusals import Refusal

DRAFTS_LAST = timedelta(days=7)
PHOTOS = DraftPhoto._meta.get_field("field").default


class TooManyPhotos(Refusal):
    """More photos than anybody looks through."""


def begin_draft(*, door: str, kind_code: str, at: datetime) -> Draft:
    return Draft.objects.create(submission=uuid4(), door=door, kind_code=kind_code, updated_at=at)


def change_kind(*, draft: Draft, kind_code: str, at: datetime) -> Draft:
    draft.kind_code, draft.updated_at = kind_code, at
    draft.save(update_fields=["kind_code", "updated_at"])
    return draft


def keep_typed(*, draft: Draft, typed: dict[str, object], at: datetime) -> Draft:
    """Keep what stands in the fields of one page as it was typed, right or wrong."""
    draft.typed |= typed
    draft.updated_at = at
    draft.save(update_fields=["typed", "updated_at"])
    return draft


@transaction.atomic
def stage_photos(*, draft: Draft, uploads: Iterable, by: User | None, at: datetime, field: str = PHOTOS) -> Kept:
    """Keep what was given for a field with a draft until it is sent; one that cannot be kept costs no other."""
    uploads = list(uploads)
    held = Draft.objects.select_for_update().get(pk=draft.pk)
    if held.photos.filter(field=field).count() + len(uploads) > settings.UPLOADS_AT_ONCE:
        raise TooManyPhotos(
            _("Up to %(most)d photos can be sent with this. Remove one first.") % {"most": settings.UPLOADS_AT_ONCE},
            field=field,
        )
    kept = keep_uploads(uploads=uploads, by=by, at=at)
    DraftPhoto.objects.bulk_create(DraftPhoto(draft=held, file=file, field=field) for file in kept.files)
    return kept


@transaction.atomic
def remove_photo(*, photo: DraftPhoto) -> None:
    file = photo.file
    photo.delete()
    discard_file(stored=file)


@transaction.atomic
def discard_draft(*, draft: Draft) -> None:
    """Forget a draft and the photos that were not sent."""
    for photo in draft.photos.select_related("file"):
        remove_photo(photo=photo)
    draft.delete()


@transaction.atomic
def file_draft(
    *, draft: Draft, kind: CaseKind, words: str, details: dict, facts: dict, by: User | None, at: datetime, **more
) -> Filed:
    """Open the case of a draft, with its photos and the documents in `details`; then the draft is done.

    A document that was given for another kind, before it was changed, is not sent unseen.
    """
    sent = draft.photos.filter(field__in=[PHOTOS, *details]).select_related("file").order_by("pk")
    files = [photo.file for photo in sent]
    filed = open_case(kind=kind, words=words, by=by, at=at, submission=draft.submission, files=files, **facts, **more)
    for photo in draft.photos.exclude(file__in=files).select_related("file"):
        remove_photo(photo=photo)
    Draft.objects.filter(pk=draft.pk).delete()
    return filed


def forget_drafts(*, at: datetime) -> int:
    """Forget what nobody sent within a week; give how many."""
    old = list(Draft.objects.filter(updated_at__lt=at - DRAFTS_LAST)[:500])
    for draft in old:
        discard_draft(draft=draft)
    return len(old)
