"""At the door: checking who comes, saying no, complaining, paying; and the visits that nobody made."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from billing.actions.collection import (
    VisitOver,
    end_visit,
    facts_of,
    held_visit,
    holder_told,
    sealed_for,
    tell_collector,
    tell_of_end,
)
from billing.actions.payments import take_payment
from billing.models import CollectionVisit, Payment
from billing.queries.collection import owed_at_door, visit_named
from billing.terms import PaymentMethod, VisitEnd
from gasservice.cases.actions.filing import Filed, open_case
from gasservice.cases.terms import ChannelIn
from gasservice.notices.actions import tell
from gasservice.registry.models import GasAccount
from gasservice.registry.names import number_form
from gasservice.registry.secrets import is_code_of
from gasservice.standards.models import CaseKind
from gasservice.standards.terms import Door
from gasservice.users.models import User
from gasservice.web.languages import localized
from gasservice.web.refusals import Refusal
from gasservice.web.say import say_money, say_window

CODE_TRIES = 10
COMPLAINT = "door-collection"
SWEPT_AT_ONCE = 200


class NoSuchVisit(Refusal):
    """No such visit, another code, or a code that has ended: which of them is not said."""


class OutsideTheWindow(Refusal):
    """Money is taken at a door only in the window that was announced."""


class MoreThanOwed(Refusal):
    """A collector takes no more than is owed now."""


class CollectedBefore(Refusal):
    """Another amount was taken at this visit already."""


class ComplainedBefore(Refusal):
    """Somebody has complained of this visit already."""


def check_collector(*, reference: str, code: str, at: datetime) -> CollectionVisit:
    """Check the code that was sent with a visit; whoever does not have it learns nothing, not even that there is one.

    Not atomic as a whole: a try is spent even when the code is wrong. The right code gives all tries back.
    """
    rows = visit_named(number_form(reference), at)
    visit = rows.first()
    counted = rows.order_by().select_related(None).filter(tries__lt=CODE_TRIES).update(tries=F("tries") + 1)
    is_right = is_code_of(number_form(code), sealed_for(visit.pk if visit else 0), visit.code_hash if visit else "")
    if not (counted and is_right):
        raise NoSuchVisit(_("We know of no visit with this number and code. Pay nobody, and call us."))
    CollectionVisit.objects.filter(pk=visit.pk).update(tries=0, checked_at=Coalesce("checked_at", at))
    return visit


@transaction.atomic
def refuse_collection(
    *, visit: CollectionVisit, because: str, by: User | None, at: datetime, is_at_door: bool = False
) -> CollectionVisit:
    """End a visit that its customer does not want; the collector is told, unless they heard it at the door."""
    visit = end_visit(held_visit(visit), VisitEnd.REFUSED, at, because=because[:300])
    if is_at_door:
        tell_of_end(visit, at)
    else:
        tell_collector(visit, at)
    return visit


@transaction.atomic
def report_nobody(*, visit: CollectionVisit, by: User, at: datetime) -> CollectionVisit:
    """Write down that nobody opened, and tell the customer that we were there."""
    visit = held_visit(visit)
    if at < visit.starts_at:
        raise OutsideTheWindow(_("The window of this visit has not begun."))
    end_visit(visit, VisitEnd.NOBODY, at)
    tell_of_end(visit, at)
    return visit


@transaction.atomic
def collect_payment(*, visit: CollectionVisit, amount: Decimal, by: User, at: datetime) -> Payment:
    """Take money at the door, once, up to what is owed now; its receipt bears the number of the visit.

    Raises CollectedBefore for another amount, VisitOver, OutsideTheWindow and MoreThanOwed.
    """
    GasAccount.objects.select_for_update(no_key=True).get(pk=visit.gas_account_id)
    paid = Payment.objects.filter(reference=visit.reference).first()
    if paid:
        if paid.amount == amount:
            return paid
        raise CollectedBefore(_("%(amount)s was taken at this visit already.") % {"amount": say_money(paid.amount)})
    visit = held_visit(visit)
    if not visit.starts_at <= at <= visit.ends_at:
        raise OutsideTheWindow(_("Take money only in the window that was announced."))
    owed = owed_at_door(visit.gas_account, visit.tenure, timezone.localdate(at))
    if amount > owed.amount:
        words = _("%(amount)s is owed now; take no more.")
        raise MoreThanOwed(words % {"amount": say_money(owed.amount)}, field="amount")
    facts = {"reference": visit.reference, "account": visit.gas_account, "amount": amount, "bill": owed.owing[0].bill}
    payment, _is_new = take_payment(**facts, method=PaymentMethod.COLLECTOR, paid_at=at, at=at, by=by)
    end_visit(visit, VisitEnd.COLLECTED, at, payment=payment)
    tell_of_receipt(visit, payment, at)
    return payment


def tell_of_receipt(visit: CollectionVisit, payment: Payment, at: datetime) -> None:
    facts = facts_of(visit) | {"amount": payment.amount, "account": visit.gas_account.number}
    key = f"collection-paid:{visit.reference}"
    tell(key=key, topic="collection-paid", to=[holder_told(visit)], facts=facts, at=at)


@transaction.atomic
def complain_of_collection(*, visit: CollectionVisit, words: str, by: User | None, at: datetime) -> Filed:
    """Open a complaint that names the collector, who never sees it; a visit is complained of once."""
    held = CollectionVisit.objects.select_for_update(of=("self",)).get(pk=visit.pk)
    if held.complaint_id:
        raise ComplainedBefore(_("A complaint about this visit was filed already. Write to us there."))
    kind = CaseKind.objects.valid_on(timezone.localdate(at)).get(door=Door.COMPLAINTS, code=COMPLAINT)
    person = visit.collector.user
    told = {"number": visit.reference, "name": person.name, "badge": visit.collector.badge}
    told["when"] = say_window(visit.starts_at, visit.ends_at, now=at)
    which = _("Visit %(number)s, %(when)s, collector %(name)s, card %(badge)s.") % told
    title = f"{localized(kind, 'name')} ({visit.reference})"[:160]
    facts = whose(visit) | {"title": title, "named": [person]}
    filed = open_case(kind=kind, words=f"{which}\n\n{words}", by=by, at=at, **facts)
    CollectionVisit.objects.filter(pk=held.pk).update(complaint=filed.case)
    return filed


def whose(visit: CollectionVisit) -> dict[str, object]:
    """Give the columns of a case about a visit: where it was, and how whoever it was announced to is reached."""
    premise, customer = visit.gas_account.service_point.premise, visit.tenure.customer
    return {
        "channel": ChannelIn.WEB,
        "customer": customer,
        "gas_account": visit.gas_account,
        "premise": premise,
        "community": premise.community,
        "contact_name": customer.name[:80],
        "contact_email": customer.email,
        "contact_phone": customer.phone,
        "language": get_language(),
    }


def end_missed_visits(*, at: datetime) -> int:
    """End the visits that nobody closed before their code ended, tell their customers, and say how many there were."""
    ended = 0
    for visit in CollectionVisit.objects.ahead().filter(code_until__lte=at).order_by("starts_at")[:SWEPT_AT_ONCE]:
        ended += end_missed(visit, at)
    return ended


@transaction.atomic
def end_missed(visit: CollectionVisit, at: datetime) -> bool:
    try:
        held = held_visit(visit)
    except VisitOver:
        return False
    end_visit(held, VisitEnd.MISSED, at)
    tell_of_end(held, at)
    return True
