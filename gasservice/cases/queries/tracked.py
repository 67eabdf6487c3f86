"""A case as its customer follows it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext as _

from gasservice.cases.models import Appointment, Case, Commitment, Resolution, SurveyInvitation
from gasservice.cases.queries.clocks import Calendars, ClockFace, calendar_for, long_clock_of, running_calendars
from gasservice.cases.queries.story import Entry, story_for_customer
from gasservice.cases.secrets import secret_of_survey
from gasservice.cases.terms import PAUSING, Status
from gasservice.standards.terms import Promise
from gasservice.web.languages import localized
from gasservice.web.say import say_money, say_when


@dataclass(frozen=True)
class TrackedPage:
    """What the customer sees: where it stands, the next promise, what has been found, the story."""

    standing: str
    clock: ClockFace | None
    why: list[str]
    promises: list[Commitment]
    resolution: Resolution | None
    story: list[Entry]
    invitation: SurveyInvitation | None
    visit: Appointment | None

    @property
    def say_more_url(self) -> str:
        """The page of the question itself; the link of one that was asked before links could be made again is lost."""
        key = self.invitation.key if self.invitation else ""
        return reverse("rate", args=[secret_of_survey(key)]) if key else ""


def read_promises_and_visits(case: Case) -> None:
    """Read the promises and the visits of a case once, for all that its page shows of them."""
    promises = Commitment.objects.select_related("policy__standard", "policy__calendar").order_by("due_at", "pk")
    prefetch_related_objects([case], Prefetch("commitments", promises), "appointments")


def tracked_page(case: Case, at: datetime) -> TrackedPage:
    read_promises_and_visits(case)
    promises, visits = list(case.commitments.all()), list(case.appointments.all())
    clock, why = next_clock(case, promises, running_calendars(promises), at)
    return TrackedPage(
        standing=standing_of(case),
        clock=clock,
        why=why,
        promises=promises,
        resolution=None if case.is_live else case.resolutions.filter(reopened_at__isnull=True).last(),
        story=story_for_customer(case),
        invitation=invitation_open(case, at) if case.is_over else None,
        visit=visits[-1] if visits else None,
    )


def invitation_open(case: Case, at: datetime) -> SurveyInvitation | None:
    """Give the question that can still be answered, with the answer given so far."""
    rows = case.survey_invitations.filter(expires_at__gt=at).select_related("response")
    return rows.order_by("sent_at").last()


def next_clock(
    case: Case, promises: list[Commitment], calendars: Calendars, at: datetime
) -> tuple[ClockFace | None, list[str]]:
    """Read the clock of the next promise, with what stopped it, and explain it; nothing where none runs."""
    upcoming = next_promise(promises)
    if upcoming is None:
        return None, []
    holds = list(case.holds.filter(waiting_for__in=PAUSING))
    pauses = [(hold.held_at, hold.resumed_at) for hold in holds]
    clock = long_clock_of(upcoming, calendar_for(upcoming, calendars), pauses, at)
    return clock, why_of(upcoming, holds, at)


def next_promise(promises: list[Commitment]) -> Commitment | None:
    running = [row for row in promises if row.is_running]
    return min(running, key=lambda row: (row.is_paused, row.due_at), default=None)


def standing_of(case: Case) -> str:
    """Say in a sentence where the case stands and who has it."""
    team = localized(case.team, "name")
    match case.status:
        case Status.OPEN:
            return _("It is with the team “%(team)s”. A named person will take it.") % {"team": team}
        case Status.IN_PROGRESS:
            return _("%(who)s of the team “%(team)s” has it and keeps it to the end.") % {
                "who": case.owner,
                "team": team,
            }
        case Status.WAITING:
            return _("We are waiting: see below for what.")
        case Status.RESOLVED:
            return _("We have answered it. If it is not solved for you, say so below.")
        case Status.WITHDRAWN:
            return _("You have taken it back.")
    return _("It is closed.")


def why_of(row: Commitment, holds, at: datetime) -> list[str]:
    """Explain the clock: what was promised, what stopped it, what is paid when it is missed."""
    said = []
    if row.promise == Promise.VISIT:
        said.append(_("That is %(allowance)s.") % {"allowance": row.policy.allowance_words})
    elif row.policy_id:
        words = {
            "allowance": row.policy.allowance_words,
            "calendar": localized(row.policy.calendar, "name"),
            "since": say_when(row.started_at, now=at),
        }
        said.append(_("That is %(allowance)s from %(since)s, by the calendar “%(calendar)s”.") % words)
    for hold in holds:
        words = {"what": hold.get_waiting_for_display(), "since": say_when(hold.held_at, now=at)}
        if hold.resumed_at:
            words["until"] = say_when(hold.resumed_at, now=at)
            said.append(_("The clock stood still while we waited for %(what)s: %(since)s until %(until)s.") % words)
        else:
            said.append(_("The clock stands still since %(since)s: we wait for %(what)s.") % words)
    if row.policy_id and row.policy.redress:
        amount = {"amount": say_money(row.policy.redress)}
        said.append(_("If we are late, we owe you %(amount)s, without your asking.") % amount)
    if row.is_year_unpublished:
        said.append(_("The holidays of that year are not announced yet; the day may move when they are."))
    return said
