"""Who sees a case and who may do what to it: the one rule behind pages, lists, counts, exports, files and the API."""

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from gasservice.cases.models import Assignment, CallBack, Case, CaseParticipant, FollowUp, SurveyResponse
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
# Who took a call and did not make it within this time has left it to others.
CALL_TAKEN_FOR = timedelta(hours=2)
# Who reads how it went for all customers without calling any.
OVERLOOKING = frozenset({Role.STANDARDS_OFFICER, Role.AUDITOR})

# Who erases what people wrote.
ERASING = frozenset({Role.STANDARDS_OFFICER, Role.SUPERVISOR})


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


def follow_ups_open_to(user: User) -> QuerySet[FollowUp]:
    """Give whom it went badly for: to who leads the team that has the case, and to who answers for all of them."""
    rows = FollowUp.objects.waiting().filter(case__in=visible_to(user))
    if user.is_authenticated and user.role in OVERLOOKING:
        return rows
    teams = Team.objects.filter(led_by(user)) if user.is_authenticated and user.works_cases else Team.objects.none()
    return rows.filter(case__team__in=teams)


def may_erase_words(user: User) -> bool:
    """Whether somebody answers for what customers wrote being erased, where they ask for it."""
    return user.is_authenticated and user.role in ERASING


def led_by(user: User) -> Q:
    own = Q(lead=user) | Q(supervisor=user) | Q(head=user)
    return own | Q(pk=user.team_id) if user.role == Role.SUPERVISOR else own


def get_follow_up(user: User, pk: int) -> FollowUp:
    """Give somebody to call: 404 where the list does not show them, 403 to who may only read it."""
    row = (
        follow_ups_open_to(user).select_related("case__team", "case__kind", "commitment__policy").filter(pk=pk).first()
    )
    if row is None:
        raise Http404
    if not leads(user, row.case.team):
        raise PermissionDenied(_("Only who leads the team calls."))
    return row


def call_backs_open_to(user: User, at: datetime) -> QuerySet[CallBack]:
    """Give the calls that somebody may make: of cases they never had, and that nobody else has just taken."""
    if not (user.is_authenticated and user.works_cases):
        return CallBack.objects.none()
    free = Q(taken_by__isnull=True) | Q(taken_by=user) | Q(taken_at__lte=at - CALL_TAKEN_FOR)
    rows = CallBack.objects.filter(free, not_of_handlers(user), outcome="", case__in=visible_to(user))
    return rows.filter(case__status=Status.CLOSED, case__erased_at__isnull=True)


def not_of_handlers(user: User) -> Q:
    """Match the calls about cases that somebody never had."""
    had = Assignment.objects.filter(case=OuterRef("case"), owner=user)
    return ~Q(handler=user) & ~Exists(had)


def get_call_back(user: User, pk: int, at: datetime) -> CallBack:
    """Give a call that somebody may make, or answer that there is none."""
    rows = call_backs_open_to(user, at).select_related("case__kind", "case__team", "case__premise", "case__customer")
    row = rows.filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def answers_open_to(user: User) -> QuerySet[SurveyResponse]:
    """Give what customers answered: to who leads the team that had the case, and to who answers for all of them."""
    if not user.is_authenticated:
        return SurveyResponse.objects.none()
    named = CaseParticipant.objects.filter(case=OuterRef("invitation__case"), user=user, part=Part.NAMED)
    rows = SurveyResponse.objects.exclude(Exists(named))
    if user.role in OVERLOOKING:
        return rows
    teams = Team.objects.filter(led_by(user)) if user.works_cases else Team.objects.none()
    return rows.filter(invitation__team__in=teams)
