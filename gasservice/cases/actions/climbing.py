"""How promises climb, whatever they were made on: the moments of their steps, the sweep, and one letter a person."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.db.models import QuerySet

from gasservice.cases.models.climbing import StepTaken
from gasservice.standards import clock
from gasservice.standards.models import SlaPolicy
from gasservice.users.models import User

BATCH = 5_000
# A letter lists so many late promises; the list that it leads to holds the rest.
LISTED = 30


@dataclass(frozen=True)
class Swept:
    """What one sweep did: promises moved on, and ladder steps that tell somebody."""

    moved: int
    told: int


def step_times(policy: SlaPolicy, calendar: clock.Calendar, at: datetime, due: datetime) -> list[datetime]:
    """Reckon the moments of the policy's steps: the warning, the due time, then each rung of the ladder."""
    warning = clock.before(due, clock.Allowance(policy.warn_minutes, clock.Unit.WORKING_MINUTES), calendar)
    rungs = [after(due, step.after_minutes, calendar) for step in policy.ladder.all()]
    return [max(warning, at), due, *rungs]


def after(due: datetime, minutes: int, calendar: clock.Calendar) -> datetime:
    return clock.due_at(due, clock.Allowance(minutes, clock.Unit.WORKING_MINUTES), calendar) if minutes else due


# One chain of statements: claim, move on, then write what each step taken means. A step lies in the past only when its
# moment is earlier than `at`: a promise met at its due time is kept. A rung that nobody stands on climbs to the next.
# What is in braces differs from table to table; `{writing}` is what is written of each step that tells somebody.
CLIMB = """
WITH due AS (
    SELECT id, steps_taken, step_times FROM {table} WHERE next_step_at < %(at)s
    ORDER BY next_step_at, id LIMIT %(limit)s FOR UPDATE SKIP LOCKED
), moved AS (
    UPDATE {table} c
    SET steps_taken = now_taken.n, next_step_at = c.step_times[now_taken.n + 1]{marking}
    FROM due, LATERAL (
        SELECT count(*)::int AS n FROM unnest(due.step_times) AS moment WHERE moment < %(at)s
    ) now_taken
    WHERE c.id = due.id
    RETURNING c.id, c.policy_id, {columns}, due.steps_taken AS had, c.steps_taken AS has
), steps AS (
    SELECT moved.*, step, CASE WHEN step > 1 THEN ladder.rung ELSE {warned} END AS rung
    FROM moved, generate_series(had + 1, has) AS step
    LEFT JOIN LATERAL (
        SELECT rung FROM standards_ladderstep WHERE policy_id = moved.policy_id
        ORDER BY position OFFSET greatest(step - 3, 0) LIMIT 1
    ) ladder ON step > 2
), told AS (
    SELECT steps.*, person.id AS person_id
    FROM steps {beside} JOIN users_team t ON t.id = {team}
    LEFT JOIN LATERAL (
        SELECT u.id FROM unnest(
            ARRAY['owner', 'lead', 'supervisor', 'head'], ARRAY[{owner}, t.lead_id, t.supervisor_id, t.head_id]
        ) WITH ORDINALITY AS stand(rung, id, height) JOIN users_user u ON u.id = stand.id AND u.is_active
        WHERE height >= array_position(ARRAY['owner', 'lead', 'supervisor', 'head'], steps.rung::text) {passing}
        ORDER BY height LIMIT 1
    ) person ON true
    WHERE steps.step <> 2
), {writing}
SELECT (SELECT count(*) FROM moved), (SELECT count(*) FROM told)
"""


@transaction.atomic
def climb(*, statement: str, at: datetime, limit: int) -> Swept:
    """Take each step whose moment has passed, once, however many sweep."""
    with connection.cursor() as cursor:
        cursor.execute(statement, {"at": at, "limit": limit})
        return Swept(*cursor.fetchone())


def tell_climbed(*, waiting: QuerySet[StepTaken], tell_of: Callable, at: datetime) -> int:
    """Tell each person once what has climbed to them since the last time, however much; give how many were told."""
    waiting.filter(told__isnull=True).update(digested_at=at)
    people = User.objects.filter(pk__in=waiting.values("told"))
    return sum(tell_person(person, waiting, tell_of, at) for person in people)


@transaction.atomic
def tell_person(person: User, waiting: QuerySet[StepTaken], tell_of: Callable, at: datetime) -> bool:
    """Send one digest of a person's untold steps; another worker that is telling them is left to it."""
    mine = User.objects.select_for_update(skip_locked=True, no_key=True).filter(pk=person.pk).first()
    steps = list(waiting.filter(told=mine).order_by("pk")) if mine else []
    if not steps:
        return False
    tell_of(person, steps, at)
    return bool(waiting.filter(pk__in=[step.pk for step in steps]).update(digested_at=at))
