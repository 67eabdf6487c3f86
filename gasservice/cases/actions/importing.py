"""Taking over another system's requests as cases: all rows or none, and a second time changes nothing."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from gasservice.cases.actions.imported import Ground, write_changes, write_new
from gasservice.cases.mapping import Mapping
from gasservice.cases.models import Case, CaseEvent, Commitment
from gasservice.cases.source_rows import SourceRow, source_rows
from gasservice.registry.sheets import Fault
from gasservice.web.refusals import Refusal

BATCH = 5_000
FAULTS_SHOWN = 100


class CasesRefused(Refusal):
    """Some rows are wrong, so nothing was written; `faults` says which, up to a hundred."""

    def __init__(self, faults: list[Fault], count: int) -> None:
        super().__init__(_("%(count)d faults; nothing was written.") % {"count": count})
        self.faults = faults


@dataclass
class Imported:
    """What became of a file's rows; `left` are the changed ones whose cases are worked on here.

    `verdicts` counts rows with a target by the source's own word on it (True: kept) and by ours.
    """

    rows: int = 0
    added: int = 0
    changed: int = 0
    left: list[SourceRow] = field(default_factory=list)
    verdicts: Counter[tuple[bool, bool]] = field(default_factory=Counter)

    @property
    def same(self) -> int:
        return self.rows - self.added - self.changed - len(self.left)


@transaction.atomic
def import_cases(
    *,
    path: Path,
    mapping: Mapping,
    judged_at: datetime,
    at: datetime,
    is_dry_run: bool = False,
    tell: Callable[[str], object] = str,
) -> Imported:
    """Take over a file; open rows are judged as of `judged_at`. Nobody is told and nobody is asked to rate."""
    ground = Ground(mapping, judged_at, at)
    imported, faults, count = Imported(), [], 0
    for rows in batches(path, mapping, at, tell):
        wrong = [fault for row in rows if not isinstance(row, SourceRow) for fault in row]
        faults, count = (faults + wrong)[:FAULTS_SHOWN], count + len(wrong)
        if not count:
            write(ground, rows, imported)
    if count:
        raise CasesRefused(faults, count)
    transaction.set_rollback(is_dry_run)
    return imported


def batches(path: Path, mapping: Mapping, at: datetime, tell: Callable) -> Iterator[list]:
    count = 0
    rows = source_rows(path, mapping, at)
    while batch := list(islice(rows, BATCH)):
        yield batch
        count += len(batch)
        tell(_("%(count)d rows read …") % {"count": count})


def write(ground: Ground, rows: list[SourceRow], imported: Imported) -> None:
    """Write a batch: the unknown are added, the changed follow their source unless somebody here works on them."""
    known = known_cases(ground.mapping.source, rows)
    promises = {row.case_id: row for row in Commitment.objects.filter(case__in=known.values(), policy=None)}
    met = [(row, known[row.reference]) for row in rows if row.reference in known]
    changed = [(row, case) for row, case in met if ground.differs(row, case, promises.get(case.pk))]
    ours = worked_here([case for _row, case in changed])
    new = [row for row in rows if row.reference not in known]
    following = [(row, case) for row, case in changed if case.pk not in ours]
    write_new(ground, new)
    write_changes(ground, following)
    imported.rows += len(rows)
    imported.added += len(new)
    imported.changed += len(following)
    imported.left += [row for row, case in changed if case.pk in ours]
    judged = [row for row in rows if row.due_at and row.verdict is not None]
    imported.verdicts.update((row.verdict, row.is_kept(ground.judged_at)) for row in judged)


def known_cases(source: str, rows: list[SourceRow]) -> dict[str, Case]:
    """Lock the cases that were imported before, so that nobody here takes one while it changes."""
    references = [row.reference for row in rows]
    found = Case.objects.filter(source=source, source_reference__in=references)
    locked = found.select_related("kind").select_for_update(of=("self",)).order_by("pk")
    return {case.source_reference: case for case in locked}


def worked_here(cases: list[Case]) -> set[int]:
    """Give those in which somebody has done something here: they are ours now, whatever the source says."""
    return set(CaseEvent.objects.filter(case__in=cases, by__isnull=False).values_list("case_id", flat=True))
