"""Opening the queue among 10,000 and 1,000,000 cases: `python -m bench.queue [--cases 1000000]`.

Each saved view is opened at its first page and in its middle, as the desk does (access, joins, objects), beside a
bare `SELECT … ORDER BY id LIMIT 50` of the same table: the median of several rounds, the ratio, and the indexes used.
"""

import argparse
import re
from datetime import UTC, date, datetime
from statistics import median

from bench.ground import city, run, seconds, three

NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)
TEAMS, PEOPLE, ROUNDS, PAGE = 20, 60, 15, 50
VIEWS = ("mine", "unowned", "late", "team", "all")
SMALL = 10_000
BARE = f"SELECT * FROM cases_case ORDER BY id LIMIT {PAGE}"
# One case in twenty is live, three of five of those have an owner, a tenth has no due time, a tenth is late.
CASES = """
INSERT INTO cases_case (reference, secret_hash, door, kind_id, title, remedy_sought, contact_name, contact_email,
                        language, place_typed, channel, priority, status, owner_id, team_id, opened_at, closed_at,
                        next_due_at, last_event_id, source, source_reference)
SELECT n::text, repeat('0', 64), 'complaints', %(kind)s, 'A late charge', '', 'Somebody', '', 'en', '', 'web', 'normal',
       CASE WHEN NOT is_live THEN 'closed' WHEN is_owned THEN 'in_progress' ELSE 'open' END,
       CASE WHEN is_owned THEN person.id END, person.team_id, %(now)s - age,
       CASE WHEN NOT is_live THEN %(now)s END,
       CASE WHEN is_live AND n %% 200 > 0 THEN %(now)s + (random() * 20 - 2) * interval '1 day' END, 0, '', ''
FROM (
    SELECT n, n %% 20 = 0 AS is_live, n %% 100 < 60 AS is_owned, random() * interval '900 days' AS age,
           1 + floor(random() * %(people)s)::int AS seat
    FROM generate_series((SELECT count(*) + 1 FROM cases_case), %(count)s) n
) drawn JOIN (SELECT id, team_id, row_number() OVER (ORDER BY id) AS seat FROM users_user) person USING (seat)
"""
NAMED = """
INSERT INTO cases_caseparticipant (case_id, user_id, part)
SELECT id, (SELECT max(id) FROM users_user), 'named' FROM cases_case WHERE id %% 100 = 0
"""


def build_people():
    """Make teams and their people; give the kind of all cases, and an agent of an ordinary team."""
    from gasservice.standards.models import CaseKind
    from gasservice.users.models import Team, User
    from gasservice.users.terms import Role

    teams = [Team.objects.create(code=f"t{n}", **three("name", f"Team {n}")) for n in range(TEAMS)]
    facts = {"role": Role.AGENT, "password": "!"}
    people = [User(email=f"{n}@gas.example", name=str(n), team=teams[n % TEAMS], **facts) for n in range(PEOPLE)]
    people = User.objects.bulk_create(people)
    since = {"valid_from": date(2026, 1, 1)}
    kind = CaseKind.objects.create(door="complaints", code="late-charge", **three("name", "Late"), **since)
    return kind, people[TEAMS]


def grow(count: int, kind) -> None:
    """Fill up to `count` cases."""
    run("SELECT setseed(0.5)")
    run(CASES, kind=kind.pk, now=NOW, people=PEOPLE, count=count)
    run("TRUNCATE cases_caseparticipant")
    run(NAMED, now=NOW)
    run("VACUUM ANALYZE")


def page_opener(user, view: str, *, is_deep: bool):
    """Give what opens a page of a view; a deep one begins in the middle of those that have a due time."""
    from gasservice.cases.queries.lists import SHOWN_WITH, cases_in_view, of_own_teams
    from gasservice.web.paging import Keyset, page_of

    cases = cases_in_view(user, view, of_own_teams(user), NOW).select_related(*SHOWN_WITH)
    cursor = ""
    if is_deep:
        due = cases.filter(next_due_at__isnull=False).in_queue_order()
        cursor = Keyset.of(cases, "next_due_at").cursor("next", due[due.count() // 2])
    return lambda: page_of(
        cases_in_view(user, view, of_own_teams(user), NOW).select_related(*SHOWN_WITH), by="next_due_at", cursor=cursor
    )


def ways_of(opener) -> str:
    """Ask PostgreSQL how it reads the cases of a page."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        opener()
    found = []
    for query in captured:
        if "cases_case" not in query["sql"]:
            continue
        plan = "\n".join(line for (line,) in run("EXPLAIN " + query["sql"].replace("%", "%%")))
        found += re.findall(r"Scan (?:using|on) (case_\w+)|(Seq Scan on cases_case)\b", plan)
    return ", ".join(dict.fromkeys(index or scan for index, scan in found))


def median_ms(act) -> float:
    act()
    return 1000 * median(seconds(act) for _ in range(ROUNDS))


def measure(user, count: int) -> None:
    bare = median_ms(lambda: run(BARE))
    print(f"{count:,} cases; bare SELECT by primary key: {bare:.2f} ms", flush=True)
    for view in VIEWS:
        for place in ("first", "deep"):
            opener = page_opener(user, view, is_deep=place == "deep")
            took = median_ms(opener)
            print(f"  {view:8} {place:6}{took:8.1f} ms, ratio {took / bare:6.1f}  {ways_of(opener)}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=1_000_000)
    most = parser.parse_args().cases
    with city():
        kind, user = build_people()
        for count in (SMALL, most):
            grow(count, kind)
            measure(user, count)


if __name__ == "__main__":
    main()
