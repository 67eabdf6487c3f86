"""Making the deliveries of what is told of outages: in portions, each in a transaction of its own, each once.

A city is a million deliveries; no request waits for them. Those who must not be without gas come first, then community
after community, and whoever is most urgent comes before the next portion of anything else.
"""

import logging
from datetime import datetime

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Exists, Min, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from gasservice.notices.actions.marking import RETRY_AFTER
from gasservice.notices.quiet import after_quiet_hours
from gasservice.registry.models import InterruptionArea
from gasservice.web.nudging import nudge
from repairs.models import OutageMailing
from repairs.queries.areas import IN_AREA, NEWLY_IN, NEWLY_OUT, STAYING, Part, arrays_of, needy_of
from repairs.secrets import secret_of
from repairs.terms import OutageStage

log = logging.getLogger(__name__)

# Who holds an account there today, and whoever else must not be without gas there, reached as `tell` reaches people;
# a place where nobody is reached gets a letter at the door. Who must not be without gas comes first: by urgency, and
# in an emergency, where all are urgent, by the order of the rows. An address that another notice of this version has
# told already is left out.
TELL_AREA = """
WITH hit AS MATERIALIZED ({points}),
needy AS MATERIALIZED (
    SELECT DISTINCT need.premise_id, need.customer_id
    FROM registry_priorityneed need JOIN hit ON hit.premise_id = need.premise_id WHERE need.ended_at IS NULL
), held AS (
    SELECT hit.premise_id, tenure.customer_id
    FROM hit
    JOIN registry_gasaccount account ON account.service_point_id = hit.point_id AND account.status = 'active'
    LEFT JOIN registry_tenure tenure ON tenure.gas_account_id = account.id AND tenure.held_from <= %(day)s
        AND (tenure.held_until IS NULL OR tenure.held_until > %(day)s)
    UNION ALL SELECT premise_id, customer_id FROM needy
), people AS MATERIALIZED (
    SELECT held.premise_id, first.premise_id IS NOT NULL AS is_first, u.id::text AS here,
        CASE WHEN %(is_urgent)s OR coalesce(chosen.by_email, true)
             THEN coalesce(nullif(customer.email, ''), u.email) END AS email,
        CASE WHEN %(is_urgent)s OR coalesce(chosen.by_sms, true)
             THEN coalesce(customer.phone, CASE WHEN u.phone_verified_at IS NOT NULL THEN u.phone END) END AS phone,
        u.id AS user_id, coalesce(nullif(customer.language, ''), nullif(u.language, ''), %(language)s) AS language,
        coalesce(own.link, %(link)s) AS link,
        CASE WHEN chosen.in_quiet_hours THEN %(at)s ELSE %(quiet_until)s END AS not_before
    FROM held
    LEFT JOIN registry_customer customer ON customer.id = held.customer_id
    LEFT JOIN users_user u ON u.id = customer.user_id AND u.is_active
    LEFT JOIN notices_preference chosen ON chosen.user_id = u.id
    LEFT JOIN (SELECT DISTINCT premise_id FROM needy) first ON first.premise_id = held.premise_id
    LEFT JOIN unnest(%(link_premises)s::bigint[], %(link_customers)s::bigint[], %(links)s::text[])
        AS own(premise_id, customer_id, link)
        ON (own.premise_id, own.customer_id) = (held.premise_id, held.customer_id)
), told AS (
    SELECT premise_id, is_first, user_id, way.channel, way.address, language, link, not_before
    FROM people CROSS JOIN LATERAL (VALUES ('portal', here), ('email', email), ('sms', phone)) AS way(channel, address)
    WHERE way.address <> ''
    UNION ALL
    SELECT unreached.*, %(link)s, %(at)s FROM (
        SELECT people.premise_id, bool_or(is_first), NULL::bigint, 'paper', place.code, min(language)
        FROM people JOIN registry_premise place ON place.id = people.premise_id
        GROUP BY people.premise_id, place.code
        HAVING NOT bool_or(coalesce(here, nullif(email, ''), nullif(phone, '')) IS NOT NULL)
    ) unreached
)
INSERT INTO notices_delivery (notice_id, user_id, channel, address, premise_id, language, link, state, urgency,
                              not_before, attempts, sent_at, failure)
SELECT %(notice)s, user_id, channel, address, premise_id, language, link,
       CASE channel WHEN 'portal' THEN 'sent' ELSE 'waiting' END,
       CASE WHEN %(is_urgent)s THEN 2 WHEN is_first THEN 1 ELSE 0 END,
       CASE channel WHEN 'portal' THEN %(at)s ELSE not_before END, 0,
       CASE channel WHEN 'portal' THEN %(at)s END, ''
FROM told
WHERE {is_new}
ORDER BY is_first DESC, premise_id
ON CONFLICT (notice_id, channel, address) DO NOTHING
"""
# Somebody for each person and place that must not be without gas, once a version; those who must still confirm.
ASK_RECEIPTS = """
WITH hit AS MATERIALIZED ({points}), asked AS (
    INSERT INTO repairs_noticereceipt (version_id, premise_id, customer_id)
    SELECT DISTINCT %(version)s::bigint, need.premise_id, need.customer_id
    FROM registry_priorityneed need JOIN hit ON hit.premise_id = need.premise_id WHERE need.ended_at IS NULL
    ON CONFLICT DO NOTHING RETURNING id, premise_id, customer_id
)
SELECT id, premise_id, customer_id FROM asked
UNION SELECT id, premise_id, customer_id FROM repairs_noticereceipt
WHERE version_id = %(version)s AND confirmed_at IS NULL
"""
NOT_TOLD_BESIDE = """NOT EXISTS (
    SELECT 1 FROM unnest(%(others)s::bigint[]) AS other(notice_id) JOIN notices_delivery d
    ON (d.notice_id, d.channel, d.address) = (other.notice_id, told.channel, told.address)
)"""
# What asks for a sign that it was read.
ASKING = frozenset({OutageStage.ANNOUNCED, OutageStage.CHANGED, OutageStage.REMINDER})


def make_mailings(*, at: datetime) -> bool:
    """Make the next portion of what is most urgent; say whether there was any. Who works beside us makes another."""
    with transaction.atomic():
        mailing = mailings_to_make(at).first()
        if mailing:
            make_or_put_off(mailing, at)
    return mailing is not None


def make_or_put_off(mailing: OutageMailing, at: datetime) -> None:
    """Make a portion; a mailing that fails waits, longer each time, so that it never holds up the others."""
    try:
        with transaction.atomic():
            make_portion(mailing, at)
    except Exception:
        log.exception("outage mailing %s failed", mailing.pk)
        wait = RETRY_AFTER[min(mailing.failures, len(RETRY_AFTER) - 1)]
        OutageMailing.objects.filter(pk=mailing.pk).update(failures=mailing.failures + 1, not_before=at + wait)


def mailings_to_make(at: datetime) -> QuerySet[OutageMailing]:
    """Give what is not made, does not wait and nobody is making; of one outage what was told first comes first."""
    waiting = OutageMailing.objects.filter(made_at__isnull=True)
    same = waiting.filter(version__interruption=OuterRef("version__interruption"), notice__lt=OuterRef("notice"))
    rows = waiting.filter(~Exists(same), Q(not_before__isnull=True) | Q(not_before__lte=at)).select_related("notice")
    return rows.order_by("-notice__is_urgent", "notice").select_for_update(of=("self",), skip_locked=True)


def make_portion(mailing: OutageMailing, at: datetime) -> None:
    """Tell those who come first, or else the next community, and note how far that is."""
    areas = InterruptionArea.objects.filter(version__in=[mailing.version_id, mailing.before_id]).order_by()
    if mailing.reached is None:
        tell_first(mailing, list(areas), at)
        reached = 0
    else:
        reached = areas.filter(community__gt=mailing.reached).aggregate(next=Min("community"))["next"]
        deliver(mailing, points_of(mailing), arrays_by_version(mailing, areas.filter(community=reached)), at)
    is_last = not areas.filter(community__gt=reached).exists()
    OutageMailing.objects.filter(pk=mailing.pk).update(reached=reached, made_at=at if is_last else None, failures=0)


def tell_first(mailing: OutageMailing, areas: list[InterruptionArea], at: datetime) -> None:
    """Tell all who must not be without gas, with a link of their own where they are asked for a sign."""
    points, arrays = needy_of(points_of(mailing)), arrays_by_version(mailing, areas)
    receipts = receipts_asked(mailing.version_id, points, arrays) if mailing.stage in ASKING else []
    deliver(mailing, points, arrays | links_of(receipts), at)
    if mailing.notice.is_urgent:
        transaction.on_commit(lambda: nudge("notices.send_waiting"))


def points_of(mailing: OutageMailing) -> str:
    """Give the statement of whom a mailing concerns."""
    if mailing.before_id is None:
        return IN_AREA
    return {OutageStage.CHANGED: STAYING, OutageStage.ANNOUNCED: NEWLY_IN, OutageStage.LEFT: NEWLY_OUT}[mailing.stage]


def arrays_by_version(mailing: OutageMailing, areas: QuerySet[InterruptionArea] | list) -> dict[str, list]:
    areas = list(areas)
    names = {"area": mailing.version_id, "before": mailing.before_id}
    parts = {name: [Part.of(area) for area in areas if area.version_id == pk] for name, pk in names.items()}
    return arrays_of(parts["area"]) | arrays_of(parts["before"], "before")


def deliver(mailing: OutageMailing, points: str, arrays: dict[str, list], at: datetime) -> None:
    """Write a delivery for each way to those concerned; whom another notice of this change told already is left out."""
    notice, zone = mailing.notice, timezone.get_default_timezone()
    quiet_until = at if notice.is_urgent else after_quiet_hours(at, settings.QUIET_HOURS, zone)
    said = {"notice": notice.pk, "is_urgent": notice.is_urgent, "link": notice.link}
    known = {
        "at": at,
        "quiet_until": quiet_until,
        "day": timezone.localdate(at),
        "language": settings.CUSTOMER_LANGUAGE,
        "others": told_beside(mailing),
    }
    statement = TELL_AREA.format(points=points, is_new=NOT_TOLD_BESIDE if known["others"] else "true")
    with connection.cursor() as cursor:
        cursor.execute(statement, links_of([]) | arrays | said | known)


def told_beside(mailing: OutageMailing) -> list[int]:
    """Give the notices of the same change that were told before this one."""
    if mailing.before_id is None:
        return []
    same = OutageMailing.objects.filter(version=mailing.version_id, before=mailing.before_id)
    return list(same.filter(notice__lt=mailing.pk).values_list("notice", flat=True))


def receipts_asked(version: int, points: str, arrays: dict[str, list]) -> list[tuple[int, int, int]]:
    """Ask those who must not be without gas to confirm; give receipt, premise and customer of who has not yet."""
    with connection.cursor() as cursor:
        cursor.execute(ASK_RECEIPTS.format(points=points), arrays | {"version": version})
        return cursor.fetchall()


def links_of(receipts: list[tuple[int, int, int]]) -> dict[str, list]:
    """Give each receipt its own link, by premise and customer."""
    return {
        "link_premises": [premise for _pk, premise, _customer in receipts],
        "link_customers": [customer for _pk, _premise, customer in receipts],
        "links": [reverse("confirm-receipt", args=[secret_of(pk)]) for pk, _premise, _customer in receipts],
    }
