"""What became of ideas, as everybody finds it."""

from django.contrib.postgres.search import SearchQuery
from django.db.models import QuerySet

from complaints.access import suggestions_published
from complaints.models import Suggestion
from gasservice.cases.bigrams import query_of
from gasservice.web.scripts import simplified


def suggestions_found(typed: str, outcome: str) -> QuerySet[Suggestion]:
    """Give the published ideas of an outcome that hold every word typed, in either Chinese script."""
    rows = suggestions_published()
    if outcome:
        rows = rows.filter(stage=outcome)
    if words := query_of(simplified(typed)):
        rows = rows.filter(search=SearchQuery(words, config="simple", search_type="raw"))
    return rows
