"""At the customer's door: who opens it, the meter, and the first inspection, on a phone."""

from collections.abc import Iterable
from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gasservice.cases.views.tracking import answer_with
from gasservice.files.actions import keep_upload
from gasservice.files.refusals import FileRefused
from gasservice.standards.queries import inspection_items
from gasservice.standards.terms import Purpose
from gasservice.web.asking import is_done, is_pressed
from gasservice.web.limits import limit
from repairs.access import INSPECTED, get_door_order, get_inspection, get_photo
from repairs.actions.doors import check_code
from repairs.actions.inspections import Look, add_item, finish_inspection, judge_items, start_inspection
from repairs.actions.meters import hang_meter, take_back_meter
from repairs.forms.doors import AddItemForm, ClosingWordsForm, DoorCodeForm, FindingForm, MeterForm, TakeBackForm
from repairs.models import HungMeter, Inspection, WorkOrder
from repairs.queries.doors import authorisation_of, door_order, inspections_shown, may_take_back

FINISH = "finish"


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@limit("door-check", "30/h/user", only_posts=True)
def check_door(request: HttpRequest, reference: str) -> HttpResponse:
    """Check the code of whoever opens the door in the customer's place."""
    order = get_door_order(request.user, reference)
    form = DoorCodeForm(request.POST or None)
    if is_done(request, form, partial(check_code, order=order, by=request.user, at=timezone.now())):
        messages.success(request, _("The code is right. It stands in the record who let you in."))
        return redirect("check-door", reference)
    shown = {"order": order, "case": order.case, "authorisation": authorisation_of(order), "form": form}
    return render(request, "repairs/connections/visit/door.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def meter(request: HttpRequest, reference: str) -> HttpResponse:
    """Write down the meter and its first index; the inspection comes next."""
    order = get_door_order(request.user, reference, Purpose.METER_HANGING)
    form = MeterForm(request.POST or None)
    if is_done(request, form, partial(hang_meter, order=order, by=request.user, at=timezone.now())):
        messages.success(request, _("The meter is in the books. Next comes the inspection."))
        return redirect("hang-meter", reference)
    hung = HungMeter.objects.select_related("meter", "reading", "order", "taken_back_by").filter(order=order).first()
    following = door_order(order.case) if hung else None
    shown = {"order": order, "case": order.case, "form": form, "hung": hung, "following": following}
    shown["may_take_back"] = hung is not None and may_take_back(hung)
    return render(request, "repairs/connections/visit/meter.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def take_back(request: HttpRequest, reference: str) -> HttpResponse:
    """Take back a meter that was written down by mistake, and say why."""
    order = get_door_order(request.user, reference, Purpose.METER_HANGING)
    hung = get_object_or_404(HungMeter.objects.standing().select_related("meter", "order__case"), order=order)
    form = TakeBackForm(request.POST or None)
    if is_done(request, form, partial(take_back_meter, hung=hung, by=request.user, at=timezone.now())):
        messages.success(request, _("Taken back; the customer is told. Write down the right meter when it hangs."))
        following = door_order(order.case)
        return redirect("hang-meter", (following or order).reference)
    title = _("Meter %(serial)s does not hang here") % {"serial": hung.meter.serial}
    shown = {"form": form, "case": order.case, "title": title, "action": _("Take it back")}
    shown["back_url"] = reverse("hang-meter", args=[reference])
    return render(request, "repairs/connections/desk/ask.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def inspect(request: HttpRequest, reference: str) -> HttpResponse:
    """Go through the checklist: whatever is given is kept at once, and the end is refused until all is judged."""
    order = get_door_order(request.user, reference, *INSPECTED)
    inspection = Inspection.objects.select_related("order__case", "previous", "inspector").filter(order=order).first()
    if inspection is None:
        return begin(request, order)
    if inspection.is_finished:
        return show_ended(request, order, inspection)
    forms = forms_of(request, inspection)
    closing = ClosingWordsForm(request.POST or None)
    if request.method == "POST" and look_through(request, inspection, forms, closing):
        return redirect("inspect", reference)
    return render(request, "repairs/connections/visit/inspect.html", facts_of(inspection, forms, closing))


def show_ended(request: HttpRequest, order: WorkOrder, inspection: Inspection) -> HttpResponse:
    done = next(row for row in inspections_shown(order.case) if row.pk == inspection.pk)
    shown = {"order": order, "case": order.case, "inspection": done, "following": door_order(order.case)}
    return render(request, "repairs/connections/visit/inspected.html", shown)


def begin(request: HttpRequest, order: WorkOrder) -> HttpResponse:
    """Begin by a press: looking at the page begins nothing."""
    start = partial(start_inspection, order=order, by=request.user, at=timezone.now())
    if request.method == "POST" and is_pressed(request, start):
        return redirect("inspect", order.reference)
    return render(request, "repairs/connections/visit/begin.html", {"order": order, "case": order.case})


def forms_of(request: HttpRequest, inspection: Inspection) -> list[FindingForm]:
    given = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    findings = inspection.findings.select_related("item", "photo")
    return [FindingForm(*given, finding=finding) for finding in findings]


def look_through(
    request: HttpRequest, inspection: Inspection, forms: list[FindingForm], closing: ClosingWordsForm
) -> bool:
    """Keep what is valid of all items, and end the inspection where that was asked and nothing lacks."""
    is_end = request.POST.get("then") == FINISH
    are_valid = [form.is_valid() for form in [*forms, closing]]
    looks = [look for form in forms if (look := look_of(request, form))]
    judge_items(inspection=inspection, looks=looks, by=request.user, at=timezone.now())
    for form in forms:
        form.finding.refresh_from_db()
    if not all(are_valid) or any(form.errors for form in forms):
        return False
    if not is_end:
        messages.success(request, _("Kept."))
        return True
    lacking = [form for form in forms if form.say_what_lacks()]  # each says what it lacks
    if lacking:
        return False
    return ended(request, inspection, closing)


def look_of(request: HttpRequest, form: FindingForm) -> Look | None:
    """Read one item; a photo that cannot be kept is said beside it, and the words stay."""
    given = getattr(form, "cleaned_data", {})
    if "verdict" not in given or "words" not in given:
        return None
    photo = None
    for upload in given.get("photo", [])[:1]:
        try:
            photo = keep_upload(upload=upload, by=request.user, at=timezone.now())
        except FileRefused as refusal:
            form.add_error("photo", refusal.message)
    return Look(form.finding, given["verdict"], given["words"], photo)


def ended(request: HttpRequest, inspection: Inspection, closing: ClosingWordsForm) -> bool:
    finish = partial(finish_inspection, inspection=inspection, by=request.user, at=timezone.now())
    return is_done(request, closing, lambda closing: finish(words=closing))


def facts_of(inspection: Inspection, forms: Iterable[FindingForm], closing: ClosingWordsForm) -> dict:
    more = AddItemForm(items=more_items(inspection)) if inspection.previous_id else None
    wrong = [form for form in [*forms, closing] if form.errors]
    facts = {"inspection": inspection, "order": inspection.order, "case": inspection.order.case}
    return facts | {"forms": forms, "closing": closing, "more": more, "wrong": wrong}


def more_items(inspection: Inspection):
    """Give what a re-check may look at besides what failed."""
    there = inspection.findings.values("item__code")
    return inspection_items(timezone.localdate()).exclude(code__in=there)


@require_POST
@login_required
def look_at_more(request: HttpRequest, reference: str) -> HttpResponse:
    inspection = get_inspection(request.user, reference)
    form = AddItemForm(request.POST, items=more_items(inspection))
    if form.is_valid():
        add = partial(add_item, inspection=inspection, by=request.user, at=timezone.now(), **form.cleaned_data)
        is_pressed(request, add)
    return redirect("inspect", reference)


@require_safe
@login_required
def inspection_photo(request: HttpRequest, pk: int) -> HttpResponse:
    return answer_with(request, get_photo(request.user, pk).photo)
