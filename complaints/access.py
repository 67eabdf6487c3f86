"""Who works on an idea, and what of it is for everybody."""

from django.db.models import QuerySet
from django.http import Http404

from complaints.models import Suggestion
from complaints.terms import SUGGESTION
from gasservice.cases.access import get_case, visible_to
from gasservice.cases.models import Case
from gasservice.cases.terms import Act
from gasservice.users.models import User


def get_idea(user: User, reference: str) -> tuple[Case, Suggestion]:
    """Give the case of an idea, to whoever may resolve it, and what became of it so far."""
    if not (user.is_authenticated and user.works_here):
        raise Http404
    case = get_case(user, reference, to=Act.RESOLVE)
    if case.kind.code != SUGGESTION:
        raise Http404
    return case, Suggestion.objects.filter(case=case).first() or Suggestion(case=case)


def ideas_to_publish(user: User) -> QuerySet[Suggestion]:
    """Give the ideas that somebody at the desk may edit for the public; 404 for whoever works no cases."""
    if not (user.is_authenticated and user.works_cases):
        raise Http404
    return Suggestion.objects.to_publish().filter(case__in=visible_to(user))


def suggestions_published() -> QuerySet[Suggestion]:
    """Give what everybody may read; the case behind it is not loaded with it."""
    return Suggestion.objects.published()


def get_published(pk: int) -> Suggestion:
    row = suggestions_published().filter(pk=pk).first()
    if row is None:
        raise Http404
    return row
