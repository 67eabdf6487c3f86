"""Moving a promise back in time by moving its rows; no clock is touched."""

from datetime import datetime, timedelta

from django.utils import timezone

from gasservice.cases.actions.filing import open_case
from gasservice.cases.actions.keeping import place_in_queue
from gasservice.cases.actions.work import take_case
from gasservice.cases.models import Case, Commitment
from gasservice.cases.terms import ChannelIn
from gasservice.portal.sample.staff import email_of
from gasservice.standards.models import CaseKind
from gasservice.users.models import User

WAITS = "waits@home.example"
A_MINUTE = timedelta(minutes=1)


def forget_a_case() -> Case:
    """Let a clerk take a case and forget it: the time to warn of its first answer has just passed."""
    now = timezone.now()
    case = open_case(
        kind=CaseKind.objects.valid_on(timezone.localdate(now)).get(door="complaints", code="late-charge"),
        words="违约金已经缴了两次，至今没有人答复我。",
        by=None,
        at=now,
        channel=ChannelIn.WEB,
        title="违约金已经缴了两次",
        contact_email=WAITS,
        language="en",
    ).case
    take_case(case=case, by=User.objects.get(email=email_of("billing-2")), at=now)
    promise = first_answer(case)
    let_pass(promise, promise.step_times[0])
    return case


def first_answer(case: Case) -> Commitment:
    return case.commitments.get(promise="first_answer")


def let_pass(promise: Commitment, moment: datetime) -> None:
    """Move a promise back until `moment`, one of its steps, lies a minute behind us."""
    back = moment - (timezone.now() - A_MINUTE)
    promise.started_at -= back
    promise.due_at -= back
    promise.step_times = [step - back for step in promise.step_times]
    promise.next_step_at = promise.step_times[promise.steps_taken]
    promise.save(update_fields=["started_at", "due_at", "step_times", "next_step_at"])
    place_in_queue(case=promise.case)
