"""What forbids to stop somebody's gas because of their bills."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from billing.models import Bill
from billing.queries.standings import standings_of
from billing.rating import FEN, NOTHING
from gasservice.registry.guards import register_guard
from gasservice.registry.models import SupplyStop
from gasservice.standards.queries import arrears_rule_on
from gasservice.web.say import say_money


@register_guard
def disputed(stop: SupplyStop, at: datetime) -> str:
    """Forbid a stop where what is disputed leaves nothing overdue, or less than gas is stopped for."""
    day = timezone.localdate(at)
    overdue = Bill.objects.unpaid().filter(gas_account=stop.gas_account_id, due_on__lt=day)
    standings = standings_of(list(overdue), day)
    held = sum((one.held for one in standings), NOTHING)
    undisputed = sum((one.undisputed for one in standings), NOTHING)
    terms = arrears_rule_on(day)
    if not held or undisputed >= max(terms.min_amount if terms else NOTHING, FEN):
        return ""
    facts = {"held": say_money(held), "rest": say_money(undisputed)}
    return (
        _("%(held)s of what is owed is disputed; the %(rest)s that is not is too little to stop the gas for.") % facts
    )
