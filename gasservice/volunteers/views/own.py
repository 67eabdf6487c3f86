"""A volunteer's own pages: apply, judge the cases that chance gave, write what was seen."""

from datetime import date
from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gasservice.files.responses import file_response
from gasservice.registry.queries import accounts_of
from gasservice.volunteers.access import (
    checks_of,
    get_check,
    get_photo,
    get_serving,
    own_observations,
    own_volunteering,
    serving,
)
from gasservice.volunteers.actions.checks import judge_check
from gasservice.volunteers.actions.observations import write_observation
from gasservice.volunteers.actions.vetting import apply_to_volunteer
from gasservice.volunteers.forms import ApplyForm, JudgeForm, ObservationForm
from gasservice.volunteers.queries.checks import told_case
from gasservice.volunteers.terms import State
from gasservice.web.asking import is_done
from gasservice.web.limits import limit
from gasservice.web.paging import page_of

LIVE = (State.APPLIED, State.ACCEPTED)


@require_safe
@login_required
def volunteering(request: HttpRequest) -> HttpResponse:
    """Show a volunteer what there is to look at; who is none may apply."""
    own_volunteering(request.user)
    today = timezone.localdate()
    row = serving(request.user, today).first()
    if row is None:
        return redirect("apply-to-volunteer")
    return render(request, "volunteers/volunteering.html", own_work(request, row, today))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@limit("volunteer", "10/d/user", only_posts=True)
def apply(request: HttpRequest) -> HttpResponse:
    """Show the application and what became of it, or the form to apply with."""
    row, today, form = own_volunteering(request.user), timezone.localdate(), None
    if row is None or row.state not in LIVE:
        form = ApplyForm(request.POST or None, initial={"patch": own_estates(request.user, today)})
        if is_done(request, form, partial(apply_to_volunteer, by=request.user, at=timezone.now())):
            messages.success(request, _("We have your application. You hear from us."))
            return redirect("apply-to-volunteer")
    return render(request, "volunteers/apply.html", {"row": row, "form": form, "place": "volunteering"})


def own_work(request: HttpRequest, row, today: date) -> dict[str, object]:
    """Give what waits for a volunteer, what they judged, and what they saw with the state of its answer."""
    checks, now = checks_of(request.user, today).select_related("case__kind"), timezone.now()
    seen = own_observations(request.user).select_related("community").prefetch_related("photos__file")
    seen = page_of(seen, by="-written_at", cursor=request.GET.get("cursor", ""), size=20)
    for one in seen.rows:
        one.state = one.state_at(now)
    waiting, judged = checks.filter(judged_at__isnull=True), checks.filter(judged_at__isnull=False)
    return {
        "row": row,
        "patch": row.patch.all(),
        "waiting": page_of(waiting, by="-drawn_at", cursor=request.GET.get("waiting", ""), size=10),
        "judged": page_of(judged, by="-drawn_at", cursor=request.GET.get("judged", ""), size=10),
        "seen": seen,
        "place": "volunteering",
    }


def own_estates(user, today: date) -> str:
    accounts = accounts_of(user, today)
    return "\n".join({account.service_point.premise.community.name: None for account in accounts})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a closed case without the people in it, and take the judgement."""
    row = get_check(request.user, pk, timezone.localdate())
    form = JudgeForm(request.POST or None, initial={"fair": row.fair, "clear": row.clear, "words": row.words})
    if is_done(request, form, partial(judge_check, check=row, at=timezone.now())):
        messages.success(request, _("Thank you. It counts in the figures of the month."))
        return redirect("volunteering")
    facts = {"row": row, "told": told_case(row), "form": form, "crumbs": crumbs(), "place": "volunteering"}
    return render(request, "volunteers/check.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@limit("observation", "30/d/user", only_posts=True)
def write(request: HttpRequest) -> HttpResponse:
    """Take in what a volunteer saw."""
    now = timezone.now()
    today = timezone.localdate(now)
    volunteer = get_serving(request.user, today)
    form = ObservationForm(request.POST or None, request.FILES or None, volunteer=volunteer, today=today)
    if is_done(request, form, partial(write_observation, volunteer=volunteer, at=now)):
        messages.success(request, _("We have it, and we answer you."))
        return redirect("volunteering")
    return render(request, "volunteers/write.html", {"form": form, "crumbs": crumbs(), "place": "volunteering"})


@require_safe
@login_required
def photo(request: HttpRequest, file) -> HttpResponse:
    """Show a photo to whoever took it, and to whoever answers it."""
    return file_response(get_photo(request.user, file).file)


def crumbs() -> list[tuple[str, str]]:
    return [(_("Volunteering"), reverse("volunteering"))]
