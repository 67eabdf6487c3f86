"""PDFs, judged by what they could do when somebody opens them; they are kept as they are."""

import re
import zlib
from collections.abc import Iterator

from gasservice.files.refusals import FileIsBroken, PdfCanAct, PdfIsLocked

MEGABYTE = 1024 * 1024
STREAM_LIMIT = 8 * MEGABYTE
WORK_LIMIT = 256 * MEGABYTE
TAIL = 1024

ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
ACTS = re.compile(rb"/(JavaScript|Launch|EmbeddedFiles?|RichMedia|XFA|GoToE|ImportData)(?![A-Za-z0-9])")
LOCKED = re.compile(rb"/Encrypt(?![A-Za-z0-9])")


def judge_pdf(body: bytes, *, name: str) -> None:
    """Refuse a PDF that is incomplete, locked, or carries programs, forms that run or other files."""
    if not body.startswith(b"%PDF-") or b"%%EOF" not in body[-TAIL:]:
        raise FileIsBroken(name)
    plain = unescaped(body)
    if LOCKED.search(plain):
        raise PdfIsLocked(name)
    if ACTS.search(plain) or any(ACTS.search(unescaped(inner)) for inner in inflated(body, name)):
        raise PdfCanAct(name)


def unescaped(body: bytes) -> bytes:
    """Write names plainly: in a PDF /Java#53cript is /JavaScript."""
    return ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), body)


def inflated(body: bytes, name: str) -> Iterator[bytes]:
    """Give what the compressed streams hold: objects may stand in them as well as in the open."""
    work, last = 0, 0
    for found in STREAM.finditer(body):
        head, last = unescaped(body[last : found.start()]).rpartition(b"obj")[2], found.end()
        inner, is_whole = inflate(found[1])
        if b"/ObjStm" in head and (not is_whole or b"/DecodeParms" in head):
            raise FileIsBroken(name)
        work += len(inner)
        if work > WORK_LIMIT:
            raise FileIsBroken(name)
        yield inner


def inflate(packed: bytes) -> tuple[bytes, bool]:
    """Unpack a stream up to the limit, and say whether that was all of it; one packed otherwise gives nothing."""
    reader = zlib.decompressobj()
    try:
        inner = reader.decompress(packed, STREAM_LIMIT)
    except zlib.error:
        return b"", False
    return inner, reader.eof
