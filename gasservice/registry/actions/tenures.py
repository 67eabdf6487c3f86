"""Who holds an account: handed over to somebody else, or a former holder found out later."""

from datetime import date, datetime
from decimal import Decimal

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from gasservice.files.actions import keep_upload
from gasservice.registry.access import may_hand_over
from gasservice.registry.actions.households import count_anew
from gasservice.registry.actions.readings import read_for_hand_over
from gasservice.registry.models import Customer, GasAccount, Tenure
from gasservice.registry.queries import customer_known_as, tenures_between
from gasservice.users.models import User
from gasservice.users.terms import phone_written
from gasservice.web.refusals import Refusal
from gasservice.web.say import say_day

SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


class NotTheDesk(Refusal):
    """Only the desk says who holds an account."""


class NobodyKnownAs(Refusal):
    """Nobody has this customer number or telephone, and it is not enough to enter somebody new."""


class KnownByAnotherName(Refusal):
    """The number or telephone is somebody else's in our books."""


class HoldsItAlready(Refusal):
    """Nothing would change hands."""


class HeldBySomebody(Refusal):
    """Somebody else held the account then."""


class NotInThePast(Refusal):
    """An account changes hands today or did so before, never in the future."""


class EndsBeforeItBegins(Refusal):
    """A time somebody held an account has a day at least."""


@transaction.atomic
def enter_customer(*, known_as: str, name: str, by: User, at: datetime) -> Customer:
    """Give the customer of a customer number or telephone, or enter a new one by telephone and name."""
    known, name, phone = customer_known_as(known_as), name.strip(), phone_written(known_as)
    if known and name not in ("", known.name):
        words = _("In our books this is %(name)s. Leave the name empty if it is them.")
        raise KnownByAnotherName(words % {"name": known.name}, field="name")
    if not known and not phone:
        raise NobodyKnownAs(_("Nobody has this customer number. Give a telephone number."), field="known_as")
    if not known and not name:
        raise NobodyKnownAs(_("We know nobody by this telephone. Give the name, and we enter them."), field="name")
    return known or Customer.objects.create(code=f"N{get_random_string(10, SIGNS)}", name=name, phone=phone)


@transaction.atomic
def hand_over_account(
    *,
    account: GasAccount,
    to: Customer,
    on: date,
    evidence: UploadedFile,
    by: User,
    at: datetime,
    index_m3: Decimal | None = None,
    note: str = "",
) -> Tenure:
    """End the time of the present holder on a day and begin that of the next, with what the meter showed then.

    Of two who do it at once one wins, and the other hears who holds it now.
    """
    refuse_others(by)
    account = GasAccount.objects.select_for_update().get(pk=account.pk)
    if on > timezone.localdate(at):
        raise NotInThePast(_("Choose today or a day before."), field="on")
    present = account.tenures.filter(held_until__isnull=True).select_related("customer").first()
    if present and present.customer_id == to.pk:
        raise HoldsItAlready(_("%(name)s holds this account already.") % {"name": to.name}, field="known_as")
    if present and on <= present.held_from:
        raise HeldBySomebody(said_of(present, at), field="on")
    account.tenures.filter(held_until__isnull=True).update(held_until=on)
    days = {"held_from": on, "held_until": None}
    tenure = write_tenure(account=account, customer=to, **days, evidence=evidence, note=note, by=by, at=at, field="on")
    count_anew(account, on, by, at)
    if index_m3 is not None:
        read_for_hand_over(account=account, on=on, index_m3=index_m3, by=by, at=at)
    return tenure


@transaction.atomic
def record_former_tenure(
    *,
    account: GasAccount,
    customer: Customer,
    held_from: date,
    held_until: date,
    evidence: UploadedFile,
    by: User,
    at: datetime,
    note: str = "",
) -> Tenure:
    """Record who held an account in a time of which our books knew nobody."""
    refuse_others(by)
    GasAccount.objects.select_for_update().get(pk=account.pk)
    if held_until <= held_from:
        raise EndsBeforeItBegins(_("Choose a day after the first one."), field="held_until")
    if held_until > timezone.localdate(at):
        raise NotInThePast(_("Choose today or a day before."), field="held_until")
    facts = {"held_from": held_from, "held_until": held_until, "evidence": evidence, "note": note}
    return write_tenure(account=account, customer=customer, **facts, by=by, at=at, field="held_from")


@transaction.atomic
def hand_over_at_desk(*, known_as: str, name: str, by: User, at: datetime, **facts) -> Tenure:
    """Hand an account over to whom the desk names; who is new to our books is entered with it, or not at all."""
    to = enter_customer(known_as=known_as, name=name, by=by, at=at)
    return hand_over_account(to=to, by=by, at=at, **facts)


@transaction.atomic
def record_former_at_desk(*, known_as: str, name: str, by: User, at: datetime, **facts) -> Tenure:
    """Record a former holder whom the desk names; who is new to our books is entered with it, or not at all."""
    customer = enter_customer(known_as=known_as, name=name, by=by, at=at)
    return record_former_tenure(customer=customer, by=by, at=at, **facts)


def write_tenure(
    *,
    account: GasAccount,
    customer: Customer,
    held_from: date,
    held_until: date | None,
    evidence: UploadedFile,
    note: str,
    by: User,
    at: datetime,
    field: str,
) -> Tenure:
    """Write down a time of holding; the database lets nobody hold an account on a day of somebody else."""
    days = {"held_from": held_from, "held_until": held_until}
    if other := tenures_between(account, held_from, held_until).first():
        raise HeldBySomebody(said_of(other, at), field=field)
    facts = {"evidence": keep_upload(upload=evidence, by=by, at=at), "recorded_by": by, "recorded_at": at, "note": note}
    try:
        with transaction.atomic():
            return Tenure.objects.create(gas_account=account, customer=customer, **days, **facts)
    except IntegrityError as broken:
        raise HeldBySomebody(_("Somebody else holds the account then."), field=field) from broken


def said_of(tenure: Tenure, at: datetime) -> str:
    """Say who holds or held the account then."""
    days = {"name": tenure.customer.name, "since": say_day(tenure.held_from, now=at)}
    if tenure.held_until is None:
        return _("%(name)s holds the account since %(since)s. Choose a later day.") % days
    days["until"] = say_day(tenure.held_until, now=at)
    return _("%(name)s held the account from %(since)s until %(until)s.") % days


def refuse_others(by: User) -> None:
    if not may_hand_over(by):
        raise NotTheDesk(_("Only the desk says who holds an account."))
