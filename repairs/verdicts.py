"""Whether gas may be opened: one rule over what an inspection found; no database, no clock."""

from collections.abc import Iterable
from dataclasses import dataclass

from gasservice.standards.terms import Severity
from repairs.terms import Outcome, Verdict


@dataclass(frozen=True)
class Judged:
    """What an inspector found of one item, and what a fault of it does."""

    severity: str
    verdict: str
    words: str = ""
    has_photo: bool = False

    @property
    def is_judged(self) -> bool:
        return self.verdict in Verdict.values

    @property
    def stops_gas(self) -> bool:
        return self.verdict == Verdict.NOT_OK and self.severity == Severity.STOPS

    @property
    def is_proven(self) -> bool:
        """Whether it may be told to the customer: a fault has words, one that stops the gas has a photo too."""
        if self.verdict != Verdict.NOT_OK:
            return True
        return bool(self.words.strip()) and (self.has_photo or not self.stops_gas)


def outcome_of(findings: Iterable[Judged]) -> Outcome | None:
    """Say whether the gas is opened; None while something is unjudged, unproven, or nothing was looked at."""
    findings = list(findings)
    if not findings or not all(found.is_judged and found.is_proven for found in findings):
        return None
    return Outcome.REFUSED if any(found.stops_gas for found in findings) else Outcome.OPENED
