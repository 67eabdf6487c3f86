"""Figures as data: the public ones in CSV and JSON, those of a dashboard in CSV and XLSX."""

import csv
from collections.abc import Iterable, Sequence
from io import BytesIO, StringIO

import xlsxwriter
from django.http import Http404, HttpResponse, JsonResponse

from gasservice.oversight.datasets import hours, rounded
from gasservice.oversight.lines import Line
from gasservice.oversight.publishing import Published
from gasservice.oversight.queries.public import PublicFigures
from gasservice.oversight.rules import LEAST
from gasservice.web.sheets import sheet_safe

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
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
    return csv_of(open_rows(figures), "how-we-are-doing.csv")


def dashboard_file(lines: Iterable[tuple[str, str, Line]], form: str) -> HttpResponse:
    """Answer with every count of the lines of a dashboard, each with what it is by and its code."""
    return file_of([full_row(by, code, line) for by, code, line in lines], "dashboard", form)


def file_of(rows: list[dict[str, object]], name: str, form: str, columns: Sequence[str] = ()) -> HttpResponse:
    """Answer with rows as CSV, or as XLSX for spreadsheets; raises Http404 for any other form."""
    answers = {"csv": csv_of, "xlsx": xlsx_of}
    if form not in answers:
        raise Http404
    return answers[form](rows, f"{name}.{form}", columns)


def csv_of(rows: list[dict[str, object]], name: str, columns: Sequence[str] = ()) -> HttpResponse:
    """Answer with a file of rows, of which nothing that was typed is run; where there may be none, name the columns."""
    out, heads = StringIO(), list(columns or rows[0])
    writer = csv.writer(out)
    writer.writerow(heads)
    writer.writerows(sheet_safe(row[head] for head in heads) for row in rows)
    response = HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def xlsx_of(rows: list[dict[str, object]], name: str, columns: Sequence[str] = ()) -> HttpResponse:
    """Answer with a workbook of one sheet: numbers stay numbers, and nothing that was typed is run or opened."""
    out, heads = BytesIO(), list(columns or rows[0])
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, heads, book.add_format({"bold": True}))
        for number, row in enumerate(rows, 1):
            sheet.write_row(number, 0, [row[head] for head in heads])
        sheet.freeze_panes(1, 0)
        sheet.autofit()
    response = HttpResponse(out.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def json_response(figures: PublicFigures) -> JsonResponse:
    return JsonResponse(open_figures(figures))


def open_figures(figures: PublicFigures) -> dict[str, object]:
    return {
        "since": figures.period.since,
        "until": figures.period.until,
        "published_at": figures.published_at,
        "redress_owed_yuan": figures.redress,
        "not_published_below": LEAST,
        "rows": open_rows(figures),
    }


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


def full_row(by: str, code: str, line: Line) -> dict[str, object]:
    counts = ("opened", "kept", "missed", "open_late", "answers", "satisfied", "asked", "replied")
    low, high = line.satisfaction.interval or (None, None)
    return {
        "by": by,
        "key": code,
        **{name: getattr(line, name) for name in counts},
        "promises_kept_share": rounded(line.promises.value),
        "satisfied_share": rounded(line.satisfaction.value),
        "satisfied_low": rounded(low),
        "satisfied_high": rounded(high),
        "first_answer_median_hours": hours(line.first_answer.median),
        "first_answer_p90_hours": hours(line.first_answer.p90),
        "resolution_median_hours": hours(line.resolution.median),
        "resolution_p90_hours": hours(line.resolution.p90),
    }
