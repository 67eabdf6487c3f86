"""Who sees a case and who may do what to it: the one rule behind pages, lists, counts, exports, files and the API."""

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from gasservice.cases.models import Case, CaseParticipant
from gasservice.cases.references import read_reference
from gasservice.cases.secrets import is_secret_of
from gasservice.cases.terms import Act, Part, Status
from gasservice.registry.models import Customer
from gasservice.standards.terms import Door
from gasservice.users.models import Team, User
from gasservice.users.terms import Role

# Who answers for all cases of the company, and so may read them.
READERS = frozenset({Role.AGENT, Role.SUPERVISOR, Role.STANDARDS_OFFICER, Role.AUDITOR})
# What each act asks of the case; an act that is not here asks nothing.
POSSIBLE = {
    Act.TAKE: {Status.OPEN, Status.WAITING},
    Act.REPLY: {Status.OPEN, Status.IN_PROGRESS, Status.WAITING, Status.RESOLVED},
    Act.HOLD: {Status.OPEN, Status.IN_PROGRESS},
    Act.RESUME: {Status.WAITING},
    Act.RESOLVE: {Status.OPEN, Status.IN_PROGRESS, Status.WAITING},
    Act.REOPEN: {Status.RESOLVED, Status.CLOSED},
    Act.CLOSE: {Status.RESOLVED},
    Act.HAND_OVER: {Status.OPEN, Status.IN_PROGRESS, Status.WAITING},
    Act.TRANSFER: {Status.OPEN, Status.IN_PROGRESS, Status.WAITING},
    Act.ASK_WORK: {Status.OPEN, Status.IN_PROGRESS, Status.WAITING},
    Act.ASSIGN: {Status.OPEN, Status.IN_PROGRESS, Status.WAITING},
    Act.WRITE: {Status.OPEN, Status.IN_PROGRESS, Status.WAITING, Status.RESOLVED},
    Act.WITHDRAW: {Status.OPEN, Status.IN_PROGRESS, Status.WAITING},
    Act.PLACE: {Status.OPEN, Status.IN_PROGRESS, Status.WAITING},
}
OF_ANYBODY_AT_THE_DESK = frozenset({Act.NOTE, Act.WRITE, Act.NAME_PERSON, Act.WITHDRAW, Act.PLACE})
OF_AN_UNOWNED_CASE = frozenset({Act.TAKE, Act.HAND_OVER, Act.TRANSFER})
OF_THE_CUSTOMER = frozenset({Act.WRITE, Act.WITHDRAW, Act.REOPEN})


def visible_to(user) -> QuerySet[Case]:
    """Give the cases somebody may read; whoever is named in one sees nothing of it."""
    if not user.is_authenticated or not user.is_active:
        return Case.objects.none()
    return unnamed_in(user).filter(reach_of(user))


def own_cases_of(user: User) -> QuerySet[Case]:
    """Give the cases that somebody has as a customer, whatever they may read at work beyond their own."""
    return unnamed_in(user).filter(as_customer(user))


def unnamed_in(user: User) -> QuerySet[Case]:
    named = CaseParticipant.objects.filter(case=OuterRef("pk"), user=user, part=Part.NAMED)
    return Case.objects.exclude(Exists(named))


def reach_of(user: User) -> Q:
    if user.role in READERS:
        return Q()
    if user.role == Role.FIELD_WORKER:
        return Q(team=user.team_id) | Q(owner=user)
    return as_customer(user)


def as_customer(user: User) -> Q:
    """Narrow cases to those of a customer; what one of us filed, they filed for others."""
    held = Q(customer__in=Customer.objects.filter(user=user))
    return held if user.works_here else held | Q(filed_by=user)


def get_case(user, reference: str, *, to: Act = Act.READ) -> Case:
    """Load a case for an act: 404 when it may not be seen, 403 when it may be seen but not worked."""
    case = visible_to(user).select_related(*SHOWN_WITH).filter(reference=read_reference(reference)).first()
    if case is None:
        raise Http404
    if not may(user, to, case):
        raise PermissionDenied(_("You may read this case, but this act is for its owner or the lead of its team."))
    return case


def get_tracked_case(reference: str, secret: str) -> Case:
    """Load a case for whoever knows its secret; 404 without."""
    case = Case.objects.select_related(*SHOWN_WITH).filter(reference=read_reference(reference)).first()
    if case is None or not is_secret_of(secret, case.secret_hash):
        raise Http404
    return case


SHOWN_WITH = ("kind", "team", "owner", "customer", "community", "premise", "gas_account")


def may(user: User, act: Act, case: Case) -> bool:
    """Whether somebody who sees a case may do this to it; asks no database when the case came through access."""
    if act == Act.READ:
        return True
    if user.works_cases:
        return act in OF_ANYBODY_AT_THE_DESK or is_theirs(user, act, case)
    return not user.works_here and act in OF_THE_CUSTOMER


def is_theirs(user: User, act: Act, case: Case) -> bool:
    if leads(user, case.team):
        return True
    if act == Act.ASSIGN:
        return False
    is_unowned_here = case.owner_id is None and case.team_id == user.team_id
    return case.owner_id == user.pk or (is_unowned_here and act in OF_AN_UNOWNED_CASE)


def leads(user: User, team: Team) -> bool:
    is_supervisor = user.role == Role.SUPERVISOR and user.team_id == team.pk
    return is_supervisor or user.pk in (team.lead_id, team.supervisor_id, team.head_id)


def acts_open_to(user: User, case: Case) -> list[Act]:
    """Name the acts that somebody may do to a case as it stands."""
    return [act for act in Act if is_possible(act, case) and may(user, act, case)]


def is_possible(act: Act, case: Case) -> bool:
    """Whether an act has a meaning as the case stands; nobody asks another desk for what is with it already."""
    if act == Act.ASK_WORK and case.door == Door.REPAIRS:
        return False
    return case.status in POSSIBLE.get(act, {case.status})
