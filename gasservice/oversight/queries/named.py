"""What lines are called, and how much everybody has at hand."""

from collections.abc import Iterable

from django.db.models import Count

from gasservice.oversight.queries.behind import live_cases
from gasservice.oversight.queries.figures import Cut
from gasservice.standards.models import CaseKind
from gasservice.users.models import User
from gasservice.web.languages import localized


def kinds_named() -> dict[tuple[str, str], str]:
    """Name kinds by door and code, as their latest version does."""
    return {(kind.door, kind.code): localized(kind, "name") for kind in CaseKind.objects.order_by("valid_from")}


def people_named(keys: Iterable[int]) -> dict[int, str]:
    return dict(User.objects.filter(pk__in=set(keys)).values_list("pk", "name"))


def open_by_owner(cut: Cut) -> dict[tuple[int, int], int]:
    """Count the cases open now by team and owner; 0 is nobody's."""
    rows = live_cases(cut).order_by().values_list("team", "owner").annotate(n=Count("pk"))
    return {(team, owner or 0): n for team, owner, n in rows}
