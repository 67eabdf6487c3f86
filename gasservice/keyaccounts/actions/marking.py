"""Key accounts by hand: marked and taken off with a reason, and who looks after them."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gasservice.keyaccounts.models import EarlyWarning, KeyAccount
from gasservice.keyaccounts.terms import Basis, WarningStatus
from gasservice.registry.models import GasAccount
from gasservice.users.models import User
from gasservice.web.refusals import Refusal


class NoSuchAccount(Refusal):
    """No account bears this number."""


class KeyAlready(Refusal):
    """The account is marked already."""


class NoKeyAnyMore(Refusal):
    """The account was taken off before."""


@transaction.atomic
def mark_key_account(*, number: str, manager: User | None, reason: str, by: User, at: datetime) -> KeyAccount:
    """Mark an account by hand; raises NoSuchAccount and KeyAlready."""
    account = GasAccount.objects.select_for_update(no_key=True).filter(number=number.strip()).first()
    if account is None:
        raise NoSuchAccount(_("There is no account of this number."), field="number")
    if KeyAccount.objects.standing().filter(gas_account=account).exists():
        raise KeyAlready(_("This is a key account already."), field="number")
    facts = {"basis": Basis.HAND, "reason": reason, "since": timezone.localdate(at), "marked_by": by, "marked_at": at}
    return KeyAccount.objects.create(gas_account=account, manager=manager, **facts)


@transaction.atomic
def unmark_key_account(*, key_account: KeyAccount, reason: str, by: User, at: datetime) -> KeyAccount:
    """Take an account off with a reason; a warning that waits is gone with it. Raises NoKeyAnyMore."""
    row = held(key_account)
    row.until, row.ended_by, row.ended_because = timezone.localdate(at), by, reason
    row.save()
    EarlyWarning.objects.standing().filter(key_account=row).update(status=WarningStatus.EXPIRED)
    return row


@transaction.atomic
def give_key_account(*, key_account: KeyAccount, manager: User | None) -> KeyAccount:
    """Let somebody look after a key account, or nobody; raises NoKeyAnyMore."""
    row = held(key_account)
    row.manager = manager
    row.save(update_fields=["manager"])
    return row


def held(key_account: KeyAccount) -> KeyAccount:
    row = KeyAccount.objects.select_for_update().get(pk=key_account.pk)
    if row.until is not None:
        raise NoKeyAnyMore(_("This is no key account any more."))
    return row
