"""Asking for a repair: the case, and what was told of the part before it was sent."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gasservice.cases.actions.drafting import file_draft
from gasservice.cases.actions.filing import Filed, open_case
from gasservice.cases.models import Case, Draft
from gasservice.standards.models import CaseKind
from gasservice.standards.queries import parts_on
from gasservice.users.models import User
from gasservice.web.refusals import Refusal
from repairs.models import Fault
from repairs.terms import UNSURE


class NotSaidAlready(Refusal):
    """The part was said, and what was told then stands."""


@transaction.atomic
def file_fault(
    *, draft: Draft, kind: CaseKind, what: dict, details: dict, facts: dict, by: User | None, at: datetime
) -> Filed:
    """Open the case of a repair with what its customer was told and has accepted."""
    filed = file_draft(draft=draft, kind=kind, words=what["story"], details=details, facts=facts, by=by, at=at)
    if filed.is_new and details:
        keep_told(filed.case, part=details["part"], is_accepted=details.get("accepts"), by=None, at=at)
    return filed


@transaction.atomic
def open_fault(
    *, kind: CaseKind, words: str, by: User | None, at: datetime, part: str = "", accepts_price: bool = False, **facts
) -> Filed:
    """Open the case of a repair that is told at once, without a draft."""
    filed = open_case(kind=kind, words=words, by=by, at=at, **facts)
    if filed.is_new and part:
        keep_told(filed.case, part=part, is_accepted=accepts_price, by=None, at=at)
    return filed


@transaction.atomic
def note_part(*, case: Case, part: str, is_accepted: bool | None, by: User, at: datetime) -> Fault:
    """Note which part it is, for a case that came without: told, or moved here from another door."""
    Case.objects.select_for_update().get(pk=case.pk)
    if Fault.objects.filter(case=case).exists():
        raise NotSaidAlready(_("Somebody has noted the part meanwhile. Look at the case again."))
    return keep_told(case, part=part, is_accepted=is_accepted, by=by, at=at)


def keep_told(case: Case, *, part: str, is_accepted: bool | None, by: User | None, at: datetime) -> Fault:
    """Keep what the table of the day says of the part; where it asks for no price, there is nothing to accept."""
    answers = parts_on(timezone.localdate(at), [part]) if part != UNSURE else []
    fault = Fault(case=case, part=part if answers else UNSURE, told_at=at, noted_by=by)
    for answer in answers:
        fault.told, fault.price_low, fault.price_high = answer.row, answer.price.low, answer.price.high
        if answer.is_offer and is_accepted is not None:
            fault.is_accepted, fault.decided_at = is_accepted, at
    fault.save(force_insert=True)
    return fault
