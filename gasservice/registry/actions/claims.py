"""Showing that a gas account is one's own: two facts from the last bill, then a code to the holder."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal

from django.db import connection, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gasservice.registry.models import AccountClaim, Customer, GasAccount
from gasservice.registry.names import number_form
from gasservice.registry.queries import holder_of
from gasservice.registry.secrets import hash_of_code, is_code_of, new_code
from gasservice.registry.terms import ClaimOutcome
from gasservice.users.models import User
from gasservice.web.refusals import Refusal

CODE_LASTS = timedelta(minutes=10)
CODE_TRIES = 5
CLAIMS_A_DAY_BY_USER = 5
CLAIMS_A_DAY_OF_NUMBER = 5


class TooManyClaims(Refusal):
    """Today's attempts of this user, or at this number, are used up."""


class FactsDoNotMatch(Refusal):
    """No such account, or another amount: which of the two is not said."""


class CodeNotRight(Refusal):
    """Another code was sent."""


class CodeUsedUp(Refusal):
    """The code is too old, was tried too often, or has served already."""


class AccountLinked(Refusal):
    """The holder signs in as somebody else already."""


@dataclass(frozen=True)
class Attempt:
    """A claim as it was begun: whom to tell of it, and the code to send where the facts were right."""

    claim: AccountClaim
    holder: Customer | None
    code: str

    @property
    def refusal(self) -> Refusal | None:
        """What to tell who claims, once the holder was told: the same for an unknown number and a wrong amount."""
        if self.code:
            return None
        return FactsDoNotMatch(
            _("This account number and amount do not belong together. Look at your last bill, or call us.")
        )


@transaction.atomic
def begin_claim(*, number: str, amount: Decimal, by: User, at: datetime) -> Attempt:
    """Note an attempt at an account and, when the amount is that of its last bill, make the code to send its holder.

    A wrong fact is an attempt too and stays noted, so it is not raised here: see `Attempt.refusal`.
    """
    number = number_form(number)[:20]
    refuse_too_many(number, by, at)
    account = GasAccount.objects.filter(number=number).first()
    holder = account and holder_of(account, timezone.localdate(at))
    is_right = bool(account and account.last_bill_amount == amount and is_reachable(holder))
    code = new_code() if is_right else ""
    claim = AccountClaim.objects.create(
        gas_account=account,
        number_tried=number,
        user=by,
        outcome=ClaimOutcome.PENDING if is_right else ClaimOutcome.REFUSED,
        code_hash=hash_of_code(code, number),
        tried_at=at,
        expires_at=at + CODE_LASTS,
    )
    return Attempt(claim, holder, code)


def is_reachable(holder: Customer | None) -> bool:
    return bool(holder and (holder.phone or holder.email))


def refuse_too_many(number: str, by: User, at: datetime) -> None:
    """Hold the user and the number, so that attempts at once are counted one after the other."""
    with connection.cursor() as cursor:
        for held in (f"claims by {by.pk}", f"claims of {number}"):
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [held])
    midnight = timezone.make_aware(datetime.combine(timezone.localdate(at), time.min))
    today = AccountClaim.objects.filter(tried_at__gte=midnight)
    if (
        today.filter(user=by).count() >= CLAIMS_A_DAY_BY_USER
        or today.filter(number_tried=number).count() >= CLAIMS_A_DAY_OF_NUMBER
    ):
        raise TooManyClaims(_("That is enough for today. Try again tomorrow, or call us."))


def prove_claim(*, claim: AccountClaim, code: str, by: User, at: datetime) -> AccountClaim:
    """Prove a claim by the code its holder was sent, and so link the holder to who signs in.

    Not atomic as a whole: a try is spent even when the code is wrong.
    """
    open_claims = AccountClaim.objects.filter(pk=claim.pk, user=by, outcome=ClaimOutcome.PENDING, expires_at__gt=at)
    if not open_claims.filter(code_tries__lt=CODE_TRIES).update(code_tries=F("code_tries") + 1):
        raise CodeUsedUp(_("This code no longer serves. Begin again to get a new one."))
    if not is_code_of(code.strip(), claim.number_tried, claim.code_hash):
        raise CodeNotRight(_("This is not the code we sent."), field="code")
    with transaction.atomic():
        if not open_claims.update(outcome=ClaimOutcome.PROVEN, proven_at=at):
            raise CodeUsedUp(_("This code has served already."))
        link_holder(claim, by)
    claim.refresh_from_db()
    return claim


def link_holder(claim: AccountClaim, by: User) -> None:
    holder = holder_of(claim.gas_account, timezone.localdate(claim.tried_at))
    free = Customer.objects.filter(Q(user__isnull=True) | Q(user=by), pk=holder.pk)
    if not free.update(user=by):
        raise AccountLinked(_("Somebody else signs in for this account already. If that is wrong, call us."))
