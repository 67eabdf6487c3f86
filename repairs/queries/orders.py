"""Work orders with their visits: for the crew at the door, for the desk, and for the customer."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from gasservice.cases.models import Appointment, Attachment, Case, Message, WorkReferral
from gasservice.cases.queries.story import Photo
from gasservice.cases.terms import AppointmentState
from gasservice.registry.models import PriorityNeed
from gasservice.registry.queries import needs_of
from gasservice.standards.terms import Purpose
from repairs.models import Fault, FeeLine, Quote, Visit, VisitPhoto, WorkOrder
from repairs.queries.meters import referral_behind
from repairs.queries.quotes import Sheet, sheet_of
from repairs.terms import QuoteState, Stage

FORMER = 5
WORDS = 6
TO_COME = (AppointmentState.BOOKED, AppointmentState.MISSED, AppointmentState.KEPT)


@dataclass(frozen=True)
class ToldVisit:
    """A visit as pages tell it: who, when, what, and the photos of both sides."""

    visit: Visit
    before: list[Photo]
    after: list[Photo]
    signature: Photo | None


@dataclass(frozen=True)
class ToldOrder:
    """An order with its visits, what was used, and the sum."""

    order: WorkOrder
    visits: list[ToldVisit]
    lines: list[FeeLine]

    @property
    def has_something(self) -> bool:
        """Whether there is more to tell than that it is open or done."""
        return bool(self.visits or self.lines or self.order.warranty_until)

    @property
    def total(self) -> Decimal:
        return total_of(self.lines)


@dataclass(frozen=True)
class OrderPage:
    """All that a crew wants to know at the door."""

    told: ToldOrder
    running: Visit | None
    appointment: Appointment | None
    former: list[Visit]
    needs: list[PriorityNeed]
    words: list[Message]
    photos: list[Photo]
    fault: Fault | None
    agreed: Sheet | None
    referral: WorkReferral | None
    place: list[tuple[str, object]] = field(default_factory=list)


def total_of(lines: Sequence[FeeLine]) -> Decimal:
    return sum((line.amount for line in lines), Decimal(0))


def with_work(orders: QuerySet[WorkOrder]) -> QuerySet[WorkOrder]:
    """Load orders with their visits, photos and lines, in as many queries however many there are."""
    visits = Visit.objects.select_related("by", "crew").prefetch_related("photos").order_by("arrived_at", "pk")
    return orders.prefetch_related(Prefetch("visits", visits), Prefetch("fee_lines", lines_shown()))


def lines_shown() -> QuerySet[FeeLine]:
    return FeeLine.objects.select_related("fee", "charge").order_by("pk")


def told_order(order: WorkOrder) -> ToldOrder:
    return ToldOrder(order, [told_visit(visit) for visit in order.visits.all()], list(order.fee_lines.all()))


def told_visit(visit: Visit) -> ToldVisit:
    photos = list(visit.photos.all())
    signature = photo_at(visit.signature_id, _("Signature of %(name)s") % {"name": visit.signed_name})
    return ToldVisit(
        visit,
        before=photos_of(photos, Stage.BEFORE),
        after=photos_of(photos, Stage.AFTER),
        signature=signature if visit.signature_id else None,
    )


def photos_of(photos: Sequence[VisitPhoto], stage: Stage) -> list[Photo]:
    shown = [photo for photo in photos if photo.stage == stage]
    return [photo_at(photo.file_id, f"{stage.label} {number}") for number, photo in enumerate(shown, 1)]


def photo_at(file_id, name: str) -> Photo:
    url = reverse("work-file", args=[file_id]) if file_id else ""
    return Photo(url, f"{url}?size=small", name)


def order_page(order: WorkOrder, at: datetime) -> OrderPage:
    case, premise = order.case, order.case.premise
    told = told_order(with_work(WorkOrder.objects.filter(pk=order.pk)).get())
    words = list(case.messages.filter(is_from_customer=True).order_by("at", "pk")[:WORDS])
    pictures = Attachment.objects.filter(message__in=[message.pk for message in words]).select_related("file")
    return OrderPage(
        told=told,
        running=next((one.visit for one in told.visits if not one.visit.is_over), None),
        appointment=appointment_for(order, at),
        former=former_visits(order),
        needs=list(needs_of(premise)) if premise else [],
        words=words,
        photos=[photo_at(row.file_id, row.file.original_name) for row in pictures.order_by("pk")],
        fault=Fault.objects.select_related("told").filter(case=case).first(),
        agreed=agreed_for(order),
        referral=referral_behind(order),
        place=place_of_work(case),
    )


def agreed_for(order: WorkOrder) -> Sheet | None:
    """Give the quote that the customer accepted for the work; only pipe work is quoted."""
    if order.kind != Purpose.PIPE_WORK:
        return None
    quote = Quote.objects.filter(case=order.case_id, state=QuoteState.ACCEPTED).order_by("version").last()
    return sheet_of(quote) if quote else None


def appointment_for(order: WorkOrder, at: datetime) -> Appointment | None:
    """Give the appointment of today that nobody has visited for yet, also one for which we are late; else none.

    One that we missed and that was agreed anew is over: who comes all the same comes without an appointment.
    """
    visited = Visit.objects.filter(appointment=OuterRef("pk"))
    mine = Appointment.objects.filter(~Exists(visited), case=order.case_id, purpose=order.kind, state__in=TO_COME)
    of_today = [row for row in mine if timezone.localdate(row.window_from) == timezone.localdate(at)]
    if booked := next((row for row in of_today if row.is_booked), None):
        return booked
    is_agreed_anew = of_today and Appointment.objects.booked().filter(case=order.case_id).exists()
    return next((row for row in of_today if not (is_agreed_anew and row.state == AppointmentState.MISSED)), None)


def former_visits(order: WorkOrder) -> list[Visit]:
    """Give what was done at the same place before, the latest first."""
    premise = order.case.premise_id
    if premise is None:
        return []
    rows = Visit.objects.filter(order__case__premise=premise, left_at__isnull=False).exclude(order=order.pk)
    return list(rows.select_related("order", "by").order_by("-arrived_at", "-pk")[:FORMER])


def place_of_work(case: Case) -> list[tuple[str, object]]:
    """Say where it is, whole and in its parts, as somebody looks for a door, and who is there."""
    premise = case.premise
    parts = [(_("Building"), premise.building), (_("Unit"), premise.unit), (_("Room"), premise.room)] if premise else []
    facts = [
        (_("Address"), str(premise or case.place_typed or case.community or "")),
        *parts,
        (_("As typed"), case.place_typed if premise else ""),
        (_("Gas account"), case.gas_account.number if case.gas_account else ""),
        (_("Who"), case.contact_name),
    ]
    return [(name, value) for name, value in facts if value]
