"""Keeping what people send, and letting go of it."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath

import filetype
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from pillow_heif import get_file_mimetype

from gasservice.files.models import StoredFile
from gasservice.files.papers import judge_pdf
from gasservice.files.pictures import redraw
from gasservice.files.refusals import FileIsEmpty, FileIsOfAnotherKind, FileIsTooLarge, FileRefused
from gasservice.files.terms import FORMATS, Format
from gasservice.users.models import User

HEAD = 262
NAME_LENGTH = StoredFile._meta.get_field("original_name").max_length


@dataclass(frozen=True)
class Kept:
    """What was kept of several files, and why the others were not."""

    files: list[StoredFile]
    refusals: list[FileRefused]


def keep_upload(*, upload: UploadedFile, by: User | None, at: datetime) -> StoredFile:
    """Keep a photo or PDF, judged by its content; a photo is drawn anew without what the camera wrote into it."""
    format = format_of(upload)
    upload.seek(0)
    body = upload.read()
    if format.is_picture:
        return keep_picture(body, format, upload.name, by, at)
    judge_pdf(body, name=upload.name)
    return keep_bytes(body, format, upload.name, by, at)


def keep_uploads(*, uploads: Iterable[UploadedFile], by: User | None, at: datetime) -> Kept:
    """Keep those of several files that can be kept; one that cannot does not cost the others."""
    kept = Kept([], [])
    for upload in uploads:
        try:
            kept.files.append(keep_upload(upload=upload, by=by, at=at))
        except FileRefused as refusal:
            kept.refusals.append(refusal)
    return kept


def discard_file(*, stored: StoredFile) -> None:
    """Delete a file; its bytes go when the transaction has held."""
    storage, names = stored.file.storage, [field.name for field in (stored.file, stored.thumbnail) if field]
    with transaction.atomic():
        stored.delete()
        transaction.on_commit(lambda: [storage.delete(name) for name in names])


def format_of(upload: UploadedFile) -> Format:
    """Tell what a file is by its first bytes, or refuse it; its name and what the browser says count for nothing."""
    if not upload.size:
        raise FileIsEmpty(upload.name)
    if upload.size > settings.UPLOAD_MAX_BYTES:
        raise FileIsTooLarge(upload.name)
    upload.seek(0)
    head = upload.read(HEAD)
    format = FORMATS.get(filetype.guess_mime(head) or get_file_mimetype(head))
    if format is None:
        raise FileIsOfAnotherKind(upload.name)
    return format


def keep_picture(body: bytes, format: Format, name: str, by: User | None, at: datetime) -> StoredFile:
    picture = redraw(
        body,
        format,
        name=name,
        longest_side=settings.UPLOAD_LONGEST_SIDE,
        most_pixels=settings.UPLOAD_MAX_PIXELS,
    )
    facts = {"width": picture.width, "height": picture.height}
    return keep_bytes(picture.body, format, name, by, at, picture.thumbnail, **facts)


def keep_bytes(
    body: bytes, format: Format, name: str, by: User | None, at: datetime, thumbnail: bytes = b"", **facts
) -> StoredFile:
    stored = StoredFile(
        original_name=named_for(format, name),
        content_type=format.content_type,
        size=len(body),
        sha256=hashlib.sha256(body).hexdigest(),
        uploaded_by=by,
        created_at=at,
        **facts,
    )
    stored.file.save("", ContentFile(body), save=False)
    if thumbnail:
        stored.thumbnail.save("", ContentFile(thumbnail), save=False)
    stored.save(force_insert=True)
    return stored


def named_for(format: Format, name: str) -> str:
    """Give the name a file is shown by: printable, short, and ending in what it is."""
    stem = "".join(letter for letter in PurePath(name).stem if letter.isprintable()).strip() or "file"
    return stem[: NAME_LENGTH - len(format.suffix)] + format.suffix
