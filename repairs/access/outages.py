"""Who sees the work on outages, and who may do what to one."""

from django.http import Http404

from gasservice.registry.access import acts_on_premises
from gasservice.registry.models import Interruption
from gasservice.users.models import User
from gasservice.users.terms import Role
from repairs.terms import OutageAct

# What the crews on the spot may say; the words that people read are the desk's.
OF_THE_SPOT = frozenset({OutageAct.READ, OutageAct.START, OutageAct.RESTORE, OutageAct.CLEAR})


def may_on_outages(user: User, act: OutageAct) -> bool:
    """Whether somebody may do this to outages; a late notice is answered for by a supervisor."""
    if not acts_on_premises(user):
        return False
    if act == OutageAct.OVERRIDE:
        return user.role == Role.SUPERVISOR
    return user.works_cases or act in OF_THE_SPOT


def let_on_outages(user: User, act: OutageAct = OutageAct.READ) -> None:
    """Answer that there is nothing to whoever may not do this."""
    if not may_on_outages(user, act):
        raise Http404


def get_outage(user: User, reference: str, *, to: OutageAct = OutageAct.READ) -> Interruption:
    """Load an outage for an act, published or not, or answer that there is none."""
    let_on_outages(user, to)
    outage = Interruption.objects.select_related("current", "opened_by").filter(reference=reference).first()
    if outage is None:
        raise Http404
    return outage
