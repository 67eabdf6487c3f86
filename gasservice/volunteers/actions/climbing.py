"""Our promise to answer volunteers as it runs out: a warning, then step by step to whoever stands above."""

from datetime import datetime

from django.urls import reverse

from gasservice.cases.actions.climbing import BATCH, CLIMB, LISTED, Swept, climb, tell_climbed
from gasservice.notices.actions import Recipient, tell
from gasservice.users.models import User
from gasservice.volunteers.models import ObservationStep

# Nobody owns an observation: whoever is first of the desk answers it, so the first to be told leads the team.
SWEEP = CLIMB.format(
    table="volunteers_observation",
    columns="c.team_id",
    marking="",
    warned="'owner'",
    beside="",
    team="steps.team_id",
    owner="NULL::bigint",
    passing="",
    writing="""written AS (
    INSERT INTO volunteers_observationstep (observation_id, position, rung, told_id, at)
    SELECT id, step, rung, person_id, %(at)s FROM told
)""",
)


def escalate_observations(*, at: datetime, limit: int = BATCH) -> Swept:
    """Take each step of unanswered observations whose moment has passed."""
    return climb(statement=SWEEP, at=at, limit=limit)


def tell_late_observations(*, at: datetime) -> int:
    """Tell each person once which observations have climbed to them and wait still; give how many were told."""
    steps = ObservationStep.objects.filter(digested_at__isnull=True)
    steps.filter(observation__answered_at__isnull=False).update(digested_at=at)
    waiting = steps.select_related("observation__community")
    return tell_climbed(waiting=waiting, tell_of=tell_of_observations, at=at)


def tell_of_observations(person: User, steps: list[ObservationStep], at: datetime) -> None:
    waiting = list({step.observation_id: step.observation for step in steps}.values())
    tell(
        key=f"observations-late:{person.pk}:{steps[0].pk}-{steps[-1].pk}",
        topic="observation-escalated-digest",
        to=[Recipient(user=person, link=reverse("observations-to-answer"))],
        at=at,
        facts={
            "observations": waiting[:LISTED],
            "number": len(waiting),
            "more": len(waiting[LISTED:]),
        },
    )
