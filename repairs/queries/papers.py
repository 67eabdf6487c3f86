"""The papers and checks of a pipe change: which we need, and where each stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from gasservice.standards.models import PaperRule
from gasservice.standards.queries import papers_of
from gasservice.standards.terms import NeededOf, QuoteStop
from gasservice.web.languages import localized
from repairs.models import PipeChange, PipePaper, PipeSurvey
from repairs.terms import Home, PaperState

SERVICE = "pipe-change"
NEEDED = {Home.OWN: NeededOf.OWNER, Home.RENTED: NeededOf.TENANT}


@dataclass(frozen=True)
class PaperStanding:
    """A paper we need, and what was last given for it."""

    rule: PaperRule
    given: list[PipePaper]

    @property
    def state(self) -> str:
        return self.given[0].state if self.given else ""

    @property
    def state_words(self) -> str:
        return self.given[0].get_state_display() if self.given else ""

    @property
    def reason(self) -> str:
        return self.given[0].reason if self.given else ""

    @property
    def is_wanted(self) -> bool:
        """Whether the customer has to give it: it is missing, or was sent back."""
        return self.state in ("", PaperState.AGAIN) and not self.rule.is_ours

    @property
    def is_to_judge(self) -> bool:
        """Whether it is ours to look at, or ours to check."""
        return self.state == PaperState.GIVEN or (self.rule.is_ours and not self.is_settled)

    @property
    def is_judged_here(self) -> bool:
        """Whether there is something for the desk to judge, or to judge anew."""
        return bool(self.given) or self.rule.is_ours

    @property
    def is_settled(self) -> bool:
        return self.state == PaperState.ACCEPTED

    @property
    def settled_at(self) -> datetime | None:
        return max((row.checked_at for row in self.given), default=None) if self.is_settled else None


def papers_needed(change: PipeChange) -> list[PaperRule]:
    """Give what is needed by the rules of the day it was told, of an owner or of a tenant, and where the pipe goes."""
    return rules_for(change, last_survey(change))


def rules_for(change: PipeChange, survey: PipeSurvey | None) -> list[PaperRule]:
    rules = papers_of(SERVICE, timezone.localdate(change.told_at), survey.ways if survey else ())
    return list(rules.filter(needed_of__in=[NeededOf.EVERYBODY, NEEDED[change.home]]))


def last_survey(change: PipeChange) -> PipeSurvey | None:
    return PipeSurvey.objects.filter(order__case=change.case_id).order_by("at").last()


def papers_standing(change: PipeChange) -> list[PaperStanding]:
    """Say of each paper what was last given for it; several files given together are one paper.

    A check of ours is of the way that was measured last: measured again, it is made again.
    """
    survey, last = last_survey(change), {}
    for paper in change.papers.select_related("file", "checked_by").order_by("given_at", "pk"):
        before = last.get(paper.paper_id)
        together = before is not None and before[0].given_at == paper.given_at
        last[paper.paper_id] = [*before, paper] if together else [paper]
    return [PaperStanding(rule, since(survey, rule, last.get(rule.pk, []))) for rule in rules_for(change, survey)]


def since(survey: PipeSurvey | None, rule: PaperRule, given: list[PipePaper]) -> list[PipePaper]:
    return [paper for paper in given if not rule.is_ours or paper.given_at >= survey.at]


def papers_stopping(change: PipeChange | None, stop: QuoteStop) -> list[PaperStanding]:
    """Give what has to be settled before a quote is sent, or before it is accepted: what stops the one stops both."""
    stops = [QuoteStop.SENDING] if stop == QuoteStop.SENDING else list(QuoteStop)
    rows = papers_standing(change) if change else []
    return [paper for paper in rows if paper.rule.stops in stops and not paper.is_settled]


def named_in_words(papers: Iterable[PaperStanding]) -> str:
    return _(", ").join(localized(paper.rule, "name") for paper in papers)
