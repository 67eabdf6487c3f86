"""A visit from the arrival to the signature; a second telephone or a second press changes nothing."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gasservice.cases.actions.story import record_event
from gasservice.cases.actions.telling import tell_customer
from gasservice.cases.actions.visits import record_arrival, record_no_access
from gasservice.cases.models import Appointment
from gasservice.cases.terms import EventKind
from gasservice.files.actions import Kept, discard_file, keep_upload, keep_uploads
from gasservice.standards.queries import warranty_end
from gasservice.standards.terms import Purpose
from gasservice.users.models import User
from gasservice.web.refusals import Refusal
from repairs.access import crews_of
from repairs.actions.booking import cancel_visit, settle_appointment
from repairs.actions.fees import VisitIsOver, charge_lines, visit_under_way
from repairs.models import Crew, PlannedJob, Visit, VisitPhoto, WorkOrder
from repairs.queries.doors import is_open_at_door
from repairs.queries.meters import is_open_at_meter
from repairs.queries.orders import agreed_for
from repairs.terms import OPEN_STATUSES, Stage, VisitOutcome, WorkStatus

MOST_PHOTOS = 12


class OrderIsOver(Refusal):
    """The order is done or cancelled."""


class SayWhatWasDone(Refusal):
    """Work that is done says what was found, what was done, and who saw it."""


class DoorNotDone(Refusal):
    """A meter that is not written down, or an inspection that has not ended, is not done."""


class TooManyPhotos(Refusal):
    """More photos than anybody looks through."""


@transaction.atomic
def begin_visit(
    *,
    order: WorkOrder,
    by: User,
    at: datetime,
    appointment: Appointment | None = None,
    submission: UUID | None = None,
) -> Visit:
    """Say that the crew is at the door; a second telephone, or the same form again, gives the visit there is."""
    if submission and (sent := Visit.objects.filter(submission=submission).first()):
        return sent
    held = WorkOrder.objects.select_for_update(of=("self",)).select_related("case").get(pk=order.pk)
    if running := held.visits.filter(left_at__isnull=True).first():
        return running
    if not held.is_open:
        raise OrderIsOver(_("This work order is closed. If something is left to do, the office opens a new one."))
    visit = Visit.objects.create(
        order=held,
        submission=submission,
        appointment=appointment,
        crew=crew_at_door(appointment, by),
        by=by,
        arrived_at=at,
    )
    WorkOrder.objects.filter(pk=held.pk).update(status=WorkStatus.UNDER_WAY)
    tell_of_arrival(held, appointment, by, at)
    return visit


def tell_of_arrival(order: WorkOrder, appointment: Appointment | None, by: User, at: datetime) -> None:
    """Keep the promise of the appointment, or say in the story that somebody came without one."""
    if appointment:
        record_arrival(appointment=appointment, by=by, at=at)
    else:
        record_event(case=order.case, kind=EventKind.ARRIVED, by=by, at=at)


def crew_at_door(appointment: Appointment | None, by: User) -> Crew | None:
    """Give the crew that was planned, else the one that somebody goes out with."""
    job = PlannedJob.objects.filter(appointment=appointment).select_related("crew").first() if appointment else None
    return job.crew if job else crews_of(by).first()


@transaction.atomic
def add_photos(*, visit: Visit, stage: Stage, uploads: Iterable[UploadedFile], by: User, at: datetime) -> Kept:
    """Keep photos of before or after the work; one sent again is one photo, a broken one costs no other."""
    held, uploads = visit_under_way(visit), list(uploads)
    if held.photos.filter(stage=stage).count() + len(uploads) > MOST_PHOTOS:
        raise TooManyPhotos(_("Up to %(most)d photos tell enough.") % {"most": MOST_PHOTOS}, field="photos")
    kept = keep_uploads(uploads=uploads, by=by, at=at)
    new, have = [], set(held.photos.filter(stage=stage).values_list("file__sha256", flat=True))
    for file in kept.files:
        if file.sha256 in have:
            discard_file(stored=file)
        else:
            have.add(file.sha256)
            new.append(file)
    VisitPhoto.objects.bulk_create(VisitPhoto(visit=held, stage=stage, file=file) for file in new)
    return Kept(new, kept.refusals)


@transaction.atomic
def remove_visit_photo(*, photo: VisitPhoto) -> None:
    """Take a photo out again while the visit lasts."""
    visit_under_way(photo.visit)
    file = photo.file
    photo.delete()
    discard_file(stored=file)


@transaction.atomic
def note_work(*, visit: Visit, by: User, at: datetime, found: str = "", done: str = "") -> Visit:
    """Keep what the crew writes while the visit lasts; nothing typed is lost on a bad line."""
    held = visit_under_way(visit)
    held.found, held.done = found, done
    held.save(update_fields=["found", "done"])
    return held


@transaction.atomic
def finish_visit(
    *,
    visit: Visit,
    outcome: VisitOutcome,
    by: User,
    at: datetime,
    found: str = "",
    done: str = "",
    signed_name: str = "",
    signature: UploadedFile | None = None,
    warranty_until: date | None = None,
) -> Visit:
    """End a visit, once: done charges each fee line, not finished plans the order again, no access tells the customer.

    `signature` is a drawn one; the typed name holds without it. `warranty_until` goes before the published warranty.
    Raises VisitIsOver when another telephone was quicker, and whatever `charge_fee` refuses.
    """
    if outcome == VisitOutcome.DONE and not (found.strip() and done.strip() and signed_name.strip()):
        raise SayWhatWasDone(_("Say what you found, what you did, and let the customer sign."))
    if outcome == VisitOutcome.DONE:
        refuse_half_done(visit.order)
    said = {"outcome": outcome, "found": found, "done": done, "signed_name": signed_name}
    if not Visit.objects.filter(pk=visit.pk, left_at__isnull=True).update(left_at=at, **said):
        raise VisitIsOver(_("This visit was finished already. Nothing was charged twice."))
    if signature:
        Visit.objects.filter(pk=visit.pk).update(signature=keep_upload(upload=signature, by=by, at=at))
    ended = Visit.objects.select_related("order__case", "appointment", "signature").get(pk=visit.pk)
    match outcome:
        case VisitOutcome.DONE:
            complete_order(ended.order, warranty_until, by, at)
        case VisitOutcome.NOT_FINISHED:
            plan_again(ended.order)
        case VisitOutcome.NO_ACCESS:
            plan_again(ended.order)
            tell_of_no_access(ended, by, at)
    return ended


def refuse_half_done(order: WorkOrder) -> None:
    """Refuse to end work whose result stands nowhere but in the crew's head."""
    if is_open_at_door(order):
        raise DoorNotDone(_("Write down the meter, or end the inspection, before this visit is done."))
    if is_open_at_meter(order):
        raise DoorNotDone(_("Write down what you found of the meter before this visit is done."))


def complete_order(order: WorkOrder, warranty_until: date | None, by: User, at: datetime) -> None:
    """Close an order whose work is done, charge its lines, and tell the customer."""
    order.status, order.done_at = WorkStatus.DONE, at
    order.warranty_until = warranty_until or warranty_end(order.kind, timezone.localdate(at))
    order.save(update_fields=["status", "done_at", "warranty_until"])
    settle_appointment(case=order.case, kind=order.kind, by=by, at=at)
    record_event(case=order.case, kind=EventKind.WORK_DONE, by=by, at=at)
    charges, agreed = charge_lines(order=order, by=by, at=at), agreed_for(order)
    facts = {
        "work": Purpose(order.kind).label,
        "amount": sum(charge.amount for charge in charges),
        "agreed": agreed.quote.payable if agreed else None,
        "receipts": [charge.reference for charge in charges],
        "warranty_last_day": order.warranty_last_day,
    }
    tell_customer(case=order.case, topic="work-done", key=f"work-done:{order.pk}", at=at, facts=facts)


def plan_again(order: WorkOrder) -> None:
    WorkOrder.objects.filter(pk=order.pk, status__in=OPEN_STATUSES).update(status=WorkStatus.PLANNED)
    order.status = WorkStatus.PLANNED


def tell_of_no_access(visit: Visit, by: User, at: datetime) -> None:
    """Tell the customer that nobody let us in; where a time was agreed, its appointment does."""
    if visit.appointment:
        record_no_access(appointment=visit.appointment, by=by, at=at)
        return
    key = f"work-no-access:{visit.pk}"
    notice = tell_customer(case=visit.order.case, topic="work-no-access", key=key, at=at)
    record_event(case=visit.order.case, kind=EventKind.NO_ACCESS, by=by, at=at, notice=notice)


@transaction.atomic
def find_nobody(*, appointment: Appointment, photos: Iterable[UploadedFile], by: User, at: datetime) -> None:
    """Say that nobody opened; a photo of the door makes it a visit of the work order, and stands there. Twice is once.

    Raises whatever refuses a photo: then nothing is written down.
    """
    photos = list(photos)
    order = order_of(appointment) if photos else None
    if photos and order is None:
        raise OrderIsOver(_("There is no open work order to keep the photo with. Write it down without one."))
    if order is None or Visit.objects.filter(appointment=appointment, left_at__isnull=False).exists():
        record_no_access(appointment=appointment, by=by, at=at)
        return
    visit = begin_visit(order=order, appointment=appointment, by=by, at=at)
    kept = add_photos(visit=visit, stage=Stage.BEFORE, uploads=photos, by=by, at=at)
    if kept.refusals:
        raise kept.refusals[0]
    finish_visit(visit=visit, outcome=VisitOutcome.NO_ACCESS, found=visit.found, by=by, at=at)


def order_of(appointment: Appointment) -> WorkOrder | None:
    """Give the open order that an appointment was agreed for."""
    rows = WorkOrder.objects.filter(case=appointment.case_id, kind=appointment.purpose, status__in=OPEN_STATUSES)
    return rows.select_related("case").first()


@transaction.atomic
def cancel_order(*, order: WorkOrder, by: User, at: datetime) -> WorkOrder:
    """Close an order that nobody need go for any more, and call off its visit; one that a crew is at stays open."""
    if not WorkOrder.objects.filter(pk=order.pk, status=WorkStatus.PLANNED).update(status=WorkStatus.CANCELLED):
        raise OrderIsOver(_("A crew is there, or the work is done. It cannot be cancelled any more."))
    if ahead := Appointment.objects.booked().filter(case=order.case_id, purpose=order.kind).first():
        cancel_visit(appointment=ahead, reason="", by=by, at=at, is_ours=True)
    order.refresh_from_db()
    return order
