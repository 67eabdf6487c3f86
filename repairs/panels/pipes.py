"""What work on pipes adds to the page of a case."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from gasservice.cases.panels import Panel
from gasservice.users.models import User
from repairs.access import is_pipe_change
from repairs.queries.case_work import CaseWork
from repairs.queries.pipes import pipe_facts, progress_of


def pipe_change_at_desk(work: CaseWork, user: User) -> Panel | None:
    """Show the desk where a pipe change stands, with the way to its papers, quotes and check."""
    if not is_pipe_change(work.case):
        return None
    facts = pipe_facts(work)
    shown = {"pipe": facts, "progress": progress_of(facts, timezone.now(), at_desk=True)}
    return Panel(_("Pipe change"), template="repairs/pipes/desk_panel.html", shown=shown)


def pipe_change_for_customer(work: CaseWork, at: datetime) -> Panel | None:
    """Show the customer one line from the application to the warranty, and what is theirs to do."""
    if not is_pipe_change(work.case):
        return None
    facts = pipe_facts(work)
    shown = {"pipe": facts, "progress": progress_of(facts, at)}
    return Panel(_("Your pipe change"), template="repairs/pipes/customer_panel.html", shown=shown)
