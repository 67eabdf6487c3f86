"""Who works on the pipes of a case."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _

from gasservice.cases.access import get_case, may
from gasservice.cases.models import Case
from gasservice.cases.terms import Act
from gasservice.standards.terms import Door
from gasservice.users.models import User
from gasservice.users.terms import Role

PIPE_CHANGE = "pipe-change"


def is_pipe_change(case: Case) -> bool:
    return case.door == Door.REPAIRS and case.kind.code == PIPE_CHANGE


def get_pipe_case(user: User, reference: str, *, to_work: bool = False) -> Case:
    """Load a pipe change for our people: 404 when it may not be seen, 403 when it may be seen but not worked."""
    if not (user.is_authenticated and user.works_here):
        raise Http404
    case = get_case(user, reference)
    if not is_pipe_change(case):
        raise Http404
    if to_work and not may_work_pipes(user, case):
        raise PermissionDenied(_("You may read this case, but this act is for its owner, its crew or the lead."))
    return case


def may_work_pipes(user: User, case: Case) -> bool:
    """Whether somebody may measure, quote and check here: who may answer the customer, and the crews of the team."""
    return may(user, Act.REPLY, case) or (user.role == Role.FIELD_WORKER and user.team_id == case.team_id)
