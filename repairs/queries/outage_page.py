"""What the desk reads on the page of an outage: where it stands, and what its draft would do and say."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from gasservice.notices.wording import Words, words_of
from gasservice.registry.models import Interruption, InterruptionVersion
from gasservice.web.languages import LANGUAGES, Language
from repairs.queries.areas import Hit, hit_of_draft, parts_of
from repairs.queries.outage_rules import Judgement, judgement_of
from repairs.queries.outage_words import facts_of, places_of
from repairs.terms import OutageStage


@dataclass(frozen=True)
class Standing:
    """Where an outage stands, in words and in the tone of its tag."""

    words: Promise
    tone: str


@dataclass(frozen=True)
class Preview:
    """What people would read in one language, when the draft is published."""

    language: Language
    stage: OutageStage
    words: Words


@dataclass(frozen=True)
class DraftPage:
    """A draft, whom it hits once that is counted, what the rules say to it, and what people would read."""

    version: InterruptionVersion
    places: list[str]
    hit: Hit | None
    judgement: Judgement
    previews: list[Preview]


def standing_of(outage: Interruption, at: datetime) -> Standing:
    if outage.cancelled_at:
        return Standing(_("Cancelled"), "")
    if outage.cleared_at:
        return Standing(_("Over"), "kept")
    if outage.restored_at:
        return Standing(_("Gas back, all clear to come"), "kept")
    if outage.current is None:
        return Standing(_("Draft, nobody told"), "note")
    if outage.started_at:
        is_late = outage.current.ends_at < at
        return Standing(_("Gas off, later than told") if is_late else _("Gas off"), "late")
    return Standing(_("Announced"), "soon")


def draft_page(
    outage: Interruption, current: InterruptionVersion | None, draft: InterruptionVersion, at: datetime
) -> DraftPage:
    """Put a draft before whoever may publish it."""
    parts = parts_of(draft)
    hit = hit_of_draft(draft)
    judgement = judgement_of(outage, draft, parts, hit, at)
    return DraftPage(draft, places_of(draft.areas.all()), hit, judgement, previews_of(outage, current, draft, at))


def previews_of(
    outage: Interruption, current: InterruptionVersion | None, draft: InterruptionVersion, at: datetime
) -> list[Preview]:
    """Word the draft's notice in each language: a further version tells what changed."""
    stage = OutageStage.CHANGED if current else OutageStage.ANNOUNCED
    outage.current = current  # with its area at hand
    previews = []
    for code, language in LANGUAGES.items():
        with override(code):
            facts = facts_of(outage, draft, at)
        previews.append(Preview(language, stage, words_of(f"outage-{stage}", facts, language=code, at=at)))
    return previews
