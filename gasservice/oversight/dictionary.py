"""The data dictionary for machines, as CSV on the Web: made of the tables that count and explain the figures."""

from django.conf import settings
from django.http import JsonResponse
from django.urls import reverse
from django.utils.functional import Promise as Lazy
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from gasservice.oversight.datasets import DATASETS, Column, Dataset, Part, Series
from gasservice.oversight.open_data import in_each_language, licence_words, parts_of
from gasservice.oversight.queries.public import PublicFigures
from gasservice.web.company import company_in

COUNT = {"base": "integer", "minimum": 0}
SHARE = {"base": "decimal", "minimum": 0, "maximum": 1}
TYPES = {Part.NUMBER: COUNT, Part.SHARE: SHARE, Part.LOW: SHARE, Part.HIGH: SHARE}
CONTEXT = ["http://www.w3.org/ns/csvw", {"@language": "en"}]


def words_for_machines(found: PublicFigures) -> JsonResponse:
    """Describe every set: its columns, what they mean in the three languages, and what an empty cell says."""
    facts = {
        "@context": CONTEXT,
        "dc:title": in_each_language(_("How we are doing")),
        "dc:publisher": company_in("en")["name"],
        "dc:modified": found.published_at and localtime(found.published_at).isoformat(),
        "dc:license": settings.OPEN_DATA_LICENCE_URL or licence_words(),
        "dialect": {"encoding": "utf-8", "header": True},
        "tables": [table_described(dataset) for dataset in DATASETS],
    }
    return JsonResponse(facts, json_dumps_params={"ensure_ascii": False}, content_type="application/csvm+json")


def table_described(dataset: Dataset) -> dict[str, object]:
    columns = [column_described(place.value, place.label, "string") for place in dataset.places]
    columns += [figure_described(series, column) for series, column in parts_of(dataset)]
    columns.append(column_described("hidden", _("The figures that are hidden in this row"), "string"))
    return {
        "url": settings.SITE_URL + reverse("open-dataset", args=[dataset.code, "csv"]),
        "dc:title": in_each_language(dataset.name),
        "tableSchema": {"columns": columns, "primaryKey": [place.value for place in dataset.places]},
    }


def figure_described(series: Series, column: Column) -> dict[str, object]:
    found = column_described(column.name, column.words, TYPES.get(column.part, "decimal"))
    means = {
        "dc:type": in_each_language(column.part.label),
        "dc:description": in_each_language(series.definition.counting),
    }
    glossary = f"{settings.SITE_URL}{reverse('glossary')}#{series.figure}"
    return found | means | {"null": "", "propertyUrl": glossary}


def column_described(name: str, words: Lazy, datatype: object) -> dict[str, object]:
    return {"name": name, "titles": name, "dc:title": in_each_language(words), "datatype": datatype}
