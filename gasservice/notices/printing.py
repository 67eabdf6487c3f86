"""A notice as sheets of paper, one for each door, in the language of each."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from gasservice.notices.letters import address_of
from gasservice.notices.models import Delivery, Notice, NoticeText, PaperRound
from gasservice.notices.queries import text_for
from gasservice.web.company import company_in
from gasservice.web.qr import qr_of
from gasservice.web.say import say_when
from gasservice.web.typesetting import typeset


def door_notices(walk: PaperRound, papers: Iterable[Delivery], *, at: datetime) -> bytes:
    """Set the papers of a building as one PDF."""
    texts = walk.notice.texts.all()
    doors = [
        {"address": paper.premise.address, "language": paper.language, "link": address_of(paper.link)}
        for paper in papers
    ]
    facts = {
        "title": f"{text_for(texts).subject} – {walk}",
        "doors": doors,
        "words": {
            language: words_in(language, walk.notice, text_for(texts, language), at)
            for language in {door["language"] for door in doors}
        },
        "pictures": {link: qr_of(link) for link in {door["link"] for door in doors} if link},
    }
    return typeset("door-notice.typ", facts, at=at)


def words_in(language: str, notice: Notice, text: NoticeText, at: datetime) -> dict:
    """Say in one language what stands on every sheet."""
    company = company_in(language)
    with translation.override(language):
        return {
            "company": company,
            "hotline": _("Service hotline %s") % company["hotline"],
            "to": _("To the household at"),
            "subject": text.subject,
            "body": [part.splitlines() for part in text.body.split("\n\n")],
            "scan": _("Scan for what holds now"),
            "emergency": _("Smell gas? Open the windows, go outside, call %s") % company["emergency_phone"],
            "details": [
                _("Notice %(number)s of %(when)s")
                % {"number": notice.pk, "when": say_when(notice.created_at, now=at, language=language)},
                _("Printed %s") % say_when(at, now=at, language=language),
            ],
        }
