"""What is done behind the door of complaints, by noun."""

from complaints.actions.filing import file_complaint, open_complaint

__all__ = ["file_complaint", "open_complaint"]
