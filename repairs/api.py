"""Asking for a repair through the API."""

from gasservice.cases.api.filing import FilingView
from gasservice.standards.terms import Door


class FileRepair(FilingView):
    """Ask for a repair, for pipes or for a connection; nobody need sign in. A leak is told on the telephone."""

    door = Door.REPAIRS
