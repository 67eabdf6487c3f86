"""Who works on a dispute, and who may agree to what another proposed."""

from django.http import Http404

from billing.models import Dispute
from gasservice.cases.access import get_case
from gasservice.cases.terms import Act
from gasservice.users.models import User
from gasservice.users.terms import Role

DISPUTE_WITH = ("bill__gas_account__service_point__premise__community", "bill__tenure__customer", "proposed_by")


def get_dispute(user: User, reference: str, *, to: Act = Act.READ) -> Dispute:
    """Give the dispute of a case at the desk, for an act on the case."""
    if not (user.is_authenticated and user.works_here):
        raise Http404
    case = get_case(user, reference, to=to)
    dispute = Dispute.objects.select_related(*DISPUTE_WITH).filter(case=case).first()
    if dispute is None:
        raise Http404
    dispute.case = case
    return dispute


def get_proposal(user: User, reference: str) -> Dispute:
    """Give a dispute whose decision is proposed to the supervisors who did not propose it."""
    dispute = get_dispute(user, reference)
    if not (user.role == Role.SUPERVISOR and dispute.waits_for_second and dispute.proposed_by_id != user.pk):
        raise Http404
    return dispute
