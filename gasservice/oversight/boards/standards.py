"""Which promises are kept, by the published service that makes them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from gasservice.oversight.datasets import rounded
from gasservice.oversight.lines import Line, summed
from gasservice.oversight.panels import Look
from gasservice.oversight.queries.behind import Promised
from gasservice.oversight.queries.figures import VERDICTS, Cut, lines_told_apart
from gasservice.oversight.queries.named import Kind, kind_name, kinds_named
from gasservice.oversight.terms import Figure
from gasservice.oversight.words import say_interval, say_share
from gasservice.standards.models import ServiceItem
from gasservice.standards.queries import services_promising
from gasservice.standards.terms import Door, Promise
from gasservice.web.escaping import Linked
from gasservice.web.languages import localized
from gasservice.web.say import say_number

UNPUBLISHED = "-"  # what stands for a service where none promises it
ORDER = {promise: place for place, promise in enumerate(Promise)}
Lines = Mapping[Promised, Line]


@dataclass(frozen=True)
class PromiseRow:
    """A promise on a kind, and its numbers."""

    kind: str
    promise: str
    numbers: list[tuple[str, Linked]]


@dataclass(frozen=True)
class ServicePromises:
    """A published service, what it comes to, and its promises; or what no published service covers."""

    title: str
    url: str
    numbers: list[tuple[str, Linked]]
    rows: list[PromiseRow]


def standards_board(look: Look) -> dict[str, object]:
    """Give each service's promises as they were kept, and by how much that changed on the period before."""
    now, before = (promises_by_kind(cut) for cut in (look.cut, replace(look.cut, period=look.cut.period.before)))
    names = kinds_named()
    groups = by_service(now, day_of(look.cut, timezone.localdate(look.now)))
    services = [service_drawn(service, keys, now, before, names, look) for service, keys in groups.items()]
    return {"services": services, "columns": standards_columns()}


def promises_by_kind(cut: Cut) -> dict[Promised, Line]:
    return lines_told_apart(cut, ("door", "kind", "promise"), VERDICTS)


def day_of(cut: Cut, today: date) -> date:
    """Give the day whose catalogue says which service promises what: the last of the period that has come."""
    return min(cut.period.last, today)


def by_service(promised: Lines, day: date) -> dict[ServiceItem | None, list[Promised]]:
    """Put promises under the service that makes them, in published order; those of none come last."""
    makers = services_promising(promised, day)
    order = [door.value for door in Door]
    services = sorted(set(makers.values()), key=lambda item: (order.index(item.door), item.position, item.code))
    found: dict[ServiceItem | None, list[Promised]] = {service: [] for service in [*services, None]}
    for key in sorted(promised, key=lambda key: (*key[:2], ORDER[Promise(key[2])])):
        found[makers.get(key)].append(key)
    return {service: keys for service, keys in found.items() if keys}


def promised_by(service: str, cut: Cut, today: date) -> list[Promised]:
    """Give the promises that were decided in a cut and that a service makes, by its code."""
    groups = by_service(promises_by_kind(cut), day_of(cut, today))
    return next((keys for item, keys in groups.items() if code_of(item) == service), [])


def code_of(service: ServiceItem | None) -> str:
    return service.code if service else UNPUBLISHED


def service_drawn(
    service: ServiceItem | None, keys: list[Promised], now: Lines, before: Lines, names: Mapping[Kind, str], look: Look
) -> ServicePromises:
    title = localized(service, "title") if service else _("No published service promises these")
    url = reverse("service", args=[service.code]) if service else ""
    was = summed(before[key] for key in keys if key in before)
    whole = numbers_of(summed(now[key] for key in keys), was, look, service=code_of(service))
    rows = [promise_row(key, now[key], before.get(key, Line()), names, look) for key in keys]
    return ServicePromises(title, url, whole, rows)


def promise_row(key: Promised, line: Line, before: Line, names: Mapping[Kind, str], look: Look) -> PromiseRow:
    door, kind, promise = key
    numbers = numbers_of(line, before, look, door=door, kind=kind, promise=promise)
    return PromiseRow(kind_name((door, kind), names), str(Promise(promise).label), numbers)


def standards_columns() -> list[str]:
    return [
        _("Kind"), _("Promise"), _("Kept in time"), _("Missed"), _("Late and open"), _("Share kept"), _("Interval"),
        _("Change in points"),
    ]  # fmt: skip


def numbers_of(line: Line, before: Line, look: Look, **narrowed: str) -> list[tuple[str, Linked]]:
    """Give the numbers of a line, each with the title of its column."""
    share, was = line.promises, before.promises
    counts = {Figure.KEPT: line.kept, Figure.LATE: line.missed, Figure.OPEN_LATE: line.open_late}
    counted = [Linked(say_number(n), look.link_to(figure, **narrowed) if n else "") for figure, n in counts.items()]
    points = round(100 * (share.value - was.value), 1) if share.of and was.of else None
    change = "–" if points is None else f"{points:+.1f}" if points else "0"
    shares = [Linked(say_share(share), look.link_to(Figure.PROMISES, **narrowed))]
    numbers = [*counted, *shares, Linked(say_interval(share)), Linked(change)]
    return list(zip(standards_columns()[2:], numbers, strict=True))


def standards_rows(look: Look) -> tuple[list[str], list[list]]:
    """Give every promise on every kind with the service that makes it, as data."""
    lines = promises_by_kind(look.cut)
    before = promises_by_kind(replace(look.cut, period=look.cut.period.before))
    groups = by_service(lines, day_of(look.cut, timezone.localdate(look.now)))
    keys = [(service.code if service else "", key) for service, keys in groups.items() for key in keys]
    columns = [
        "service", "door", "kind", "promise", "promises_decided", "promises_kept", "missed", "late_and_open",
        "kept_share", "kept_low", "kept_high", "kept_share_before",
    ]  # fmt: skip
    return columns, [[service, *key, *counts_of(lines[key], before.get(key, Line()))] for service, key in keys]


def counts_of(line: Line, before: Line) -> list[float | None]:
    share = line.promises
    counts = [share.of, line.kept, line.missed, line.open_late]
    return [*counts, rounded(share.value), *map(rounded, share.interval), rounded(before.promises.value)]
