"""Making promises, and sweeping those whose next step has come."""

from datetime import datetime

from django.utils import timezone

from gasservice.cases.actions.climbing import BATCH, CLIMB, Swept, climb, step_times
from gasservice.cases.models import Case, Commitment
from gasservice.standards import clock
from gasservice.standards.models import SlaPolicy
from gasservice.standards.queries import calendar_of, policies_for, policy_for, read_calendars
from gasservice.standards.terms import Promise


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


# Whoever is named in a case is passed over. The last event of the case stays as it was: what the sweep writes is for
# us, and a reply must not be stopped by a warning that came while it was written.
SWEEP = CLIMB.format(
    table="cases_commitment",
    columns="c.case_id, c.promise",
    marking=", missed_at = CASE WHEN c.due_at < %(at)s THEN c.due_at ELSE c.missed_at END",
    warned="CASE promise WHEN 'follow_up' THEN 'supervisor' ELSE 'owner' END",
    beside="JOIN cases_case k ON k.id = steps.case_id",
    team="k.team_id",
    owner="k.owner_id",
    passing="""AND NOT EXISTS (SELECT 1 FROM cases_caseparticipant p
                          WHERE p.case_id = k.id AND p.user_id = u.id AND p.part = 'named')""",
    writing="""escalations AS (
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
)""",
)


def escalate_due(*, at: datetime, limit: int = BATCH) -> Swept:
    """Take each step of cases whose moment has passed: warn, mark missed, climb the ladder."""
    return climb(statement=SWEEP, at=at, limit=limit)
