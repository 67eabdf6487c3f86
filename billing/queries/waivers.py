"""What our own books show of a late charge and of who asks us to drop it; the requests that wait, and those decided."""

from datetime import date, datetime

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from billing.late_charges import A_DAY
from billing.models import Bill, Dispute, LateWaiver, PaymentShare
from billing.queries.standings import BillStanding, standings_of
from billing.terms import Verdict
from billing.waiving import WaiverFacts
from gasservice.notices.models import Delivery, Notice
from gasservice.notices.terms import Channel, DeliveryState
from gasservice.registry.access import midnight
from gasservice.registry.models import Customer

# How long the gas of a point was off between two moments: under each version of an outage whose area it was in.
OFF = """
SELECT coalesce(sum(extract(epoch FROM held.until - held.since)), 0) FROM (
    SELECT told.id, greatest(told.since, %(since)s) AS since, least(told.until, outage.restored_at, %(until)s) AS until
    FROM registry_interruption outage
    JOIN LATERAL (
        SELECT version.id,
               CASE WHEN lag(version.id) OVER numbered IS NULL THEN outage.started_at
                    ELSE greatest(version.published_at, outage.started_at) END AS since,
               coalesce(lead(version.published_at) OVER numbered, 'infinity') AS until
        FROM registry_interruptionversion version
        WHERE version.interruption_id = outage.id AND version.published_at IS NOT NULL
        WINDOW numbered AS (ORDER BY version.number)
    ) AS told ON true
    WHERE outage.started_at < %(until)s AND (outage.restored_at IS NULL OR outage.restored_at > %(since)s)
        AND outage.id IN (
            SELECT version.interruption_id FROM registry_interruptionarea area
            JOIN registry_interruptionversion version ON version.id = area.version_id
            WHERE area.community_id = %(community)s)
) AS held
WHERE held.until > held.since AND EXISTS (
    SELECT 1 FROM registry_interruptionarea area
    WHERE area.version_id = held.id AND area.community_id = %(community)s
        AND area.building IN ('', %(building)s)
        AND (area.service_point_id IS NULL OR area.service_point_id = %(point)s))
"""
SECONDS_A_DAY = 24 * 3600
SHOWN_WITH = ("bill__gas_account__service_point__premise", "case", "decided_by", "agreed_by")


def standing_on(bill: Bill, day: date) -> BillStanding:
    [standing] = standings_of([bill], day)
    return standing


def waiver_facts(bill: Bill, reason: str, has_paper: bool, at: datetime) -> WaiverFacts:
    """Gather what our books show of a bill whose late charge somebody asks us to drop at a moment."""
    day = timezone.localdate(at)
    since, until = bill.due_on + A_DAY, last_late_day(bill, day) + A_DAY
    return WaiverFacts(
        asked_on=day,
        last_waived_on=last_waived_on(bill, at),
        has_notice_failed=has_notice_failed(bill),
        disputed_days=disputed_days(bill, since, until),
        outage_days=outage_days(bill, midnight(since), min(midnight(until), at)),
        papers=frozenset([reason] if reason and has_paper else []),
    )


def last_late_day(bill: Bill, day: date) -> date:
    """Give the day on which a bill was paid in full, or else the day it is asked about."""
    if not bill.is_paid:
        return day
    last = PaymentShare.objects.filter(bill=bill, is_late_charge=False, amount__gt=0).order_by("-payment__paid_at")
    paid_at = last.values_list("payment__paid_at", flat=True).first()
    return min(day, timezone.localdate(paid_at)) if paid_at else day


def last_waived_on(bill: Bill, at: datetime) -> date | None:
    """Give the day on which a late charge was last dropped for whoever the bill is addressed to, at any account."""
    before = LateWaiver.objects.filter(of_same_holder(bill), granted__gt=0, decided_at__lte=at)
    decided_at = before.order_by("-decided_at").values_list("decided_at", flat=True).first()
    return decided_at and timezone.localdate(decided_at)


def same_person(customer: Customer) -> QuerySet[Customer]:
    """Give the rows of one person: they may stand in the books once for each account that they took over."""
    same = Q(pk=customer.pk)
    return Customer.objects.filter(same | Q(user=customer.user_id) if customer.user_id else same)


def of_same_holder(bill: Bill) -> Q:
    """Narrow waivers to those of whoever a bill is addressed to."""
    if bill.tenure is None:
        return Q(bill__gas_account=bill.gas_account_id)
    return Q(bill__tenure__customer__in=same_person(bill.tenure.customer))


def has_notice_failed(bill: Bill) -> bool:
    """Say whether a notice of a bill, told between its issue and its due day, reached its holder in no way at all."""
    if bill.tenure is None:
        return False
    theirs = Delivery.objects.filter(address__in=addresses_of(bill.tenure.customer))
    reached = Q(state=DeliveryState.SENT) & ~Q(channel=Channel.PORTAL) | Q(read_at__isnull=False)
    there = theirs.filter(reached, notice=OuterRef("pk"), channel__in=Channel.values)
    told = Notice.objects.filter(is_about(bill), pk__in=theirs.filter(state=DeliveryState.DEAD).values("notice"))
    within = {"created_at__gte": midnight(bill.issued_on), "created_at__lt": midnight(bill.due_on + A_DAY)}
    return told.filter(~Exists(there), **within).exists()


def is_about(bill: Bill) -> Q:
    """Narrow notices to those of a bill or its account, by their keys: a run of bills is told with one for all."""
    about = Q(key=f"bills:{bill.issued_on}:{bill.due_on}")
    for name in (bill.number, bill.gas_account.number):
        about |= Q(key__endswith=f":{name}") | Q(key__contains=f":{name}:")
    return about


def addresses_of(customer: Customer) -> list[str]:
    """Give where a customer is told of something: as they stand in the books, as they sign in, and on this site."""
    user = customer.user
    known = [customer.email, customer.phone, *([user.email, user.phone, user.pk] if user else [])]
    return [str(address) for address in known if address]


def disputed_days(bill: Bill, since: date, until: date) -> int:
    """Count the days on which a part of a bill was disputed; a dispute that was refused or taken back gives none."""
    rows = Dispute.objects.filter(bill=bill, withdrawn_at__isnull=True, held_from__lt=until)
    rows = rows.exclude(verdict=Verdict.REFUSED, decided_at__isnull=False)
    days = {
        max(held_from, since) + number * A_DAY
        for held_from, held_until in rows.values_list("held_from", "held_until")
        for number in range((min(held_until or until, until) - max(held_from, since)).days)
    }
    return len(days)


def outage_days(bill: Bill, since: datetime, until: datetime) -> int:
    """Count the whole days for which the gas was off at the place of a bill."""
    point = bill.gas_account.service_point
    place = {"community": point.premise.community_id, "building": point.premise.building, "point": point.pk}
    with connection.cursor() as cursor:
        cursor.execute(OFF, place | {"since": since, "until": until})
        [[seconds]] = cursor.fetchall()
    return int(seconds // SECONDS_A_DAY)


def waivers_of(bill: Bill) -> list[LateWaiver]:
    """Give what was asked about the late charge of a bill, the last request first."""
    rows = LateWaiver.objects.filter(bill=bill).select_related("case", "decided_by", "agreed_by")
    return list(rows.order_by("-asked_at", "-pk"))


def waivers_decided() -> QuerySet[LateWaiver]:
    """Give every request that was answered, by the rule or by a person, the last answer first."""
    rows = LateWaiver.objects.filter(decided_at__isnull=False)
    return rows.select_related(*SHOWN_WITH)
