"""Asking about bills and meters through the API."""

from gasservice.cases.api.filing import FilingView
from gasservice.standards.terms import Door


class FileBillingCase(FilingView):
    """Ask about a bill, a reading or a meter; nobody need sign in."""

    door = Door.BILLING
