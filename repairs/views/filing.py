"""What the door asks about each kind, and how each is sent."""

from gasservice.cases.actions.drafting import file_draft
from gasservice.cases.actions.filing import Filed
from gasservice.cases.forms.details import DetailsForm
from gasservice.standards.models import CaseKind
from repairs.access import PIPE_CHANGE
from repairs.actions.pipes import file_pipe_change
from repairs.forms.pipes import PipeChangeForm

QUESTIONS = {PIPE_CHANGE: PipeChangeForm}
SENDING = {PIPE_CHANGE: file_pipe_change}


def questions_for(kind: CaseKind) -> type[DetailsForm] | None:
    return QUESTIONS.get(kind.code)


def send(*, kind: CaseKind, what: dict, **facts) -> Filed:
    """Open the case of a kind as its part of the door does, or as any door does."""
    if kind.code in SENDING:
        return SENDING[kind.code](kind=kind, what=what, **facts)
    return file_draft(kind=kind, words=what["story"], **facts)
