"""What lines are called, and how much everybody has at hand."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Count

from gasservice.oversight.queries.behind import live_cases
from gasservice.oversight.queries.figures import Cut
from gasservice.standards.models import CaseKind, ServiceItem
from gasservice.standards.terms import Door
from gasservice.users.models import User
from gasservice.web.languages import localized

Kind = tuple[str, str]  # its door and its code


def kinds_named() -> dict[Kind, str]:
    """Name kinds by door and code, as their latest version does."""
    return {(kind.door, kind.code): localized(kind, "name") for kind in CaseKind.objects.order_by("valid_from")}


def kinds_by_door() -> dict[str, list[tuple[str, str]]]:
    """Give the code and the name of every kind that there is or was, by door and in published order."""
    latest = {(kind.door, kind.code): kind for kind in CaseKind.objects.order_by("valid_from")}
    found: dict[str, list[tuple[str, str]]] = {door: [] for door in Door.values}
    for kind in sorted(latest.values(), key=lambda kind: (kind.position, kind.code)):
        found[kind.door].append((kind.code, localized(kind, "name")))
    return found


def kind_name(kind: Kind, names: Mapping[Kind, str]) -> str:
    """Call a kind by its name; one that has none by its code, and what is of no kind by its door."""
    return names.get(kind) or kind[1] or str(Door(kind[0]).label)


def subjects_named(door: str, kind: str, service: str, day: date) -> list[str]:
    """Name the kind and the service that something is narrowed to, where it is."""
    kinds = CaseKind.objects.filter(door=door, code=kind).order_by("-valid_from")[:1] if kind else []
    services = ServiceItem.objects.valid_on(day).filter(code=service) if service else []
    return [*(localized(row, "name") for row in kinds), *(localized(row, "title") for row in services)]


def people_named(keys: Iterable[int]) -> dict[int, str]:
    return dict(User.objects.filter(pk__in=set(keys)).values_list("pk", "name"))


def open_by_owner(cut: Cut) -> dict[tuple[int, int], int]:
    """Count the cases open now by team and owner; 0 is nobody's."""
    rows = live_cases(cut).order_by().values_list("team", "owner").annotate(n=Count("pk"))
    return {(team, owner or 0): n for team, owner, n in rows}
