"""The papers of a pipe change: which we need, and where each stands."""

from dataclasses import dataclass

from django.utils import timezone

from gasservice.standards.models import PaperRule
from gasservice.standards.queries import papers_of
from gasservice.standards.terms import NeededOf
from repairs.models import PipeChange, PipePaper
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
        return self.state in ("", PaperState.AGAIN)

    @property
    def is_to_judge(self) -> bool:
        return self.state == PaperState.GIVEN


def papers_needed(change: PipeChange) -> list[PaperRule]:
    """Give the papers that were needed on the day it was told, of an owner or of a tenant."""
    rules = papers_of(SERVICE, timezone.localdate(change.told_at))
    return list(rules.filter(needed_of__in=[NeededOf.EVERYBODY, NEEDED[change.home]]))


def papers_standing(change: PipeChange) -> list[PaperStanding]:
    """Say of each paper what was last given for it; several files given together are one paper."""
    last: dict[int, list[PipePaper]] = {}
    for paper in change.papers.select_related("file").order_by("given_at", "pk"):
        before = last.get(paper.paper_id)
        together = before is not None and before[0].given_at == paper.given_at
        last[paper.paper_id] = [*before, paper] if together else [paper]
    return [PaperStanding(rule, last.get(rule.pk, [])) for rule in papers_needed(change)]
