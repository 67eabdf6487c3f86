"""What is kept of an upload: what can be seen in it, and nothing else."""

import hashlib
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from gasservice.files import refusals
from gasservice.files.actions import discard_file, keep_uploads
from gasservice.files.models import StoredFile
from tests.files.conftest import NOON
from tests.files.pictures import (
    ACTION,
    CATALOG,
    PAGES,
    bomb,
    from_a_phone,
    packed,
    pdf,
    picture,
    upload,
    written,
)

pytestmark = pytest.mark.django_db


def body_of(stored: StoredFile) -> bytes:
    with stored.file.open("rb") as file:
        return file.read()


def image_of(stored: StoredFile) -> Image.Image:
    return Image.open(BytesIO(body_of(stored)))


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def is_red(colour: tuple[int, ...]) -> bool:
    return colour[0] > 200 and colour[2] < 60


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_it_keeps_a_photo_in_its_own_form(keep, alice, form):
    stored = keep(picture(form), "kitchen.jpg")

    assert image_of(stored).format == form
    assert (stored.width, stored.height) == (60, 40)
    assert stored.content_type == f"image/{form.lower()}"
    assert (stored.uploaded_by, stored.created_at) == (alice, NOON)


def test_it_writes_down_the_sum_and_the_size_of_what_it_kept(keep):
    stored = keep(picture())

    assert stored.sha256 == hashlib.sha256(body_of(stored)).hexdigest()
    assert stored.size == len(body_of(stored))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_it_forgets_where_a_photo_was_taken_and_with_what(keep, form):
    sent = from_a_phone(form)
    assert b"Telltale" in sent
    assert Image.open(BytesIO(sent)).getexif().get_ifd(0x8825)

    stored = keep(sent)

    assert b"Telltale" not in body_of(stored)
    assert not image_of(stored).getexif()
    assert not {"exif", "xmp", "comment", "icc_profile"} & set(image_of(stored).info)


def test_it_turns_a_photo_upright(keep):
    stored = keep(from_a_phone(orientation=6))

    image = image_of(stored)
    assert image.size == (40, 60)
    assert is_red(image.getpixel((20, 10)))
    assert not is_red(image.getpixel((20, 50)))


def test_it_keeps_the_photo_of_a_phone_as_one_that_browsers_show(keep):
    stored = keep(picture("HEIF"), "IMG_0412.HEIC")

    assert (stored.content_type, stored.original_name) == ("image/jpeg", "IMG_0412.jpg")
    assert is_red(image_of(stored).getpixel((5, 5)))


def test_it_makes_a_long_photo_shorter_and_a_small_one_beside_it(keep):
    stored = keep(picture(size=(5200, 1300)))

    assert (stored.width, stored.height) == (2560, 640)
    with stored.thumbnail.open("rb") as file:
        assert Image.open(file).size == (320, 80)


def test_it_keeps_the_first_picture_of_a_moving_one(keep):
    still, second = Image.new("RGB", (20, 20), "red"), Image.new("RGB", (20, 20), "blue")

    stored = keep(written(still, "WEBP", save_all=True, append_images=[second], duration=100, lossless=True))

    assert image_of(stored).n_frames == 1
    assert is_red(image_of(stored).convert("RGB").getpixel((5, 5)))


def test_it_keeps_what_is_see_through(keep):
    stored = keep(written(Image.new("RGBA", (20, 20), (0, 0, 0, 0)), "PNG"), "plan.png")

    assert image_of(stored).getpixel((5, 5))[3] == 0
    with stored.thumbnail.open("rb") as file:
        assert Image.open(file).getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["L", "P", "CMYK", "1", "LA"])
def test_it_keeps_a_picture_of_any_colours(keep, mode):
    image = Image.new("RGB", (20, 20), "white").convert(mode)

    stored = keep(written(image, "JPEG" if mode == "CMYK" else "PNG"))

    assert min(image_of(stored).convert("RGB").getpixel((5, 5))) > 250


def test_what_hides_behind_a_picture_is_left_behind(keep):
    stored = keep(picture("PNG") + b"PK\x03\x04<script>alert(1)</script>", "photo.html")

    assert b"<script>" not in body_of(stored)
    assert stored.original_name == "photo.png"


def test_a_page_that_begins_like_a_picture_is_refused(keep):
    with pytest.raises(refusals.FileIsBroken):
        keep(b"\xff\xd8\xff/*<script>alert(1)</script>*/=1", "photo.jpg")


@pytest.mark.parametrize(
    "body",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<!doctype html><script>alert(1)</script>",
        b"GIF89a" + bytes(200),
        b"MZ" + bytes(300),
        b"PK\x03\x04" + bytes(300),
        b"just words",
    ],
)
def test_a_name_does_not_make_it_a_photo(keep, body):
    with pytest.raises(refusals.FileIsOfAnotherKind, match=r"“photo\.jpg” is neither a photo nor a PDF"):
        keep(body, "photo.jpg")


def test_a_wrong_ending_does_not_matter(keep):
    stored = keep(picture("PNG"), "scan.pdf", content_type="application/pdf")

    assert (stored.content_type, stored.original_name) == ("image/png", "scan.png")


def test_a_name_can_neither_climb_nor_turn_around(keep, media):
    stored = keep(picture(), "../../et\u202egpj.exe\n" + "长" * 200)

    assert "\u202e" not in stored.original_name
    assert len(stored.original_name) <= 120
    assert stored.original_name.endswith(".jpg")
    assert all(path.name.startswith(stored.pk.hex) for path in files_in(media))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_it_refuses_a_photo_that_ends_too_early(keep, form):
    whole = picture(form, size=(400, 300))

    with pytest.raises(refusals.FileIsBroken, match="damaged or incomplete"):
        keep(whole[: len(whole) * 2 // 3])


def test_it_refuses_a_bomb_before_it_goes_off(keep):
    with pytest.raises(refusals.PictureHasTooManyPixels):
        keep(bomb())


def test_it_refuses_more_pixels_than_it_reads(keep, settings):
    settings.UPLOAD_MAX_PIXELS = 2399

    with pytest.raises(refusals.PictureHasTooManyPixels):
        keep(picture(size=(60, 40)))


def test_it_refuses_what_is_too_large_or_empty(keep, settings):
    settings.UPLOAD_MAX_BYTES = 100

    with pytest.raises(refusals.FileIsTooLarge, match="larger than 100"):
        keep(picture())
    with pytest.raises(refusals.FileIsEmpty):
        keep(b"")


def test_what_is_refused_leaves_nothing_behind(keep, media):
    with pytest.raises(refusals.FileRefused):
        keep(bomb())

    assert not StoredFile.objects.exists()
    assert files_in(media) == []


def test_it_keeps_a_harmless_paper_as_it_is(keep):
    paper = pdf(CATALOG, PAGES, packed(b"BT (Hello) Tj ET", b"/Filter /FlateDecode"))

    stored = keep(paper, "contract.pdf")

    assert body_of(stored) == paper
    assert stored.content_type == "application/pdf"
    assert not stored.thumbnail
    assert not stored.is_picture


@pytest.mark.parametrize(
    "objects",
    [
        [b"<< /Type /Catalog /OpenAction 3 0 R >>", PAGES, ACTION],
        [CATALOG, PAGES, ACTION.replace(b"/JavaScript", b"/Java#53cript")],
        [CATALOG, PAGES, packed(b"1 0 " + ACTION)],
        [CATALOG, PAGES, packed(b"1 0 " + ACTION.replace(b"/JavaScript", b"/#4aavaScript"))],
        [CATALOG, PAGES, b"<< /S /Launch /F (cmd.exe) >>"],
        [CATALOG, PAGES, b"<< /Names << /EmbeddedFiles 4 0 R >> >>"],
        [b"<< /AcroForm << /XFA 3 0 R >> >>", PAGES],
    ],
)
def test_it_refuses_a_paper_that_can_act(keep, objects):
    with pytest.raises(refusals.PdfCanAct, match=r"“form\.pdf” holds a program"):
        keep(pdf(*objects), "form.pdf")


def test_it_refuses_a_paper_whose_objects_it_cannot_look_into(keep):
    hidden = packed(b"1 0 " + ACTION).replace(b"/FlateDecode", b"/ASCIIHexDecode").replace(b"stream\nx", b"stream\n78")

    with pytest.raises(refusals.FileIsBroken):
        keep(pdf(CATALOG, PAGES, hidden), "form.pdf")


def test_it_refuses_a_locked_paper(keep):
    with pytest.raises(refusals.PdfIsLocked, match="password"):
        keep(pdf(CATALOG, PAGES, trailer=b"<< /Root 1 0 R /Encrypt 9 0 R >>"), "statement.pdf")


def test_it_refuses_a_paper_that_ends_too_early(keep):
    with pytest.raises(refusals.FileIsBroken):
        keep(pdf(CATALOG, PAGES)[:60], "statement.pdf")


def test_it_refuses_a_paper_that_unpacks_without_end(keep):
    bombs = [packed(bytes(9 * 1024 * 1024), b"/Filter /FlateDecode")] * 40

    with pytest.raises(refusals.FileIsBroken):
        keep(pdf(CATALOG, PAGES, *bombs), "plan.pdf")


def test_one_bad_file_does_not_cost_the_good_ones(alice):
    sent = [upload(picture(), "one.jpg"), upload(b"nonsense", "two.jpg"), upload(picture("PNG"), "three.png")]

    kept = keep_uploads(uploads=sent, by=alice, at=NOON)

    assert [stored.original_name for stored in kept.files] == ["one.jpg", "three.png"]
    assert ["“two.jpg”" in refusal.message for refusal in kept.refusals] == [True]


def test_bytes_go_when_the_row_has_gone(keep, media, django_capture_on_commit_callbacks):
    stored = keep(picture())
    assert len(files_in(media)) == 2

    with django_capture_on_commit_callbacks() as left:
        discard_file(stored=stored)
    assert len(files_in(media)) == 2
    for forget in left:
        forget()

    assert files_in(media) == []
    assert not StoredFile.objects.exists()
