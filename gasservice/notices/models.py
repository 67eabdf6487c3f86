"""What we tell people, and the proof that we did: an outbox that a sweep empties."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from gasservice.notices.terms import Channel, DeliveryState, Urgency
from gasservice.registry.models import Community, Premise

# Counts follow the rows whoever writes them. They are changed in one order, so that two senders never wait in a ring.
COUNT_ROWS = """
    INSERT INTO notices_deliverytally AS tally (notice_id, channel, state, number)
    SELECT notice_id, channel, state, sum(step) FROM ({steps}) changed
    GROUP BY notice_id, channel, state HAVING sum(step) <> 0 ORDER BY notice_id, channel, state
    ON CONFLICT (notice_id, channel, state) DO UPDATE SET number = tally.number + excluded.number;
    IF EXISTS (SELECT FROM added_rows WHERE channel = 'paper') THEN
        INSERT INTO notices_paperround AS round (notice_id, community_id, building, waiting, hung)
        SELECT notice_id, community_id, building,
               coalesce(sum(step) FILTER (WHERE state = 'waiting'), 0),
               coalesce(sum(step) FILTER (WHERE state = 'sent'), 0)
        FROM ({steps}) changed JOIN registry_premise premise ON premise.id = premise_id
        WHERE channel = 'paper'
        GROUP BY notice_id, community_id, building
        ORDER BY notice_id, community_id, length(building), building
        ON CONFLICT (notice_id, community_id, building)
        DO UPDATE SET waiting = round.waiting + excluded.waiting, hung = round.hung + excluded.hung;
    END IF;
    RETURN NULL;
"""
ADDED = "SELECT notice_id, channel, state, premise_id, 1 AS step FROM added_rows"
GONE = "SELECT notice_id, channel, state, premise_id, -1 AS step FROM gone_rows"
# A notice that is deleted takes its counts with it: what is gone may find none to change.
UNCOUNT_ROWS = """
    UPDATE notices_deliverytally tally SET number = tally.number - gone.number
    FROM (SELECT notice_id, channel, state, count(*) AS number FROM gone_rows GROUP BY 1, 2, 3) gone
    WHERE (tally.notice_id, tally.channel, tally.state) = (gone.notice_id, gone.channel, gone.state);
    UPDATE notices_paperround round SET waiting = round.waiting - gone.waiting, hung = round.hung - gone.hung
    FROM (
        SELECT notice_id, community_id, building, count(*) FILTER (WHERE state = 'waiting') AS waiting,
               count(*) FILTER (WHERE state = 'sent') AS hung
        FROM gone_rows JOIN registry_premise premise ON premise.id = premise_id WHERE channel = 'paper' GROUP BY 1, 2, 3
    ) gone
    WHERE (round.notice_id, round.community_id, round.building) = (gone.notice_id, gone.community_id, gone.building);
    RETURN NULL;
"""


def counting(operation: pgtrigger.Operation, func: str, **tables: str) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name=f"delivery_counted_{str(operation).lower()}",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=operation,
        referencing=pgtrigger.Referencing(**tables),
        func=func,
    )


class Notice(models.Model):
    """One thing told, once: `key` names what it tells, like `case-answered:7241`."""

    key = models.CharField(max_length=120, unique=True)
    topic = models.SlugField(help_text="the template that words it")
    is_urgent = models.BooleanField(default=False, help_text="sent in quiet hours too")
    link = models.CharField(
        max_length=300, blank=True, default="", db_default="", help_text="the way for everybody: it may hang at a door"
    )
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.key


class NoticeText(models.Model):
    """The words of a notice in one language, kept as they were told."""

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="texts")
    language = models.CharField(max_length=10, choices=settings.LANGUAGES)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    short = models.CharField(max_length=300, help_text="for text messages")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["notice", "language"], name="notice_text_once")]

    def __str__(self) -> str:
        return self.subject


class Delivery(models.Model):
    """One notice to one recipient on one channel, waiting to be sent or proven sent."""

    # Its indexes begin with the notice anyway; one row in a million more or less is a million entries.
    notice = models.ForeignKey(Notice, models.CASCADE, related_name="deliveries", db_index=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+")
    channel = models.CharField(max_length=8, choices=Channel)
    address = models.CharField(max_length=254, help_text="e-mail address, phone number, user id, or code of the door")
    premise = models.ForeignKey(
        Premise,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        help_text="the place it is about",
    )
    language = models.CharField(max_length=10, choices=settings.LANGUAGES)
    link = models.CharField(max_length=300, blank=True, help_text="this recipient's own way to the matter")
    state = models.CharField(max_length=8, choices=DeliveryState, default=DeliveryState.WAITING)
    urgency = models.PositiveSmallIntegerField(choices=Urgency, default=Urgency.ORDINARY)
    not_before = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_until = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=300, blank=True)
    hung_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        help_text="who hung the paper at the door",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["notice", "channel", "address"], name="delivery_once"),
            models.CheckConstraint(
                condition=Q(state=DeliveryState.SENT, sent_at__isnull=False)
                | (~Q(state=DeliveryState.SENT) & Q(sent_at__isnull=True)),
                name="delivery_sent_has_time",
            ),
            models.CheckConstraint(
                condition=Q(channel=Channel.PAPER, state=DeliveryState.SENT, hung_by__isnull=False)
                | (~Q(channel=Channel.PAPER, state=DeliveryState.SENT) & Q(hung_by__isnull=True)),
                name="delivery_paper_hung_by",
            ),
            models.CheckConstraint(
                condition=~Q(channel=Channel.PAPER, state=DeliveryState.WAITING) | Q(premise__isnull=False),
                name="delivery_paper_has_place",
            ),
        ]
        indexes = [
            models.Index(
                fields=["channel", "-urgency", "not_before", "id"],
                condition=Q(state=DeliveryState.WAITING),
                name="delivery_waiting",
            ),
            models.Index(fields=["notice", "id"], name="delivery_of_notice"),
            models.Index(
                fields=["notice", "premise"], condition=Q(premise__isnull=False), name="delivery_about_premise"
            ),
            models.Index(fields=["address"], condition=Q(state=DeliveryState.DEAD), name="delivery_dead"),
            models.Index(fields=["hung_by"], condition=Q(hung_by__isnull=False), name="delivery_hung_by"),
            models.Index(fields=["user", "-id"], condition=Q(channel=Channel.PORTAL), name="delivery_in_portal"),
            models.Index(
                fields=["user"], condition=Q(channel=Channel.PORTAL, read_at__isnull=True), name="delivery_unread"
            ),
        ]
        triggers = [
            counting(pgtrigger.Insert, COUNT_ROWS.format(steps=ADDED), new="added_rows"),
            counting(
                pgtrigger.Update,
                COUNT_ROWS.format(steps=f"{ADDED} UNION ALL {GONE}"),
                new="added_rows",
                old="gone_rows",
            ),
            counting(pgtrigger.Delete, UNCOUNT_ROWS, old="gone_rows"),
        ]
        verbose_name_plural = "deliveries"

    def __str__(self) -> str:
        return f"{self.channel} {self.address}"


class DeliveryTally(models.Model):
    """How many deliveries of a notice are in a state on a channel, counted by the database as rows change."""

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="tallies", db_index=False)
    channel = models.CharField(max_length=8, choices=Channel)
    state = models.CharField(max_length=8, choices=DeliveryState)
    number = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["notice", "channel", "state"], name="delivery_tally_once")]
        indexes = [
            models.Index(
                fields=["notice"],
                condition=Q(channel=Channel.PAPER, state=DeliveryState.WAITING),
                name="delivery_tally_on_paper",
            )
        ]
        verbose_name_plural = "delivery tallies"

    def __str__(self) -> str:
        return f"{self.channel} {self.state} {self.number}"


class PaperRound(models.Model):
    """The doors of one building that are told on paper: how many papers wait and how many hang, as rows change."""

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="rounds", db_index=False)
    community = models.ForeignKey(Community, models.PROTECT, related_name="+")
    building = models.CharField(max_length=20, blank=True)
    waiting = models.IntegerField()
    hung = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["notice", "community", "building"], name="paper_round_once")]
        indexes = [models.Index(fields=["notice", "community", "id"], name="paper_round_of_notice")]

    def __str__(self) -> str:
        named = _("%(community)s, building %(building)s") if self.building else "%(community)s"
        return named % {"community": self.community.name_to_read, "building": self.building}


class Preference(models.Model):
    """How a user wishes to be told of what is not urgent."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    by_email = models.BooleanField(default=True)
    by_sms = models.BooleanField(default=True)
    in_quiet_hours = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.user_id}"
