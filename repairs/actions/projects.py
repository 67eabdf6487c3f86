"""A new connection: opening it, where it is, which firms have a part in it, and what it costs."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gasservice.cases.actions.drafting import file_draft
from gasservice.cases.actions.filing import Filed
from gasservice.cases.actions.story import record_event
from gasservice.cases.models import Case
from gasservice.cases.terms import EventKind
from gasservice.registry.actions.charges import FEN, charge_fee
from gasservice.registry.models import FeeCharge, Premise
from gasservice.standards.models import CaseKind, FeeItem
from gasservice.standards.queries import project_steps
from gasservice.standards.terms import ProjectKind
from gasservice.users.models import User
from gasservice.web.refusals import Refusal
from gasservice.web.say import say_money
from repairs.actions.milestones import begin_milestone, languages_of, tell_owner
from repairs.actions.prices import refuse_unpublished_price
from repairs.models import Firm, Milestone, Project, ProjectFirm


class NoStepsPublished(Refusal):
    """Nothing says what a connection of this kind takes."""


class NoLicence(Refusal):
    """The firm's licence has run out."""


class NotAPlaceOfIt(Refusal):
    """The premise belongs to no part of this project."""


def send_connection(*, draft, kind: CaseKind, what: dict, details: dict, facts: dict, by: User | None, at: datetime):
    """Open the case of a new connection with its project; the same form makes one of each."""
    with transaction.atomic():
        filed: Filed = file_draft(
            draft=draft, kind=kind, words=what["story"], details=details, facts=facts, by=by, at=at
        )
        open_project(case=filed.case, kind=details["project_kind"], by=by, at=at)
    return filed


@transaction.atomic
def open_project(*, case: Case, kind: ProjectKind, by: User | None, at: datetime) -> Project:
    """Open the project of a case with all its steps, the first of them running; a case has one."""
    Case.objects.select_for_update().get(pk=case.pk)
    if known := Project.objects.filter(case=case).first():
        return known
    steps = list(project_steps(kind, timezone.localdate(at)))
    if not steps:
        raise NoStepsPublished(_("Nothing is published about connections of this kind on that day."))
    project = Project.objects.create(case=case, kind=kind, community=case.community, opened_at=at)
    if case.premise_id:
        project.premises.add(case.premise_id)
    rows = [
        Milestone(project=project, step=step, code=step.code, party=step.party, position=number)
        for number, step in enumerate(steps, 1)
    ]
    first = Milestone.objects.bulk_create(rows)[0]
    begin_milestone(milestone=first, at=at)
    project.refresh_from_db()
    return project


@transaction.atomic
def set_premises(*, project: Project, premises: Iterable[Premise], by: User, at: datetime) -> Project:
    """Say which places a project connects; a case about a single one is about it from now on."""
    premises = list(premises)
    project.premises.set(premises)
    if premises:
        community = premises[0].community
        Project.objects.filter(pk=project.pk).update(community=community)
        single = {"premise": premises[0]} if len(premises) == 1 else {}
        Case.objects.filter(pk=project.case_id).update(community=community, **single)
    project.refresh_from_db()
    return project


@transaction.atomic
def assign_firm(*, project: Project, firm: Firm, by: User, at: datetime) -> ProjectFirm:
    """Give a firm its part in a project, in the place of another; whose licence has run out gets none."""
    if firm.licence_until <= timezone.localdate(at):
        raise NoLicence(_("The licence of %(firm)s has run out. Choose another firm.") % {"firm": firm}, field="firm")
    facts = {"firm": firm, "assigned_by": by, "assigned_at": at}
    part, _is_new = ProjectFirm.objects.update_or_create(project=project, party=firm.party, defaults=facts)
    running = project.milestones.select_related("step", "project__case").filter(state="running", party=firm.party)
    for milestone in running:
        tell_owner(milestone=milestone, topic="step-yours", key=f"step-yours:{milestone.pk}:{firm.pk}", at=at)
    return part


@transaction.atomic
def charge_connection_fee(
    *, project: Project, premise: Premise, fee: FeeItem, amount: Decimal | None, by: User, at: datetime
) -> FeeCharge:
    """Charge a fee of a new connection for one of its places, within what the fee table says.

    Raises ChargedBefore with the earlier receipt where the fee is due once for a place, whatever it is called now.
    """
    if not project.premises.filter(pk=premise.pk).exists():
        raise NotAPlaceOfIt(_("This place is not part of the connection."), field="premise")
    if amount is not None:
        refuse_unpublished_price(fee, amount, field="amount")
    charge = charge_fee(
        premise=premise,
        fee=fee,
        by=by,
        at=at,
        amount=amount.quantize(FEN) if amount is not None else None,
        case_reference=project.case.reference,
    )
    with languages_of(project.case) as say:
        words = f"{say(fee, 'name')} {say_money(charge.amount)}"
    record_event(case=project.case, kind=EventKind.CHARGED, by=by, at=at, words=words)
    return charge
