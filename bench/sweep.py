"""Sweeping 100,000 due promises up their ladder by two workers: `python -m bench.sweep [--promises 100000]`.

At each moment of the ladder every promise has a step to take. Two processes sweep side by side until nothing is left;
that each step was taken exactly once is counted. Before it, one hand-written UPDATE moves the same rows on, writing
neither escalation nor story, and is undone. The ratio of a round is sweeping by UPDATE.
"""

import argparse
import multiprocessing
from datetime import UTC, date, datetime, timedelta
from statistics import median

from bench.ground import city, run, seconds, three

START = datetime(2026, 11, 23, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
WORKERS = 2
# Hours from the start: the warning, the due time with the owner's rung, then lead, supervisor and head; with the steps
# taken until then.
MOMENTS = {"warning": (6, 1), "due and owner": (8, 3), "lead": (9, 4), "supervisor": (12, 5), "head": (16, 6)}
CASES = """
INSERT INTO cases_case (reference, secret_hash, door, kind_id, title, remedy_sought, contact_name, contact_email,
                        language, place_typed, channel, priority, status, owner_id, team_id, opened_at, next_due_at,
                        last_event_id, source, source_reference)
SELECT n::text, '', 'complaints', %(kind)s, 'A late charge', '', '', '', 'en', '', 'web', 'normal', 'in_progress',
       %(owner)s, %(team)s, %(at)s, %(at)s + interval '8 h', 0, '', ''
FROM generate_series(1, %(count)s) n
"""
PROMISES = """
INSERT INTO cases_commitment (case_id, promise, policy_id, started_at, due_at, step_times, steps_taken, next_step_at,
                              is_year_unpublished)
SELECT id, 'first_answer', %(policy)s, %(at)s, %(at)s + interval '8 h', %(moments)s::timestamptz[], 0, %(first)s, false
FROM cases_case
"""
BY_HAND = """
UPDATE cases_commitment
SET steps_taken = %(steps)s, next_step_at = step_times[%(steps)s + 1],
    missed_at = CASE WHEN due_at < %(at)s THEN due_at ELSE missed_at END
WHERE next_step_at < %(at)s
RETURNING id
"""


def build(promises: int) -> None:
    """Make cases of one kind under one policy with the full ladder, owned and led by four people."""
    from gasservice.standards.models import CaseKind, LadderStep, ServiceStandard, SlaPolicy, WorkingCalendar
    from gasservice.users.models import Team, User
    from gasservice.users.terms import Role

    team = Team.objects.create(code="t", **three("name", "Team"))
    people = {"role": Role.AGENT, "team": team}
    names = ("owner", "lead", "supervisor", "head")
    owner, *above = (User.objects.create_user(f"{name}@gas.example", name=name, **people) for name in names)
    team.lead, team.supervisor, team.head = above
    team.save()
    since = {"valid_from": date(2026, 1, 1)}
    kind = CaseKind.objects.create(door="complaints", code="late-charge", **three("name", "Late"), **since)
    standard = ServiceStandard.objects.create(code="answer", **three("words", "W"), **three("basis", "B"), **since)
    calendar = WorkingCalendar.objects.create(code="always", **three("name", "Always"))
    facts = {"standard": standard, "door": "complaints", "promise": "first_answer", "calendar": calendar, **since}
    policy = SlaPolicy.objects.create(allowance=480, unit="calendar_minutes", warn_minutes=120, redress=20, **facts)
    rungs = [("owner", 0), ("lead", 60), ("supervisor", 240), ("head", 480)]
    for position, (rung, minutes) in enumerate(rungs, 1):
        LadderStep.objects.create(policy=policy, position=position, rung=rung, after_minutes=minutes)
    run(CASES, kind=kind.pk, owner=owner.pk, team=team.pk, at=START, count=promises)
    moments = [START + HOUR * hours for hours in (6, 8, 8, 9, 12, 16)]
    run(PROMISES, policy=policy.pk, at=START, moments=moments, first=moments[0])
    run("VACUUM ANALYZE")


def sweep_until_done(ready, at: datetime, tallies) -> None:
    """Be one worker: sweep as the task does until nothing is due."""
    import django

    django.setup()
    from django.db import connection

    from gasservice.cases.actions.promises import escalate_due

    connection.ensure_connection()
    ready.wait()
    moved = told = 0
    while (swept := escalate_due(at=at)).moved:
        moved, told = moved + swept.moved, told + swept.told
    tallies.put((moved, told))


def sweep_side_by_side(at: datetime) -> tuple[float, int]:
    """Let the workers start together; give the time until the last is done, and how many steps told somebody."""
    context = multiprocessing.get_context("spawn")
    ready, tallies = context.Barrier(WORKERS + 1), context.Queue()
    workers = [context.Process(target=sweep_until_done, args=(ready, at, tallies)) for _ in range(WORKERS)]
    for worker in workers:
        worker.start()
    ready.wait()
    told: list[int] = []
    took = seconds(lambda: told.extend(tallies.get()[1] for _ in workers))
    for worker in workers:
        worker.join()
    return took, sum(told)


def by_hand(at: datetime, steps: int) -> float:
    """Move the rows on by one statement that nothing listens to, and undo it."""
    from django.db import transaction

    with transaction.atomic():
        run("ALTER TABLE cases_commitment DISABLE TRIGGER USER")
        took = seconds(lambda: run(BY_HAND, at=at, steps=steps))
        transaction.set_rollback(True)
    run("VACUUM ANALYZE cases_commitment")
    return took


def check(promises: int) -> None:
    """Count that each of the six steps left exactly what it must, for each promise once."""
    counts = run("SELECT kind, count(*), count(DISTINCT case_id) FROM cases_caseevent GROUP BY kind")
    each = {"warned": 1, "missed": 1, "redress": 1, "escalated": 4}
    assert sorted(counts) == sorted((kind, times * promises, promises) for kind, times in each.items()), counts
    assert run("SELECT count(*), count(DISTINCT (commitment_id, position)) FROM cases_escalation") == [
        (5 * promises, 5 * promises)
    ]
    assert run("SELECT count(*) FROM cases_redress") == [(promises,)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--promises", type=int, default=100_000)
    promises = parser.parse_args().promises
    with city():
        build(promises)
        rounds = [one_round(name, hours, steps) for name, (hours, steps) in MOMENTS.items()]
        check(promises)
        start_anew()
        one_round("all at once", 100, 6)  # after a silence; not in the median, for its rows are five times as many
        check(promises)
    told, ours = sum(told for told, _ours, _hand in rounds), sum(ours for _told, ours, _hand in rounds)
    ratio = median(ours / hand for _told, ours, hand in rounds)
    print(f"{told:,} escalations: {told / ours:,.0f} a second; median ratio {ratio:.1f}, aim 8")


def one_round(name: str, hours: int, steps: int) -> tuple[int, float, float]:
    at = START + HOUR * hours + timedelta(minutes=1)
    hand = by_hand(at, steps)
    ours, told = sweep_side_by_side(at)
    print(f"{name:14}{told:>8,} told: {ours:.2f} s; UPDATE {hand:.2f} s; ratio {ours / hand:.1f}", flush=True)
    return told, ours, hand


def start_anew() -> None:
    """Forget every step that was taken."""
    run("TRUNCATE cases_escalation, cases_redress, cases_caseevent CASCADE")
    run("UPDATE cases_commitment SET steps_taken = 0, next_step_at = step_times[1], missed_at = NULL")
    run("VACUUM FULL ANALYZE cases_commitment")


if __name__ == "__main__":
    main()
