"""Why somebody must not be without gas: declared, confirmed, looked at again each year, ended."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gasservice.files.models import StoredFile
from gasservice.registry.access import acts_on_premises
from gasservice.registry.models import Customer, GasAccount, Premise, PriorityNeed
from gasservice.users.models import User
from gasservice.web.refusals import Refusal


class ConsentNeeded(Refusal):
    """Such a need is sensitive: without consent we keep nothing."""


class AlreadyDeclared(Refusal):
    """The same need of the same customer stands at this premise."""


class NotYours(Refusal):
    """Only who acts on the premise confirms a need; only they and the customer change it."""


class NeedEnded(Refusal):
    """The need no longer stands."""


def declare_need(
    *,
    premise: Premise,
    customer: Customer,
    kind: str,
    has_consent: bool,
    by: User,
    at: datetime,
    details: str = "",
    evidence: StoredFile | None = None,
) -> PriorityNeed:
    """Declare why somebody at a premise must not be without gas; it is looked at again in a year."""
    if not has_consent:
        raise ConsentNeeded(_("We may keep this only with your consent."), field="has_consent")
    facts = {"details": details, "evidence": evidence, "declared_by": by, "declared_at": at, "consent_at": at}
    try:
        with transaction.atomic():
            hold_accounts_at(premise)
            return PriorityNeed.objects.create(
                premise=premise, customer=customer, kind=kind, review_on=year_after(at), **facts
            )
    except IntegrityError as broken:
        if not standing(premise=premise, customer=customer, kind=kind).exists():
            raise
        raise AlreadyDeclared(_("We know of this need at this address already."), field="kind") from broken


def hold_accounts_at(premise: Premise) -> None:
    """Let a crew that is about to stop gas at a place wait until the need is written, and then see it."""
    accounts = GasAccount.objects.select_for_update(no_key=True).filter(service_point__premise=premise)
    list(accounts.order_by("pk").values_list("pk"))


def confirm_need(*, need: PriorityNeed, by: User, at: datetime) -> PriorityNeed:
    """Confirm what a customer declared, after a look at the evidence or a visit."""
    if not acts_on_premises(by):
        raise NotYours(_("Only our staff can confirm a need."))
    return change_need(need, confirmed_by=by, confirmed_at=at)


def mark_reviewed(*, need: PriorityNeed, by: User, at: datetime) -> PriorityNeed:
    """Note that the need still stands; it is looked at again in a year."""
    refuse_stranger(need, by)
    return change_need(need, review_on=year_after(at), review_reminded_at=None)


def end_need(*, need: PriorityNeed, by: User, at: datetime) -> PriorityNeed:
    """End a need, and forget what was written about it: nobody acts on it any more."""
    refuse_stranger(need, by)
    return change_need(need, ended_at=at, details="")


def note_reminded(*, needs: Iterable[PriorityNeed], at: datetime) -> int:
    """Note that the customers were told of the coming review, so that they are told once."""
    return standing(pk__in=[need.pk for need in needs]).update(review_reminded_at=at)


def change_need(need: PriorityNeed, **changes) -> PriorityNeed:
    if not standing(pk=need.pk).update(**changes):
        raise NeedEnded(_("This need has ended. Declare it again if it came back."))
    need.refresh_from_db()
    return need


def refuse_stranger(need: PriorityNeed, by: User) -> None:
    if not (acts_on_premises(by) or by.pk in (need.customer.user_id, need.declared_by_id)):
        raise NotYours(_("Only the customer or our staff can change this."))


def standing(**which):
    return PriorityNeed.objects.filter(ended_at__isnull=True, **which)


def year_after(at: datetime) -> date:
    day = timezone.localdate(at)
    return day.replace(year=day.year + 1, day=28 if (day.month, day.day) == (2, 29) else day.day)
