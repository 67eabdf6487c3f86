"""Who sees whose scores and courses: a person their own, who supervises a team those of its people, an auditor all.

A colleague and the lead of a team see nobody's: scores are no list of the best.
"""

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from gasservice.cases.access import unnamed_in, visible_to
from gasservice.cases.models import Assignment, CaseEvent
from gasservice.cases.terms import EventKind
from gasservice.training.models import Enrolment, SampledWork, Session
from gasservice.users.access import headed_by, heads_a_team
from gasservice.users.models import Team, User
from gasservice.users.terms import Role

LOOKED_AT = (Role.AGENT, Role.FIELD_WORKER)
SHOWN_WITH = ("person", "team", "case__kind", "appointment", "scored_by", "drawing")


def teams_supervised(user: User) -> QuerySet[Team]:
    """Give the teams that somebody supervises or heads: not those they work in or lead as one of its people."""
    if not works_at_desk(user):
        return Team.objects.none()
    own = headed_by(user)
    return Team.objects.filter(own | Q(pk=user.team_id) if user.role == Role.SUPERVISOR else own)


def trains_people(user: User) -> bool:
    """Whether somebody supervises any team, and so scores, enrols and marks; a supervisor has a team of their own."""
    return works_at_desk(user) and (user.role == Role.SUPERVISOR or heads_a_team(user))


def works_at_desk(user: User) -> bool:
    return user.is_authenticated and user.is_active and user.works_cases


def may_look_at_people(user: User) -> bool:
    return is_auditing(user) or trains_people(user)


def is_looked_at(user: User) -> bool:
    """Whether somebody's own work is drawn and scored, so that they have a page of their own."""
    return user.is_authenticated and user.is_active and user.role in LOOKED_AT


def is_auditing(user: User) -> bool:
    return user.is_authenticated and user.is_active and user.role == Role.AUDITOR


def teams_looked_at(user: User) -> QuerySet[Team]:
    return Team.objects.all() if is_auditing(user) else teams_supervised(user)


def people_overseen(user: User) -> QuerySet[User]:
    """Give the people of the teams that somebody supervises, or all to an auditor; never themself."""
    people = User.objects.filter(role__in=LOOKED_AT, is_active=True, team__in=teams_looked_at(user))
    return people.exclude(pk=user.pk)


def get_person(user: User, pk: int) -> User:
    """Give a person of one's teams, or oneself; there is nobody else."""
    own = User.objects.filter(pk=user.pk) if is_looked_at(user) else User.objects.none()
    found = User.objects.filter(Q(pk__in=people_overseen(user).values("pk")) | Q(pk__in=own.values("pk")))
    person = found.select_related("team").filter(pk=pk).first()
    if person is None:
        raise Http404
    return person


def works_visible_to(user: User) -> QuerySet[SampledWork]:
    """Give one's own scored work, and that of one's teams, but none of a case in which one is named."""
    if not user.is_authenticated:
        return SampledWork.objects.none()
    overseen = Q(team__in=teams_looked_at(user), case__in=visible_to(user)) & ~Q(person=user)
    own = Q(person=user, scored_at__isnull=False, case__in=unnamed_in(user))
    return SampledWork.objects.filter(overseen | own)


def had_no_part(user: User) -> Q:
    """Match sampled work of cases that somebody never had and never came for."""
    had = Assignment.objects.filter(case=OuterRef("case"), owner=user)
    came = CaseEvent.objects.filter(case=OuterRef("case"), kind=EventKind.ARRIVED, by=user)
    return ~Q(person=user) & ~Q(case__owner=user) & ~Exists(had) & ~Exists(came)


def works_to_score(user: User) -> QuerySet[SampledWork]:
    """Give what somebody may score: of a team they supervise, not scored yet, and nothing they had a part in."""
    rows = SampledWork.objects.filter(team__in=teams_supervised(user), case__in=visible_to(user))
    return rows.filter(had_no_part(user), scored_at__isnull=True)


def get_work(user: User, pk: int) -> SampledWork:
    row = works_visible_to(user).select_related(*SHOWN_WITH).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def get_work_to_score(user: User, pk: int) -> SampledWork:
    """Give work to somebody who may score it: 404 where they may not see it, 403 where they may only read it."""
    row = get_work(user, pk)
    if not is_theirs_to_score(user, row):
        raise PermissionDenied(_("Only a supervisor who had no part in it scores it."))
    return row


def is_theirs_to_score(user: User, work: SampledWork) -> bool:
    """Whether somebody supervises the team and had no part in it, scored or not."""
    rows = SampledWork.objects.filter(had_no_part(user), pk=work.pk, team__in=teams_supervised(user))
    return rows.exists()


def get_own_work(user: User, pk: int) -> SampledWork:
    """Give scored work of one's own, to comment on."""
    row = works_visible_to(user).filter(person=user, pk=pk).first()
    if row is None:
        raise Http404
    return row


def get_session(user: User, pk: int, *, to_change: bool = False) -> Session:
    """Give a session to who trains people, and to read to an auditor."""
    may = trains_people(user) if to_change else may_look_at_people(user)
    row = Session.objects.select_related("course").filter(pk=pk).first() if may else None
    if row is None:
        raise Http404
    return row


def enrolments_visible_to(user: User, session: Session) -> QuerySet[Enrolment]:
    """Give who is enrolled of the people one oversees; that others are, the free places say."""
    return session.enrolments.filter(person__in=people_overseen(user)).select_related("person__team")


def get_enrolment(user: User, pk: int) -> Enrolment:
    """Give an enrolment of one's own people, to mark or to take back."""
    rows = Enrolment.objects.filter(person__in=people_overseen(user)) if trains_people(user) else None
    row = rows.select_related("session").filter(pk=pk).first() if rows is not None else None
    if row is None:
        raise Http404
    return row
