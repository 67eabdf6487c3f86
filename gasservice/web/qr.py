"""A link as a picture that a phone can read."""

import io

import qrcode
import qrcode.image.svg
from django.utils.safestring import SafeString, mark_safe


def qr_of(link: str) -> SafeString:
    """Draw a link as SVG, fit to stand in a page."""
    drawn = qrcode.make(link, image_factory=qrcode.image.svg.SvgPathImage, border=2)
    drawing = io.BytesIO()
    drawn.save(drawing)
    svg = drawing.getvalue().decode()
    return mark_safe(svg[svg.index("<svg") :])  # noqa: S308  drawn by us; a link in it is dots, not markup
