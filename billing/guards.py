"""What forbids to stop the gas of somebody who owes: asked once more while the crew is at the door."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from billing.models import Arrears, Bill
from billing.queries.arrears import WITH, situation_of
from billing.queries.standings import standings_of
from billing.rating import FEN, NOTHING
from gasservice.registry.guards import register_guard
from gasservice.registry.models import SupplyStop
from gasservice.standards.queries import arrears_rule_on
from gasservice.web.say import say_money, say_sentences


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


@register_guard
def against_stopping_for_arrears(stop: SupplyStop, at: datetime) -> str:
    """Say why a stop ordered for arrears may not be carried out now: paid, planned, protected, or theirs no more.

    Payments and plans hold the row of the account while they are written, and so do needs: they are seen, or wait.
    """
    row = Arrears.objects.select_related(*WITH).filter(stop=stop).first()
    if row is None:
        return ""
    day = timezone.localdate(at)
    rule = arrears_rule_on(day)
    if rule is None:
        return _("We publish no rule by which gas may be stopped.")
    if row.tenure.held_until and row.tenure.held_until <= day:
        return _("Who owes this no longer holds the account.")
    situation = situation_of(row, rule, day)
    if situation.is_paid:
        return _("It is paid.")
    return say_sentences(_("%(reason)s.") % {"reason": bar.label} for bar in situation.bars_of_stop)
