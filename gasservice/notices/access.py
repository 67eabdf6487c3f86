"""Who sees what we told: each user their own messages; papers for doors, those who act on premises."""

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.http import Http404

from gasservice.notices.models import Delivery, DeliveryTally, Notice, NoticeText, PaperRound
from gasservice.notices.terms import Channel, DeliveryState
from gasservice.registry.access import acts_on_premises
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


def paper_lists_visible_to(user: User) -> QuerySet[DeliveryTally]:
    """Give the notices of which papers wait to be hung; nobody else has business with who is told on paper."""
    if not acts_on_premises(user):
        raise Http404
    return DeliveryTally.objects.filter(channel=Channel.PAPER, state=DeliveryState.WAITING, number__gt=0)


def get_notice_on_paper(user: User, pk: int) -> Notice:
    """Give a notice that goes to some doors on paper, or answer that there is none."""
    has_doors = PaperRound.objects.filter(Q(waiting__gt=0) | Q(hung__gt=0), notice=OuterRef("pk"))
    on_paper = Notice.objects.filter(Exists(has_doors), pk=pk).prefetch_related("texts")
    notice = on_paper.first() if acts_on_premises(user) else None
    if notice is None:
        raise Http404
    return notice


def get_round(user: User, pk: int) -> PaperRound:
    """Give the papers of a building, or answer that there are none."""
    rounds = PaperRound.objects.select_related("notice", "community").prefetch_related("notice__texts")
    walk = rounds.filter(pk=pk).first() if acts_on_premises(user) else None
    if walk is None:
        raise Http404
    return walk
