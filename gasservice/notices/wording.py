"""The words of a notice: its topic's templates, said in one language."""

from dataclasses import dataclass
from datetime import datetime

from django.template import Context, engines
from django.utils import translation
from django.utils.text import Truncator

from gasservice.web.company import company_in

SUBJECT_LENGTH = 200
SHORT_LENGTH = 300


@dataclass(frozen=True)
class Words:
    """What a notice says: a line, a letter, and so little that it fits a text message."""

    subject: str
    body: str
    short: str


def words_of(topic: str, facts: dict, *, language: str, at: datetime) -> Words:
    """Say a topic's facts in `language`, as on the day of `at`."""
    with translation.override(language):
        known = {**facts, "company": company_in(language), "now": at}
        return Words(
            subject=Truncator(one_line(plain(topic, "subject", known))).chars(SUBJECT_LENGTH),
            body=plain(topic, "body", known).strip(),
            short=Truncator(one_line(plain(topic, "short", known))).chars(SHORT_LENGTH),
        )


def plain(topic: str, part: str, known: dict) -> str:
    """Render without escaping: this is text, not HTML."""
    template = engines["django"].get_template(f"notices/{topic}.{part}.txt").template
    return template.render(Context(known, autoescape=False))


def one_line(text: str) -> str:
    return " ".join(text.split())
