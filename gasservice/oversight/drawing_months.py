"""Figures month by month, as charts: each mark may be the way to the cases of its month."""

from collections.abc import Callable, Sequence
from datetime import date

from django.utils.translation import gettext as _

from gasservice.oversight.drawing import LinkTo, rated_months
from gasservice.oversight.lines import Line
from gasservice.oversight.rules import Share, limits_by_chance
from gasservice.oversight.terms import Figure
from gasservice.oversight.words import say_month
from gasservice.standards.clock import months_after
from gasservice.web.charts import Chart, LineChart, PairChart, line_chart, pair_chart
from gasservice.web.escaping import Linked

Opens = Callable[[date], str]


def month_charts(months: list[Line], this_month: date, link_to: LinkTo) -> dict[str, Chart]:
    """Draw what a dashboard shows of each month."""
    promises = [(line.key, line.promises) for line in months]
    limits = limits_by_chance([share for _month, share in promises])
    decided, rated = (opening(figure, link_to) for figure in (Figure.PROMISES, Figure.ANSWERS))
    return {
        "promises_by_month": months_chart(promises, this_month, limits, decided),
        "satisfaction_by_month": months_chart(rated_months(months), this_month, opens=rated),
        "load_by_month": load_chart(months, link_to),
    }


def months_chart(
    rows: Sequence[tuple[date, Share | None]],
    open_month: date | None = None,
    limits: Sequence = (),
    opens: Opens | None = None,
) -> LineChart:
    """Draw a share by month from the ten points below the lowest up to 100; the way to an open month is dashed."""
    points = [(say_month(month), points_of(share)) for month, share in rows]
    known = [value for _month, value in points if value is not None]
    low = max(0, int(min(known, default=100) // 10) * 10 - 10)
    is_open = rows[-1][0] == open_month and points[-1][1] is not None
    words = way_words()
    ways = [
        (Linked(words % {"name": name, "figure": f"{value}%"}, opens(month)),) if opens and value is not None else ()
        for (month, _share), (name, value) in zip(rows, points, strict=True)
    ]
    columns = (_("Month"), "%")
    return line_chart(points, columns=columns, low=low, high=100, last_is_open=is_open, limits=limits, ways=ways)


def load_chart(months: list[Line], link_to: LinkTo) -> PairChart:
    """Draw what was opened and what was resolved in each month."""
    columns = (_("Month"), _("Opened"), _("Resolved"))
    rows = [(say_month(line.key), line.opened, line.resolved) for line in months]
    opens = [opening(figure, link_to) for figure in (Figure.OPENED, Figure.RESOLVED)]
    words, comma = way_words(), _(", ")
    ways = [
        [
            Linked(words % {"name": f"{name}{comma}{column}", "figure": count}, opened(line.key)) if count else None
            for column, count, opened in zip(columns[1:], counts, opens, strict=True)
        ]
        for line, (name, *counts) in zip(months, rows, strict=True)
    ]
    return pair_chart(rows, columns=columns, ways=ways, width=550, height=170)


def opening(figure: Figure, link_to: LinkTo) -> Opens:
    """Give the way from a month to the cases that a figure counts in it."""
    return lambda month: link_to(figure, since=f"{month}", until=f"{months_after(month, 1)}")


def way_words() -> str:
    return _("%(name)s: %(figure)s, opens its cases")


def points_of(share: Share | None) -> float | None:
    return None if share is None or share.value is None else round(100 * share.value, 1)
