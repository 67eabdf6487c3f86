"""What becomes of redress: credited to a bill, given an account that it can be credited to, or paid out."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from gasservice.cases.actions.work import note_internally
from gasservice.cases.models import Redress
from gasservice.registry.models import GasAccount
from gasservice.users.models import User
from gasservice.web.refusals import Refusal
from gasservice.web.say import say_money


class CreditedBefore(Refusal):
    """The redress was credited or paid out meanwhile."""


@transaction.atomic
def mark_redress_credited(*, redress: Collection[int], at: datetime) -> set[int]:
    """Mark redress as credited, by its keys; give the keys of what nobody had credited before."""
    owed = Redress.objects.select_for_update().filter(pk__in=list(redress), credited_at__isnull=True)
    news = set(owed.order_by("pk").values_list("pk", flat=True))
    Redress.objects.filter(pk__in=news).update(credited_at=at)
    return news


@transaction.atomic
def name_redress_account(*, redress: Redress, account: GasAccount, by: User, at: datetime) -> Redress:
    """Say to which account redress is to be credited. Raises CreditedBefore."""
    if not Redress.objects.filter(pk=redress.pk, credited_at__isnull=True).update(gas_account=account):
        raise credited_before()
    note(redress, _("Redress of %(amount)s: to be credited to account %(account)s"), by, at, account=account.number)
    redress.refresh_from_db()
    return redress


@transaction.atomic
def pay_redress_out(*, redress: Redress, payment_reference: str, by: User, at: datetime) -> Redress:
    """Note that redress was paid out by hand. Raises CreditedBefore, unless it was this payment."""
    facts = {"credited_at": at, "credited_by": by, "payment_reference": payment_reference}
    is_new = Redress.objects.filter(pk=redress.pk, credited_at__isnull=True).update(**facts)
    redress.refresh_from_db()
    if not is_new and redress.payment_reference != payment_reference:
        raise credited_before()
    if is_new:
        note(redress, _("Redress of %(amount)s paid out: payment %(payment)s"), by, at, payment=payment_reference)
    return redress


def credited_before() -> CreditedBefore:
    return CreditedBefore(_("This redress was credited or paid out meanwhile."))


def note(redress: Redress, words: str, by: User, at: datetime, **facts: str) -> None:
    """Keep in the story of the case what one of us did with its redress."""
    if redress.case:
        note_internally(case=redress.case, words=words % ({"amount": say_money(redress.amount)} | facts), by=by, at=at)
