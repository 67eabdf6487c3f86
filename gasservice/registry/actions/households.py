"""How many live in a home: declared by who holds the account, looked at where it widens the tiers."""

from datetime import date, datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gasservice.files.actions import keep_upload
from gasservice.registry.access import acts_on_premises
from gasservice.registry.models import GasAccount, HouseholdSize
from gasservice.registry.queries import base_persons_of, households_of, tenures_on
from gasservice.users.models import User
from gasservice.web.refusals import Refusal


class NotSoFarBack(Refusal):
    """A declaration reaches back to the beginning of this year, and not into the future."""


class EvidenceNeeded(Refusal):
    """More people widen the tiers: that takes a paper."""


class AnotherWaits(Refusal):
    """What they declared before is being looked at."""


class DecidedBefore(Refusal):
    """Somebody else has looked at it."""


class NotYoursToDecide(Refusal):
    """Only who acts on premises decides on it."""


@transaction.atomic
def declare_household(
    *, account: GasAccount, persons: int, month: date, by: User, at: datetime, evidence: UploadedFile | None = None
) -> HouseholdSize:
    """Declare how many live in a home since a month of this year; twice the same is once.

    More than the limits allow for anyway counts only once one of us has seen the evidence; else it counts at once.
    """
    GasAccount.objects.select_for_update().get(pk=account.pk)
    since = day_in_force(account, month, timezone.localdate(at))
    rows = HouseholdSize.objects.filter(gas_account=account)
    mine = rows.waiting().filter(declared_by=by).first()
    if mine and (mine.since, mine.persons) == (since, persons):
        return mine
    last = rows.counted().last()
    if last and last.declared_by_id and (last.since, last.persons) == (since, persons):
        return last
    keep_what_held(account, at)
    facts = {"gas_account": account, "since": since, "persons": persons, "declared_by": by, "declared_at": at}
    if persons <= base_persons_of(account, since):
        return show_present_number(HouseholdSize.objects.create(**facts, confirmed_at=at))
    if mine:
        words = _("We are looking at the %(count)d people you told us of. Please wait for that, or call us.")
        raise AnotherWaits(words % {"count": mine.persons})
    if evidence is None:
        raise EvidenceNeeded(_("For so many people we need a photo of the household register."), field="evidence")
    return HouseholdSize.objects.create(**facts, evidence=keep_upload(upload=evidence, by=by, at=at))


def day_in_force(account: GasAccount, month: date, today: date) -> date:
    """Give the day a declaration holds from: the first of its month, or the day the holder took the account over."""
    if not date(today.year, 1, 1) <= month.replace(day=1) <= today:
        raise NotSoFarBack(_("Choose a month of this year that has begun."), field="month")
    held = tenures_on(today, gas_account=account).first()
    return max(month.replace(day=1), account.opened_on, held.held_from if held else account.opened_on)


def keep_what_held(account: GasAccount, at: datetime) -> None:
    """Begin the history of an account with what our books held before anybody declared anything."""
    if not HouseholdSize.objects.counted().filter(gas_account=account).exists():
        before = {"since": account.opened_on, "persons": max(account.household_size, 1)}
        HouseholdSize.objects.create(gas_account=account, **before, declared_at=at, confirmed_at=at)


def show_present_number(row: HouseholdSize) -> HouseholdSize:
    """Let the account say how many live there by all that counts now."""
    account = row.gas_account
    _since, persons = households_of([account])[account.pk][-1]
    GasAccount.objects.filter(pk=account.pk).update(household_size=persons)
    return row


def count_anew(account: GasAccount, since: date, by: User, at: datetime) -> HouseholdSize | None:
    """Count no more people than the limits allow for anyway, from the day somebody else holds the account.

    What widened the tiers was shown by papers of those who moved out.
    """
    base = base_persons_of(account, since)
    if not 0 < base < households_of([account])[account.pk][-1][1]:
        return None
    keep_what_held(account, at)
    facts = {"since": since, "persons": base, "declared_by": by, "declared_at": at, "confirmed_at": at}
    return show_present_number(HouseholdSize.objects.create(gas_account=account, **facts))


@transaction.atomic
def confirm_household(*, row: HouseholdSize, by: User, at: datetime) -> HouseholdSize:
    """Let what was declared count, after a look at the evidence; of two who look, one decides."""
    refuse_outsider(by)
    GasAccount.objects.select_for_update().get(pk=row.gas_account_id)
    if not HouseholdSize.objects.waiting().filter(pk=row.pk).update(confirmed_by=by, confirmed_at=at):
        raise DecidedBefore(_("Somebody else has looked at it already."))
    row.refresh_from_db()
    return show_present_number(row)


@transaction.atomic
def refuse_household(*, row: HouseholdSize, because: str, by: User, at: datetime) -> HouseholdSize:
    """Say why what was declared does not count."""
    refuse_outsider(by)
    facts = {"refused_by": by, "refused_at": at, "refused_because": because}
    if not HouseholdSize.objects.waiting().filter(pk=row.pk).update(**facts):
        raise DecidedBefore(_("Somebody else has looked at it already."))
    row.refresh_from_db()
    return row


def refuse_outsider(by: User) -> None:
    if not acts_on_premises(by):
        raise NotYoursToDecide(_("Only our staff can decide on it."))
