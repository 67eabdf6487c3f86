"""What forbids to stop the gas of somebody who owes: asked once more while the crew is at the door."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from billing.models import Arrears
from billing.queries.arrears import WITH, situation_of
from gasservice.registry.guards import register_guard
from gasservice.registry.models import SupplyStop
from gasservice.standards.queries.billing import arrears_rule_on


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
    return " ".join(_("%(reason)s.") % {"reason": bar.label} for bar in situation.bars_of_stop)
