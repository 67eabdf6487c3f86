"""Telling an area of 1,000,000 accounts against the same rows by hand: `python -m bench.outage_notices [--accounts N]`.

Publishing judges the rules, counts whom it hits, and words the notice in three languages; that is the request. The
sweep asks those who must not be without gas for a receipt, and makes a delivery for each address, community by
community. By hand one INSERT … SELECT leaves the same deliveries and nothing else. Both run in one database, undone
after each turn; the ratio is of the medians, request and sweep together.
"""

import argparse
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from statistics import median

from bench.ground import city, run, seconds, three

NOON = datetime(2026, 11, 25, 4, tzinfo=UTC)
START = NOON + timedelta(days=6)
TURNS = 3
# The homes of an estate stand together in the books, as they were taken in.
# Of a hundred homes 30 sign in, 60 have an address and 60 a phone, 10 nothing at all; 2 must not be without gas.
GROUND = [
    """INSERT INTO registry_premise (code, community_id, building, unit, room, address)
       SELECT 'P' || n, %(community)s + (n - 1) * 100::bigint / %(count)s, (n %% 40)::text, '1', n::text, 'Home ' || n
       FROM generate_series(1, %(count)s) n""",
    "INSERT INTO registry_servicepoint (code, premise_id) SELECT code, id FROM registry_premise",
    """INSERT INTO registry_gasaccount (number, service_point_id, supply_class, household_size, status, opened_on)
       SELECT id::text, id, 'residential', 3, 'active', '2020-01-01' FROM registry_servicepoint""",
    """INSERT INTO users_user (password, is_superuser, email, name, role, language, is_active, joined_at)
       SELECT '', false, 'u' || n || '@user.example', 'U', 'customer', '', true, %(at)s
       FROM generate_series(1, %(count)s) n WHERE n %% 100 < 30""",
    """INSERT INTO registry_customer (code, name, phone, email, language, user_id)
       SELECT 'K' || n, 'K', CASE WHEN n %% 100 BETWEEN 30 AND 89 THEN '+861' || lpad(n::text, 10, '0') END,
              CASE WHEN n %% 100 < 60 THEN 'k' || n || '@home.example' ELSE '' END,
              (ARRAY['zh-hans', 'en', ''])[n %% 3 + 1], u.id
       FROM generate_series(1, %(count)s) n LEFT JOIN users_user u ON u.email = 'u' || n || '@user.example'""",
    """INSERT INTO registry_tenure (gas_account_id, customer_id, held_from)
       SELECT account.id, customer.id, '2020-01-01' FROM registry_gasaccount account
       JOIN registry_servicepoint point ON point.id = account.service_point_id
       JOIN registry_customer customer ON customer.code = 'K' || substr(point.code, 2)""",
    """INSERT INTO registry_priorityneed
           (premise_id, customer_id, kind, details, consent_at, declared_by_id, declared_at, review_on)
       SELECT premise.id, customer.id, 'infant', '', %(at)s, %(clerk)s, %(at)s, '2027-11-25'
       FROM registry_premise premise JOIN registry_customer customer ON customer.code = 'K' || substr(premise.code, 2)
       WHERE substr(premise.code, 2)::bigint %% 50 = 31""",
]
BY_HAND = """
INSERT INTO notices_delivery (notice_id, user_id, channel, address, premise_id, language, link, state, urgency,
                              not_before, attempts, sent_at, failure)
SELECT %(notice)s, u.id, way.channel, way.address, place.id,
       coalesce(nullif(customer.language, ''), nullif(u.language, ''), 'zh-hans'), '/outages/T/',
       CASE way.channel WHEN 'portal' THEN 'sent' ELSE 'waiting' END, 0, %(at)s, 0,
       CASE way.channel WHEN 'portal' THEN %(at)s END, ''
FROM registry_interruptionarea area
JOIN registry_premise place ON place.community_id = area.community_id
JOIN registry_servicepoint point ON point.premise_id = place.id
JOIN registry_gasaccount account ON account.service_point_id = point.id AND account.status = 'active'
LEFT JOIN registry_tenure tenure ON tenure.gas_account_id = account.id AND tenure.held_from <= %(day)s
    AND (tenure.held_until IS NULL OR tenure.held_until > %(day)s)
LEFT JOIN registry_customer customer ON customer.id = tenure.customer_id
LEFT JOIN users_user u ON u.id = customer.user_id AND u.is_active
CROSS JOIN LATERAL (VALUES ('portal', u.id::text), ('email', coalesce(nullif(customer.email, ''), u.email)),
    ('sms', customer.phone),
    ('paper', CASE WHEN u.id IS NULL AND customer.email = '' AND customer.phone IS NULL THEN place.code END)
) AS way(channel, address)
WHERE area.version_id = %(version)s AND way.address <> ''
"""


def build(accounts: int) -> int:
    """Lay a hundred communities full of homes under the published rules; give the draft of an outage of all of them."""
    from gasservice.registry.models import Community, District
    from gasservice.standards.actions.loading import load_catalogue
    from gasservice.users.models import Team, User
    from repairs.actions.outages import draft_of, open_outage
    from repairs.queries.areas import Part

    load_catalogue()
    team = Team.objects.create(code="t", **three("name", "Team"))
    clerk = User.objects.create_user("clerk@gas.example", name="Clerk", role="agent", team=team)
    district = District.objects.create(code="d", **three("name", "District"))
    rows = [Community(code=f"C{n}", district=district, name=f"Estate {n}") for n in range(100)]
    places = Community.objects.bulk_create(rows)
    for statement in GROUND:
        run(statement, community=places[0].pk, count=accounts, at=NOON, clerk=clerk.pk)
    run("VACUUM ANALYZE")
    words = three("reason", "New pipes") | {"contingency": "Hot plates", "report_reference": "R-1"}
    when = {"starts_at": START, "ends_at": START + timedelta(hours=8)}
    parts = [Part(place.pk) for place in places]
    return draft_of(open_outage(is_planned=True, parts=parts, by=clerk, at=NOON, **words, **when)).pk


@dataclass(frozen=True)
class Turn:
    """The seconds of the request, until the first are told, and until all are; and the deliveries made."""

    request: float
    first: float
    all: float
    made: int


def publishing(draft: int) -> Turn:
    """Publish as the desk does and make all as the sweep does, and undo it."""
    from django.db import transaction

    from gasservice.registry.models import InterruptionVersion
    from gasservice.users.models import User
    from repairs.actions.outage_mailings import make_mailings
    from repairs.actions.outages import publish_version

    def make_all() -> None:
        while make_mailings(at=NOON):
            pass

    version, clerk = InterruptionVersion.objects.get(pk=draft), User.objects.get(email="clerk@gas.example")
    with transaction.atomic():
        request = seconds(lambda: publish_version(version=version, by=clerk, at=NOON))
        first = request + seconds(lambda: make_mailings(at=NOON))
        whole = first + seconds(make_all)
        [(made,)] = run("SELECT count(*) FROM notices_delivery")
        transaction.set_rollback(True)
    run("VACUUM notices_delivery, notices_deliverytally, repairs_noticereceipt")
    return Turn(request, first, whole, made)


def by_hand(draft: int) -> tuple[float, int]:
    """Leave the same deliveries by one statement, and undo it."""
    from django.db import transaction

    from gasservice.notices.models import Notice

    with transaction.atomic():
        notice = Notice.objects.create(key="by hand", topic="outage-announced", created_at=NOON)
        facts = {"notice": notice.pk, "version": draft, "at": NOON, "day": date(2026, 11, 25)}
        took = seconds(lambda: run(BY_HAND, **facts))
        [(made,)] = run("SELECT count(*) FROM notices_delivery")
        transaction.set_rollback(True)
    run("VACUUM notices_delivery, notices_deliverytally")
    return took, made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--accounts", type=int, default=1_000_000)
    accounts = parser.parse_args().accounts
    with city():
        draft = build(accounts)
        turns = [(by_hand(draft), publishing(draft)) for _ in range(TURNS)]
    assert len({number for (_took, made), turn in turns for number in (made, turn.made)}) == 1, turns
    hand, made = median(took for (took, _made), _turn in turns), turns[0][1].made
    request, first, ours = (median(getattr(turn, name) for _, turn in turns) for name in ("request", "first", "all"))
    print(f"{accounts:,} accounts, {made:,} deliveries: {ours:.1f} s ({made / ours:,.0f} a second);", end=" ")
    print(f"by hand {hand:.1f} s; ratio {ours / hand:.2f}, aim 2;", end=" ")
    print(f"the request {request:.1f} s, who comes first told after {first:.1f} s")


if __name__ == "__main__":
    main()
