"""Letters of ours that stand on a case."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from billing.printing import decision_letter
from billing.queries.disputes import decision_of
from billing.views.bills import pdf_of
from gasservice.cases.access import get_case
from gasservice.cases.following import get_followed_case
from gasservice.web.limits import limit


@require_safe
@never_cache
@limit("decision-letter", "60/h/ip")
def decision(request: HttpRequest, reference: str) -> HttpResponse:
    """Give the decision of a dispute as a letter to its customer, and to whoever of us may read the case."""
    is_ours = request.user.is_authenticated and request.user.works_here
    case = get_case(request.user, reference) if is_ours else get_followed_case(request, reference)
    now = timezone.now()
    found = decision_of(case, timezone.localdate(now))
    if found is None:
        raise Http404
    return pdf_of(decision_letter(found, at=now), f"decision-{case.reference}.pdf")
