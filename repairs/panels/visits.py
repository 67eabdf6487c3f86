"""When somebody comes, on the pages of a case."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from gasservice.cases.models import Appointment, Case
from gasservice.cases.panels import Panel
from gasservice.users.models import User
from gasservice.web.say import say_time, say_window
from repairs.access import rules_on_visits
from repairs.queries.case_work import CaseWork


def choose_time_page(work: CaseWork) -> str:
    """Lead to the page where a time is chosen while some work waits for a visit."""
    is_wanted = work.case.is_live and work.waiting
    return reverse("choose-time", args=[work.case.reference]) if is_wanted else ""


def visit_at_desk(work: CaseWork, user: User) -> Panel | None:
    """Show the last visit that was agreed, and both sides where they differ."""
    if not work.visits:
        return None
    row = work.visits[-1]
    return Panel(_("Visit"), visit_facts(row), disputed_words(row), links_to_act(work.case, row, user))


def visit_facts(row: Appointment) -> list[tuple[str, object]]:
    facts = [
        (row.get_purpose_display(), say_window(row.window_from, row.window_until, now=timezone.now())),
        (_("Standing"), row.get_state_display()),
        (_("Arrived"), say_time(row.arrived_at) if row.arrived_at else ""),
        (_("Found of it"), row.get_ruling_display()),
        (_("Because"), row.ruled_because),
    ]
    return [(name, value) for name, value in facts if value]


def disputed_words(row: Appointment) -> str:
    if row.not_come_at is None:
        return ""
    words = {"told": say_time(row.not_come_at), "came": say_time(row.arrived_at) if row.arrived_at else ""}
    if row.is_disputed or row.ruling:
        return _("The customer said at %(told)s that nobody came; our crew says that it came at %(came)s.") % words
    return _("The customer said at %(told)s that nobody came.") % words


def links_to_act(case: Case, row: Appointment, user: User) -> list[tuple[str, str]]:
    """Lead to changing a visit that is ahead, or to finding out about one that is disputed."""
    if row.is_disputed and rules_on_visits(user):
        return [(_("Find out who is right"), reverse("rule-on-visit", args=[case.reference]))]
    if not (row.is_booked and user.works_cases):
        return []
    return [
        (_("Move the visit"), reverse("agree-time", args=[case.reference])),
        (_("Call the visit off"), reverse("call-off-time", args=[case.reference])),
    ]


def visit_to_agree(work: CaseWork, user: User) -> Panel | None:
    """Remind the desk that some work waits for a time."""
    if work.ahead or not (work.waiting and work.case.is_live and user.works_cases):
        return None
    links = [(_("Agree on a time"), reverse("agree-time", args=[work.case.reference]))]
    return Panel(_("Somebody has to go there"), words=work.waiting[0].get_kind_display(), links=links)
