"""Which cases and drafts a browser knows: those whose secret it has shown, and what it has begun to write."""

from uuid import UUID

from django.http import Http404, HttpRequest

from gasservice.cases.access import SHOWN_WITH, visible_to
from gasservice.cases.models import Case, Draft
from gasservice.cases.references import read_reference
from gasservice.users.models import User

FOLLOWED, DRAFTS = "followed_cases", "drafts"
REMEMBERED = 20


def who(request: HttpRequest) -> User | None:
    """Give whoever is signed in; a visitor is nobody."""
    return request.user if request.user.is_authenticated else None


def follow(request: HttpRequest, case: Case) -> None:
    """Remember that this browser has shown the secret of a case; a changed secret shuts it out again."""
    followed = request.session.get(FOLLOWED, {})
    newest = {case.reference: case.secret_hash} | {k: v for k, v in followed.items() if k != case.reference}
    request.session[FOLLOWED] = dict(list(newest.items())[:REMEMBERED])


def get_followed_case(request: HttpRequest, reference: str) -> Case:
    """Load a case for its customer: signed in, or in a browser that has shown the secret; 404 for all others."""
    rows = Case.objects.select_related(*SHOWN_WITH)
    known = request.session.get(FOLLOWED, {}).get(read_reference(reference))
    case = rows.filter(reference=read_reference(reference), secret_hash=known).first() if known else None
    if case is None and request.user.is_authenticated and not request.user.works_here:
        case = visible_to(request.user).select_related(*SHOWN_WITH).filter(reference=read_reference(reference)).first()
    if case is None:
        raise Http404
    return case


def remember_draft(request: HttpRequest, draft: Draft) -> None:
    begun = [str(draft.submission), *request.session.get(DRAFTS, [])]
    request.session[DRAFTS] = begun[:REMEMBERED]


def get_draft(request: HttpRequest, submission: UUID) -> Draft:
    """Load what this browser has begun to write; 404 for any other."""
    draft = Draft.objects.filter(submission=submission).first() if began(request, submission) else None
    if draft is None:
        raise Http404
    return draft


def began(request: HttpRequest, submission: UUID) -> bool:
    return str(submission) in request.session.get(DRAFTS, [])
