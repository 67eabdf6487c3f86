"""Sharing a debt out among those whose days it comes from; what is nobody's waits for a supervisor."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from billing.actions.adjusting import adjust_bill
from billing.actions.arrears_telling import tell_share
from billing.actions.settling import settle_account
from billing.models import ArrearsShare, Bill, BillLine
from billing.queries.looking import gas_owed
from billing.queries.shares import Cut, cuts_of_bill, later_bills, too_much_on
from billing.queries.tariffs import keys_of_tariffs
from billing.rating import NOTHING
from billing.terms import AdjustmentCause, BillSource, LineKind, ShareSource
from gasservice.files.models import StoredFile
from gasservice.registry.models import GasAccount, Tenure
from gasservice.standards.queries.billing import dispute_rule_on
from gasservice.users.models import User
from gasservice.web.copying import new_keys
from gasservice.web.refusals import Refusal


class NothingToShare(Refusal):
    """All days of the bill are its holder's, or it was shared out before."""


class SharePlaced(Refusal):
    """Somebody has decided about this share."""


class NeedsAnother(Refusal):
    """Somebody else has to agree."""


@transaction.atomic
def apportion_bill(*, bill: Bill, by: User | None, at: datetime) -> list[ArrearsShare]:
    """Share a bill out by the hands that hold its days now: its own holder keeps their days, the others get theirs.

    What of it is paid too much is given back, and later bills of the year are credited. Raises NothingToShare.
    """
    GasAccount.objects.select_for_update(no_key=True).get(pk=bill.gas_account_id)
    bill.refresh_from_db()
    if not bill.is_issued or bill.since is None or bill.arrears_shares.exists():
        raise NothingToShare(_("This bill cannot be shared out, or was before."))
    gas = max(NOTHING, gas_owed(bill))
    cuts, _rest = cuts_of_bill(bill, gas)
    own = sum((cut.amount for cut in cuts if cut.tenure and cut.tenure == bill.tenure_id), NOTHING)
    if all(cut.tenure and cut.tenure == bill.tenure_id for cut in cuts):
        raise NothingToShare(_("All days of this bill are its holder’s."))
    facts = {"source": ShareSource.BILL, "reference": bill.number, "bill": bill, "due_on": bill.due_on}
    shares = write_parts(cuts, bill.gas_account, facts, by, at)
    if own != gas:
        words = _("Of these days some were not yours.")
        adjust_bill(bill=bill, amount=own - gas, cause=AdjustmentCause.TENURE, by=by, at=at, words=words)
    credit_later_bills(bill, by, at)
    return shares


def credit_later_bills(bill: Bill, by: User | None, at: datetime) -> None:
    """Credit what later bills come to too much, as each holder had used their own part only, since they moved in.

    One that comes to more stays as it is: nobody is charged afterwards for what we had in our books wrongly.
    """
    words = _("Days of an earlier bill were not yours, so less was used before this one.")
    for later in later_bills(bill):
        for owed_on, amount in too_much_on(later):
            adjust_bill(bill=owed_on, amount=-amount, cause=AdjustmentCause.TENURE, by=by, at=at, words=words)


def write_parts(
    cuts: Sequence[Cut], account: GasAccount, facts: dict, by: User | None, at: datetime
) -> list[ArrearsShare]:
    """Write the parts of a debt down; each that has a holder is billed to them."""
    tariffs, days = keys_of_tariffs(), (cuts[-1].until - cuts[0].since).days
    shares = []
    for cut in cuts:
        explained = {name: getattr(cut, name) for name in ("since", "until", "volume_m3", "amount", "rated")}
        indices = {"start_index": cut.start_index, "end_index": cut.end_index, "tariff_id": tariffs.get(cut.tariff)}
        share = ArrearsShare(gas_account=account, tenure_id=cut.tenure, of_days=days, **facts, **explained, **indices)
        share.made_by, share.made_at = by, at
        bill_share(share, at)
        shares.append(share)
    settle_account(account=account.pk, at=at)
    return shares


def bill_share(share: ArrearsShare, at: datetime) -> None:
    """Bill a share to its holder, with as many days to pay as the whole had; who had the whole keeps their bill."""
    if share.tenure_id and share.bill and share.bill.tenure_id == share.tenure_id:
        share.billed_as = share.bill
    elif share.tenure_id and share.amount:
        share.billed_as = write_bill(share, at)
    share.save()
    if share.billed_as:
        tell_share(share=share, at=at)


def write_bill(share: ArrearsShare, at: datetime) -> Bill:
    with connection.cursor() as cursor:
        [key] = new_keys(cursor, Bill, 1)
    today = timezone.localdate(at)
    bill = Bill.objects.create(
        pk=key,
        number=f"B{today:%y%m}-{key:08}",
        gas_account=share.gas_account,
        tenure_id=share.tenure_id,
        source=BillSource.OURS,
        issued_on=today,
        due_on=due_day(share, today),
        volume_m3=share.volume_m3,
        amount=share.amount,
        made_at=at,
        released_at=at,
        told_at=at,  # the statement of the share tells of it
    )
    facts = {"since": share.since, "until": share.until, "volume_m3": share.volume_m3}
    BillLine.objects.create(bill=bill, position=1, kind=LineKind.SHARE, amount=share.amount, **facts)
    return bill


def due_day(share: ArrearsShare, today: date) -> date:
    """Give the last day to pay: who learns of a debt today is not late with it yet."""
    return today + (share.bill.due_on - share.bill.issued_on) if share.bill else max(today, share.due_on)


@transaction.atomic
def assign_share(
    *, share: ArrearsShare, tenure: Tenure, because: str, evidence: StoredFile, by: User, at: datetime
) -> ArrearsShare:
    """Place a share with somebody who held the account, by evidence; above the limit another has to agree.

    Raises SharePlaced.
    """
    return propose(share, by, at, proposed_tenure=tenure, because=because[:300], evidence=evidence)


@transaction.atomic
def write_off_share(*, share: ArrearsShare, because: str, by: User, at: datetime) -> ArrearsShare:
    """Let a share go, for a reason; above the limit another has to agree. Raises SharePlaced."""
    return propose(share, by, at, proposed_tenure=None, because=because[:300])


def propose(share: ArrearsShare, by: User, at: datetime, **facts: object) -> ArrearsShare:
    held = hold(share)
    if held.is_proposed:
        raise SharePlaced(_("Somebody has proposed what becomes of this share; agree or decline."))
    for name, value in facts.items():
        setattr(held, name, value)
    held.proposed_by, held.proposed_at = by, at
    if held.amount <= limit_on(timezone.localdate(at)):
        place(held, at)
    held.save()
    return held


@transaction.atomic
def agree_on_share(*, share: ArrearsShare, by: User, at: datetime) -> ArrearsShare:
    """Agree to what another proposed. Raises SharePlaced and NeedsAnother."""
    held = hold(share)
    if not held.is_proposed:
        raise SharePlaced(_("Nothing is proposed."))
    if held.proposed_by_id == by.pk:
        raise NeedsAnother(_("Somebody else than you has to agree."))
    held.approved_by = by
    place(held, at)
    held.save()
    return held


@transaction.atomic
def decline_share(*, share: ArrearsShare, by: User, at: datetime) -> ArrearsShare:
    """Take back what was proposed, one's own or another's. Raises SharePlaced."""
    held = hold(share)
    if not held.is_proposed:
        raise SharePlaced(_("Nothing is proposed."))
    held.proposed_tenure = held.evidence = held.proposed_by = held.proposed_at = None
    held.because = ""
    held.save()
    return held


def hold(share: ArrearsShare) -> ArrearsShare:
    rows = ArrearsShare.objects.unowned().select_for_update(of=("self",)).select_related("gas_account", "bill")
    held = rows.filter(pk=share.pk).first()
    if held is None:
        raise SharePlaced(_("Somebody has decided about this share."))
    return held


def place(share: ArrearsShare, at: datetime) -> None:
    if share.proposed_tenure_id is None:
        share.written_off_at = at
        return
    share.tenure_id = share.proposed_tenure_id
    bill_share(share, at)
    settle_account(account=share.gas_account_id, at=at)


def limit_on(day: date) -> Decimal:
    """Give the amount in yuan above which two decide; without a rule two always do."""
    rule = dispute_rule_on(day)
    return rule.second_approval_above if rule else NOTHING
