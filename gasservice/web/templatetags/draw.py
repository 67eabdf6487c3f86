"""The smallest drawings, of which a page has dozens: put together here, far quicker than by a template of their own."""

from django import template
from django.utils.safestring import SafeString

from gasservice.web.escaping import Linked, said

register = template.Library()
FRAME = '<svg viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">%s</svg>'
LINE = '<line x1="0" x2="%.4f" y1=".5" y2=".5" />'
START = '<line class="rule" x1="0" x2="0" y1="0" y2="1" />'
DOT = '<line class="dot" x1="%.4f" x2="%.4f" y1=".5" y2=".5" />'
TEXT = '<text class="%s" x="%s" y="%s">%s</text>'
STRIP = '<a href="%s"><title>%s</title><rect x="%s" width="%s" height="%s" /></a>'
SURE = (
    f'{START}<line class="rule" x1="1" x2="1" y1="0" y2="1" />'
    '<line class="whisker" x1="%.4f" x2="%.4f" y1=".5" y2=".5" />'
    f"{DOT}"
)


@register.simple_tag
def bar(row) -> SafeString:
    """Draw a share of the width as a line; a whisker says how sure we are, a dot where another share lies."""
    if high := getattr(row, "high", 0):
        return SafeString(FRAME % SURE % (row.low, high, row.share, row.share))
    dot = DOT % (row.dot, row.dot) if getattr(row, "dot", 0) else ""
    return SafeString(FRAME % (START + LINE % row.share + dot))


@register.simple_tag
def bar_row(row) -> SafeString:
    """Draw a row of bars: its name, which may lead somewhere, its bar, and its value with words below."""
    name, tone, value = said(Linked(row.name, row.url)), said(row.tone), said(row.value)
    words = f"<small>{said(row.words)}</small>" if row.words else ""
    return SafeString(
        f'<tr data-tone="{tone}"><th scope="row">{name}</th><td>{bar(row)}</td><td data-num>{value}{words}</td></tr>'
    )


@register.simple_tag
def cells(row) -> SafeString:
    """Draw a row of a table, whose first cell names it."""
    name, *values = map(said, row)
    numbers = "".join([f"<td data-num>{value}</td>" for value in values])
    return SafeString(f'<tr><th scope="row">{name}</th>{numbers}</tr>')


@register.simple_tag
def card_rows(rows, columns) -> SafeString:
    """Draw rows that a phone shows as cards: each cell carries the title of its column."""
    opens = [f'<td data-num data-label="{said(title)}">' for title in columns[1:]]
    return SafeString("".join([card_row(row, opens) for row in rows]))


def card_row(row, opens: list[str]) -> str:
    name, *values = map(said, row)
    cells = "".join([f"{opening}{value}</td>" for opening, value in zip(opens, values, strict=True)])
    return f'<tr><th scope="row">{name}</th>{cells}</tr>'


@register.simple_tag
def chart_texts(texts) -> SafeString:
    """Write the words of a chart."""
    return SafeString("".join([TEXT % (look_of(one), one.x, one.y, said(one.words)) for one in texts]))


@register.simple_tag
def chart_strips(chart) -> SafeString:
    """Draw what may be pressed, above everything else."""
    strips = [(said(one.way.url), said(one.way.words), one.x, one.width, chart.height) for one in chart.strips]
    return SafeString("".join([STRIP % strip for strip in strips]))


def look_of(text) -> str:
    return f"c-{text.anchor}{' c-soft' if text.is_soft else ''}"
