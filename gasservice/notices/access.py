"""Who sees what we told: each user their own messages, and nobody another's."""

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404

from gasservice.notices.models import Delivery, NoticeText
from gasservice.notices.terms import Channel
from gasservice.users.models import User


def messages_visible_to(user: User) -> QuerySet[Delivery]:
    """Give the messages a user has on this site."""
    return Delivery.objects.filter(user=user, channel=Channel.PORTAL)


def get_message(user: User, pk: int) -> Delivery:
    """Give one of the user's own messages with its words; another's does not exist for them."""
    message = with_words(messages_visible_to(user), "subject", "body").filter(pk=pk).first()
    if message is None:
        raise Http404
    return message


def with_words(deliveries: QuerySet[Delivery], *parts: str) -> QuerySet[Delivery]:
    """Add the notice's words in the language of each delivery."""
    text = NoticeText.objects.filter(notice=OuterRef("notice"), language=OuterRef("language"))
    return deliveries.annotate(**{part: Subquery(text.values(part)) for part in parts})
