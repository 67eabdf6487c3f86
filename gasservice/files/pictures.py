"""Pictures, drawn anew: only what can be seen goes into the copy that we keep."""

from dataclasses import dataclass
from io import BytesIO

import pillow_heif
from PIL import Image, ImageOps

from gasservice.files.refusals import FileIsBroken, PictureHasTooManyPixels
from gasservice.files.terms import Format

pillow_heif.register_heif_opener()

THUMBNAIL_SIDE = 320
WAYS = {
    "JPEG": {"quality": 85, "optimize": True, "progressive": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 85},
}


@dataclass(frozen=True)
class Picture:
    """A picture as we keep it, with a small one beside it, always a JPEG."""

    body: bytes
    thumbnail: bytes
    width: int
    height: int


def redraw(body: bytes, format: Format, *, name: str, longest_side: int, most_pixels: int) -> Picture:
    """Read a picture, turn it upright, make it no longer than `longest_side` and write it without its metadata."""
    try:
        image = opened(body, format, name, most_pixels)
        image.thumbnail((longest_side, longest_side), Image.Resampling.LANCZOS)
        image = bare(ImageOps.exif_transpose(image), may_be_clear=format.keeps != "JPEG")
        small = bare(image.copy(), may_be_clear=False)
        small.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE))
        return Picture(written(image, format.keeps), written(small, "JPEG"), *image.size)
    except (PictureHasTooManyPixels, MemoryError):
        raise
    except Exception as error:  # Pillow's readers raise anything at all on hostile bytes
        raise FileIsBroken(name) from error


def opened(body: bytes, format: Format, name: str, most_pixels: int) -> Image.Image:
    """Read the head only: how large it would be is known before a single pixel is."""
    try:
        image = Image.open(BytesIO(body), formats=[format.reads])
    except Image.DecompressionBombError as error:
        raise PictureHasTooManyPixels(name) from error
    if image.width * image.height > most_pixels:
        raise PictureHasTooManyPixels(name)
    return image


def bare(image: Image.Image, *, may_be_clear: bool) -> Image.Image:
    """Give the pixels alone; what is see-through becomes white where it may not stay so."""
    is_clear = image.has_transparency_data
    image = image.convert("RGBA" if is_clear else "RGB")
    if is_clear and not may_be_clear:
        paper = Image.new("RGB", image.size, "white")
        paper.paste(image, mask=image)
        image = paper
    image.info = {}  # Pillow writes comments and profiles that it finds here
    return image


def written(image: Image.Image, keeps: str) -> bytes:
    out = BytesIO()
    image.save(out, keeps, **WAYS[keeps])
    return out.getvalue()
