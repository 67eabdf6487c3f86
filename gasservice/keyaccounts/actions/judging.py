"""What a person makes of a warning: confirmed with what we do, or dismissed; and later how it went."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from gasservice.cases.access import visible_to
from gasservice.cases.models import Case
from gasservice.cases.references import read_reference
from gasservice.keyaccounts.models import EarlyWarning
from gasservice.keyaccounts.terms import WarningStatus
from gasservice.users.models import User
from gasservice.web.refusals import Refusal


class JudgedBefore(Refusal):
    """Somebody else has judged the warning, or it is gone."""


class NewEvidence(Refusal):
    """The sweep has seen more than whoever judges."""


class NoSuchCase(Refusal):
    """There is no case of this number, or not for whoever asks."""


class FollowedBefore(Refusal):
    """How it went was noted before."""


@transaction.atomic
def judge_warning(
    *,
    warning: EarlyWarning,
    verdict: str,
    why: str,
    seen_on: date,
    by: User,
    at: datetime,
    follow_up: str = "",
    follow_up_by: date | None = None,
    case: str = "",
) -> EarlyWarning:
    """Confirm or dismiss a warning as it was on the day it was looked at, `seen_on`.

    Raises JudgedBefore, NewEvidence and NoSuchCase.
    """
    row = EarlyWarning.objects.select_for_update().get(pk=warning.pk)
    if not row.is_open:
        raise JudgedBefore(_("This warning does not wait for a verdict any more."))
    if row.looked_on != seen_on:
        raise NewEvidence(_("New evidence has come in since you opened this page. Look at it, then send it again."))
    row.status, row.why, row.judged_by, row.judged_at = verdict, why, by, at
    if verdict == WarningStatus.CONFIRMED:
        row.follow_up, row.follow_up_by = follow_up, follow_up_by
        row.case = case_called(case, by) if case else None
    row.save()
    return row


def case_called(reference: str, by: User) -> Case:
    found = visible_to(by).filter(reference=read_reference(reference)).first()
    if found is None:
        raise NoSuchCase(_("There is no case of this number."), field="case")
    return found


@transaction.atomic
def note_follow_up(*, warning: EarlyWarning, outcome: str, by: User, at: datetime) -> EarlyWarning:
    """Note how it went with a customer about whom a warning was confirmed; raises FollowedBefore."""
    noted = EarlyWarning.objects.filter(pk=warning.pk, status=WarningStatus.CONFIRMED, followed_at__isnull=True)
    if not noted.exclude(follow_up="").update(outcome=outcome, followed_by=by, followed_at=at):
        raise FollowedBefore(_("How it went was noted before."))
    warning.refresh_from_db()
    return warning
