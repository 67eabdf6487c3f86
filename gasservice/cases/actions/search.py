"""Keeping what a case says findable."""

from collections.abc import Iterable

from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import Func, TextField, Value

from gasservice.cases.bigrams import lexemes_of, signs_of
from gasservice.cases.models import Case
from gasservice.web.scripts import simplified

ADD = """
UPDATE cases_case SET search =
    coalesce(search, ''::tsvector) || array_to_tsvector(%(signs)s::text[]) || to_tsvector('simple', %(lexemes)s)
WHERE id = %(id)s
"""


def add_to_search(*, case: Case, texts: Iterable[str]) -> None:
    """Let the staff find a case by these words too, in either Chinese script."""
    signs, lexemes = search_words(texts)
    with connection.cursor() as cursor:
        cursor.execute(ADD, {"signs": signs, "lexemes": lexemes, "id": case.pk})


def search_words(texts: Iterable[str]) -> tuple[list[str], str]:
    text = simplified(" ".join(text for text in texts if text))
    return signs_of(text), " ".join(lexemes_of(text))


def search_of(texts: Iterable[str]) -> Func:
    """Write these words as the search column of a case that is only being made."""
    signs, lexemes = search_words(texts)
    return Func(
        Value(signs, output_field=ArrayField(TextField())),
        Value(lexemes),
        template="array_to_tsvector(%(expressions)s)",
        arg_joiner="::text[]) || to_tsvector('simple', ",
    )
