"""What the door asks about each kind, and how each is sent."""

from gasservice.cases.actions.filing import Filed
from gasservice.cases.forms.details import DetailsForm
from gasservice.standards.models import CaseKind
from gasservice.standards.terms import Priority
from repairs.access.pipes import PIPE_CHANGE
from repairs.actions.faults import file_fault
from repairs.actions.meters import send_meter_hanging
from repairs.actions.pipes import file_pipe_change
from repairs.actions.projects import send_connection
from repairs.forms.connections import ConnectionDetails
from repairs.forms.faults import questions_of
from repairs.forms.pipes import PipeChangeForm

QUESTIONS = {PIPE_CHANGE: PipeChangeForm, "new-connection": ConnectionDetails}
SENDING = {PIPE_CHANGE: file_pipe_change, "new-connection": send_connection, "meter-hanging": send_meter_hanging}


def questions_for(kind: CaseKind) -> type[DetailsForm] | None:
    """Ask what a kind needs to be known, or which part it is where it may be several."""
    return QUESTIONS.get(kind.code) or questions_of(kind)


def send(*, kind: CaseKind, **given) -> Filed:
    """Open the case of a kind as its part of the door does, or as a fault; an emergency waits for no particulars."""
    is_emergency = given["facts"]["priority"] == Priority.EMERGENCY
    sending = file_fault if is_emergency else SENDING.get(kind.code, file_fault)
    return sending(kind=kind, **given)
