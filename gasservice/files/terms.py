"""What may be uploaded."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Format:
    """A format that we keep: `reads` names Pillow's reader, `keeps` what it is written as."""

    content_type: str
    suffix: str
    reads: str = ""
    keeps: str = ""

    @property
    def is_picture(self) -> bool:
        return bool(self.reads)


PDF = Format("application/pdf", ".pdf")
HEIF = Format("image/jpeg", ".jpg", "HEIF", "JPEG")
# By what `filetype`, or for rarer brands of HEIF its reader, says of the first bytes. Browsers cannot show HEIF.
FORMATS = {
    "image/jpeg": Format("image/jpeg", ".jpg", "JPEG", "JPEG"),
    "image/png": Format("image/png", ".png", "PNG", "PNG"),
    "image/apng": Format("image/png", ".png", "PNG", "PNG"),
    "image/webp": Format("image/webp", ".webp", "WEBP", "WEBP"),
    "image/heic": HEIF,
    "image/heif": HEIF,
    "application/pdf": PDF,
}
# What the file picker offers; it is a kindness, not a check.
OFFERED = ("image/jpeg", "image/png", "image/webp", "image/heic", "image/heif", "application/pdf")
