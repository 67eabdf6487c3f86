"""What forbids to stop the gas of somebody who owes, asked once more at the door; and whose papers we still need."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from billing.models import Arrears, ArrearsShare, Bill, Dispute
from billing.models.shares import UNOWNED
from billing.queries.arrears import WITH, situation_of
from billing.queries.standings import standings_of
from billing.rating import FEN, NOTHING
from gasservice.registry.guards import register_guard, register_need_of_papers
from gasservice.registry.models import SupplyStop
from gasservice.registry.terms import ArrearsBar
from gasservice.standards.queries import arrears_rule_on
from gasservice.standards.rules import ArrearsTerms
from gasservice.web.say import say_money, say_sentences

# What the sentence about a dispute says with its amounts.
SAID_WITH_AMOUNTS = frozenset({ArrearsBar.DISPUTED, ArrearsBar.BELOW_MINIMUM})


@register_guard
def against_stopping_for_arrears(stop: SupplyStop, at: datetime) -> str:
    """Say why a stop may not be carried out now, each reason once: disputed, paid, planned, protected, theirs no more.

    Payments and plans hold the row of the account while they are written, and so do needs: they are seen, or wait.
    """
    day = timezone.localdate(at)
    terms = arrears_rule_on(day)
    disputed = disputed_words(stop, terms, day)
    row = Arrears.objects.select_related(*WITH).filter(stop=stop).first()
    barred = words_of_bars(row, terms, day, SAID_WITH_AMOUNTS if disputed else frozenset()) if row else ()
    return say_sentences([*([disputed] if disputed else []), *barred])


def disputed_words(stop: SupplyStop, terms: ArrearsTerms | None, day: date) -> str:
    """Forbid a stop where what is disputed leaves nothing overdue, or less than gas is stopped for."""
    overdue = Bill.objects.unpaid().filter(gas_account=stop.gas_account_id, due_on__lt=day)
    standings = standings_of(list(overdue), day)
    held = sum((one.held for one in standings), NOTHING)
    undisputed = sum((one.undisputed for one in standings), NOTHING)
    if not held or undisputed >= max(terms.min_amount if terms else NOTHING, FEN):
        return ""
    facts = {"held": say_money(held), "rest": say_money(undisputed)}
    return (
        _("%(held)s of what is owed is disputed; the %(rest)s that is not is too little to stop the gas for.") % facts
    )


def words_of_bars(row: Arrears, terms: ArrearsTerms | None, day: date, said: frozenset[ArrearsBar]) -> Iterator[str]:
    """Say what bars the stop of a debt now, without what is said already."""
    if terms is None:
        yield _("We publish no rule by which gas may be stopped.")
    elif row.tenure.has_left(day):
        yield _("Who owes this no longer holds the account.")
    elif (situation := situation_of(row, terms, day)).is_paid:
        yield _("It is paid.")
    else:
        yield from (_("%(reason)s.") % {"reason": bar.label} for bar in situation.bars_of_stop if bar not in said)


@register_need_of_papers
def accounts_in_dispute(at: datetime) -> QuerySet:
    """Give the accounts of a dispute that runs, or whose amount still stands still."""
    running = Q(held_until__isnull=True, withdrawn_at__isnull=True) | Q(held_until__gt=timezone.localdate(at))
    return Dispute.objects.filter(running).values("bill__gas_account")


@register_need_of_papers
def accounts_with_shares(at: datetime) -> QuerySet:
    """Give the accounts of shared debts that are nobody's yet, or that somebody still owes."""
    rows = ArrearsShare.objects.filter(UNOWNED | Q(billed_as__in=Bill.objects.unpaid()))
    return rows.order_by().values("gas_account")
