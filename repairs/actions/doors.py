"""Letting somebody else open the door: named by the customer, known by a code that was sent to their phone."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from gasservice.cases.actions.work import note_internally
from gasservice.notices.actions import Recipient, tell
from gasservice.registry.secrets import hash_of_code, is_code_of, new_code
from gasservice.users.models import User
from gasservice.web.languages import localized
from gasservice.web.refusals import Refusal
from repairs.models import DoorAuthorisation, WorkOrder

CODE_TRIES = 5
CODES_AT_MOST = 3
NOT_SOONER = timedelta(minutes=1)


class NoVisitAhead(Refusal):
    """The work is done, so nobody comes to the door any more."""


class CodeSentOften(Refusal):
    """The code was sent as often as we send it, or a moment ago."""


class WrongCode(Refusal):
    """Another code was sent to whoever may open the door."""


class CodeGone(Refusal):
    """The code was withdrawn, tried too often, or the visit is over."""


@transaction.atomic
def authorise_person(*, order: WorkOrder, name: str, phone, by: User | None, at: datetime) -> DoorAuthorisation:
    """Let somebody open the door in the customer's place, instead of whoever was named before; send them a code."""
    order = open_door(order)
    standing = DoorAuthorisation.objects.filter(order=order, withdrawn_at__isnull=True)
    if (same := standing.first()) and (same.name, same.phone) == (name, phone):
        return same
    if DoorAuthorisation.objects.filter(order=order).count() >= CODES_AT_MOST:
        raise CodeSentOften(_("Somebody was named %(most)d times already. Please call us.") % {"most": CODES_AT_MOST})
    standing.update(withdrawn_at=at, shown_at=None, shown_to=None)
    facts = {"name": name, "phone": phone, "authorised_by": by, "authorised_at": at, "code_sent_at": at}
    row = DoorAuthorisation.objects.create(order=order, code_hash="", **facts)
    send_code(row, at)
    return row


def open_door(order: WorkOrder) -> WorkOrder:
    held = WorkOrder.objects.select_for_update(of=("self",)).select_related("case__premise").get(pk=order.pk)
    if not held.is_open:
        raise NoVisitAhead(_("The work is done. Nobody needs to open the door any more."))
    return held


def send_code(row: DoorAuthorisation, at: datetime) -> None:
    """Draw a code, keep its hash and send it; only the newest one serves."""
    code, case = new_code(), row.order.case
    row.code_hash = hash_of_code(code, sealed_for(row))
    row.save(update_fields=["code_hash"])
    place = case.premise.address if case.premise else case.place_typed
    to = Recipient(phone=str(row.phone), language=case.language)
    facts = {"code": code, "name": row.name, "customer": case.contact_name, "place": place}
    tell(key=f"door-code:{row.pk}:{row.codes_sent}", topic="door-code", to=[to], at=at, facts=facts, is_urgent=True)


def sealed_for(row: DoorAuthorisation) -> str:
    return f"door {row.pk}"


@transaction.atomic
def resend_code(*, authorisation: DoorAuthorisation, by: User | None, at: datetime) -> DoorAuthorisation:
    """Send a new code to the person named; a few times only, and not twice in a minute."""
    open_door(authorisation.order)
    standing = DoorAuthorisation.objects.filter(pk=authorisation.pk, withdrawn_at__isnull=True, shown_at__isnull=True)
    sendable = standing.filter(codes_sent__lt=CODES_AT_MOST, code_sent_at__lte=at - NOT_SOONER)
    if not sendable.update(codes_sent=F("codes_sent") + 1, code_sent_at=at, tries=0):
        raise CodeSentOften(
            _("A code is sent at most %(most)d times, and once a minute. Please wait, or call us.")
            % {"most": CODES_AT_MOST}
        )
    row = DoorAuthorisation.objects.select_related("order__case__premise").get(pk=authorisation.pk)
    send_code(row, at)
    return row


def withdraw_authorisation(*, authorisation: DoorAuthorisation, by: User | None, at: datetime) -> bool:
    """Take it back: the code opens nothing any more. Say whether it still stood, and had not served."""
    standing = DoorAuthorisation.objects.filter(pk=authorisation.pk, withdrawn_at__isnull=True, shown_at__isnull=True)
    return bool(standing.update(withdrawn_at=at))


def check_code(*, order: WorkOrder, code: str, by: User, at: datetime) -> DoorAuthorisation:
    """Check the code that somebody shows at the door; who let whom in goes into the record.

    Not atomic as a whole: a try is spent even when the code is wrong.
    """
    standing = DoorAuthorisation.objects.filter(order=order, withdrawn_at__isnull=True)
    row = standing.select_related("order__case").first()
    if row and row.shown_at:
        return row
    is_open = WorkOrder.objects.filter(pk=order.pk, status__in=["planned", "under_way"]).exists()
    if not is_open or not standing.filter(tries__lt=CODE_TRIES).update(tries=F("tries") + 1):
        raise CodeGone(_("No code serves at this door. Ask the customer on the phone, or come again."), field="code")
    if not is_code_of(code.strip().replace(" ", ""), sealed_for(row), row.code_hash):
        raise WrongCode(_("This is not the code we sent to %(name)s.") % {"name": row.name}, field="code")
    return note_shown(row, by, at)


@transaction.atomic
def note_shown(row: DoorAuthorisation, by: User, at: datetime) -> DoorAuthorisation:
    mine = DoorAuthorisation.objects.filter(pk=row.pk, withdrawn_at__isnull=True, shown_at__isnull=True)
    if mine.update(shown_at=at, shown_to=by):
        team = localized(row.order.case.team, "name")
        words = _("%(name)s, named by the customer, showed the code and let %(who)s of “%(team)s” in.")
        said = str(words) % {"name": row.name, "who": by, "team": team}
        note_internally(case=row.order.case, words=said, by=by, at=at)
    row.refresh_from_db()
    return row
