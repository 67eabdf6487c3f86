"""Making promises, and sweeping those whose next step has come."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from gasservice.cases.models import Case, Commitment
from gasservice.standards import clock
from gasservice.standards.models import SlaPolicy
from gasservice.standards.queries import calendar_of, policies_for, policy_for, read_calendars
from gasservice.standards.terms import Promise

BATCH = 5_000


@dataclass(frozen=True)
class Swept:
    """What one sweep did: commitments moved on, and ladder steps that tell somebody."""

    moved: int
    told: int


def make_promises(*, case: Case, at: datetime) -> list[Commitment]:
    """Promise on a case what the policies of its kind and priority say, all clocks starting at `at`."""
    policies = policies_for(case.kind, case.priority, timezone.localdate(at))
    clocks = read_calendars(policy.calendar for policy in policies.values())
    promised = [commitment_of(case, policy, clocks[policy.calendar_id], at) for policy in policies.values()]
    return Commitment.objects.bulk_create(promised)


def promise_visit(*, case: Case, window_until: datetime, at: datetime) -> Commitment | None:
    """Promise to come: what its policy allows is counted from the end of the window. None where no policy holds."""
    policy = policy_for(case.kind, case.priority, Promise.VISIT, timezone.localdate(at))
    if policy is None:
        return None
    promised = commitment_of(case, policy, calendar_of(policy.calendar), at, counted_from=window_until)
    promised.save()
    return promised


def start_promise(*, case: Case, promise: Promise, at: datetime) -> Commitment | None:
    """Start a promise that begins with an act of its own, like a payment; one that runs already is left to run."""
    policy = policy_for(case.kind, case.priority, promise, timezone.localdate(at))
    if policy is None or Commitment.objects.running().filter(case=case, promise=promise).exists():
        return None
    commitment = commitment_of(case, policy, calendar_of(policy.calendar), at)
    commitment.save()
    return commitment


def commitment_of(
    case: Case, policy: SlaPolicy, calendar: clock.Calendar, at: datetime, counted_from: datetime | None = None
) -> Commitment:
    due = clock.due_at(counted_from or at, clock.Allowance(policy.allowance, clock.Unit(policy.unit)), calendar)
    times = step_times(policy, calendar, at, due)
    return Commitment(
        case=case,
        promise=policy.promise,
        policy=policy,
        started_at=at,
        due_at=due,
        step_times=times,
        next_step_at=times[0],
        is_year_unpublished=bool(clock.unpublished_years(at, due, calendar)),
    )


def step_times(policy: SlaPolicy, calendar: clock.Calendar, at: datetime, due: datetime) -> list[datetime]:
    """Reckon the moments of the policy's steps: the warning, the due time, then each rung of the ladder."""
    warning = clock.before(due, clock.Allowance(policy.warn_minutes, clock.Unit.WORKING_MINUTES), calendar)
    rungs = [after(due, step.after_minutes, calendar) for step in policy.ladder.all()]
    return [max(warning, at), due, *rungs]


def after(due: datetime, minutes: int, calendar: clock.Calendar) -> datetime:
    return clock.due_at(due, clock.Allowance(minutes, clock.Unit.WORKING_MINUTES), calendar) if minutes else due


# One chain of statements: claim, move on, then write what each step taken means. A step lies in the past only when its
# moment is earlier than `at`: a promise met at its due time is kept. Whoever is named in a case is passed over, and a
# rung that nobody stands on climbs to the next. The last event of the case stays as it was: what the sweep writes is
# for us, and a reply must not be stopped by a warning that came while it was written.
SWEEP = """
WITH due AS (
    SELECT id, steps_taken, step_times FROM cases_commitment WHERE next_step_at < %(at)s
    ORDER BY next_step_at, id LIMIT %(limit)s FOR UPDATE SKIP LOCKED
), moved AS (
    UPDATE cases_commitment c
    SET steps_taken = now_taken.n,
        next_step_at = c.step_times[now_taken.n + 1],
        missed_at = CASE WHEN c.due_at < %(at)s THEN c.due_at ELSE c.missed_at END
    FROM due, LATERAL (
        SELECT count(*)::int AS n FROM unnest(due.step_times) AS moment WHERE moment < %(at)s
    ) now_taken
    WHERE c.id = due.id
    RETURNING c.id, c.case_id, c.promise, c.policy_id, due.steps_taken AS had, c.steps_taken AS has
), steps AS (
    SELECT moved.*, step,
           CASE WHEN step > 1 THEN ladder.rung WHEN promise = 'follow_up' THEN 'supervisor' ELSE 'owner' END AS rung
    FROM moved, generate_series(had + 1, has) AS step
    LEFT JOIN LATERAL (
        SELECT rung FROM standards_ladderstep WHERE policy_id = moved.policy_id
        ORDER BY position OFFSET greatest(step - 3, 0) LIMIT 1
    ) ladder ON step > 2
), told AS (
    SELECT steps.*, person.id AS person_id
    FROM steps JOIN cases_case k ON k.id = steps.case_id JOIN users_team t ON t.id = k.team_id
    LEFT JOIN LATERAL (
        SELECT u.id FROM unnest(
            ARRAY['owner', 'lead', 'supervisor', 'head'], ARRAY[k.owner_id, t.lead_id, t.supervisor_id, t.head_id]
        ) WITH ORDINALITY AS stand(rung, id, height) JOIN users_user u ON u.id = stand.id AND u.is_active
        WHERE height >= array_position(ARRAY['owner', 'lead', 'supervisor', 'head'], steps.rung::text)
          AND NOT EXISTS (SELECT 1 FROM cases_caseparticipant p
                          WHERE p.case_id = k.id AND p.user_id = u.id AND p.part = 'named')
        ORDER BY height LIMIT 1
    ) person ON true
    WHERE steps.step <> 2
), escalations AS (
    INSERT INTO cases_escalation (commitment_id, case_id, position, rung, told_id, at)
    SELECT id, case_id, step, rung, person_id, %(at)s FROM told
), owed AS (
    INSERT INTO cases_redress (commitment_id, case_id, amount, owed_at)
    SELECT steps.id, steps.case_id, policy.redress, %(at)s
    FROM steps JOIN standards_slapolicy policy ON policy.id = steps.policy_id
    WHERE steps.step = 2 AND policy.redress > 0
    RETURNING case_id, commitment_id, amount
), happened AS (
    SELECT case_id, promise, step, CASE step WHEN 1 THEN 'warned' ELSE 'escalated' END AS kind, person_id, '' AS words
    FROM told
    UNION ALL SELECT case_id, promise, step, 'missed', NULL, '' FROM steps WHERE step = 2
    UNION ALL SELECT owed.case_id, promise, 2, 'redress', NULL, owed.amount::text
              FROM owed JOIN moved ON moved.id = owed.commitment_id
), story AS (
    INSERT INTO cases_caseevent (case_id, kind, at, promise, subject_id, words)
    SELECT case_id, kind, %(at)s, promise, person_id, words FROM happened ORDER BY case_id, promise, step, kind
)
SELECT (SELECT count(*) FROM moved), (SELECT count(*) FROM told)
"""


@transaction.atomic
def escalate_due(*, at: datetime, limit: int = BATCH) -> Swept:
    """Take each step whose moment has passed, once, however many sweep: warn, mark missed, climb the ladder."""
    with connection.cursor() as cursor:
        cursor.execute(SWEEP, {"at": at, "limit": limit})
        return Swept(*cursor.fetchone())
