"""What work on pipes adds to the page of a case."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from gasservice.cases.models import Case
from gasservice.cases.panels import Panel, register, register_for_customers
from gasservice.users.models import User
from repairs.access import is_pipe_change
from repairs.queries.pipes import pipe_facts, progress_of


@register
def pipe_change(case: Case, user: User) -> Panel | None:
    """Show the desk where a pipe change stands, with the way to its papers, quotes and check."""
    if not is_pipe_change(case):
        return None
    facts = pipe_facts(case)
    shown = {"pipe": facts, "progress": progress_of(facts, timezone.now(), at_desk=True)}
    return Panel(_("Pipe change"), template="repairs/pipes/desk_panel.html", shown=shown)


@register_for_customers
def pipe_change_for_customer(case: Case, at: datetime) -> Panel | None:
    """Show the customer one line from the application to the warranty, and what is theirs to do."""
    if not is_pipe_change(case):
        return None
    facts = pipe_facts(case)
    shown = {"pipe": facts, "progress": progress_of(facts, at)}
    return Panel(_("Your pipe change"), template="repairs/pipes/customer_panel.html", shown=shown)
