"""What carries a delivery: the mail server, the text-message gateway; the portal has it already."""

from contextlib import suppress

from django.core.mail import get_connection

from gasservice.notices.letters import letter_of, name_of, short_of
from gasservice.notices.models import Delivery, NoticeText
from gasservice.notices.terms import Channel
from gasservice.web.sms import send_sms


class Carriers:
    """The ways out for one batch: one connection to the mail server, made when first needed."""

    def __init__(self) -> None:
        self.mail = get_connection()
        self.unreachable: Exception | None = None

    def carry(self, delivery: Delivery, text: NoticeText) -> None:
        """Hand a delivery over; whatever is raised says why it could not be."""
        if delivery.channel == Channel.EMAIL:
            self.carry_mail(delivery, text)
        elif delivery.channel == Channel.SMS:
            send_sms(to=delivery.address, text=short_of(delivery, text), key=name_of(delivery))

    def carry_mail(self, delivery: Delivery, text: NoticeText) -> None:
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
