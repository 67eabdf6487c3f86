"""A closed case as a volunteer reads it: what was promised, what was found, and nobody in it."""

from dataclasses import dataclass
from datetime import datetime

from gasservice.cases.models import Case, Commitment
from gasservice.cases.queries.known import known_of
from gasservice.cases.redacting import redacted
from gasservice.standards.models import CaseKind
from gasservice.volunteers.models import SpotCheck


@dataclass(frozen=True)
class ToldPromise:
    """A promise of the case: by when, and whether it was kept; None where it ended before it was due."""

    label: str
    due_at: datetime
    is_kept: bool | None


@dataclass(frozen=True)
class ToldFinding:
    """What was found, and the reasons the customer was given, without the people in them."""

    label: str
    words: str
    at: datetime


@dataclass(frozen=True)
class ToldCase:
    """What a volunteer is told of a case: never its number, its place or a word of the customer's."""

    kind: CaseKind
    opened_at: datetime
    closed_at: datetime
    promises: list[ToldPromise]
    findings: list[ToldFinding]


def told_case(check: SpotCheck) -> ToldCase:
    case: Case = check.case
    known = known_of(case)
    findings = [
        ToldFinding(row.get_finding_display(), redacted(row.words, known), row.resolved_at)
        for row in case.resolutions.all()
    ]
    promises = [ToldPromise(row.get_promise_display(), row.due_at, kept(row)) for row in case.commitments.all()]
    return ToldCase(case.kind, case.opened_at, case.closed_at, promises, findings)


def kept(row: Commitment) -> bool | None:
    if row.is_met:
        return row.is_kept
    return False if row.is_missed else None
