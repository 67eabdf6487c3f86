"""Reading figures among 10,000 and 1,000,000 cases: `python -m bench.figures [--cases 1000000]`.

Cases are drawn by one statement and what they count for by another, as `recount` would have written it of three
promises, their waits and a rating each, routed by door and district; the sums are made by `rebuild_totals`, the
statement that the sweep adds by. Pages are opened through Django's test client, signed in as an auditor, in turn with a
page that lists fifty rows in a bare template: the medians of the rounds. Then cases are counted by `recount_changed`
itself, and how many a second.
"""

import argparse
import logging
from datetime import UTC, date, datetime
from statistics import median

from bench.ground import city, run, seconds, three

NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)
TEAMS, DISTRICTS, KINDS, MONTHS, ROUNDS = 12, 8, 30, 36, 25
SMALL, COUNTED = 10_000, 2_000
PAGES = {
    "dashboard": "/dashboard/?period=last-3-months",
    "dashboard, a year": "/dashboard/?period=last-12-months",
    "dashboard, a team and a door": "/dashboard/?period=last-12-months&team=t3&door=billing",
    "public page": "/how-we-are-doing/",
    "public page, as data": "/how-we-are-doing/figures.csv",
}
CASES = """
INSERT INTO cases_case (reference, secret_hash, door, kind_id, title, remedy_sought, contact_name, contact_email,
                        language, place_typed, channel, priority, status, team_id, opened_at, resolved_at, closed_at,
                        community_id, last_event_id, source, source_reference)
SELECT n::text, '', kind.door, kind.id, 'A late charge', '', '', '', 'en', '', channel, 'normal', 'closed', team.id,
       at, at + took, at + took, community.id, 0, '', ''
FROM (
    SELECT n, 1 + floor(random() ^ 2 * %(kinds)s)::int AS k, 1 + floor(random() * %(districts)s)::int AS d,
           (ARRAY['web', 'phone', '12345', 'counter'])[1 + floor(random() * 4)] AS channel,
           %(now)s - random() * interval '1080 days' AS at, exp(random() * 8) * interval '5 min' AS took
    FROM generate_series((SELECT count(*) + 1 FROM cases_case), %(count)s) n
) drawn
JOIN (SELECT *, row_number() OVER (ORDER BY id) AS k FROM standards_casekind) kind USING (k)
JOIN (SELECT *, row_number() OVER (ORDER BY id) AS d FROM registry_community) community USING (d)
JOIN (SELECT *, row_number() OVER (ORDER BY id) AS t FROM users_team) team ON t = 1 + mod(k, 3) * 4 + mod(d, 4)
"""
# Bins of waits are those of the histogram: five percent wide, from a minute on.
FACTS = """
INSERT INTO oversight_fact (source, source_id, month, door, kind, team, district, channel, handler,
                            measure, promise, bin, n)
SELECT 'case', c.id, date_trunc('month', c.opened_at AT TIME ZONE 'Asia/Shanghai'), c.door, kind.code, c.team_id,
       community.district_id, c.channel, 1 + c.id % 200, fact.measure, fact.promise, fact.bin, 1
FROM cases_case c JOIN standards_casekind kind ON kind.id = c.kind_id
JOIN registry_community community ON community.id = c.community_id,
LATERAL (SELECT extract(epoch FROM c.resolved_at - c.opened_at) AS took) wait,
LATERAL (VALUES
    ('opened', '', 0), ('resolved', '', 0), (CASE WHEN c.id % 3 = 0 THEN 'resolved_first' END, '', 0),
    (CASE WHEN c.id % 10 = 0 THEN 'missed' ELSE 'kept' END, 'acknowledged', 0),
    (CASE WHEN c.id % 11 = 0 THEN 'missed' ELSE 'kept' END, 'first_answer', 0),
    (CASE WHEN c.id % 7 = 0 THEN 'missed' ELSE 'kept' END, 'resolution', 0),
    ('wait', 'first_answer', 1 + floor(ln(greatest(took / 4, 60) / 60) / ln(1.05))::int),
    ('wait', 'resolution', 1 + floor(ln(greatest(took, 60) / 60) / ln(1.05))::int),
    ('working_wait', 'first_answer', 1 + floor(ln(greatest(took / 9, 60) / 60) / ln(1.05))::int),
    ('working_wait', 'resolution', 1 + floor(ln(greatest(took / 3, 60) / 60) / ln(1.05))::int),
    ('asked', '', 0), (CASE WHEN c.id % 4 = 0 THEN 'replied' END, '', 0),
    (CASE WHEN c.id % 4 = 0 THEN 'score' END, '', 1 + (c.id % 5)::int)
) AS fact (measure, promise, bin)
WHERE fact.measure IS NOT NULL AND c.id > (SELECT coalesce(max(source_id), 0) FROM oversight_fact)
"""


def build_ground():
    """Make teams, kinds and districts; give an auditor."""
    from gasservice.registry.models import Community, District
    from gasservice.standards.models import CaseKind
    from gasservice.users.models import Team, User
    from gasservice.users.terms import Role

    for n in range(TEAMS):
        Team.objects.create(code=f"t{n}", **three("name", f"Team {n}"))
    for n in range(DISTRICTS):
        district = District.objects.create(code=f"d{n}", **three("name", f"District {n}"))
        Community.objects.create(code=f"c{n}", district=district, name=f"Garden {n}")
    doors = ("complaints", "billing", "repairs")
    for n in range(KINDS):
        facts = {"door": doors[n % 3], "code": f"k{n}", "valid_from": date(2020, 1, 1)}
        CaseKind.objects.create(**three("name", f"Kind {n}"), **facts)
    return User.objects.create(email="o@gas.example", name="Otto", role=Role.AUDITOR)


def grow(count: int) -> None:
    """Fill up to `count` cases, what they count for, and its sums."""
    from gasservice.oversight.actions.sums import rebuild_totals

    run("SELECT setseed(0.5)")
    run("ALTER TABLE cases_case DISABLE TRIGGER USER")
    run(CASES, kinds=KINDS, districts=DISTRICTS, now=NOW, count=count)
    run("ALTER TABLE cases_case ENABLE TRIGGER USER")
    run(FACTS)
    run("ANALYZE")
    took = seconds(rebuild_all(rebuild_totals))
    publish_anew()
    run("VACUUM ANALYZE")
    facts, totals = run("SELECT (SELECT count(*) FROM oversight_fact), (SELECT count(*) FROM oversight_total)")[0]
    print(f"{count:,} cases: {facts:,} facts, {totals:,} sums made in {took:.0f} s", flush=True)


def publish_anew() -> None:
    """Publish the last year; what was published of fewer cases makes way."""
    from gasservice.oversight.actions.releasing import publish_figures

    run("TRUNCATE oversight_release")
    took = seconds(lambda: publish_figures(at=NOW))
    print(f"  a year of public figures published in {took:.1f} s", flush=True)


def rebuild_all(rebuild):
    from django.db import transaction

    return transaction.atomic(rebuild)


def measure(client, cache) -> dict[str, float]:
    """Open the bare page and the others in turn, round after round: what else the machine does falls on all alike."""
    acts = {"bare page of 50 rows": lambda: bare_page(client, cache)}
    acts |= {name: lambda address=address: opened(client, cache, address) for name, address in PAGES.items()}
    rounds = [{name: seconds(act) for name, act in acts.items()} for _ in range(1 + ROUNDS)][1:]
    return {name: 1000 * median(one[name] for one in rounds) for name in acts}


def opened(client, cache, address: str) -> None:
    cache.clear()
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)


def bare_page(client, cache) -> None:
    """List fifty rows through the same client and middleware: the smallest page of Django that shows anything."""
    from django.http import HttpResponse
    from django.template import engines
    from django.urls import path

    from gasservice import urls
    from gasservice.cases.models import Case

    template = engines["django"].from_string(
        "{% for row in rows %}<p>{{ row.reference }} {{ row.title }}</p>{% endfor %}"
    )
    if not any(getattr(pattern, "name", "") == "bare" for pattern in urls.urlpatterns):
        urls.urlpatterns.insert(
            0,
            path(
                "bare/", lambda request: HttpResponse(template.render({"rows": Case.objects.all()[:50]})), name="bare"
            ),
        )
    opened(client, cache, "/bare/")


def count_some() -> None:
    """Have some cases counted as the sweep does it, from their rows, against all that stands."""
    from gasservice.oversight.actions.recounting import recount_changed

    run("INSERT INTO cases_changedcase (case_id) SELECT id FROM cases_case ORDER BY id LIMIT %(count)s", count=COUNTED)
    took = seconds(lambda: list(iter(recount_changed, 0)))
    print(f"{COUNTED:,} cases counted by the sweep, every fact of them another: {COUNTED / took:,.0f} a second")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=1_000_000)
    most = parser.parse_args().cases
    with city():
        from django.conf import settings
        from django.core.cache import cache
        from django.core.management import call_command
        from django.test import Client

        call_command("collectstatic", interactive=False, verbosity=0)
        settings.STAFF_SECOND_FACTOR = False
        logging.disable(logging.WARNING)
        client = Client(headers={"host": "localhost"})
        client.force_login(build_ground())
        found = {}
        for count in (SMALL, most):
            grow(count)
            found[count] = measure(client, cache)
            bare = next(iter(found[count].values()))
            for name, took in found[count].items():
                grown = f", {took / found[SMALL][name]:.2f} times its own time before" if count != SMALL else ""
                print(f"  {name:30}{took:8.1f} ms, {took / bare:.1f} times the bare page{grown}", flush=True)
        count_some()


if __name__ == "__main__":
    main()
