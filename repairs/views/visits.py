"""A visit on a telephone, a step a page: photos before, what was found and done, parts, photos after, signature."""

from functools import partial

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from gasservice.web.asking import is_pressed
from gasservice.web.refusals import Refusal
from repairs.access import get_visit
from repairs.actions.fees import VisitIsOver, add_fee_line, remove_fee_line
from repairs.actions.visits import add_photos, finish_visit, note_work, remove_visit_photo
from repairs.forms.visits import FeeLineForm, LeaveForm, SignForm, StagePhotosForm, WorkForm
from repairs.models import Fault, Visit
from repairs.queries.fees import fee_table
from repairs.queries.orders import agreed_for, lines_shown, total_of
from repairs.terms import Stage, VisitOutcome

STEPS = {
    "before": gettext_lazy("Photos before"),
    "work": gettext_lazy("Found and done"),
    "parts": gettext_lazy("Parts and hours"),
    "after": gettext_lazy("Photos after"),
    "sign": gettext_lazy("Signature"),
}
ORDER = list(STEPS)


def visit(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead to the first step of a visit, or to its order when it is over."""
    row = get_visit(request.user, pk)
    return redirect(row.order) if row.is_over else redirect("visit-step", row.pk, ORDER[0])


@never_cache
def step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Show one step and do it; what is refused is said on the same page, nothing typed is lost."""
    row = get_visit(request.user, pk)
    if row.is_over:
        messages.info(request, _("This visit was finished already. Nothing was charged twice."))
        return redirect(row.order)
    form = form_of(row, step, request)
    if request.method == "POST" and form.is_valid() and did(request, row, step, form):
        return redirect(where_next(row, step, request))
    return render(request, f"repairs/visit/{step}.html", shown_of(row, step) | {"form": form})


def form_of(row: Visit, step: str, request: HttpRequest) -> Form:
    data = request.POST if request.method == "POST" else None
    match step:
        case "before" | "after":
            return StagePhotosForm(data, request.FILES if data is not None else None)
        case "work":
            return WorkForm(data, initial={"found": row.found, "done": row.done})
        case "parts":
            day, fault = timezone.localdate(), fault_of(row)
            ours = bool(fault and fault.told and fault.told.is_paid_by_us)
            return FeeLineForm(data, day=day, table=fee_table(day, fault), is_ours=ours)
        case "sign":
            return SignForm(data)
    return LeaveForm(data, request.FILES if data is not None else None, initial={"found": row.found})


def fault_of(row: Visit) -> Fault | None:
    return Fault.objects.select_related("told").filter(case=row.order.case_id).first()


def did(request: HttpRequest, row: Visit, step: str, form: Form) -> bool:
    try:
        return do_step(request, row, step, form)
    except VisitIsOver as refusal:
        messages.error(request, refusal.message)
        return True
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        return False


def do_step(request: HttpRequest, row: Visit, step: str, form: Form) -> bool:
    """Do one step; say whether all of it could be done."""
    facts, said = {"visit": row, "by": request.user, "at": timezone.now()}, form.cleaned_data
    match step:
        case "before" | "after":
            return photos_kept(form, said["photos"], Stage(step), facts)
        case "work":
            note_work(**said, **facts)
        case "parts":
            add_fee_line(**said, **facts)
        case "sign":
            finish_visit(outcome=VisitOutcome.DONE, found=row.found, done=row.done, **form.said(), **facts)
            messages.success(request, _("Finished. The customer has the receipt on the page of the case."))
        case "leave":
            photos = said.pop("photos")
            if photos and not photos_kept(form, photos, Stage.BEFORE, facts):
                return False
            finish_visit(**said, **facts)
            messages.success(request, _("Noted. The work waits for another visit."))
    return True


def photos_kept(form: Form, photos: list[UploadedFile], stage: Stage, facts: dict) -> bool:
    """Keep photos of one side; one that cannot be kept is said beside the field."""
    kept = add_photos(stage=stage, uploads=photos, **facts)
    for refusal in kept.refusals:
        form.add_error("photos", refusal.message)
    return not kept.refusals


def where_next(row: Visit, step: str, request: HttpRequest) -> str:
    """Photos and parts are added one after another; the other steps lead on."""
    if step in ("sign", "leave"):
        return row.order.get_absolute_url()
    onward = ORDER[ORDER.index(step) + 1] if step == "work" else step
    return reverse("visit-step", args=[row.pk, onward])


def shown_of(row: Visit, step: str) -> dict[str, object]:
    lines = list(lines_shown().filter(order=row.order_id))
    number = ORDER.index(step) if step in STEPS else 0
    return {
        "visit": row,
        "order": row.order,
        "case": row.order.case,
        "step": step,
        "title": STEPS.get(step, _("The work is not done")),
        "steps": list(STEPS.values()),
        "number": number + 1,
        "earlier": ORDER[number - 1] if number else "",
        "onward": ORDER[number + 1] if step in STEPS and number + 1 < len(ORDER) else "",
        "photos": photos_shown(row, step),
        "lines": lines,
        "total": total_of(lines),
        "fault": fault_of(row),
        "agreed": agreed_for(row.order) if step in ("parts", "sign") else None,
        "place": "work-orders",
    }


def photos_shown(row: Visit, step: str) -> list[dict[str, object]]:
    """Say of the photos of a step what the page shows of them."""
    rows = row.photos.filter(stage=step).select_related("file") if step in Stage.values else []
    return [
        {
            "id": photo.pk,
            "thumbnail_url": f"{reverse('work-file', args=[photo.file_id])}?size=small" if photo.file.thumbnail else "",
            "name": photo.file.original_name,
        }
        for photo in rows
    ]


@require_POST
def remove_line(request: HttpRequest, pk: int, line: int) -> HttpResponse:
    """Take a part off the list again; one that is gone already is no fault."""
    row = get_visit(request.user, pk)
    found = row.order.fee_lines.filter(pk=line, visit=row).select_related("visit").first()
    if found:
        is_pressed(request, partial(remove_fee_line, line=found, by=request.user, at=timezone.now()))
    return redirect("visit-step", row.pk, "parts")


@require_POST
def remove_photo(request: HttpRequest, pk: int, photo: int) -> HttpResponse:
    row = get_visit(request.user, pk)
    found = get_object_or_404(row.photos.select_related("file", "visit"), pk=photo)
    is_pressed(request, partial(remove_visit_photo, photo=found))
    return redirect("visit-step", row.pk, found.stage)
