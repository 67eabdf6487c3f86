"""Writing what is announced about an outage, and publishing it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gasservice.registry.models import Interruption, InterruptionArea, InterruptionVersion
from gasservice.web.refusals import Refusal
from repairs.access import get_outage, let_on_outages
from repairs.actions.outages import (
    DraftChanged,
    discard_draft,
    draft_of,
    draft_version,
    new_outage_number,
    open_outage,
    publish_version,
)
from repairs.forms.outages import OutageForm, named_parts, typed_before
from repairs.queries.area_search import areas_written, named, parts_offered
from repairs.queries.areas import Hit, Part, hit_at_once, without_doubles
from repairs.queries.outage_rules import Judgement, judgement_of
from repairs.queries.outages import versions_of
from repairs.terms import OutageAct
from repairs.views.outages import outage_page, publish_form

# A press on one of these looks, adds or takes away, and keeps all that was typed.
NOT_YET = ("find", "add", "remove", "check")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new(request: HttpRequest) -> HttpResponse:
    let_on_outages(request.user, OutageAct.ANNOUNCE)
    return write_page(request, None, None)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit(request: HttpRequest, reference: str) -> HttpResponse:
    """Change the draft, or write the next version from the one that holds."""
    outage = get_outage(request.user, reference, to=OutageAct.ANNOUNCE)
    return write_page(request, outage, versions_of(outage)[-1])


def write_page(request: HttpRequest, outage: Interruption | None, version: InterruptionVersion | None) -> HttpResponse:
    """Show the form; keep the draft once everything is said."""
    typed = named_parts(
        request.POST.getlist("part"), add=request.POST.get("add", ""), remove=request.POST.get("remove", "")
    )
    areas = areas_written(typed) if request.method == "POST" else list(version.areas.all()) if version else []
    is_sent = request.method == "POST" and not any(name in request.POST for name in NOT_YET)
    data = request.POST or None
    known = typed_before(version) if version else {"reference": new_outage_number(timezone.now())}
    form = OutageForm(data, is_new=outage is None, initial=known)
    if is_sent and form.is_valid() and (kept := kept_draft(request, outage, form, areas)):
        return redirect("desk-outage", kept.reference)
    judged = judged_as_typed(outage, form, areas)
    if request.method == "POST" and not is_sent:
        form = OutageForm(is_new=outage is None, initial=request.POST.dict())
    return render(request, "repairs/outages/write.html", shown(request, outage, form, areas) | judged)


def kept_draft(
    request: HttpRequest, outage: Interruption | None, form: OutageForm, areas: list[InterruptionArea]
) -> Interruption | None:
    now, parts = timezone.now(), [Part.of(area) for area in areas]
    if not parts:
        form.add_error(None, _("Say where: add a community, a building or an address."))
        return None
    said = {"parts": parts, "by": request.user, "at": now, **form.facts(now)}
    try:
        if outage is None:
            reference = form.cleaned_data["reference"]
            return open_outage(reference=reference, is_planned=form.is_planned, **said)
        return draft_version(outage=outage, **said).interruption
    except Refusal as refusal:
        form.add_refusal(refusal)
        return None


def judged_as_typed(
    outage: Interruption | None, form: OutageForm, areas: list[InterruptionArea]
) -> dict[str, Hit | Judgement | bool | None]:
    """Count whom the area hits, and let the rules speak as soon as there is enough to judge."""
    parts = without_doubles(Part.of(area) for area in areas)
    hit = hit_at_once(parts) if parts else None
    shown = {"hit": hit, "is_large": bool(parts) and hit is None}
    if not parts or not form.is_bound or not form.is_valid():
        return shown
    now = timezone.now()
    draft = InterruptionVersion(**form.facts(now))
    planned = outage or Interruption(is_planned=form.is_planned)
    judgement = judgement_of(planned, draft, parts, hit, now)
    return shown | {"judgement": judgement, "is_planned": planned.is_planned}


def shown(
    request: HttpRequest, outage: Interruption | None, form: OutageForm, areas: list[InterruptionArea]
) -> dict[str, object]:
    query = request.POST.get("place", "").strip()[:80]
    return {
        "outage": outage,
        "form": form,
        "parts": named(areas),
        "query": query,
        "offers": parts_offered(query) if "add" not in request.POST and "remove" not in request.POST else [],
        "now": timezone.now(),
        "place": "desk-outages",
    }


@require_POST
@login_required
def publish(request: HttpRequest, reference: str) -> HttpResponse:
    """Publish the draft as it was read; a refusal stands beside the button, with what was typed."""
    outage = get_outage(request.user, reference, to=OutageAct.ANNOUNCE)
    draft = draft_of(outage)
    if draft is None:
        messages.error(request, _("Somebody has published or changed it meanwhile. Look at it as it is now."))
        return redirect("desk-outage", reference)
    form = publish_form(request, outage, draft, request.POST)
    try:
        if request.POST.get("seen") != draft.drafted_at.isoformat():
            raise DraftChanged(_("Somebody has published or changed it meanwhile. Look at it as it is now."))
        reason = request.POST.get("override_reason", "").strip() if "override_reason" in form.fields else ""
        publish_version(version=draft, by=request.user, at=timezone.now(), override_reason=reason[:300])
    except Refusal as refusal:
        form.is_valid()
        form.add_refusal(refusal)
        return outage_page(request, outage, form)
    messages.success(request, _("Published. Everybody it concerns is being told."))
    return redirect("desk-outage", reference)


@require_POST
@login_required
def discard(request: HttpRequest, reference: str) -> HttpResponse:
    outage = get_outage(request.user, reference, to=OutageAct.ANNOUNCE)
    try:
        discard_draft(outage=outage, by=request.user, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("The draft is thrown away. What was published holds on."))
    return redirect("desk-outage", reference)
