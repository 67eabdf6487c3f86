"""What complaints add to the sample city."""

from complaints.sample import ideas

__all__ = ["ideas"]
