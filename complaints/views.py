"""Ideas from customers: published for everybody, decided and edited at the desk, let go of by their authors."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from complaints.access import get_idea, get_published, ideas_to_publish
from complaints.actions.suggestions import (
    allow_publishing,
    consider_suggestion,
    decide_suggestion,
    forbid_publishing,
    publish_suggestion,
    unpublish_suggestion,
)
from complaints.forms import DecideSuggestionForm, PublishForm, SuggestionFilterForm
from complaints.models import Suggestion
from complaints.queries import suggestions_found
from gasservice.cases.following import get_followed_case, who
from gasservice.cases.models import Case
from gasservice.web.asking import is_done, is_pressed
from gasservice.web.limits import limit
from gasservice.web.paging import page_of


@limit("suggestions", "60/m/ip")
@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """List the ideas that are published, the latest first; words are found in either script."""
    form = SuggestionFilterForm(request.GET)
    said = form.cleaned_data if form.is_valid() else {"q": "", "outcome": ""}
    rows = suggestions_found(said["q"], said["outcome"])
    page = page_of(rows, by="-published_at", cursor=request.GET.get("cursor", ""), size=20)
    shown = {"page": page, "form": form, "is_narrowed": bool(said["q"] or said["outcome"])}
    return render(request, "complaints/suggestions.html", shown | {"place": "suggestions"})


@limit("suggestions", "60/m/ip")
@require_safe
def suggestion(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one published idea and what became of it."""
    crumbs = [(_("Ideas from customers"), reverse("suggestions"))]
    return render(request, "complaints/suggestion.html", {"row": get_published(pk), "crumbs": crumbs})


@require_safe
@login_required
def to_publish(request: HttpRequest) -> HttpResponse:
    """List the ideas that wait for an editor, the longest waiting first."""
    rows = ideas_to_publish(request.user).select_related("case")
    page = page_of(rows, by="decided_at", cursor=request.GET.get("cursor", ""))
    return render(request, "complaints/suggestions_to_publish.html", {"page": page})


def idea_page(request: HttpRequest, template: str, case: Case, row: Suggestion, form: Form) -> HttpResponse:
    """Show an idea in its author's words, with a form about it."""
    told = case.messages.filter(is_from_customer=True).first()
    return render(request, template, {"case": case, "row": row, "told": told, "form": form, "crumbs": crumbs_to(case)})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def decide(request: HttpRequest, reference: str) -> HttpResponse:
    """Show an idea, and take the decision on it."""
    case, row = get_idea(request.user, reference)
    form = DecideSuggestionForm(request.POST or None)
    if is_done(request, form, partial(decide_suggestion, case=case, by=request.user, at=timezone.now())):
        messages.success(request, _("Decided, and the customer is told."))
        return redirect(case.get_absolute_url())
    return idea_page(request, "complaints/decide_suggestion.html", case, row, form)


@require_POST
@login_required
def consider(request: HttpRequest, reference: str) -> HttpResponse:
    case, _row = get_idea(request.user, reference)
    act = partial(consider_suggestion, case=case, by=request.user, at=timezone.now())
    is_pressed(request, act, _("Noted. The customer sees it on the page of the case."))
    return redirect(case.get_absolute_url())


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def publish(request: HttpRequest, reference: str) -> HttpResponse:
    """Edit an idea for the public, and publish it."""
    case, row = get_idea(request.user, reference)
    begun = {"title": row.title or case.title, "words": row.words, "answer": row.answer or row.why}
    form = PublishForm(request.POST or None, initial=begun)
    if is_done(request, form, partial(publish_suggestion, case=case, by=request.user, at=timezone.now())):
        messages.success(request, _("Published."))
        return redirect("suggestion", case.pk)
    return idea_page(request, "complaints/publish_suggestion.html", case, row, form)


@require_POST
@login_required
def unpublish(request: HttpRequest, reference: str) -> HttpResponse:
    case, _row = get_idea(request.user, reference)
    act = partial(unpublish_suggestion, case=case, by=request.user, at=timezone.now())
    is_pressed(request, act, _("It is no longer on the public pages."))
    return redirect("publish-suggestion", reference)


@require_POST
def consent(request: HttpRequest, reference: str) -> HttpResponse:
    """Let the author allow publishing, or take it back."""
    case = get_followed_case(request, reference)
    is_given = request.POST.get("consent") == "yes"
    act = allow_publishing if is_given else forbid_publishing
    done = _("Thank you. We may publish it now.") if is_given else _("It is not published, and will not be.")
    is_pressed(request, partial(act, case=case, by=who(request), at=timezone.now()), done)
    return redirect("tracked-case", reference)


def crumbs_to(case) -> list[tuple[str, str]]:
    return [(case.reference, case.get_absolute_url())]
