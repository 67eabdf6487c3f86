"""Who may invite whom, and how long somebody stays signed in."""

from django.db.models import Q

from gasservice.users.models import Team, User
from gasservice.users.terms import DESK_ROLES, Role

STAFF_SESSION = 12 * 3600  # seconds: a long shift; desks are shared
EVERYBODY_INVITED = tuple(role for role in Role if role != Role.CUSTOMER)
BY_SUPERVISORS = (Role.AGENT, Role.FIELD_WORKER)


def may_edit_users(user: User) -> bool:
    """Whether roles and teams are theirs to change."""
    return user.is_authenticated and user.is_active and user.is_staff


def roles_invitable_by(user: User) -> tuple[Role, ...]:
    """Give the roles that the user may offer; nobody offers more than their own desk."""
    if may_edit_users(user):
        return EVERYBODY_INVITED
    return BY_SUPERVISORS if user.is_authenticated and user.role == Role.SUPERVISOR else ()


def may_offer(user: User, role: str, team: Team | None) -> bool:
    """Whether the user may offer this place; supervisors only offer places in their own team."""
    if role not in roles_invitable_by(user):
        return False
    return may_edit_users(user) or (team is not None and team.pk == user.team_id)


def needs_team(role: str) -> bool:
    return role in DESK_ROLES


def heads_a_team(user: User) -> bool:
    """Whether somebody supervises or heads a team; who signs in is read together with it, so that bars ask nothing."""
    known = getattr(user, "is_known_to_head", None)
    return Team.objects.filter(headed_by(user.pk)).exists() if known is None else known


def headed_by(user: object) -> Q:
    return Q(supervisor=user) | Q(head=user)
