"""What becomes of a dispute when its case ends."""

from datetime import datetime

from django.utils.translation import gettext as _

from billing.actions.disputes import withdraw_dispute
from billing.models import Dispute
from gasservice.cases.actions.endings import register_ending
from gasservice.cases.models import Case
from gasservice.cases.terms import Status
from gasservice.users.models import User
from gasservice.web.refusals import Refusal


class Undecided(Refusal):
    """What is disputed has to be decided first."""


@register_ending
def end_dispute(case: Case, status: Status, by: User | None, at: datetime) -> None:
    """Take a dispute back with its case; a case is not resolved over an open one."""
    dispute = Dispute.objects.open().select_related("bill", "case").filter(case=case).first()
    if dispute is None:
        return
    if status != Status.WITHDRAWN:
        raise Undecided(_("A bill is disputed here. Decide about it: that resolves the case too."))
    withdraw_dispute(dispute=dispute, by=by, at=at)
