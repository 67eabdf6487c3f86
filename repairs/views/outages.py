"""Outages at the desk: all of them, one of them, how far its notices have come, and its course."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gasservice.registry.models import Interruption
from gasservice.web.paging import page_of
from gasservice.web.refusals import Refusal
from repairs.access import get_outage, let_on_outages, may_on_outages
from repairs.actions.outage_course import cancel_outage, clear_outage, restore_outage, start_outage
from repairs.forms.outages import PublishForm
from repairs.queries.areas import hit_of
from repairs.queries.outage_page import draft_page, standing_of
from repairs.queries.outage_words import changes_since, places_of
from repairs.queries.outages import outages_at_desk, progress_of, receipt_counts, steps_of, versions_of
from repairs.terms import OutageAct

COURSE = {
    OutageAct.START: start_outage,
    OutageAct.RESTORE: restore_outage,
    OutageAct.CLEAR: clear_outage,
    OutageAct.CANCEL: cancel_outage,
}
PAGE = 30


@require_safe
@login_required
def outages(request: HttpRequest) -> HttpResponse:
    let_on_outages(request.user)
    page = page_of(outages_at_desk(), by="-pk", cursor=request.GET.get("cursor", ""), size=PAGE)
    now = timezone.now()
    rows = [(outage, standing_of(outage, now), shown_version(outage)) for outage in page.rows]
    facts = {"page": page, "rows": rows, "may_write": may_on_outages(request.user, OutageAct.ANNOUNCE)}
    return render(request, "repairs/outages/list.html", facts)


def shown_version(outage: Interruption) -> dict[str, object]:
    """Give the version that holds, or the first draft, with the names of its places."""
    versions = list(outage.versions.all())
    version = next((row for row in versions if row.pk == outage.current_id), versions[-1])
    return {"version": version, "places": places_of(version.areas.all())}


@require_safe
@login_required
def outage(request: HttpRequest, reference: str) -> HttpResponse:
    return outage_page(request, get_outage(request.user, reference))


def outage_page(request: HttpRequest, outage: Interruption, form: PublishForm | None = None) -> HttpResponse:
    """Show where an outage stands, what is written and not published, and what may be done."""
    now, versions = timezone.now(), versions_of(outage)
    current = next((row for row in versions if row.pk == outage.current_id), None)
    draft = next((row for row in versions if row.published_at is None), None)
    writes = draft is not None and may_on_outages(request.user, OutageAct.ANNOUNCE) and not outage.is_over
    shown = draft_page(outage, current, draft, now) if writes else None
    facts = {
        "outage": outage,
        "standing": standing_of(outage, now),
        "current": current,
        "places": places_of(current.areas.all()) if current else [],
        "hit": hit_of(current) if current else None,
        "draft": shown,
        "form": form_to_publish(request, outage, draft, shown, form) if shown else None,
        "may_write": may_on_outages(request.user, OutageAct.ANNOUNCE),
        "acts": [act for act in COURSE if may_on_outages(request.user, act) and is_open_to(outage, act)],
        **progress_facts(outage),
        "receipts": receipt_counts(outage),
        "steps": steps_of(outage),
        "versions": versions,
        "place": "desk-outages",
    }
    return render(request, "repairs/outages/outage.html", facts, status=409 if form else 200)


def form_to_publish(request: HttpRequest, outage: Interruption, draft, shown, form: PublishForm | None) -> PublishForm:
    """Give the form, or the one that was refused; a late notice is published for a reason alone."""
    form = form or publish_form(request, outage, draft)
    if "override_reason" in form.fields:
        form.fields["override_reason"].required = shown.judgement.lateness is not None
    return form


def publish_form(request: HttpRequest, outage: Interruption, draft, data=None) -> PublishForm:
    may_override = outage.is_planned and may_on_outages(request.user, OutageAct.OVERRIDE)
    return PublishForm(data, may_override=may_override, initial={"seen": draft.drafted_at.isoformat()})


def is_open_to(outage: Interruption, act: OutageAct) -> bool:
    """Say whether an outage stands where an act may follow; the action has the last word."""
    if act == OutageAct.CLEAR:
        return bool(outage.restored_at and not outage.cleared_at)
    if outage.is_over:
        return False
    if act == OutageAct.RESTORE:
        return bool(outage.started_at)
    is_told = bool(outage.current_id) or act == OutageAct.CANCEL
    return is_told and not outage.started_at


@require_POST
@login_required
def act(request: HttpRequest, reference: str, act: str) -> HttpResponse:
    """Note a step of the course, and say what became of it."""
    if act not in COURSE:
        raise Http404
    outage = get_outage(request.user, reference, to=OutageAct(act))
    try:
        COURSE[act](outage=outage, by=request.user, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Noted. Everybody in the area is being told."))
    return redirect("desk-outage", reference)


@require_safe
@login_required
def progress(request: HttpRequest, reference: str) -> HttpResponse:
    """Show how far the notices have come; the page asks again while some wait."""
    outage = get_outage(request.user, reference)
    facts = {"outage": outage, "place": "desk-outages"} | progress_facts(outage)
    part = "repairs/outages/progress.html" if request.htmx else "repairs/outages/progress_page.html"
    return render(request, part, facts)


def progress_facts(outage: Interruption) -> dict[str, object]:
    progress = progress_of(outage)
    return {"progress": progress, "is_making": not all(stage.is_made for stage in progress)}


@require_safe
@login_required
def versions(request: HttpRequest, reference: str) -> HttpResponse:
    """Show the versions side by side, and what changed from each to the next."""
    outage, now = get_outage(request.user, reference), timezone.now()
    rows, before = [], None
    for version in versions_of(outage):
        changes = list(changes_since(before, version, now)) if before else []
        rows.append({"version": version, "places": places_of(version.areas.all()), "changes": changes})
        before = version
    facts = {"outage": outage, "rows": rows, "place": "desk-outages"}
    return render(request, "repairs/outages/versions.html", facts)
