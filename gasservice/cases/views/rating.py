"""The question afterwards: a page of five buttons, then what nobody must answer; opening it never votes."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from gasservice.cases.actions.survey import rate_case
from gasservice.cases.forms.filing import at_account
from gasservice.cases.forms.surveys import RatingForm, ScoreForm
from gasservice.cases.models import SurveyInvitation, SurveyResponse
from gasservice.cases.queries.surveys import invitations_with_answers, subject_of
from gasservice.cases.secrets import hash_of_link
from gasservice.cases.views.leaks import leak_first
from gasservice.web.asking import is_done
from gasservice.web.limits import limit

OPTIONAL = ("is_solved", "ease", "recommend", "words")


def told_in(request: HttpRequest, secret: str) -> dict[str, object]:
    """Say where a leak told in an answer is: in its case, or where the gas was off."""
    invitation = invitation_of(secret)
    if invitation.case:
        return {"told_in": invitation.case}
    customer = invitation.customer
    reached = {"contact_name": customer.name, "contact_phone": customer.phone, "contact_email": customer.email}
    return {"customer": customer} | reached | at_account(invitation.gas_account)


@limit("rate", "30/m/ip")
@never_cache
@leak_first(told_in)
def rate(request: HttpRequest, secret: str) -> HttpResponse:
    """Show the five buttons, or keep the one that was pressed; then ask for more, which nobody must give."""
    invitation = invitation_of(secret)
    response = getattr(invitation, "response", None)
    is_whole = "words" in request.POST
    if request.method == "POST" and not is_whole:
        form = ScoreForm(request.POST)
    else:
        form = RatingForm(request.POST or None, initial=before(response), is_about_outage=invitation.is_about_outage)
    if is_done(request, form, partial(rate_case, invitation=invitation, at=timezone.now())):
        return redirect("rate-thanks" if is_whole else "rate", secret)
    is_over = timezone.now() >= invitation.expires_at
    facts = {"form": form, "subject": subject_of(invitation), "response": response, "is_over": is_over}
    return render(request, "cases/rating/rate.html", facts | {"case": invitation.case})


@limit("rate", "30/m/ip")
@require_safe
@never_cache
def thanks(request: HttpRequest, secret: str) -> HttpResponse:
    """Say thanks, what happens with the answer, and how to change it."""
    invitation = invitation_of(secret)
    if not hasattr(invitation, "response"):
        return redirect("rate", secret)
    will_call = hasattr(invitation, "follow_up") and invitation.follow_up.is_waiting
    facts = {"response": invitation.response, "secret": secret, "until": invitation.expires_at, "will_call": will_call}
    return render(request, "cases/rating/thanks.html", facts)


def before(response: SurveyResponse | None) -> dict[str, object]:
    return {name: getattr(response, name) for name in ("score", *OPTIONAL)} if response else {}


def invitation_of(secret: str) -> SurveyInvitation:
    invitation = invitations_with_answers().filter(secret_hash=hash_of_link(secret)).first()
    if invitation is None:
        raise Http404
    return invitation
