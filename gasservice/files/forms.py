"""A field for several photos."""

from collections.abc import Sequence

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from gasservice.files.actions import format_of
from gasservice.files.refusals import FileRefused
from gasservice.files.terms import OFFERED


class PhotosInput(forms.FileInput):
    """A file picker for several photos at once."""

    allow_multiple_selected = True

    def __init__(self, attrs: dict | None = None) -> None:
        super().__init__({"accept": ",".join(OFFERED), **(attrs or {})})


class PhotosField(forms.FileField):
    """Several photos or PDFs, given as a list; each file that is not taken has a sentence of its own.

    It looks at the number, the size and the first bytes; `keep_uploads` judges the rest.
    """

    widget = PhotosInput

    def __init__(self, **options) -> None:
        options.setdefault("label", _("Photos or papers"))
        super().__init__(**options)

    def clean(self, data: Sequence[UploadedFile] | None, initial: object = None) -> list[UploadedFile]:
        uploads = [upload for upload in data or [] if upload]
        if self.required and not uploads and not initial:
            raise ValidationError(self.error_messages["required"], code="required")
        most = settings.UPLOADS_AT_ONCE
        if len(uploads) > most:
            words = _("Send at most %(most)d files at once.")
            raise ValidationError(words, code="too_many", params={"most": most})
        sentences = [sentence for upload in uploads if (sentence := refusal_of(upload))]
        if sentences:
            raise ValidationError(sentences, code="refused")
        return uploads


class CameraField(PhotosField):
    """Photos that a phone takes straight from its camera."""

    widget = PhotosInput({"capture": "environment"})


def refusal_of(upload: UploadedFile) -> str:
    try:
        format_of(upload)
    except FileRefused as refusal:
        return refusal.message
    return ""
