"""Our figures as open data: a file for each set, in CSV and JSON."""

import csv
from collections.abc import Iterator
from datetime import date, datetime
from hashlib import sha256
from io import StringIO

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.functional import Promise as Lazy
from django.utils.http import http_date
from django.utils.timezone import localtime
from django.utils.translation import gettext, override

from gasservice.oversight.datasets import Column, Dataset, Dimension, Series, Span
from gasservice.oversight.publishing import Row
from gasservice.oversight.queries.public import FRESH, PublicFigures
from gasservice.oversight.rules import LEAST
from gasservice.web.languages import LANGUAGES
from gasservice.web.sheets import SHEET_MARK, sheet_safe

WHOLE = "all"
NOWHERE = "none"


def dataset_csv(dataset: Dataset, found: PublicFigures, *, has_mark: bool) -> HttpResponse:
    """Answer with a set as CSV; programs read it as it is, and spreadsheets with a mark before it."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(dataset.header)
    writer.writerows(sheet_safe(row.values()) for row in rows_of(dataset, found))
    words = (SHEET_MARK if has_mark else "") + out.getvalue()
    response = HttpResponse(words, content_type="text/csv; charset=utf-8; header=present")
    response["Content-Disposition"] = f'attachment; filename="{dataset.code}.csv"'
    response["Link"] = f'<{reverse("open-data-words")}>; rel="describedby"; type="application/csvm+json"'
    return response


def dataset_json(dataset: Dataset, found: PublicFigures, *, has_mark: bool) -> JsonResponse:
    """Answer with a set as JSON; no mark may stand before it."""
    facts = {
        "dataset": dataset.code,
        "title": in_each_language(dataset.name),
        "since": found.period.since,
        "until": found.period.until,
        "published_at": found.published_at and localtime(found.published_at),
        "not_published_below": LEAST,
        "licence": licence_words(),
        "described_by": settings.SITE_URL + reverse("open-data-words"),
        "rows": list(rows_of(dataset, found)),
    }
    return JsonResponse(facts, json_dumps_params={"ensure_ascii": False})


def answer_unless_known(request: HttpRequest, response: HttpResponse, published_at: datetime | None) -> HttpResponse:
    """Answer that nothing has changed to who has it already: `Last-Modified` is when the last of it came out."""
    etag = f'"{sha256(response.content).hexdigest()[:32]}"'
    moment = published_at and int(published_at.timestamp())
    response["ETag"] = etag
    if moment:
        response["Last-Modified"] = http_date(moment)
    response["Cache-Control"] = f"public, max-age={FRESH}"
    return get_conditional_response(request, etag, moment, response)


def rows_of(dataset: Dataset, found: PublicFigures) -> Iterator[dict[str, object]]:
    """Give the rows of a set; what is hidden is empty, and `hidden` names it."""
    for since, rows in found.sets[dataset.code].items():
        for row in rows.values():
            told = zip(dataset.dimensions, row.place, strict=True)
            places = {dimension.value: code_of(dimension, value, found) for dimension, value in told}
            values = {column.name: value_in(row, series, column) for series, column in parts_of(dataset)}
            hidden = " ".join(series.figure for series in dataset.series if row.lines[series.figure] is None)
            yield {dataset.span.value: span_code(dataset.span, since)} | places | values | {"hidden": hidden}


def parts_of(dataset: Dataset) -> Iterator[tuple[Series, Column]]:
    for series in dataset.series:
        for column in series.columns:
            yield series, column


def value_in(row: Row, series: Series, column: Column) -> object:
    line = row.lines[series.figure]
    return None if line is None else column.read(line)


def span_code(span: Span, since: date) -> str:
    return f"{since:%Y-%m}" if span == Span.MONTH else f"{since.year}-Q{(since.month + 2) // 3}"


def code_of(dimension: Dimension, value: object, found: PublicFigures) -> str:
    if value is None:
        return WHOLE
    if dimension == Dimension.DISTRICT:
        return found.districts[value].code if value in found.districts else NOWHERE
    return str(value) or NOWHERE


def in_each_language(words: Lazy) -> dict[str, str]:
    """Say something in the three languages."""
    found = {}
    for code, language in LANGUAGES.items():
        with override(code):
            found[language.html] = str(words)
    return found


def licence_words() -> str:
    """Name the licence; where none was chosen, whom to ask."""
    return settings.OPEN_DATA_LICENCE or gettext("Ask us before you use these figures elsewhere.")
