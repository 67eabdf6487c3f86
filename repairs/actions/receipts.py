"""That somebody who must not be without gas knows of an outage: by their own link, or by a call from the desk."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from gasservice.users.models import User
from gasservice.web.refusals import Refusal
from repairs.models import NoticeReceipt, ReceiptCall
from repairs.terms import CallOutcome


class ConfirmedBefore(Refusal):
    """They have said so already."""


def confirm_receipt(*, receipt: NoticeReceipt, at: datetime) -> bool:
    """Keep that they say themselves that they know; saying it twice is saying it once. Say whether it was news."""
    return bool(NoticeReceipt.objects.filter(pk=receipt.pk, confirmed_at__isnull=True).update(confirmed_at=at))


@transaction.atomic
def note_call(*, receipt: NoticeReceipt, outcome: CallOutcome, by: User, at: datetime, words: str = "") -> ReceiptCall:
    """Note a call; whoever was reached and said that they know has confirmed."""
    held = NoticeReceipt.objects.select_for_update().get(pk=receipt.pk)
    if held.confirmed_at:
        raise ConfirmedBefore(_("They have confirmed already. No call is needed any more."))
    if outcome == CallOutcome.REACHED:
        NoticeReceipt.objects.filter(pk=held.pk).update(confirmed_at=at, confirmed_by=by)
    return ReceiptCall.objects.create(receipt=held, by=by, at=at, outcome=outcome, words=words)
