"""What is told of an outage: one notice a version and stage, worded at once; a sweep makes its deliveries."""

from datetime import datetime

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils import translation

from gasservice.notices.actions.telling import notice_named, text_in
from gasservice.notices.models import Notice, NoticeText
from gasservice.registry.models import Interruption, InterruptionVersion
from gasservice.web.languages import LANGUAGES
from gasservice.web.nudging import nudge
from repairs.models import OutageMailing
from repairs.queries.outage_words import facts_of
from repairs.queries.outages import WITH_AREA
from repairs.terms import OutageStage


def key_of(outage: Interruption, version: InterruptionVersion, stage: OutageStage) -> str:
    """Name what a notice tells; the same name is told once."""
    return f"outage:{outage.pk}:{version.number}:{stage}"


def tell_of_version(*, outage: Interruption, version: InterruptionVersion, at: datetime) -> None:
    """Tell of a version just published; `outage` still holds the one before, whose people are told what changed.

    Who is newly in is told everything, who is out that they are not affected any more, each address once.
    """
    stages = [OutageStage.ANNOUNCED]
    if outage.current:
        stages = [OutageStage.CHANGED, OutageStage.ANNOUNCED, OutageStage.LEFT]
    for stage in stages:
        tell_area(outage=outage, version=version, stage=stage, at=at, before=outage.current)


def tell_area(
    *,
    outage: Interruption,
    version: InterruptionVersion,
    stage: OutageStage,
    at: datetime,
    before: InterruptionVersion | None = None,
) -> Notice | None:
    """Tell the area of a version one stage, whoever else tries to at the same moment; nothing when it was told.

    The words are those of this moment; the deliveries of an emergency are asked for as soon as it is committed.
    """
    key, topic = key_of(outage, version, stage), f"outage-{stage}"
    notice, is_new = notice_named(key, topic, not outage.is_planned, at, public_page(outage))
    if not is_new:
        return None
    NoticeText.objects.bulk_create(texts_of(notice, outage, version, at))
    OutageMailing.objects.create(notice=notice, version=version, before=before)
    if notice.is_urgent:
        transaction.on_commit(lambda: nudge("repairs.make_outage_mailings"))
    return notice


def texts_of(notice: Notice, outage: Interruption, version: InterruptionVersion, at: datetime) -> list[NoticeText]:
    prefetch_related_objects([row for row in (version, outage.current) if row], WITH_AREA)
    texts = []
    for language in LANGUAGES:
        with translation.override(language):
            facts = facts_of(outage, version, at)
        texts.append(text_in(language, notice, facts, at))
    return texts


def public_page(outage: Interruption) -> str:
    """Give the address of the page that everybody may read."""
    return reverse("outage", args=[outage.reference])
