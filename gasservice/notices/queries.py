"""What the screens ask about what we told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, CharField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Concat, LPad
from django.utils.translation import get_language

from gasservice.notices.access import messages_visible_to, paper_lists_visible_to, with_words
from gasservice.notices.models import Delivery, DeliveryTally, Notice, NoticeText, PaperRound, Preference
from gasservice.notices.terms import SENT_CHANNELS, Channel, DeliveryState
from gasservice.users.models import User
from gasservice.web.paging import Count, Page, count_up_to, page_of

COUNTED = 99
WIDTH = 20  # signs; no number of a unit or room is longer


@dataclass(frozen=True)
class ChannelProgress:
    """How far a notice has come on one channel."""

    channel: Channel
    waiting: int
    sent: int
    dead: int

    @property
    def total(self) -> int:
        return self.waiting + self.sent + self.dead


def inbox_of(user: User, cursor: str = "", size: int = 25) -> Page:
    """Give a page of the user's messages, the newest first."""
    messages = with_words(messages_visible_to(user), "subject").select_related("notice")
    return page_of(messages, by="-pk", cursor=cursor, size=size)


def unread_count(user: User) -> Count:
    """Count the user's unread messages, up to 99."""
    return count_up_to(messages_visible_to(user).filter(read_at__isnull=True), COUNTED)


def preference_of(user: User) -> Preference:
    """Give how a user wishes to be told; who never said so has the defaults."""
    return Preference.objects.filter(user=user).first() or Preference(user=user)


def is_anything_due(at: datetime) -> bool:
    """Say whether something could be sent now that nobody has claimed."""
    is_free = Q(claimed_until__isnull=True) | Q(claimed_until__lte=at)
    due = Delivery.objects.filter(is_free, channel__in=SENT_CHANNELS, state=DeliveryState.WAITING, not_before__lte=at)
    return due.exists()


def delivery_progress(notice: Notice | int) -> list[ChannelProgress]:
    """Count the deliveries of a notice by channel and state; it costs the same for ten and for a million."""
    rows = DeliveryTally.objects.filter(notice=notice, number__gt=0).values_list("channel", "state", "number")
    counts = {(channel, state): number for channel, state, number in rows}
    return [
        ChannelProgress(channel, *(counts.get((channel, state), 0) for state in DeliveryState))
        for channel in Channel
        if any((channel, state) in counts for state in DeliveryState)
    ]


def deliveries_of(notices: Iterable[Notice | int]) -> QuerySet[Delivery]:
    """Give the proof of what was told: whom, how, when it was sent and read, or why it could not be.

    One index gives it in this order, so that an `iterator()` streams it however many there are.
    """
    told = Delivery.objects.filter(notice__in=notices).select_related("notice", "user")
    return told.defer("link").order_by("notice_id", "id")


def notices_on_paper(user: User, cursor: str = "", size: int = 25) -> Page:
    """Give a page of the notices of which papers wait to be hung, the newest first, each with its subject."""
    in_my_language = Case(When(language=get_language() or "", then=0), default=1)
    texts = NoticeText.objects.filter(notice=OuterRef("notice")).order_by(in_my_language, "pk")
    lists = paper_lists_visible_to(user).annotate(subject=Subquery(texts.values("subject")[:1]))
    return page_of(lists.select_related("notice"), by="-pk", cursor=cursor, size=size)


def rounds_of(notice: Notice, cursor: str = "", size: int = 50) -> Page:
    """Give a page of the buildings with papers of a notice, those of a community together."""
    return page_of(notice.rounds.select_related("community"), by="community_id", cursor=cursor, size=size)


def doors_of(walk: PaperRound) -> QuerySet[Delivery]:
    """Give the papers of one building."""
    here = {"premise__community": walk.community_id, "premise__building": walk.building}
    papers = Delivery.objects.filter(notice=walk.notice_id, channel=Channel.PAPER, **here)
    return papers.select_related("premise", "hung_by")


def doors_on(walk: PaperRound, cursor: str = "", size: int = 100) -> Page:
    """Give a page of a building's papers, up the stairs: unit by unit, the lower floors first."""
    padded = (LPad(f"premise__{part}", WIDTH, Value(" ")) for part in ("unit", "room"))
    doors = doors_of(walk).annotate(door=Concat(*padded, output_field=CharField()))
    return page_of(doors, by="door", cursor=cursor, size=size)


def text_for(texts: Iterable[NoticeText], language: str | None = None) -> NoticeText:
    """Choose the words in `language`, or in the reader's; the first there are where they were never told in it."""
    wanted = language or get_language()
    return min(texts, key=lambda text: (text.language != wanted, text.pk))
