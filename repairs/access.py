"""Who sees and works orders: the desk, and the crews that go; customers come through their case."""

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from gasservice.cases.access import READERS, SHOWN_WITH
from gasservice.cases.models import Case, CaseParticipant
from gasservice.cases.terms import Part
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


def reach_of_work(user: User) -> Q:
    """Say which orders are theirs by role: all, those of their crews and their team, or none."""
    if user.role in READERS:
        return Q()
    if user.role != Role.FIELD_WORKER:
        return Q(pk__isnull=True)
    crews = crews_of(user)
    planned = PlannedJob.objects.filter(appointment__case=OuterRef("case"), crew__in=crews)
    been = Visit.objects.filter(Q(by=user) | Q(crew__in=crews), order=OuterRef("pk"))
    return Q(case__team=user.team_id) | Q(case__owner=user) | Q(Exists(planned)) | Q(Exists(been))


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
    if not user.is_authenticated or not user.is_active or user.role not in READERS:
        return FeeCharge.objects.none()
    named = Case.objects.filter(participants__user=user, participants__part=Part.NAMED)
    return FeeCharge.objects.exclude(case_reference__in=named.values("reference"))


def get_charge(user, reference: str) -> FeeCharge:
    """Load a charge for the desk, or answer that there is none."""
    rows = charges_visible_to(user).select_related("premise__community", "gas_account", "fee", "charged_by")
    charge = rows.filter(reference=reference).first()
    if charge is None:
        raise Http404
    return charge


def may_withdraw_charges(user: User) -> bool:
    """Money is let go by whoever answers for it."""
    return user.is_active and user.role == Role.SUPERVISOR
