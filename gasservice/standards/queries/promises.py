"""What we promise: as it is published, and what a case is promised."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, IntegerField, QuerySet, Value, When

from gasservice.standards.models import CaseKind, ServiceItem, ServiceStandard, SlaPolicy
from gasservice.standards.queries.services import DOORS
from gasservice.standards.terms import LATER_PROMISES, Door, Priority, Promise


@dataclass(frozen=True)
class PublishedPromise:
    """A number we publish: the policy that holds, the kind it is for (none: all), and its other versions."""

    policy: SlaPolicy
    kind: CaseKind | None
    earlier: list[SlaPolicy]
    coming: list[SlaPolicy]


@dataclass(frozen=True)
class DoorPromises:
    """A door and what we promise behind it, by standard."""

    door: Door
    standards: dict[ServiceStandard, list[PublishedPromise]]


def promises_by_door(day: date) -> list[DoorPromises]:
    """Give every promise valid on `day` with its other versions, by door and standard.

    A promise for a kind that is no longer taken in is left out: no case can get it.
    """
    kinds = {(kind.door, kind.code): kind for kind in CaseKind.objects.valid_on(day)}
    found: dict[str, dict[ServiceStandard, list[PublishedPromise]]] = {}
    for (door, kind_code, *_rest), versions in policy_versions().items():
        policy = next((row for row in versions if row.has_begun(day) and not row.has_ended(day)), None)
        if policy and (not kind_code or (door, kind_code) in kinds):
            earlier = [row for row in versions if row.has_ended(day)]
            coming = [row for row in versions if not row.has_begun(day)]
            promise = PublishedPromise(policy, kinds.get((door, kind_code)), earlier, coming)
            found.setdefault(door, {}).setdefault(policy.standard, []).append(promise)
    return [DoorPromises(door, dict(sorted(found[door].items(), key=position))) for door in DOORS if door in found]


def policy_versions() -> dict[tuple, list[SlaPolicy]]:
    rows = SlaPolicy.objects.select_related("standard", "calendar")
    versions: dict[tuple, list[SlaPolicy]] = {}
    for row in rows.order_by("standard__position", "kind_code", "priority", "valid_from"):
        versions.setdefault((row.door, row.kind_code, row.priority, row.promise), []).append(row)
    return versions


def position(item: tuple[ServiceStandard, list]) -> tuple[int, str]:
    return item[0].position, item[0].code


def policies_for(kind: CaseKind, priority: str, day: date) -> dict[str, SlaPolicy]:
    """Give the most particular policy of each promise that a case has from its opening."""
    rows = most_particular(kind, priority, day).exclude(promise__in=LATER_PROMISES)
    return {policy.promise: policy for policy in rows}


def policy_for(kind: CaseKind, priority: str, promise: Promise, day: date) -> SlaPolicy | None:
    """Give the most particular policy of one promise, also of one that begins with an act of its own."""
    return most_particular(kind, priority, day).filter(promise=promise).first()


def most_particular(kind: CaseKind, priority: str, day: date) -> QuerySet[SlaPolicy]:
    """Give the most particular policy of each promise: kind and priority, then kind, then priority, then any.

    A leak that came as something else does not get the days of that kind: there the emergency goes before the kind.
    """
    is_raised = priority == Priority.EMERGENCY != kind.priority
    particular = Case(
        When(kind_code=kind.code, priority=priority, then=Value(0)),
        When(kind_code=kind.code, then=Value(2 if is_raised else 1)),
        When(priority=priority, then=Value(1 if is_raised else 2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    return (
        SlaPolicy.objects.valid_on(day)
        .filter(door=kind.door, kind_code__in=[kind.code, ""], priority__in=[priority, ""])
        .select_related("standard", "calendar")
        .prefetch_related("ladder")
        .order_by("promise", particular)
        .distinct("promise")
    )


def services_promising(promised: Iterable[tuple[str, str, str]], day: date) -> dict[tuple[str, str, str], ServiceItem]:
    """Give the published service that makes each promise (door, kind, promise) on a day; what none makes is left out.

    A kind is taken at its own priority: the promises of a case that was raised stand with the same service.
    """
    policies = SlaPolicy.objects.valid_on(day).select_related("standard")
    codes = {(row.door, row.kind_code, row.priority, row.promise): row.standard.service_code for row in policies}
    priorities = {(kind.door, kind.code): kind.priority for kind in CaseKind.objects.valid_on(day)}
    services = {item.code: item for item in ServiceItem.objects.valid_on(day)}
    found = {}
    for door, kind, promise in promised:
        priority = priorities.get((door, kind), "")
        ways = ((kind, priority), (kind, ""), ("", priority), ("", ""))
        code = next((codes[door, *way, promise] for way in ways if (door, *way, promise) in codes), "")
        if code in services:
            found[door, kind, promise] = services[code]
    return found


def promises_made(door: str, kind: str) -> list[str]:
    """Give the promises that we make or made on a kind, in their order; without one, on any kind of the door."""
    policies = SlaPolicy.objects.filter(door=door, **({"kind_code__in": [kind, ""]} if kind else {}))
    made = set(policies.values_list("promise", flat=True))
    return [promise for promise in Promise if promise in made]
