"""Who sees and works orders: the desk, and the crews that go; customers come through their case."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from gasservice.cases.access import READERS, SHOWN_WITH
from gasservice.cases.models import Attachment, Case, CaseParticipant, WorkReferral
from gasservice.cases.terms import Part
from gasservice.files.models import StoredFile
from gasservice.registry.models import FeeCharge
from gasservice.users.models import User
from gasservice.users.terms import Role
from repairs.models import Crew, PlannedJob, Visit, WorkOrder
from repairs.terms import WorkAct


def orders_visible_to(user) -> QuerySet[WorkOrder]:
    """Give the orders somebody may read; whoever is named in a case sees none of its orders."""
    if not user.is_authenticated or not user.is_active:
        return WorkOrder.objects.none()
    named = CaseParticipant.objects.filter(case=OuterRef("case"), user=user, part=Part.NAMED)
    return WorkOrder.objects.filter(reach_of_work(user)).exclude(Exists(named))


def orders_of(case: Case) -> QuerySet[WorkOrder]:
    """Give the orders of a case that its reader has loaded: whoever reads a case reads all of its work."""
    return WorkOrder.objects.filter(case=case)


def reach_of_work(user: User) -> Q:
    """Say which orders are theirs by role: all, those of their crews and their team, or none."""
    if user.role in READERS:
        return Q()
    if user.role != Role.FIELD_WORKER:
        return Q(pk__isnull=True)
    crews = crews_of(user)
    planned = PlannedJob.objects.filter(appointment__case=OuterRef("case"), crew__in=crews)
    asked = WorkReferral.objects.filter(case=OuterRef("case"), team=user.team_id)
    been = Visit.objects.filter(Q(by=user) | Q(crew__in=crews), order=OuterRef("pk"))
    theirs = Q(case__team=user.team_id) | Q(case__owner=user)
    return theirs | Q(Exists(planned)) | Q(Exists(been)) | Q(Exists(asked))


def crews_of(user: User) -> QuerySet[Crew]:
    """Give the crews that somebody goes out with."""
    return Crew.objects.filter(members=user, is_active=True)


def get_order(user, reference: str, *, to: WorkAct = WorkAct.READ) -> WorkOrder:
    """Load an order for an act: 404 when it may not be seen, 403 when it may be seen but not worked."""
    shown = [f"case__{name}" for name in SHOWN_WITH]
    order = orders_visible_to(user).select_related(*shown).filter(reference=reference).first()
    if order is None:
        raise Http404
    if not may_work(user, to):
        raise PermissionDenied(_("You may read this work order, but this act is for the crews and the desk."))
    return order


def may_work(user: User, act: WorkAct) -> bool:
    """Whether somebody who sees orders may do this with one."""
    match act:
        case WorkAct.READ:
            return True
        case WorkAct.VISIT:
            return user.works_cases or user.role == Role.FIELD_WORKER
    return user.works_cases


def charges_visible_to(user) -> QuerySet[FeeCharge]:
    """Give the charges somebody at the desk may read; whoever is named in a case sees none of its charges."""
    if not reads_charges(user):
        return FeeCharge.objects.none()
    named = Case.objects.filter(participants__user=user, participants__part=Part.NAMED)
    return FeeCharge.objects.exclude(case_reference__in=named.values("reference"))


def reads_charges(user) -> bool:
    """Whether somebody at the desk reads what is charged, on the cases that they see."""
    return user.is_authenticated and user.is_active and user.role in READERS


def charges_read_by(user, case: Case) -> QuerySet[FeeCharge]:
    """Give what was charged on a case that its reader has loaded; at the desk only who reads charges sees them."""
    rows = FeeCharge.objects.filter(case_reference=case.reference)
    return rows if reads_charges(user) or not user.works_here else rows.none()


def get_charge(user, reference: str) -> FeeCharge:
    """Load a charge for the desk, or answer that there is none."""
    rows = charges_visible_to(user).select_related("premise__community", "gas_account", "fee", "charged_by")
    charge = rows.filter(reference=reference).first()
    if charge is None:
        raise Http404
    return charge


def may_let_money_go(user: User) -> bool:
    """Charges are withdrawn, and money is paid back, by whoever answers for it."""
    return user.is_active and user.role == Role.SUPERVISOR


def get_visit(user, pk: int) -> Visit:
    """Load a visit to work on it, with its order and case; 404 when the order may not be seen."""
    visit = Visit.objects.filter(pk=pk, order__in=orders_visible_to(user)).select_related("crew", "by").first()
    if visit is None:
        raise Http404
    visit.order = get_order(user, visit.order.reference, to=WorkAct.VISIT)
    return visit


def get_work_file(user, file: UUID) -> tuple[StoredFile, Case, bool]:
    """Give a file of a visit or of what the customer sent, its case, and whether the user sees it as staff."""
    visit = Visit.objects.filter(Q(photos__file=file) | Q(signature=file)).select_related("order__case").first()
    if visit:
        seen = orders_visible_to(user).filter(pk=visit.order_id).exists()
        return StoredFile.objects.get(pk=file), visit.order.case, seen
    rows = Attachment.objects.filter(message__is_from_customer=True).select_related("file", "message__case")
    attachment = get_object_or_404(rows, file=file)
    case = attachment.message.case
    return attachment.file, case, orders_visible_to(user).filter(case=case).exists()
