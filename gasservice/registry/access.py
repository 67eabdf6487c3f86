"""Who may see what of the registry: one's own, in one's own time; needs only with those who act on them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from gasservice.registry.models import (
    AccountClaim,
    Community,
    GasAccount,
    HouseholdSize,
    Interruption,
    Premise,
    PriorityNeed,
    Reading,
    Tenure,
)
from gasservice.registry.terms import ClaimOutcome, PlaceKind
from gasservice.users.models import User
from gasservice.users.terms import Role

# Those who answer for a premise: at the desk and on the spot. Who audits, volunteers or builds for us does not.
ACTING_ROLES = frozenset({Role.AGENT, Role.SUPERVISOR, Role.FIELD_WORKER})


@dataclass(frozen=True)
class Period:
    """Days somebody may look at, the end exclusive; without a beginning or an end it is not bounded there."""

    since: date | None = None
    until: date | None = None

    def holds(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)

    @property
    def starts_at(self) -> datetime | None:
        return self.since and midnight(self.since)

    @property
    def ends_at(self) -> datetime | None:
        return self.until and midnight(self.until)


def midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def acts_on_premises(user: User) -> bool:
    return user.is_authenticated and user.is_active and user.role in ACTING_ROLES


def tenures_of(user: User) -> QuerySet[Tenure]:
    """Give the times this user held accounts, now or once."""
    return Tenure.objects.filter(customer__user=user)


def accounts_visible_to(user: User) -> QuerySet[GasAccount]:
    """Give the accounts a user may open: all for who acts on premises, else those held now or once."""
    if acts_on_premises(user):
        return GasAccount.objects.all()
    if not user.is_authenticated:
        return GasAccount.objects.none()
    return GasAccount.objects.filter(pk__in=tenures_of(user).values("gas_account"))


def get_account(user: User, number: str) -> GasAccount:
    """Give the account with its place, or answer that there is none."""
    rows = accounts_visible_to(user).select_related("service_point__premise__community")
    account = rows.filter(number=number).first()
    if account is None:
        raise Http404
    return account


def get_account_held(user: User, number: str, day: date) -> GasAccount:
    """Give the account to whoever holds it on a day, and to who acts on premises; to nobody else there is none."""
    account = get_account(user, number)
    if period_on(periods_visible(user, account), day) is None:
        raise Http404
    return account


def period_on(periods: Iterable[Period], day: date) -> Period | None:
    """Give the one of some periods that a day lies in."""
    return next((period for period in periods if period.holds(day)), None)


def periods_visible(user: User, account: GasAccount) -> list[Period]:
    """Give the days whose readings and bills of an account a user may see: a former holder none after moving out."""
    if acts_on_premises(user):
        return [Period()]
    held = tenures_of(user).filter(gas_account=account).order_by("held_from")
    return [Period(*days) for days in held.values_list("held_from", "held_until")]


def households_visible_to(user: User) -> QuerySet[HouseholdSize]:
    """Give what a user may see of who lives where: all to who acts on premises, else what is of one's own time."""
    if acts_on_premises(user):
        return HouseholdSize.objects.all()
    return own_households(user) if user.is_authenticated else HouseholdSize.objects.none()


def own_households(user: User) -> QuerySet[HouseholdSize]:
    """Give who lived where in the time somebody held the account, whatever they may see beyond their own."""
    began = tenures_of(user).filter(gas_account=OuterRef("gas_account"), held_from__lte=OuterRef("since"))
    lasted = Q(held_until__isnull=True) | Q(held_until__gt=OuterRef("since"))
    return HouseholdSize.objects.filter(Exists(began.filter(lasted)))


def get_household(user: User, pk: int) -> HouseholdSize:
    """Give what was declared of a home, or answer that there is none."""
    rows = households_visible_to(user).select_related("gas_account__service_point__premise", "evidence", "declared_by")
    row = rows.filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def get_reading(user: User, account: GasAccount, pk: int) -> Reading:
    """Give what a meter of an account showed to who acts on premises, or answer that there is none."""
    rows = Reading.objects.filter(meter__service_point=account.service_point_id, pk=pk)
    row = rows.select_related("meter").first() if acts_on_premises(user) else None
    if row is None:
        raise Http404
    return row


def may_hand_over(user: User) -> bool:
    """Who held an account is for the desk alone, which answers for the papers."""
    return user.is_authenticated and user.is_active and user.works_cases


def get_account_to_hand_over(user: User, number: str) -> GasAccount:
    """Give an account to the desk, or answer that there is none."""
    if not may_hand_over(user):
        raise Http404
    return get_account(user, number)


def get_tenure(user: User, pk: int) -> Tenure:
    """Give who held an account and when to the desk, or answer that there is none."""
    row = Tenure.objects.select_related("evidence").filter(pk=pk).first() if may_hand_over(user) else None
    if row is None:
        raise Http404
    return row


def needs_visible_to(user: User) -> QuerySet[PriorityNeed]:
    """Give the needs a user may know of: all for who acts on premises, else those declared by or for this user."""
    if acts_on_premises(user):
        return PriorityNeed.objects.all()
    return needs_declared_of(user) if user.is_authenticated else PriorityNeed.objects.none()


def needs_declared_of(user: User) -> QuerySet[PriorityNeed]:
    """Give the needs that were declared by or for somebody, whatever they may see beyond their own."""
    own = Q(customer__user=user)
    # Who declared a need at work and no longer acts on premises has no business with it.
    return PriorityNeed.objects.filter(own | Q(declared_by=user) if user.role == Role.CUSTOMER else own)


def get_need(user: User, pk: int) -> PriorityNeed:
    """Give the need with its place, or answer that there is none."""
    need = needs_visible_to(user).select_related("premise__community", "customer").filter(pk=pk).first()
    if need is None:
        raise Http404
    return need


def get_claim(user: User, pk: int) -> AccountClaim:
    """Give a user's own claim that waits for its code, or answer that there is none."""
    claim = AccountClaim.objects.filter(pk=pk, user=user, outcome=ClaimOutcome.PENDING).first()
    if claim is None:
        raise Http404
    return claim


def may_rename(user: User) -> bool:
    """Names stand on every bill and notice: a supervisor answers for changing them."""
    return user.is_active and user.role == Role.SUPERVISOR


def get_place(user: User, kind: str, code: str) -> Community | Premise:
    """Give a community or premise with its names to who acts on premises, or answer that there is none."""
    rows = {PlaceKind.COMMUNITY: Community.objects, PlaceKind.PREMISE: Premise.objects}.get(kind)
    place = rows.filter(code=code).prefetch_related("names").first() if rows and acts_on_premises(user) else None
    if place is None:
        raise Http404
    return place


def get_published_outage(reference: str, at: datetime) -> Interruption:
    """Give an outage that was announced, to anybody; what nobody was told of yet is not there."""
    outage = Interruption.objects.published().filter(reference=reference, current__published_at__lte=at).first()
    if outage is None:
        raise Http404
    return outage


def may_prove_notice(user: User) -> bool:
    """Who was told what is for those who act on premises, and for who audits them."""
    return acts_on_premises(user) or (user.is_authenticated and user.is_active and user.role == Role.AUDITOR)


def get_outage_to_prove(user: User, reference: str) -> Interruption:
    """Give an outage whose notices a user may look through, or answer that there is none."""
    outage = Interruption.objects.filter(reference=reference).first() if may_prove_notice(user) else None
    if outage is None:
        raise Http404
    return outage
