"""Who sees which new connection, inspection and door, and who may do what there."""

from django.db.models import Q, QuerySet
from django.http import Http404

from gasservice.cases.access import leads, visible_to
from gasservice.cases.models import Case
from gasservice.standards.terms import ProjectParty, Purpose
from gasservice.users.models import User
from gasservice.users.terms import Role
from repairs.access.work import may_work, orders_visible_to
from repairs.models import Finding, Firm, Inspection, Milestone, MilestonePaper, Project, WorkOrder
from repairs.terms import DOOR_KINDS, WorkAct

INSPECTED = (Purpose.INSPECTION, Purpose.RECHECK)


def firms_of(user: User) -> QuerySet[Firm]:
    """Give the firms that somebody signs in for."""
    is_partner = user.is_authenticated and user.is_active and user.role == Role.PARTY
    return Firm.objects.filter(users=user) if is_partner else Firm.objects.none()


def projects_visible_to(user: User) -> QuerySet[Project]:
    """Give the projects somebody may read: a partner those its firm has a part in, others those whose case they see."""
    if user.is_authenticated and user.role == Role.PARTY:
        return Project.objects.filter(case__in=Project.objects.filter(firms__firm__in=firms_of(user)).values("case"))
    return Project.objects.filter(case__in=visible_to(user))


def get_project(user: User, reference: str) -> Project:
    """Load a project for who works on it, at the desk or for a firm; 404 for all others, its customer too."""
    rows = projects_visible_to(user).select_related("case__team", "case__owner", "case__kind", "community")
    works_on_it = user.is_authenticated and (user.works_here or user.role == Role.PARTY)
    project = rows.filter(case__reference=reference).first() if works_on_it else None
    if project is None:
        raise Http404
    return project


def get_milestone(user: User, reference: str, code: str) -> Milestone:
    """Load a step of a project for who has it; 404 where the project or the act is not theirs."""
    project = get_project(user, reference)
    row = project.milestones.select_related("step", "project__case__team", "project__case__kind").filter(code=code)
    milestone = row.first()
    if milestone is None or not may_finish(user, milestone):
        raise Http404
    return milestone


def may_finish(user: User, milestone: Milestone) -> bool:
    """Whether a step is somebody's to mark: a firm's own, ours and the customer's at the desk, any for the lead."""
    if user.role == Role.PARTY:
        parts = milestone.project.firms.filter(party=milestone.party)
        return parts.filter(firm__in=firms_of(user)).exists()
    if milestone.party in (ProjectParty.COMPANY, ProjectParty.CUSTOMER):
        return may_run(user, milestone.project.case)
    return user.works_cases and leads(user, milestone.project.case.team)


def may_run(user: User, case: Case) -> bool:
    """Whether somebody at the desk runs this connection: firms, fees and our steps are for its team."""
    return user.works_cases and (case.team_id == user.team_id or case.owner_id == user.pk or leads(user, case.team))


def get_paper(user: User, reference: str, file) -> MilestonePaper:
    project = get_project(user, reference)
    return paper_of(project, file)


def paper_of(project: Project, file) -> MilestonePaper:
    """Give a paper of a project that its reader has loaded, or answer that there is none."""
    paper = MilestonePaper.objects.select_related("file").filter(milestone__project=project, file=file).first()
    if paper is None:
        raise Http404
    return paper


def orders_at_doors(user: User) -> QuerySet[WorkOrder]:
    """Give the orders that lead to gas being opened, for whoever may go and visit them."""
    orders = orders_visible_to(user).filter(kind__in=DOOR_KINDS)
    return orders if user.is_authenticated and may_work(user, WorkAct.VISIT) else orders.none()


def get_door_order(user: User, reference: str, *kinds: Purpose) -> WorkOrder:
    """Load an order of these kinds for whoever stands at its door, or answer that there is none."""
    rows = orders_at_doors(user).select_related("case__premise", "case__team", "case__kind", "case__customer")
    order = rows.filter(reference=reference, kind__in=kinds or DOOR_KINDS).first()
    if order is None:
        raise Http404
    return order


def get_inspection(user: User, reference: str) -> Inspection:
    """Load the inspection of an order for its inspector, or answer that there is none."""
    order = get_door_order(user, reference, *INSPECTED)
    inspection = Inspection.objects.select_related("order__case", "previous", "inspector").filter(order=order).first()
    if inspection is None:
        raise Http404
    return inspection


def inspections_of(case: Case) -> QuerySet[Inspection]:
    """Give the inspections of a case that its reader has loaded, the latest first."""
    return Inspection.objects.filter(order__case=case).select_related("order", "inspector")


def get_photo(user: User, pk: int) -> Finding:
    """Load what a photo shows, for the inspectors and for who reads its case at the desk."""
    rows = Finding.objects.filter(photo__isnull=False).select_related("photo", "inspection__order")
    seen = Q(inspection__order__in=orders_at_doors(user))
    if user.is_authenticated and user.works_here:
        seen |= Q(inspection__order__case__in=visible_to(user))
    finding = rows.filter(seen, pk=pk).first()
    if finding is None:
        raise Http404
    return finding
