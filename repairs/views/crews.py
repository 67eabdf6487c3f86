"""The crews: the plan of a day, what one's own crews have to do, and the crews as supervisors keep them."""

from datetime import timedelta
from functools import partial
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gasservice.web.asking import is_done, is_pressed
from repairs.access import disputes_of, get_job, keeps_crews, require, sees_day_plan
from repairs.actions.booking import record_arrival
from repairs.actions.crews import drop_shift, keep_crew, plan_shifts
from repairs.actions.visits import find_nobody
from repairs.forms.crews import CrewForm, DayForm, ShiftsForm
from repairs.forms.visits import DoorPhotoForm
from repairs.models import Crew, PlannedJob, Shift
from repairs.queries.days import day_plan, jobs_of

DAY = timedelta(days=1)
DISPUTES = 20


@require_safe
def plan_of_day(request: HttpRequest) -> HttpResponse:
    """Show who goes where on a day."""
    require(sees_day_plan(request.user))
    today = timezone.localdate()
    form = DayForm({"day": today.isoformat()} | request.GET.dict())
    form.is_valid()
    day, district = form.cleaned_data.get("day") or today, form.cleaned_data.get("district")
    near = {"earlier": address_of(day - DAY, district), "later": address_of(day + DAY, district)}
    shown = {"plan": day_plan(day, district), "day": day, "form": form, "is_narrowed": district is not None}
    shown |= {"may_keep": keeps_crews(request.user), "disputes": disputes_of(request.user)[:DISPUTES]}
    shown["place"] = "day-plan"
    return render(request, "repairs/desk/day.html", shown | near)


def address_of(day, district) -> str:
    asked = {"day": day.isoformat()} | ({"district": district.pk} if district else {})
    return f"?{urlencode(asked)}"


@require_safe
def my_jobs(request: HttpRequest) -> HttpResponse:
    """Show what one's own crews have to do today, for a phone."""
    require(sees_day_plan(request.user))
    today = timezone.localdate()
    jobs = [(job, DoorPhotoForm(auto_id=f"door-{job.pk}-%s")) for job in jobs_of(request.user, today)]
    shown = {"jobs": jobs, "day": today, "now": timezone.now(), "place": "my-jobs"}
    return render(request, "repairs/desk/my_jobs.html", shown)


@require_POST
def arrive(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take down that we are there."""
    job = get_job(request.user, uid)
    record = partial(record_arrival, appointment=job.appointment, by=request.user, at=timezone.now())
    is_pressed(request, record, _("Written down."))
    return back_from(request, job)


@require_POST
def nobody_opens(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take down that nobody opens, with a photo of the door if there is one."""
    job, form = get_job(request.user, uid), DoorPhotoForm(request.POST, request.FILES)
    record = partial(find_nobody, appointment=job.appointment, by=request.user, at=timezone.now())
    if not form.is_valid():
        for sentence in form.errors["photos"]:
            messages.error(request, sentence)
    else:
        is_pressed(request, partial(record, photos=form.cleaned_data["photos"]), _("Written down."))
    return back_from(request, job)


def back_from(request: HttpRequest, job: PlannedJob) -> HttpResponse:
    return redirect("my-jobs" if not request.user.works_cases else job.appointment.case.get_absolute_url())


@require_safe
def crews(request: HttpRequest) -> HttpResponse:
    require(keeps_crews(request.user))
    rows = Crew.objects.select_related("team").prefetch_related("districts", "members")
    return render(request, "repairs/desk/crews.html", {"crews": rows, "place": "day-plan"})


def crew(request: HttpRequest, code: str = "") -> HttpResponse:
    """Write a crew down, or change it."""
    require(keeps_crews(request.user))
    row = get_object_or_404(Crew, code=code) if code else None
    form = CrewForm(request.POST or None, crew=row)
    if is_done(request, form, partial(keep_crew, crew=row, by=request.user, at=timezone.now())):
        messages.success(request, _("Kept."))
        return redirect("crew-shifts", form.cleaned_data["code"])
    return render(request, "repairs/desk/crew.html", {"crew": row, "form": form, "place": "day-plan"})


def shifts(request: HttpRequest, code: str) -> HttpResponse:
    """Plan when a crew is out."""
    require(keeps_crews(request.user))
    row, now = get_object_or_404(Crew, code=code), timezone.now()
    form = ShiftsForm(request.POST or None, initial={"since": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        count = plan_shifts(crew=row, by=request.user, at=now, **form.cleaned_data)
        messages.success(request, _("Planned: %(count)d new shifts.") % {"count": count})
        return redirect("crew-shifts", row.code)
    shown = {"crew": row, "form": form, "shifts": row.shifts.filter(ends_at__gt=now), "place": "day-plan"}
    return render(request, "repairs/desk/shifts.html", shown)


@require_POST
def drop(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    require(keeps_crews(request.user))
    shift = get_object_or_404(Shift, crew__code=code, pk=pk)
    is_pressed(request, partial(drop_shift, shift=shift, by=request.user, at=timezone.now()), _("Taken away."))
    return redirect("crew-shifts", code)
