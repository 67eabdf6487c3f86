"""The desk's pages: who is named as a volunteer, and what they are answered."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import TextChoices
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gasservice.standards.clock import months_after
from gasservice.volunteers.access import get_observation, get_volunteer, is_answering, volunteers_to_vet
from gasservice.volunteers.actions.observations import answer_observation
from gasservice.volunteers.actions.vetting import accept_volunteer, end_volunteering, refuse_volunteer
from gasservice.volunteers.forms import AnswerForm, EndForm, VetForm
from gasservice.volunteers.models import Volunteer
from gasservice.volunteers.queries.observations import observations_answered_late, observations_to_answer
from gasservice.volunteers.terms import Answering, State, Vetting
from gasservice.web.asking import is_done
from gasservice.web.paging import page_of, views_at

YEAR = 12


@require_safe
@login_required
def volunteers(request: HttpRequest) -> HttpResponse:
    """List who applies, the longest waiting first, or who is named."""
    name = list_asked(request, Vetting)
    state = State.ACCEPTED if name == Vetting.NAMED else State.APPLIED
    rows = volunteers_to_vet(request.user).filter(state=state).select_related("user").prefetch_related("patch")
    page = page_of(rows, by="applied_at", cursor=request.GET.get("cursor", ""))
    views = views_at(reverse("volunteers-to-vet"), dict(Vetting.choices), name)
    return render(request, "volunteers/volunteers_desk.html", {"page": page, "list": name, "views": views})


def list_asked(request: HttpRequest, lists: type[TextChoices]) -> str:
    """Give the name of the list that is asked for, the first one where none is; 404 for any other."""
    name = request.GET.get("list", lists.values[0])
    if name not in lists.values:
        raise Http404
    return name


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def vet(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an application and decide on it; of somebody who is named, end the term."""
    row, now = get_volunteer(request.user, pk), timezone.now()
    patch = list(row.patch.all())
    form = VetForm(request.POST or None, initial=proposed(row, patch, timezone.localdate(now)))
    if row.is_applied and is_done(request, form, partial(decide_on, row, by=request.user, at=now)):
        messages.success(request, _("Decided, and the applicant is told."))
        return redirect("volunteers-to-vet")
    facts = {"row": row, "patch": patch, "form": form, "end_form": EndForm(), "crumbs": to_volunteers()}
    return render(request, "volunteers/vet.html", facts)


def proposed(row: Volunteer, patch: list, today) -> dict[str, object]:
    first = months_after(today.replace(day=1), 1)
    term = {"term_from": first, "term_until": months_after(first, YEAR)}
    return {"patch": "\n".join(place.name for place in patch), **term}


def decide_on(row: Volunteer, *, is_accepted: bool, patch, term_from, term_until, why: str, by, at) -> None:
    if is_accepted:
        accept_volunteer(volunteer=row, patch=patch, term=(term_from, term_until), why=why, by=by, at=at)
    else:
        refuse_volunteer(volunteer=row, why=why, by=by, at=at)


@require_POST
@login_required
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a term before its time."""
    row, now = get_volunteer(request.user, pk), timezone.now()
    form = EndForm(request.POST)
    act = partial(end_volunteering, volunteer=row, by=request.user, at=now, day=timezone.localdate(now))
    if is_done(request, form, act):
        messages.success(request, _("The term has ended, and the volunteer is told."))
        return redirect("volunteers-to-vet")
    facts = {"row": row, "patch": row.patch.all(), "end_form": form, "crumbs": to_volunteers()}
    return render(request, "volunteers/vet.html", facts)


@require_safe
@login_required
def observations(request: HttpRequest) -> HttpResponse:
    """List what waits for an answer, the first due first; or what was answered too late."""
    name = list_asked(request, Answering)
    is_late = name == Answering.LATE
    rows = (observations_answered_late if is_late else observations_to_answer)(request.user)
    order = "-answered_at" if is_late else "due_at"
    page, now = page_of(rows, by=order, cursor=request.GET.get("cursor", "")), timezone.now()
    for row in page.rows:
        row.state = row.state_at(now)
    views = views_at(reverse("observations-to-answer"), dict(Answering.choices), name)
    return render(request, "volunteers/observations_desk.html", {"page": page, "is_late": is_late, "views": views})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what a volunteer saw, and answer it; who looks on reads it."""
    row, now = get_observation(request.user, pk), timezone.now()
    form = AnswerForm(request.POST or None) if is_answering(request.user) and not row.is_answered else None
    if form and is_done(request, form, partial(answer_observation, observation=row, by=request.user, at=now)):
        messages.success(request, _("Answered."))
        return redirect("observations-to-answer")
    photos = row.photos.select_related("file").order_by("pk")
    steps = row.steps.select_related("told").order_by("position")
    facts = {"row": row, "photos": photos, "form": form, "state": row.state_at(now), "steps": steps}
    facts |= {"crumbs": to_observations()}
    return render(request, "volunteers/answer.html", facts)


def to_volunteers() -> list[tuple[str, str]]:
    return [(_("Volunteer supervisors"), reverse("volunteers-to-vet"))]


def to_observations() -> list[tuple[str, str]]:
    return [(_("What volunteers saw"), reverse("observations-to-answer"))]
