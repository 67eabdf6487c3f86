"""The smallest drawings, of which a page has dozens: put together here, far quicker than by a template of their own."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()
FRAME = '<svg viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">%s</svg>'
LINE = '<line x1="0" x2="%.4f" y1=".5" y2=".5" />'
START = '<line class="rule" x1="0" x2="0" y1="0" y2="1" />'
DOT = '<line class="dot" x1="%.4f" x2="%.4f" y1=".5" y2=".5" />'
SURE = (
    f'{START}<line class="rule" x1="1" x2="1" y1="0" y2="1" />'
    '<line class="whisker" x1="%.4f" x2="%.4f" y1=".5" y2=".5" />'
    f"{DOT}"
)


@register.simple_tag
def bar(row) -> SafeString:
    """Draw a share of the width as a line; a whisker says how sure we are, a dot where another share lies."""
    if high := getattr(row, "high", 0):
        return mark_safe(FRAME % SURE % (row.low, high, row.share, row.share))  # noqa: S308  nothing but numbers
    dot = DOT % (row.dot, row.dot) if getattr(row, "dot", 0) else ""
    return mark_safe(FRAME % (START + LINE % row.share + dot))  # noqa: S308


@register.simple_tag
def cells(row) -> SafeString:
    """Draw a row of a table, whose first cell names it."""
    name, *values = row
    numbers = mark_safe("".join([format_html("<td data-num>{}</td>", value) for value in values]))  # noqa: S308
    return format_html('<tr><th scope="row">{}</th>{}</tr>', name, numbers)
