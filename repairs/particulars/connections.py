"""What a new connection keeps about a person beside its case."""

from collections.abc import Iterable

from gasservice.cases.models import Case
from gasservice.cases.particulars import Particulars, register
from gasservice.files.actions import discard_file
from gasservice.files.models import StoredFile
from repairs.models import Milestone, MilestoneDelay, MilestonePaper, Project

OF_STEP = ("code", "party", "state", "started_at", "due_at", "done_at", "words")


def own_facts(cases: Iterable[int]) -> dict[int, object]:
    """Give what is connected and how far each step has come."""
    rows = Project.objects.filter(case__in=cases).values("case", "kind", "opened_at", "finished_at")
    found = {row.pop("case"): row | {"steps": []} for row in rows}
    for step in Milestone.objects.filter(project__in=found).values("project", *OF_STEP):
        found[step.pop("project")]["steps"].append(step)
    return found


def forget(case: Case) -> None:
    """Empty words and papers; the steps and their times stay, for they are counted."""
    papers = MilestonePaper.objects.filter(milestone__project=case.pk)
    files = list(StoredFile.objects.filter(pk__in=papers.values("file")))
    papers.delete()
    Milestone.objects.filter(project=case.pk).update(words="")
    MilestoneDelay.objects.filter(milestone__project=case.pk).update(words="")
    for stored in files:
        discard_file(stored=stored)


register(Particulars("connection", own_facts, forget))
