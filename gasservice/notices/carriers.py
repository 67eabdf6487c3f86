"""What carries a delivery: the mail server, the text-message gateway; the portal has it already."""

from contextlib import suppress

from django.core.mail import get_connection

from gasservice.notices.letters import letter_of, name_of, short_of
from gasservice.notices.models import Delivery, NoticeText
from gasservice.notices.terms import Channel
from gasservice.web.sms import NullGateway, open_gateway

# However slow the other side, a batch that waits ten seconds for each ends before its claim does.
BATCH = 25
# Nothing slows this one down.
CHEAP_BATCH = 1_000


class MailCarrier:
    """The mail server, over one connection; it cannot tell a letter from its copy, so each is marked when taken."""

    batch, marked_together = BATCH, 1

    def __init__(self) -> None:
        self.mail = get_connection()
        self.unreachable: Exception | None = None

    def carry(self, delivery: Delivery, text: NoticeText) -> None:
        """Hand a letter over; whatever is raised says why it could not be."""
        self.reach()
        try:
            self.mail.send_messages([letter_of(delivery, text)])
        except Exception:
            self.close()  # the next letter gets a fresh connection
            raise

    def reach(self) -> None:
        """Connect; when the server cannot be reached, say so at once to the rest of the batch."""
        if self.unreachable:
            raise self.unreachable
        try:
            self.mail.open()
        except Exception as error:
            self.unreachable = error
            raise

    def close(self) -> None:
        with suppress(Exception):
            self.mail.close()


class TextCarrier:
    """The gateway for text messages; where it knows its keys, a batch is marked at once."""

    def __init__(self) -> None:
        self.gateway = open_gateway()
        self.batch = CHEAP_BATCH if isinstance(self.gateway, NullGateway) else BATCH
        self.marked_together = self.batch if self.gateway.knows_keys else 1

    def carry(self, delivery: Delivery, text: NoticeText) -> None:
        """Hand a message over; whatever is raised says why it could not be."""
        self.gateway.send(to=delivery.address, text=short_of(delivery, text), key=name_of(delivery))

    def close(self) -> None:
        self.gateway.close()


Carrier = MailCarrier | TextCarrier
CARRIERS = {Channel.EMAIL: MailCarrier, Channel.SMS: TextCarrier}
