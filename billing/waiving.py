"""Whether a late charge is dropped at once: only where the rule says so and the facts show it. A refusal is a person's.

Whoever cannot be granted the waiver by itself comes to a person, with what was found (Personal Information Protection
Law, art. 24: no decision against somebody by a machine alone).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from billing.terms import WhyToPerson
from gasservice.standards.clock import months_after
from gasservice.standards.terms import WaiverCriterion


class Reason(Protocol):
    """A published reason to drop a late charge, as `WaiverRule` has it."""

    criterion: str
    is_automatic: bool
    needs_evidence: bool
    months_between: int | None


@dataclass(frozen=True)
class WaiverFacts:
    """What our records show of a late charge and of who asks, on the day it is asked about.

    Days count only where they lie between the due day and the payment; `papers` are the reasons a paper was sent for.
    """

    asked_on: date
    last_waived_on: date | None = None
    has_notice_failed: bool = False
    disputed_days: int = 0
    outage_days: int = 0
    papers: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Granted:
    """Dropped at once, for this reason."""

    criterion: str


@dataclass(frozen=True)
class NeedsPaper:
    """Whoever asks is to show a paper first."""

    criterion: str


@dataclass(frozen=True)
class ToPerson:
    """A person decides; `criterion` is empty where nothing that we publish was named."""

    criterion: str
    why: WhyToPerson


Answer = Granted | NeedsPaper | ToPerson


def answer_waiver(asked: Collection[str], rules: Iterable[Reason], facts: WaiverFacts) -> Answer:
    """Answer a request by the reason that helps most, in the order in which they are published."""
    answers = [answer_to(rule, facts) for rule in rules if rule.criterion in asked]
    if not answers:
        return ToPerson("", WhyToPerson.NOT_PUBLISHED)
    return min(answers, key=rank)


def rank(answer: Answer) -> int:
    """Say how far an answer is from a waiver."""
    match answer:
        case Granted():
            return 0
        case ToPerson(why=WhyToPerson.NOT_AUTOMATIC):
            return 1
        case NeedsPaper():
            return 2
        case _:
            return 3


def answer_to(rule: Reason, facts: WaiverFacts) -> Answer:
    """Answer one reason by its rule."""
    if rule.needs_evidence and rule.criterion not in facts.papers:
        return NeedsPaper(rule.criterion)
    if is_too_soon(rule, facts):
        return ToPerson(rule.criterion, WhyToPerson.TOO_SOON)
    if not is_shown(rule, facts):
        return ToPerson(rule.criterion, WhyToPerson.NOT_SHOWN)
    if not rule.is_automatic:
        return ToPerson(rule.criterion, WhyToPerson.NOT_AUTOMATIC)
    return Granted(rule.criterion)


def is_too_soon(rule: Reason, facts: WaiverFacts) -> bool:
    """Whether the months that the rule wants between two waivers have not yet passed."""
    if facts.last_waived_on is None or not rule.months_between:
        return False
    return facts.asked_on <= months_after(facts.last_waived_on, rule.months_between)


def is_shown(rule: Reason, facts: WaiverFacts) -> bool:
    """Whether our records show the reason; of what only papers show, that one was sent."""
    match rule.criterion:
        case WaiverCriterion.NOTICE_FAILED:
            return facts.has_notice_failed
        case WaiverCriterion.DISPUTE:
            return facts.disputed_days > 0
        case WaiverCriterion.OUTAGE:
            return facts.outage_days > 0
        case WaiverCriterion.FIRST_TIME:
            return True
        case _:
            return rule.criterion in facts.papers
