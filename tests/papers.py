"""What can be read on a PDF that we set: the text, as a reader copies it out."""

import re
import zlib
from collections.abc import Iterator

OBJECT = re.compile(rb"^(\d+) 0 obj\n(.*?)\nendobj$", re.DOTALL | re.MULTILINE)
STREAM = re.compile(rb"stream\n(.*)\nendstream", re.DOTALL)
# A font is chosen, or glyphs are shown: two bytes each, as text with escapes or balanced brackets, or as digits.
SHOWN = re.compile(rb"/(f\d+) \S+ Tf|\(((?:\\.|\((?:\\.|[^\\()])*\)|[^\\()])*)\)|<([0-9A-Fa-f]+)>", re.DOTALL)
ESCAPED = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
SIGNS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
MEANS = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]+)>")


def text_of(sheets: bytes) -> str:
    """Read the text of a PDF back by what each font says that its glyphs mean; lines run together."""
    objects = {int(key): body for key, body in OBJECT.findall(sheets)}
    pages = [body for body in objects.values() if b"/Type/Page/" in body]
    return "".join(
        shown for page in pages for shown in read(unpacked(named(b"Contents", page, objects)), fonts_of(page, objects))
    )


def named(name: bytes, body: bytes, objects: dict[int, bytes]) -> bytes:
    return objects[int(re.search(rb"/%s (\d+) 0 R" % name, body)[1])]


def fonts_of(page: bytes, objects: dict[int, bytes]) -> dict[bytes, dict[bytes, str]]:
    fonts = re.findall(rb"/(f\d+) (\d+) 0 R", named(b"Resources", page, objects))
    return {font: meanings(unpacked(named(b"ToUnicode", objects[int(key)], objects))) for font, key in fonts}


def unpacked(body: bytes) -> bytes:
    return zlib.decompress(STREAM.search(body)[1])


def meanings(table: bytes) -> dict[bytes, str]:
    return {bytes.fromhex(a.decode()): bytes.fromhex(b.decode()).decode("utf-16-be") for a, b in MEANS.findall(table)}


def read(page: bytes, fonts: dict[bytes, dict[bytes, str]]) -> Iterator[str]:
    means: dict[bytes, str] = {}
    for font, escaped, digits in SHOWN.findall(page):
        if font:
            means = fonts[font]
        glyphs = ESCAPED.sub(sign, escaped) if escaped else bytes.fromhex(digits.decode())
        yield "".join(means.get(glyphs[n : n + 2], "") for n in range(0, len(glyphs), 2))


def sign(found: re.Match) -> bytes:
    one = found[1]
    return bytes([int(one, 8)]) if one.isdigit() else SIGNS.get(one, one)
