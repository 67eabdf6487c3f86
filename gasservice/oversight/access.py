"""Who sees which figures."""

from django.db.models import Q
from django.http import Http404

from gasservice.users.models import Team, User
from gasservice.users.terms import DESK_ROLES, Role

SEE_ALL = frozenset({Role.STANDARDS_OFFICER, Role.AUDITOR})


def teams_overseen(user: User) -> list[Team]:
    """Give the teams whose figures somebody sees: their own, those they lead, or all; 404 for everybody else."""
    teams = Team.objects.all()
    if user.role not in SEE_ALL:
        teams = teams.filter(reach_of(user)) if user.works_here else teams.none()
    found = list(teams)
    if not found and not sees_all(user):
        raise Http404
    return found


def reach_of(user: User) -> Q:
    leads = Q(lead=user) | Q(supervisor=user) | Q(head=user)
    return leads | Q(pk=user.team_id) if user.role in DESK_ROLES else leads


def teams_led(user: User) -> list[Team]:
    """Give the teams whose people somebody answers for: those they lead or supervise; 404 for everybody else."""
    leads = Q(lead=user) | Q(supervisor=user) | Q(head=user)
    own = Q(pk=user.team_id) if user.role == Role.SUPERVISOR else Q()
    found = list(Team.objects.filter(leads | own)) if user.works_here else []
    if not found:
        raise Http404
    return found


def sees_all(user: User) -> bool:
    return user.role in SEE_ALL
