"""The steps of a new connection: begun in their turn, marked done by whoever has them, and watched."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gasservice.cases.actions.story import record_event
from gasservice.cases.actions.telling import tell_customer
from gasservice.cases.actions.work import hold_case, note_internally, resume_case
from gasservice.cases.models import Case
from gasservice.cases.terms import LIVE_STATUSES, EventKind, WaitingFor
from gasservice.files.models import StoredFile
from gasservice.notices.actions import Recipient, tell
from gasservice.standards import clock
from gasservice.standards.queries import calendar_of
from gasservice.standards.terms import ProjectParty, Purpose, StepCode
from gasservice.users.models import User
from gasservice.web.languages import localized
from gasservice.web.refusals import Refusal
from repairs.actions.orders import close_order, open_order
from repairs.models import Milestone, MilestoneDelay, MilestonePaper, Project
from repairs.queries.parties import people_of
from repairs.terms import StepState

# The work of our own people that a step asks for; it is opened when the step begins and closed with it.
ORDERS = {
    StepCode.SURVEY: Purpose.SURVEY,
    StepCode.ACCEPTANCE: Purpose.ACCEPTANCE,
    StepCode.METER: Purpose.METER_HANGING,
    StepCode.OPENING: Purpose.INSPECTION,
}


class NotItsTurn(Refusal):
    """The step is done already, or others come before it."""


@contextmanager
def languages_of(case: Case) -> Iterator[Callable]:
    """Speak the customer's language for a while; what is written into the story stays in it."""
    with translation.override(case.language):
        yield localized


def begin_milestone(*, milestone: Milestone, at: datetime) -> Milestone:
    """Let a step begin: its time runs, whoever has it is told, and the work it asks for is opened."""
    step, case = milestone.step, milestone.project.case
    milestone.state, milestone.started_at = StepState.RUNNING, at
    if step.allowance:
        calendar = calendar_of(step.calendar)
        milestone.due_at = clock.due_at(at, clock.Allowance(step.allowance, clock.Unit(step.unit)), calendar)
        early = clock.Allowance(step.warn_minutes, clock.Unit.WORKING_MINUTES)
        milestone.warn_at = max(clock.before(milestone.due_at, early, calendar), at)
    milestone.save(update_fields=["state", "started_at", "due_at", "warn_at"])
    Project.objects.filter(pk=milestone.project_id).update(due_at=milestone.due_at)
    if milestone.code in ORDERS:
        open_order(case=case, kind=ORDERS[milestone.code], by=None, at=at)
    if milestone.party == ProjectParty.CUSTOMER and not case.is_waiting and case.is_live:
        with languages_of(case) as say:
            reason = say(step, "title")
        hold_case(case=case, waiting_for=WaitingFor.CUSTOMER, reason=reason, by=None, at=at, is_told=True)
    tell_owner(milestone=milestone, topic="step-yours", key=f"step-yours:{milestone.pk}:{stamp(at)}", at=at)
    return milestone


@transaction.atomic
def finish_milestone(
    *, milestone: Milestone, words: str, by: User | None, at: datetime, files: Iterable[StoredFile] = ()
) -> Milestone:
    """Mark the running step done, with what shows it; the next one begins at once. Doing it twice is refused."""
    mine = Milestone.objects.filter(pk=milestone.pk, state=StepState.RUNNING, project__case__status__in=LIVE_STATUSES)
    if not mine.update(state=StepState.DONE, done_at=at, done_by=by, words=words):
        raise NotItsTurn(gettext_lazy("This step is done already, or its turn has not come. Look at the list again."))
    milestone = Milestone.objects.select_related("step", "project__case__kind").get(pk=milestone.pk)
    MilestonePaper.objects.bulk_create(MilestonePaper(milestone=milestone, file=file) for file in files)
    project = milestone.project
    if milestone.code in ORDERS:
        close_order(case=project.case, kind=ORDERS[milestone.code], at=at)
    if milestone.party == ProjectParty.CUSTOMER and Case.objects.get(pk=project.case_id).is_waiting:
        resume_case(case=project.case, by=by, at=at)
    following = begin_next(project, milestone, at)
    tell_done(milestone, following, by, at)
    return milestone


def begin_next(project: Project, milestone: Milestone, at: datetime) -> Milestone | None:
    """Begin the step after one that is done; without one the project is finished."""
    ahead = project.milestones.filter(state=StepState.AHEAD, position__gt=milestone.position)
    following = ahead.select_related("step__calendar", "project__case__kind").first()
    if following is None:
        Project.objects.filter(pk=project.pk).update(finished_at=at, due_at=None)
        return None
    return begin_milestone(milestone=following, at=at)


def tell_done(milestone: Milestone, following: Milestone | None, by: User | None, at: datetime) -> None:
    case = milestone.project.case
    facts = {"step": milestone.step, "words": milestone.words, "next": following and following.step}
    facts |= {"due_at": following and following.due_at}
    key = f"step-done:{milestone.pk}:{stamp(at)}"
    notice = tell_customer(case=case, topic="step-done", key=key, at=at, facts=facts)
    with languages_of(case) as say:
        title = say(milestone.step, "title")
    record_event(case=case, kind=EventKind.STEP_DONE, by=by, at=at, words=title, notice=notice)


@transaction.atomic
def explain_delay(
    *, milestone: Milestone, words: str, expected_on: date | None, by: User, at: datetime
) -> MilestoneDelay:
    """Say why a step waits; the customer reads it, our team is told, and the promise stays what it was."""
    if not Milestone.objects.select_for_update().filter(pk=milestone.pk, state=StepState.RUNNING).exists():
        raise NotItsTurn(gettext_lazy("This step is done already, or its turn has not come. Look at the list again."))
    case = milestone.project.case
    delay = MilestoneDelay.objects.create(milestone=milestone, words=words, expected_on=expected_on, by=by, at=at)
    note_internally(case=case, words=f"{localized(milestone.step, 'title')}: {words}", by=by, at=at)
    return delay


def tell_owner(*, milestone: Milestone, topic: str, key: str, at: datetime) -> None:
    """Tell those who have a step: the people of its firm, or the owner of the case or the lead of its team."""
    people = people_of(milestone)
    if not people:
        return
    case = milestone.project.case
    facts = {"reference": case.reference, "step": milestone.step, "due_at": milestone.due_at}
    to = [Recipient(user=user, link=way_to_project(case)) for user in people]
    tell(key=key, topic=topic, to=to, at=at, facts=facts)


def stamp(at: datetime) -> str:
    """Tell one beginning or end of a step from the next: a step that was taken back begins and ends again."""
    return at.isoformat(timespec="seconds")


def way_to_project(case: Case) -> str:
    return reverse("project", args=[case.reference])


def watch_milestones(*, at: datetime, limit: int = 200) -> int:
    """Remind whoever has a step that is due soon, and tell what is late upwards; give how many were seen.

    Safe to run twice and beside itself: each row is claimed once for its warning and once for being late.
    """
    running = Milestone.objects.filter(state=StepState.RUNNING, project__case__status__in=LIVE_STATUSES)
    soon = claimed(running.filter(warned_at__isnull=True, warn_at__lte=at, due_at__gt=at), limit)
    late = claimed(running.filter(late_at__isnull=True, due_at__lte=at), limit)
    return sum(warn(pk, at) for pk in soon) + sum(miss(pk, at) for pk in late)


def claimed(rows, limit: int) -> list[int]:
    return list(rows.order_by("due_at").values_list("pk", flat=True)[:limit])


@transaction.atomic
def warn(pk: int, at: datetime) -> bool:
    if not Milestone.objects.filter(pk=pk, state=StepState.RUNNING, warned_at__isnull=True).update(warned_at=at):
        return False
    milestone = Milestone.objects.select_related("step", "project__case__team").get(pk=pk)
    tell_owner(milestone=milestone, topic="step-due", key=f"step-due:{pk}", at=at)
    return True


@transaction.atomic
def miss(pk: int, at: datetime) -> bool:
    """Note a step that is late, tell the lead of the team and the supervisor, and the customer."""
    if not Milestone.objects.filter(pk=pk, state=StepState.RUNNING, late_at__isnull=True).update(late_at=at):
        return False
    milestone = Milestone.objects.select_related("step", "project__case__team", "project__case__kind").get(pk=pk)
    case, team = milestone.project.case, milestone.project.case.team
    facts = {"reference": case.reference, "step": milestone.step, "due_at": milestone.due_at}
    superiors = {user.pk: user for user in (team.lead, team.supervisor) if user}.values()
    to = [Recipient(user=user, link=way_to_project(case)) for user in superiors]
    tell(key=f"step-late-lead:{pk}", topic="step-late-lead", to=to, at=at, facts=facts)
    notice = tell_customer(case=case, topic="step-late", key=f"step-late:{pk}", at=at, facts=facts)
    with translation.override(case.language):
        words = _("Late: %(step)s") % {"step": localized(milestone.step, "title")}
    record_event(case=case, kind=EventKind.NOTIFIED, by=None, at=at, words=words, notice=notice)
    return True


def stop_clock(milestone: Milestone) -> None:
    """Let no time run on a step while the customer has to do something first."""
    Milestone.objects.filter(pk=milestone.pk).update(due_at=None, warn_at=None)
    Project.objects.filter(pk=milestone.project_id).update(due_at=None)


def go_back_to(*, case: Case, code: StepCode) -> Milestone | None:
    """Let a step that was marked done by mistake run again, under the promise it had; what followed waits again."""
    done = Milestone.objects.filter(project=case.pk, code=code, state=StepState.DONE).first()
    following = Milestone.objects.filter(project=case.pk, state=StepState.RUNNING).first()
    if done is None or following is None:
        return None
    nothing = dict.fromkeys(("started_at", "warn_at", "due_at", "warned_at", "late_at"))
    Milestone.objects.filter(pk=following.pk).update(state=StepState.AHEAD, **nothing)
    Milestone.objects.filter(pk=done.pk).update(state=StepState.RUNNING, done_at=None, done_by=None, words="")
    Project.objects.filter(pk=case.pk).update(due_at=done.due_at)
    return done


def running_step(case: Case, code: StepCode) -> Milestone | None:
    """Give the step of a case's project, if it runs."""
    rows = Milestone.objects.filter(project=case.pk, code=code, state=StepState.RUNNING)
    return rows.select_related("step", "project__case__kind").first()
