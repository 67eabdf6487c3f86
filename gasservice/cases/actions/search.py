"""Keeping what a case says findable."""

from collections.abc import Iterable

from django.db import connection

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
    text = simplified(" ".join(text for text in texts if text))
    with connection.cursor() as cursor:
        cursor.execute(ADD, {"signs": signs_of(text), "lexemes": " ".join(lexemes_of(text)), "id": case.pk})
