"""What everybody may know: how we are doing, what each figure means, and the same as open data."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from gasservice.oversight import drawing_public, questions
from gasservice.oversight.datasets import DATASETS, NAMED
from gasservice.oversight.dictionary import words_for_machines
from gasservice.oversight.measures import definitions_known
from gasservice.oversight.open_data import answer_unless_known, dataset_csv, dataset_json
from gasservice.oversight.queries.public import public_figures_kept
from gasservice.oversight.responses import csv_response, json_response
from gasservice.oversight.rules import LEAST


@require_safe
def how_we_are_doing(request: HttpRequest) -> HttpResponse:
    found = public_figures_kept(timezone.now())
    facts = {"found": found, "least": LEAST, "tiles": drawing_public.public_tiles(found)}
    facts |= {"topics": questions.topics_of(found), "tables": drawing_public.public_tables(found)}
    return render(request, "oversight/how_we_are_doing.html", facts)


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    return render(request, "oversight/glossary.html", {"definitions": definitions_known()})


@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    found = public_figures_kept(timezone.now())
    facts = {"datasets": DATASETS, "found": found, "least": LEAST, "codes": drawing_public.codes_of(found)}
    licence = {"licence": settings.OPEN_DATA_LICENCE, "licence_url": settings.OPEN_DATA_LICENCE_URL}
    return render(request, "oversight/open_data.html", facts | licence)


@require_safe
def open_data_words(request: HttpRequest) -> HttpResponse:
    found = public_figures_kept(timezone.now())
    return answer_unless_known(request, words_for_machines(found), found.published_at)


@require_safe
def open_dataset(request: HttpRequest, code: str, form: str) -> HttpResponse:
    answers = {"csv": dataset_csv, "json": dataset_json}
    if code not in NAMED or form not in answers:
        raise Http404
    found = public_figures_kept(timezone.now())
    has_mark = request.GET.get("bom") == "1"
    return answer_unless_known(request, answers[form](NAMED[code], found, has_mark=has_mark), found.published_at)


@require_safe
def open_figures(request: HttpRequest, form: str) -> HttpResponse:
    answers = {"csv": csv_response, "json": json_response}
    if form not in answers:
        raise Http404
    found = public_figures_kept(timezone.now())
    return answer_unless_known(request, answers[form](found), found.published_at)
