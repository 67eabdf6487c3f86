"""The question after the closing: a page of five buttons; opening it never votes."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from gasservice.cases.actions.survey import rate_case
from gasservice.cases.forms.tracking import RatingForm
from gasservice.cases.models import SurveyInvitation
from gasservice.cases.secrets import hash_of_link
from gasservice.cases.views.leaks import leak_first
from gasservice.web.limits import limit
from gasservice.web.refusals import Refusal


@limit("rate", "30/m/ip")
@never_cache
@leak_first(lambda request, secret: {"told_in": invitation_of(secret).case})
def rate(request: HttpRequest, secret: str) -> HttpResponse:
    """Show the five buttons, or keep the one that was pressed; then ask for words, which nobody must give."""
    invitation = invitation_of(secret)
    response = getattr(invitation, "response", None)
    form = RatingForm(request.POST or None, initial=before(response))
    if request.method == "POST" and form.is_valid():
        try:
            rate_case(invitation=invitation, at=timezone.now(), **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Thank you. You may change your mind for 14 days, on this same page."))
            return redirect("rate", secret)
    is_over = timezone.now() >= invitation.expires_at
    facts = {"form": form, "case": invitation.case, "response": response, "is_over": is_over}
    return render(request, "cases/rating/rate.html", facts)


def before(response) -> dict:
    if response is None:
        return {}
    return {"score": response.score, "is_solved": response.is_solved, "words": response.words}


def invitation_of(secret: str) -> SurveyInvitation:
    rows = SurveyInvitation.objects.select_related("case", "response")
    invitation = rows.filter(secret_hash=hash_of_link(secret)).first()
    if invitation is None:
        raise Http404
    return invitation
