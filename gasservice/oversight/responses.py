"""The public figures as open data: the same rows in CSV and JSON."""

import csv
from datetime import timedelta
from io import StringIO

from django.http import HttpResponse, JsonResponse

from gasservice.oversight.queries import PublicFigures
from gasservice.oversight.rules import LEAST, Published

COLUMNS = (
    "by",
    "key",
    "promises_due",
    "promises_kept_share",
    "answers",
    "satisfied_share",
    "satisfied_low",
    "satisfied_high",
    "first_answer_median_hours",
    "resolution_median_hours",
)


def csv_response(figures: PublicFigures) -> HttpResponse:
    out = StringIO()
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    writer.writerows(open_rows(figures))
    response = HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="how-we-are-doing.csv"'
    return response


def json_response(figures: PublicFigures) -> JsonResponse:
    return JsonResponse(
        {
            "since": figures.period.since,
            "until": figures.period.until,
            "counted_at": figures.counted_at,
            "redress_owed_yuan": figures.redress,
            "not_published_below": LEAST,
            "rows": open_rows(figures),
        }
    )


def open_rows(figures: PublicFigures) -> list[dict[str, object]]:
    """Give a row for the whole, for each month and for each door; what rests on too few is empty."""
    return [
        open_row("all", "all", figures.whole),
        *(open_row("month", f"{line.key:%Y-%m}", line) for line in figures.months),
        *(open_row("door", str(line.key), line) for line in figures.doors),
    ]


def open_row(by: str, key: str, line: Published) -> dict[str, object]:
    promises, satisfaction = line.promises, line.satisfaction
    low, high = (satisfaction.interval or (None, None)) if satisfaction else (None, None)
    values = (
        by,
        key,
        promises and promises.of,
        rounded(promises and promises.value),
        satisfaction and satisfaction.of,
        rounded(satisfaction and satisfaction.value),
        rounded(low),
        rounded(high),
        hours(line.first_answer),
        hours(line.resolution),
    )
    return dict(zip(COLUMNS, values, strict=True))


def rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)


def hours(wait: timedelta | None) -> float | None:
    return None if wait is None else round(wait.total_seconds() / 3600, 1)
