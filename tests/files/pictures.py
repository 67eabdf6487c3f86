"""Files as people, and people who mean harm, send them."""

import struct
import zlib
from io import BytesIO

import pillow_heif
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from PIL.TiffImagePlugin import IFDRational

pillow_heif.register_heif_opener()

ORIENTATION, MAKE, GPS = 0x0112, 0x010F, 0x8825


def upload(body: bytes, name: str = "photo.jpg", content_type: str = "image/jpeg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, body, content_type)


def picture(form: str = "JPEG", size: tuple[int, int] = (60, 40), mode: str = "RGB", **options) -> bytes:
    """Draw a picture whose left half is red and whose right half is blue."""
    image = Image.new(mode, size, "blue")
    image.paste("red", (0, 0, size[0] // 2, size[1]))
    return written(image, form, **options)


def written(image: Image.Image, form: str, **options) -> bytes:
    out = BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def from_a_phone(form: str = "JPEG", orientation: int = 1) -> bytes:
    """Draw a picture with what a phone writes into it: where, with what and which way up."""
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKE] = orientation, "Telltale Phones"
    where = (IFDRational(30), IFDRational(35), IFDRational(7))
    exif.get_ifd(GPS).update({1: "N", 2: where, 3: "E", 4: where})
    options = {"comment": b"Telltale comment"} if form == "JPEG" else {}
    return picture(form, exif=exif.tobytes(), xmp=b"<x>Telltale xmp</x>", **options)


def bomb() -> bytes:
    """Claim 50,000 by 50,000 pixels in a few bytes of PNG."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")


def pdf(*objects: bytes, trailer: bytes = b"<< /Root 1 0 R >>") -> bytes:
    numbered = [b"%d 0 obj\n%s\nendobj\n" % (number, body) for number, body in enumerate(objects, 1)]
    return b"%PDF-1.7\n" + b"".join(numbered) + b"trailer " + trailer + b"\nstartxref\n0\n%%EOF\n"


def packed(body: bytes, head: bytes = b"/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode") -> bytes:
    inner = zlib.compress(body)
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (head, len(inner), inner)


CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGES = b"<< /Type /Pages /Kids [] /Count 0 >>"
ACTION = b"<< /S /JavaScript /JS (app.alert(1)) >>"
