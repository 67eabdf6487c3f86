"""Acts that need more than one package below: the registry decides, the notices tell."""

from datetime import datetime
from decimal import Decimal

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from gasservice.files.actions import keep_upload
from gasservice.notices.actions import recipient_of, tell
from gasservice.notices.terms import Recipient
from gasservice.registry.actions.claims import Attempt, begin_claim
from gasservice.registry.actions.households import confirm_household, refuse_household
from gasservice.registry.actions.needs import declare_need, note_reminded
from gasservice.registry.models import AccountClaim, HouseholdSize, PriorityNeed, Tenure
from gasservice.registry.queries import needs_to_review, tenures_on
from gasservice.users.models import User

REMINDED_AT_ONCE = 200


def claim_account(*, number: str, amount: Decimal, by: User, at: datetime) -> AccountClaim:
    """Begin a claim, tell the holder of it, and send the code to the phone we have on record.

    A refused attempt is kept and its holder told, so the refusal comes after the transaction.
    """
    with transaction.atomic():
        attempt = begin_claim(number=number, amount=amount, by=by, at=at)
        if attempt.holder:
            tell_holder(attempt, at)
    if attempt.refusal:
        raise attempt.refusal
    return attempt.claim


def tell_holder(attempt: Attempt, at: datetime) -> None:
    """Send the code to one place only; that somebody tried is told wherever else the holder is reached."""
    holder, claim = attempt.holder, attempt.claim
    phone, email = str(holder.phone or ""), holder.email
    if attempt.code:
        to = Recipient(phone=phone, language=holder.language) if phone else Recipient(email=email)
        key = f"claim-code:{claim.pk}"
        tell(key=key, topic="claim-code", to=[to], at=at, facts={"code": attempt.code}, is_urgent=True)
        phone, email = "", email if phone else ""
    told = Recipient(user=holder.user, phone=phone, email=email, language=holder.language)
    tell(key=f"claim-told:{claim.pk}", topic="claim-told", to=[told], at=at, is_urgent=True)


@transaction.atomic
def declare_at_home(
    *, home: Tenure, kind: str, details: str, evidence: UploadedFile | None, has_consent: bool, by: User, at: datetime
) -> PriorityNeed:
    """Declare a need at an account's premise for its holder, with the evidence where there is any."""
    return declare_need(
        premise=home.gas_account.service_point.premise,
        customer=home.customer,
        kind=kind,
        details=details,
        evidence=keep_upload(upload=evidence, by=by, at=at) if evidence else None,
        has_consent=has_consent,
        by=by,
        at=at,
    )


@transaction.atomic
def remind_of_reviews(*, at: datetime, limit: int = REMINDED_AT_ONCE) -> int:
    """Tell customers, once and a month ahead, that a need of theirs is to be looked at again; give how many."""
    due = needs_to_review(timezone.localdate(at)).select_related("customer__user", "premise")
    needs = list(due.select_for_update(skip_locked=True, of=("self",))[:limit])
    for need in needs:
        facts = {"review_on": need.review_on, "address": need.premise.address}
        to = [recipient_of(need.customer, reverse("priority-need", args=[need.pk]))]
        tell(key=f"need-review:{need.pk}:{need.review_on}", topic="need-review", to=to, at=at, facts=facts)
    note_reminded(needs=needs, at=at)
    return len(needs)


@transaction.atomic
def decide_on_household(*, row: HouseholdSize, by: User, at: datetime, because: str = "") -> HouseholdSize:
    """Let what was declared count, or say why it does not, and tell whoever held the account when it was declared."""
    if because:
        row = refuse_household(row=row, because=because, by=by, at=at)
    else:
        row = confirm_household(row=row, by=by, at=at)
    held = tenures_on(timezone.localdate(row.declared_at), gas_account=row.gas_account_id).first()
    if held:
        facts = {"persons": row.persons, "since": row.since, "because": row.refused_because}
        to = [recipient_of(held.customer, reverse("household", args=[held.gas_account.number]))]
        tell(key=f"household:{row.pk}", topic="household-decided", to=to, at=at, facts=facts)
    return row
