"""Giving a kept file back, so that no browser does more with it than show or save it."""

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404

from gasservice.files.models import StoredFile


def file_response(stored: StoredFile | None, *, as_download: bool = False) -> FileResponse:
    """Answer with a file, or that there is none; whoever calls has asked access first.

    Papers are only ever saved, never shown.
    """
    if stored is None:
        raise Http404
    is_download = as_download or not stored.is_picture
    return guarded(stored.file, stored.original_name, stored.content_type, is_download)


def thumbnail_response(stored: StoredFile) -> FileResponse:
    """Answer with the small picture; whoever calls has asked access first."""
    if not stored.thumbnail:
        raise Http404
    return guarded(stored.thumbnail, stored.original_name, "image/jpeg", is_download=False)


def guarded(field: FieldFile, name: str, content_type: str, is_download: bool) -> FileResponse:
    try:
        body = field.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(body, as_attachment=is_download, filename=name, content_type=content_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, max-age=300"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
