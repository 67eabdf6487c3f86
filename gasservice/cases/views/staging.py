"""Photos and documents that are kept with a draft until it is sent."""

from django.forms import Form
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from gasservice.cases.actions.drafting import remove_photo, stage_photos
from gasservice.cases.following import who
from gasservice.cases.models import Draft, DraftPhoto
from gasservice.files.forms import PhotosField
from gasservice.web.refusals import Refusal


def keep_files(request: HttpRequest, draft: Draft, form: Form) -> bool:
    """Keep the files that can be kept, each with its field, and say of the others why not."""
    given = [name for name in file_fields(form) if request.FILES.getlist(name)]
    if given:
        form.full_clean()
    refused = [name for name in given if not keep_given(request, draft, form, name)]
    return not refused


def keep_given(request: HttpRequest, draft: Draft, form: Form, name: str) -> bool:
    if name in form.errors:
        return False
    uploads = form.cleaned_data[name]
    try:
        refusals = stage_photos(draft=draft, uploads=uploads, by=who(request), at=timezone.now(), field=name).refusals
    except Refusal as refusal:
        refusals = [refusal]
    for refusal in refusals:
        form.add_error(name, refusal.message)
    return not refusals


def take_out(request: HttpRequest, draft: Draft) -> str:
    """Take one file out again; give the field it was given for."""
    photo = get_object_or_404(draft.photos, pk=request.POST["remove_photo"])
    remove_photo(photo=photo)
    return photo.field


def file_fields(form: Form) -> list[str]:
    return [name for name, field in form.fields.items() if isinstance(field, PhotosField)]


def shown(photo: DraftPhoto) -> dict[str, object]:
    """Say of a file what the page shows of it; a paper has no small picture."""
    size = f"{max(1, photo.file.size // 1024)} kB"
    url = reverse("draft-photo", args=[photo.draft.submission, photo.file_id]) if photo.file.thumbnail else ""
    return {"id": photo.pk, "thumbnail_url": url, "name": photo.file.original_name, "words": size}
