"""Saying where a case is: the place of our books, set or corrected at the desk."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gasservice.cases.actions.handing import locked_live
from gasservice.cases.actions.moving import move_with
from gasservice.cases.actions.story import record_event
from gasservice.cases.actions.work import NotPossibleNow
from gasservice.cases.models import Appointment, Case
from gasservice.cases.terms import EventKind
from gasservice.registry.models import GasAccount, Premise
from gasservice.registry.queries import tenures_on
from gasservice.users.models import User


@transaction.atomic
def set_place(*, case: Case, premise: Premise, reason: str, by: User, at: datetime) -> Case:
    """Say at which place of our books a case is, and why; twice is once.

    What was agreed for another place is called off first, and what was done at one stays there: both are refused. What
    a door has at the place goes with the case.
    """
    case = locked_live(case)
    if case.premise_id == premise.pk:
        return case
    refuse_agreed_visit(case, premise)
    refuse_done_work(case)
    move_with(case, premise, by, at)
    account = account_at(premise, case, at)
    Case.objects.filter(pk=case.pk).update(premise=premise, community=premise.community_id, gas_account=account)
    record_event(case=case, kind=EventKind.PLACED, by=by, at=at, words=reason[:300])
    case.refresh_from_db()
    return case


def refuse_agreed_visit(case: Case, premise: Premise) -> None:
    """Refuse while a visit to another place is ahead; a home that was only unknown lies in the same estate."""
    is_only_unknown = case.premise_id is None and case.community_id == premise.community_id
    if not is_only_unknown and Appointment.objects.booked().filter(case=case).exists():
        raise NotPossibleNow(_("A visit is agreed for the place as it stands. Call it off first."), field="premise")


def refuse_done_work(case: Case) -> None:
    """Refuse to move what our people did at a place, unless it was taken back."""
    told = case.events.filter(kind__in=(EventKind.WORK_DONE, EventKind.METER_TAKEN_BACK)).order_by("at", "pk")
    last = told.last()
    if case.premise_id and last and last.kind == EventKind.WORK_DONE:
        raise NotPossibleNow(_("Work was done at this place and belongs to it. Open another case."), field="premise")


def account_at(premise: Premise, case: Case, at: datetime) -> GasAccount | None:
    """Give the account that the case is about there: the same one, or the one its customer holds."""
    held = tenures_on(timezone.localdate(at), customer__isnull=False, customer=case.customer_id)
    mine = Q(pk=case.gas_account_id) | Q(pk__in=held.values("gas_account"))
    return GasAccount.objects.filter(mine, service_point__premise=premise).order_by("pk").first()
