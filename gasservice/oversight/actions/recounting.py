"""Counting anew what has changed since it was counted."""

from collections.abc import Collection, Iterator
from datetime import datetime

from django.db import models, transaction
from django.db.models import Count, Max
from django.utils import timezone

from gasservice.cases.models import Case, ChangedCase
from gasservice.oversight.actions.sums import counted, hold_figures, stored_facts, write_facts
from gasservice.oversight.counting import Cell, facts_of_case, facts_of_outage
from gasservice.oversight.models import AccountsServed, Fact, Source
from gasservice.oversight.queries.outages import outage_stories
from gasservice.oversight.queries.stories import calendars_known, stories_counted
from gasservice.registry.models import ChangedOutage, GasAccount, Interruption
from gasservice.registry.terms import AccountStatus

BATCH = 500  # changes counted at a time
QUEUES: dict[Source, tuple[type[models.Model], str]] = {
    Source.CASE: (ChangedCase, "case_id"),
    Source.OUTAGE: (ChangedOutage, "interruption_id"),
}


@transaction.atomic
def recount_changed(*, limit: int = BATCH) -> int:
    """Count anew what has changed, oldest first; give how many changes were taken up. Another worker waits for us."""
    hold_figures()
    changed = {source: taken(source, limit) for source in QUEUES}
    for source, ids in changed.items():
        recount(source, set(ids))
    return sum(map(len, changed.values()))


def taken(source: Source, limit: int) -> list[int]:
    """Take changes out of their queue: whatever they changed can be read from now on."""
    queue, column = QUEUES[source]
    first = queue.objects.order_by("pk")[:limit]
    rows = list(first.values_list("pk", column))
    queue.objects.filter(pk__in=[pk for pk, _of in rows]).delete()
    return [of for _pk, of in rows]


@transaction.atomic
def recount(source: Source, ids: Collection[int]) -> int:
    """Count cases or outages anew by their keys; give how many counts were not as they should be."""
    hold_figures()
    return write_facts(source, ids, facts_now(source, ids)) if ids else 0


def facts_now(source: Source, ids: Collection[int]) -> dict:
    zone = timezone.get_default_timezone()
    if source == Source.OUTAGE:
        return {pk: facts_of_outage(story, zone) for pk, story in outage_stories(ids).items()}
    calendars = calendars_known()
    return {pk: facts_of_case(story, calendars, zone) for pk, story in stories_counted(ids).items()}


def portions_of_everything(size: int = BATCH) -> Iterator[tuple[Source, list[int]]]:
    """Give the keys of all that counts, or did when it was counted last, a portion at a time."""
    for source, model in ((Source.CASE, Case), (Source.OUTAGE, Interruption)):
        facts = Fact.objects.filter(source=source)
        for first in range(0, max(highest(model.objects, "pk"), highest(facts, "source_id")) + 1, size):
            portion = range(first, first + size)
            standing = model.objects.filter(pk__in=portion).values_list("pk", flat=True)
            once = facts.filter(source_id__in=portion).values_list("source_id", flat=True)
            if ids := sorted({*standing, *once}):
                yield source, ids


def highest(rows: models.QuerySet, column: str) -> int:
    return rows.aggregate(highest=Max(column))["highest"] or 0


def wrong_facts(source: Source, ids: Collection[int]) -> Iterator[tuple[int, Cell, int, int]]:
    """Give each count that differs from what it should be: of what, where, what stands and what should."""
    fresh, (stored, _rows) = counted(facts_now(source, ids)), stored_facts(source, ids)
    late = waiting(source, ids)
    for key in sorted(fresh.keys() | stored.keys()):
        if fresh[key] != stored[key] and key[0] not in late:
            yield *key, stored[key], fresh[key]


def waiting(source: Source, ids: Collection[int]) -> set[int]:
    """Name those of which a change still waits to be counted: they are late, not wrong."""
    queue, column = QUEUES[source]
    return set(queue.objects.filter(**{f"{column}__in": ids}).values_list(column, flat=True))


@transaction.atomic
def count_accounts(*, at: datetime) -> None:
    """Count the gas accounts of each district for the month of `at`; the last count of a month stands."""
    month = timezone.localdate(at).replace(day=1)
    served = GasAccount.objects.exclude(status__in=[AccountStatus.NEW, AccountStatus.CLOSED])
    rows = served.values_list("service_point__premise__community__district").annotate(n=Count("pk")).order_by()
    AccountsServed.objects.bulk_create(
        [AccountsServed(month=month, district_id=district, n=n) for district, n in rows],
        update_conflicts=True,
        unique_fields=["month", "district"],
        update_fields=["n"],
    )
