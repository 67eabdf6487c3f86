"""Telling everybody in the area of an outage: one notice a version and stage, its deliveries in one statement."""

from datetime import datetime

from django.conf import settings
from django.db import connection
from django.urls import reverse
from django.utils import timezone, translation

from gasservice.notices.actions.telling import notice_named, text_in
from gasservice.notices.models import Notice, NoticeText
from gasservice.notices.quiet import after_quiet_hours
from gasservice.registry.models import Interruption, InterruptionVersion
from gasservice.web.languages import LANGUAGES
from repairs.queries.areas import IN_AREA, NEWLY_IN, NEWLY_OUT, STAYING, arrays_of, parts_of
from repairs.queries.outage_words import facts_of
from repairs.secrets import secret_of
from repairs.terms import OutageStage

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
WHERE NOT EXISTS (
    SELECT 1 FROM notices_delivery d WHERE d.notice_id = ANY(%(others)s::bigint[])
    AND (d.channel, d.address) = (told.channel, told.address)
)
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
# What asks for a sign that it was read.
ASKING = frozenset({OutageStage.ANNOUNCED, OutageStage.CHANGED, OutageStage.REMINDER})


def key_of(outage: Interruption, version: InterruptionVersion, stage: OutageStage) -> str:
    """Name what a notice tells; the same name is told once."""
    return f"outage:{outage.pk}:{version.number}:{stage}"


def tell_of_version(*, outage: Interruption, version: InterruptionVersion, at: datetime) -> list[Notice]:
    """Tell of a version just published; `outage` still holds the one before, whose people are told what changed.

    Who is newly in is told everything, who is out that they are not affected any more, each address once.
    """
    if outage.current is None:
        return [tell_area(outage=outage, version=version, stage=OutageStage.ANNOUNCED, at=at)]
    told: list[Notice] = []
    for stage, points in (
        (OutageStage.CHANGED, STAYING),
        (OutageStage.ANNOUNCED, NEWLY_IN),
        (OutageStage.LEFT, NEWLY_OUT),
    ):
        notice = tell_area(outage=outage, version=version, stage=stage, at=at, points=points, others=told)
        told += [notice] if notice else []
    return told


def tell_area(
    *,
    outage: Interruption,
    version: InterruptionVersion,
    stage: OutageStage,
    at: datetime,
    points: str = IN_AREA,
    others: list[Notice] | None = None,
) -> Notice | None:
    """Tell the area of a version one stage, whoever else tries to at the same moment; nothing when it was told."""
    key, topic, link = key_of(outage, version, stage), f"outage-{stage}", public_page(outage)
    notice, is_new = notice_named(key, topic, not outage.is_planned, at, link)
    if not is_new:
        return None
    NoticeText.objects.bulk_create(texts_of(notice, outage, version, at))
    before = parts_of(outage.current) if others is not None else []
    arrays = arrays_of(parts_of(version)) | arrays_of(before, "before")
    receipts = receipts_asked(version, points, arrays) if stage in ASKING else []
    deliver(notice, points, arrays | links_of(receipts), outage, at, [row.pk for row in others or []])
    return notice


def texts_of(notice: Notice, outage: Interruption, version: InterruptionVersion, at: datetime) -> list[NoticeText]:
    texts = []
    for language in LANGUAGES:
        with translation.override(language):
            facts = facts_of(outage, version, at)
        texts.append(text_in(language, notice, facts, at))
    return texts


def deliver(
    notice: Notice, points: str, arrays: dict[str, list], outage: Interruption, at: datetime, others: list[int]
) -> None:
    zone = timezone.get_default_timezone()
    quiet_until = at if notice.is_urgent else after_quiet_hours(at, settings.QUIET_HOURS, zone)
    said = {"notice": notice.pk, "is_urgent": notice.is_urgent, "at": at, "quiet_until": quiet_until, "others": others}
    known = {"day": timezone.localdate(at), "language": settings.CUSTOMER_LANGUAGE, "link": public_page(outage)}
    with connection.cursor() as cursor:
        cursor.execute(TELL_AREA.format(points=points), arrays | said | known)


def receipts_asked(version: InterruptionVersion, points: str, arrays: dict[str, list]) -> list[tuple[int, int, int]]:
    """Ask those who must not be without gas to confirm; give receipt, premise and customer of who has not yet."""
    with connection.cursor() as cursor:
        cursor.execute(ASK_RECEIPTS.format(points=points), arrays | {"version": version.pk})
        return cursor.fetchall()


def links_of(receipts: list[tuple[int, int, int]]) -> dict[str, list]:
    """Give each receipt its own link, by premise and customer."""
    return {
        "link_premises": [premise for _pk, premise, _customer in receipts],
        "link_customers": [customer for _pk, _premise, customer in receipts],
        "links": [reverse("confirm-receipt", args=[secret_of(pk)]) for pk, _premise, _customer in receipts],
    }


def public_page(outage: Interruption) -> str:
    """Give the address of the page that everybody may read."""
    return reverse("outage", args=[outage.reference])
