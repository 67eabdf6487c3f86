"""That the look-up and the lists of outages read by index alone in a city of many places and past outages."""

import json
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gasservice.registry.models import Interruption
from gasservice.users.models import User
from repairs.queries.outage_check import answers_for, answers_to
from repairs.queries.outage_pages import outages_page
from repairs.queries.outages import outages_at_desk

pytestmark = pytest.mark.django_db
HOMES, OVER = 20_000, 4_000
# What grows with the city or with the years; communities are some thousands at most.
BIG = {
    "registry_premise",
    "registry_premisename",
    "registry_servicepoint",
    "registry_gasaccount",
    "registry_tenure",
    "registry_customer",
    "registry_interruption",
    "registry_interruptionversion",
    "registry_interruptionarea",
}
CITY = [
    """INSERT INTO registry_community (code, district_id, name, name_en)
       SELECT 'E' || n, %(district)s, '小区' || n || '号', '' FROM generate_series(1, 1000) n""",
    """INSERT INTO registry_communityname (community_id, name, search_name, known_from)
       SELECT id, name, name, '2000-01-01' FROM registry_community WHERE code LIKE 'E%%'""",
    """INSERT INTO registry_premise (code, community_id, building, unit, room, address)
       SELECT 'P' || n, community.id, (n / 1000 %% 8 + 1)::text, '1', n::text, community.name || n || '室'
       FROM generate_series(1, %(homes)s) n
       JOIN registry_community community ON community.code = 'E' || (n %% 1000 + 1)""",
    """INSERT INTO registry_premisename (premise_id, name, search_name, known_from)
       SELECT id, address, address, '2000-01-01' FROM registry_premise WHERE code LIKE 'P%%'""",
    "INSERT INTO registry_servicepoint (code, premise_id) SELECT code, id FROM registry_premise WHERE code LIKE 'P%%'",
    """INSERT INTO registry_gasaccount (number, service_point_id, supply_class, household_size, status, opened_on)
       SELECT 'N' || id, id, 'residential', 3, 'active', '2020-01-01' FROM registry_servicepoint""",
    """INSERT INTO registry_customer (code, name, email, language)
       SELECT 'K' || n, 'K', '', '' FROM generate_series(1, %(homes)s) n""",
    """INSERT INTO registry_tenure (gas_account_id, customer_id, held_from)
       SELECT account.id, customer.id, '2020-01-01' FROM registry_gasaccount account
       JOIN registry_servicepoint point ON point.id = account.service_point_id
       JOIN registry_customer customer ON customer.code = 'K' || substr(point.code, 2)""",
    """INSERT INTO registry_interruption (reference, is_planned, started_at, restored_at, cleared_at)
       SELECT 'T-' || n, true, %(past)s, %(past)s, %(past)s FROM generate_series(1, %(over)s) n""",
    """INSERT INTO registry_interruption (reference, is_planned)
       SELECT 'T-live-' || n, true FROM generate_series(1, 120) n""",
    """INSERT INTO registry_interruptionversion
           (interruption_id, number, reason_en, reason_zh_hans, reason_zh_hant, advice_en, advice_zh_hans,
            advice_zh_hant, starts_at, ends_at, contingency, report_reference, override_reason, drafted_at,
            published_at)
       SELECT id, 1, 'Pipes', '管', '管', '', '', '', coalesce(started_at, %(soon)s + id * interval '1 minute'),
              coalesce(started_at, %(soon)s + id * interval '1 minute') + interval '8 hours',
              '', '', '', %(past)s, %(past)s
       FROM registry_interruption""",
    """INSERT INTO registry_interruptionarea (version_id, community_id, building)
       SELECT version.id, community.id, '' FROM registry_interruptionversion version
       JOIN registry_interruption outage ON outage.id = version.interruption_id
       JOIN registry_community community
           ON community.code = 'E' || (substring(outage.reference FROM '[0-9]+')::int %% 1000 + 1)""",
    """UPDATE registry_interruption SET current_id = version.id FROM registry_interruptionversion version
       WHERE version.interruption_id = registry_interruption.id""",
    "SELECT gin_clean_pending_list('premise_name_search')",  # as autovacuum does
    "ANALYZE",
]


@pytest.fixture
def city(district, now):
    facts = {"district": district.pk, "homes": HOMES, "over": OVER}
    facts |= {"past": now - timedelta(days=90), "soon": now + timedelta(days=5)}
    with connection.cursor() as cursor:
        for statement in CITY:
            cursor.execute(statement, facts)


def read_through(ask: Callable[[], object]) -> set[str]:
    """Ask, and give the big tables that PostgreSQL reads from end to end for any of the queries."""
    with CaptureQueriesContext(
        connection,
    ) as asked:
        ask()
    found = set()
    with connection.cursor() as cursor:
        for query in asked.captured_queries:
            cursor.execute("EXPLAIN (FORMAT JSON) " + query["sql"])
            found |= set(re.findall(r'"Seq Scan"[^}]*?"Relation Name": "(\w+)"', json.dumps(cursor.fetchone()[0])))
    return found & BIG


@pytest.mark.parametrize("place", ["小区7号", "小区7号1-1-1006", "小区7号1006室"])
def test_am_i_affected_is_answered_by_index(city, now, place):
    assert answers_to(place, now)
    assert read_through(lambda: answers_to(place, now)) == set()


def test_one_s_own_homes_are_answered_by_index(city, now):
    user = User.objects.create_user("mei@user.example", name="Mei")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE registry_customer SET user_id = %s WHERE code = 'K7'", [user.pk])

    assert [answer.reach for answer in answers_for(user, now)] == ["yes"]
    assert read_through(lambda: answers_for(user, now)) == set()


def test_the_public_list_is_read_by_index_on_any_page(city, now):
    first = outages_page(now, None, "", "")

    assert read_through(lambda: outages_page(now, None, "", "")) == set()
    assert read_through(lambda: outages_page(now, None, first.page.next, first.live.next)) == set()


def test_the_list_at_the_desk_is_read_by_index(city):
    from gasservice.web.paging import page_of

    first = page_of(outages_at_desk(), by="-pk", size=30)

    assert len(first.rows) == 30
    assert read_through(lambda: page_of(outages_at_desk(), by="-pk", cursor=first.next, size=30)) == set()


def test_a_city_of_outages_is_listed_page_by_page_none_twice_and_none_left_out(city, now):
    listed, cursor = [], ""
    while True:
        found = outages_page(now, None, "", cursor)
        listed += [outage.row.reference for outage in [*found.off, *found.to_come]]
        cursor = found.live.next
        if not cursor:
            break

    live = Interruption.objects.filter(reference__startswith="T-live").order_by("current__starts_at", "pk")
    assert listed == list(live.values_list("reference", flat=True))
