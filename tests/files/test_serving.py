"""A kept file on its way to a browser."""

import pytest
from django.http import Http404

from gasservice.files.responses import file_response, thumbnail_response
from tests.files.pictures import CATALOG, PAGES, pdf, picture

pytestmark = pytest.mark.django_db


def test_a_photo_is_shown_and_no_browser_guesses_at_it(keep):
    stored = keep(picture("PNG"), "厨房.png")

    response = file_response(stored)

    assert response.headers["Content-Type"] == "image/png"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Disposition"].startswith("inline; filename*=utf-8''%E5%8E%A8")
    assert response.headers["Cache-Control"].startswith("private")
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert b"".join(response.streaming_content) == stored.file.open("rb").read()


def test_a_photo_can_be_saved(keep):
    response = file_response(keep(picture(), "a.jpg"), as_download=True)

    assert response.headers["Content-Disposition"] == 'attachment; filename="a.jpg"'


def test_a_paper_is_only_ever_saved(keep):
    response = file_response(keep(pdf(CATALOG, PAGES), "contract.pdf"))

    assert response.headers["Content-Disposition"] == 'attachment; filename="contract.pdf"'
    assert response.headers["Content-Type"] == "application/pdf"


def test_the_small_picture_is_a_jpeg_whatever_the_large_one_is(keep):
    response = thumbnail_response(keep(picture("WEBP")))

    assert response.headers["Content-Type"] == "image/jpeg"
    assert b"".join(response.streaming_content).startswith(b"\xff\xd8")


def test_what_is_not_there_is_not_found(keep, media):
    photo, paper = keep(picture()), keep(pdf(CATALOG, PAGES))
    photo.file.storage.delete(photo.file.name)

    with pytest.raises(Http404):
        thumbnail_response(paper)
    with pytest.raises(Http404):
        file_response(photo)
