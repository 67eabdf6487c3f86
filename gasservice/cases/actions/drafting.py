"""What is typed is kept, checked or not, until it is sent or a week has passed."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from gasservice.cases.models import Draft, DraftPhoto
from gasservice.files.actions import discard_file, keep_upload
from gasservice.users.models import User
from gasservice.web.refusals import Refusal

DRAFTS_LAST = timedelta(days=7)
MOST_PHOTOS = 5


class TooManyPhotos(Refusal):
    """More photos than anybody looks through."""


def begin_draft(*, door: str, kind_code: str, at: datetime) -> Draft:
    return Draft.objects.create(submission=uuid4(), door=door, kind_code=kind_code, updated_at=at)


def keep_typed(*, draft: Draft, typed: dict[str, object], at: datetime) -> Draft:
    """Keep what stands in the fields of one page as it was typed, right or wrong."""
    draft.typed |= typed
    draft.updated_at = at
    draft.save(update_fields=["typed", "updated_at"])
    return draft


@transaction.atomic
def stage_photos(*, draft: Draft, uploads: Iterable, by: User | None, at: datetime) -> list[DraftPhoto]:
    """Keep photos with a draft until it is sent."""
    uploads = list(uploads)
    held = Draft.objects.select_for_update().get(pk=draft.pk)
    if held.photos.count() + len(uploads) > MOST_PHOTOS:
        raise TooManyPhotos(_("Up to five photos can be sent with this. Remove one first."), field="photos")
    kept = [keep_upload(upload=upload, by=by, at=at) for upload in uploads]
    return DraftPhoto.objects.bulk_create(DraftPhoto(draft=held, file=file) for file in kept)


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


def forget_drafts(*, at: datetime) -> int:
    """Forget what nobody sent within a week; give how many."""
    old = list(Draft.objects.filter(updated_at__lt=at - DRAFTS_LAST)[:500])
    for draft in old:
        discard_draft(draft=draft)
    return len(old)
