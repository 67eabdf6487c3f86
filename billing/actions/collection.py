"""Announcing a visit to collect what is owed, with a code, and calling it off; who may collect."""

from dataclasses import replace
from datetime import datetime, timedelta

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import connection, transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from billing.collecting import fault_of_window
from billing.models import CollectionVisit, Collector
from billing.queries.collection import owed_at_door
from billing.terms import VisitEnd, WindowFault
from gasservice.files.actions import keep_upload
from gasservice.notices.actions import Recipient, recipient_of, tell
from gasservice.notices.quiet import after_quiet_hours
from gasservice.registry.models import GasAccount, Tenure
from gasservice.registry.queries import tenures_on
from gasservice.registry.secrets import hash_of_code, new_code
from gasservice.standards.models import CollectionRule
from gasservice.standards.queries import collection_rule_on
from gasservice.users.models import User
from gasservice.web.copying import new_keys
from gasservice.web.refusals import Refusal
from gasservice.web.say import say_money

CODES_AT_MOST = 3


class VisitAhead(Refusal):
    """Another visit to the account is announced already."""


class NothingToCollect(Refusal):
    """Nothing is owed that is due and not disputed."""


class AmountDisputed(Refusal):
    """All that is owed is disputed."""


class NobodyToTell(Refusal):
    """Nobody can be told of the visit."""


class WindowNotKept(Refusal):
    """The window does not keep to the rule of collection visits."""


class VisitOver(Refusal):
    """Something has come of the visit already."""


class CodesUsedUp(Refusal):
    """The code was sent as often as we send it."""


class BadgeTaken(Refusal):
    """Somebody else has a card with this number."""


FAULTS = {
    WindowFault.BACKWARDS: ("until", gettext_lazy("Choose an end after the beginning.")),
    WindowFault.TOO_SOON: ("day", gettext_lazy("A visit is told at least %(notice)d hours before, quiet hours aside.")),
    WindowFault.HOURS: ("since", gettext_lazy("We come between %(opens)s and %(closes)s, on one day.")),
    WindowFault.TOO_LONG: ("until", gettext_lazy("Nobody waits longer than %(window)d hours.")),
}


@transaction.atomic
def announce_collection(
    *, account: GasAccount, collector: Collector, starts_at: datetime, ends_at: datetime, by: User | None, at: datetime
) -> CollectionVisit:
    """Announce a visit to whoever holds an account and owes, with a code; announced twice it is one.

    Raises VisitAhead, WindowNotKept, NobodyToTell, NothingToCollect and AmountDisputed.
    """
    GasAccount.objects.select_for_update(no_key=True).get(pk=account.pk)
    ahead = CollectionVisit.objects.ahead().filter(gas_account=account).first()
    if ahead:
        if (ahead.collector_id, ahead.starts_at, ahead.ends_at) == (collector.pk, starts_at, ends_at):
            return ahead
        raise VisitAhead(_("Visit %(number)s to this account is announced already.") % {"number": ahead.reference})
    rule = kept_rule(starts_at, ends_at, at)
    tenure = told_holder(account, at)
    owed = owed_at_door(account, tenure, timezone.localdate(at))
    if not owed.undisputed:
        refuse_to_collect(owed.held)
    facts = {"gas_account": account, "tenure": tenure, "collector": collector, "starts_at": starts_at}
    facts |= {"ends_at": ends_at, "code_until": ends_at + timedelta(hours=rule.code_hours), "amount": owed.amount}
    return announced(CollectionVisit(**facts, announced_by=by, announced_at=at), at)


def announced(visit: CollectionVisit, at: datetime) -> CollectionVisit:
    """Give a visit its number and its code, and tell the holder of both."""
    with connection.cursor() as cursor:
        [visit.pk] = new_keys(cursor, CollectionVisit, 1)
    visit.reference = f"C{timezone.localdate(at):%y%m}-{visit.pk:06}"
    code = draw_code(visit)
    visit.save(force_insert=True)
    tell_of_code(visit, code, at)
    return visit


def kept_rule(starts_at: datetime, ends_at: datetime, at: datetime) -> CollectionRule:
    """Give the rule that a window keeps to; what is told in quiet hours is told when they end."""
    rule = collection_rule_on(timezone.localdate(starts_at))
    if rule is None:
        raise WindowNotKept(_("We publish no rule of collection visits for that day, so nobody goes."))
    told_at = after_quiet_hours(at, settings.QUIET_HOURS, timezone.get_default_timezone())
    fault = fault_of_window(rule, timezone.localtime(starts_at), timezone.localtime(ends_at), told_at)
    if fault:
        field, words = FAULTS[fault]
        hours = {"opens": rule.opens_words, "closes": rule.closes_words}
        numbers = {"notice": rule.notice_hours, "window": rule.window_hours}
        raise WindowNotKept(str(words) % (hours | numbers), field=field)
    return rule


def told_holder(account: GasAccount, at: datetime) -> Tenure:
    tenure = tenures_on(timezone.localdate(at), gas_account=account).select_related("customer__user").first()
    if tenure is None:
        raise NobodyToTell(_("Nobody holds this account today."))
    customer = tenure.customer
    if not (customer.user or customer.email or customer.phone):
        raise NobodyToTell(_("Nobody can be told of a visit: the books hold no way to reach the holder."))
    return tenure


def refuse_to_collect(held) -> None:
    if held:
        words = _("%(amount)s is disputed and nothing else is due. Nobody comes to collect what is disputed.")
        raise AmountDisputed(words % {"amount": say_money(held)})
    raise NothingToCollect(_("Nothing is overdue on this account."))


def draw_code(visit: CollectionVisit) -> str:
    """Draw a code for a visit, and keep its hash alone."""
    code = new_code()
    visit.code_hash = hash_of_code(code, sealed_for(visit.pk))
    return code


def sealed_for(visit: int) -> str:
    return f"collection {visit}"


def tell_of_code(visit: CollectionVisit, code: str, at: datetime) -> None:
    facts = facts_of(visit) | {
        "code": code,
        "amount": visit.amount,
        "badge": visit.collector.badge,
        "check_url": settings.SITE_URL + reverse("check-collector"),
    }
    key = f"collection-announced:{visit.reference}:{visit.codes_sent}"
    tell(key=key, topic="collection-announced", to=[holder_told(visit)], facts=facts, at=at)


def facts_of(visit: CollectionVisit) -> dict[str, object]:
    return {
        "reference": visit.reference,
        "collector": visit.collector.user.name,
        "window_from": visit.starts_at,
        "window_until": visit.ends_at,
    }


def holder_told(visit: CollectionVisit, link: str = "") -> Recipient:
    """Reach the holder by a way that needs no sign-in."""
    link = link or f"{reverse('check-collector')}?visit={visit.reference}"
    return replace(recipient_of(visit.tenure.customer, ""), link=link)


@transaction.atomic
def resend_collection_code(*, visit: CollectionVisit, by: User, at: datetime) -> CollectionVisit:
    """Send a new code to the holder, a few times only; the one before ends, and wrong tries are forgotten."""
    visit = held_visit(visit)
    if visit.codes_sent >= CODES_AT_MOST:
        raise CodesUsedUp(_("A code is sent at most %(most)d times.") % {"most": CODES_AT_MOST})
    code = draw_code(visit)
    CollectionVisit.objects.filter(pk=visit.pk).update(
        code_hash=visit.code_hash, codes_sent=F("codes_sent") + 1, tries=0
    )
    visit.codes_sent += 1
    tell_of_code(visit, code, at)
    return visit


def held_visit(visit: CollectionVisit) -> CollectionVisit:
    """Hold a visit that nothing has come of yet, its account first."""
    GasAccount.objects.select_for_update(no_key=True).get(pk=visit.gas_account_id)
    rows = CollectionVisit.objects.ahead().select_for_update(of=("self",))
    held = rows.select_related("gas_account", "tenure__customer__user", "collector__user").filter(pk=visit.pk).first()
    if held is None:
        raise VisitOver(_("Something has come of this visit already. Look at it again."))
    return held


def end_visit(visit: CollectionVisit, outcome: VisitEnd, at: datetime, **facts: object) -> CollectionVisit:
    """Write down what came of a visit that is held."""
    visit.outcome, visit.ended_at = outcome, at
    for name, value in facts.items():
        setattr(visit, name, value)
    visit.save(update_fields=["outcome", "ended_at", *facts])
    return visit


@transaction.atomic
def call_off_collection(*, visit: CollectionVisit, because: str, by: User, at: datetime) -> CollectionVisit:
    """Call a visit off: customer and collector are told, and nobody goes."""
    visit = end_visit(held_visit(visit), VisitEnd.CALLED_OFF, at, because=because[:300])
    tell_of_end(visit, at)
    tell_collector(visit, at)
    return visit


def tell_of_end(visit: CollectionVisit, at: datetime) -> None:
    """Tell the customer that nobody comes, or came, and why."""
    facts = facts_of(visit) | {"outcome": visit.outcome, "because": visit.because}
    tell(key=f"collection-off:{visit.reference}", topic="collection-off", to=[holder_told(visit)], facts=facts, at=at)


def tell_collector(visit: CollectionVisit, at: datetime) -> None:
    """Tell the collector not to go; urgent, for they may be on their way."""
    facts = facts_of(visit) | {"place": visit.gas_account.service_point.premise.address}
    to = Recipient(user=visit.collector.user, link=reverse("rounds"))
    key = f"collection-not:{visit.reference}"
    tell(key=key, topic="collection-not", to=[to], facts=facts, at=at, is_urgent=True)


@transaction.atomic
def keep_collector(
    *, user: User, badge: str, photo: UploadedFile | None, is_active: bool, by: User, at: datetime
) -> Collector:
    """Name who may collect at doors, or change the card of somebody who does; without a photo the last one stays."""
    if Collector.objects.filter(badge=badge).exclude(pk=user.pk).exists():
        raise BadgeTaken(_("Somebody else has a card with this number."), field="badge")
    facts = {"badge": badge, "is_active": is_active, "named_by": by, "named_at": at}
    if photo:
        facts["photo"] = keep_upload(upload=photo, by=by, at=at)
    return Collector.objects.update_or_create(user=user, defaults=facts)[0]
