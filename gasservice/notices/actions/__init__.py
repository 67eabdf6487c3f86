"""Everything that changes what we tell people."""

from gasservice.notices.actions.forgetting import forget_deliveries
from gasservice.notices.actions.hanging import hang_papers
from gasservice.notices.actions.reading import choose_channels, mark_read
from gasservice.notices.actions.sending import send_waiting
from gasservice.notices.actions.telling import recipient_of, tell
from gasservice.notices.terms import Recipient

__all__ = [
    "Recipient",
    "choose_channels",
    "forget_deliveries",
    "hang_papers",
    "mark_read",
    "recipient_of",
    "send_waiting",
    "tell",
]
