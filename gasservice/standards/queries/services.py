"""The published pages of our services, and what stands on one."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from gasservice.standards.models import CaseKind, FeeItem, ServiceItem, ServiceStandard, SlaPolicy
from gasservice.standards.terms import Door
from gasservice.web.scripts import simplified

DOORS = [Door.REPAIRS, Door.BILLING, Door.COMPLAINTS]  # as the published pages order them
SEARCHED = [f"{field}_{language}" for field in ("title", "summary") for language in ("en", "zh_hans", "zh_hant")]


@dataclass(frozen=True)
class ServicePage:
    """Everything about one service, at once: `fees` are those valid on the day asked."""

    item: ServiceItem
    fees: list[FeeItem]
    standards: list[ServiceStandard]


@dataclass(frozen=True)
class DoorServices:
    """A door and the services behind it."""

    door: Door
    services: list[ServiceItem]


def services_published(day: date, query: str = "") -> QuerySet[ServiceItem]:
    """Give the services valid on `day`; each word of `query` must stand in a title or summary."""
    return services_named(ServiceItem.objects.valid_on(day), query)


def services_named(services: QuerySet[ServiceItem], query: str) -> QuerySet[ServiceItem]:
    """Keep what holds each word of `query` in a title or summary, as typed or in simplified signs."""
    for word in query.split():
        ways = [(f"{column}__icontains", spelt) for column in SEARCHED for spelt in {word, simplified(word)}]
        services = services.filter(Q.create(ways, connector=Q.OR))
    return services


def services_by_door(day: date, query: str = "") -> list[DoorServices]:
    """Give the published services in the order of the doors; a door without any is left out."""
    found: dict[str, list[ServiceItem]] = {}
    for service in services_published(day, query):
        found.setdefault(service.door, []).append(service)
    return [DoorServices(door, found[door]) for door in DOORS if door in found]


def places_in_list(door: str, day: date) -> QuerySet[ServiceItem]:
    """Give the services of a door in the order in which the public list has them on a day."""
    return services_published(day).filter(door=door)


def service_page(code: str, day: date) -> ServicePage | None:
    """Put together the page of the service `code` as published on `day`, or nothing."""
    rows = ServiceItem.objects.valid_on(day).prefetch_related("steps", "documents", "questions")
    item = rows.filter(code=code).first()
    return page_drawn_from(item, day) if item else None


def page_drawn_from(item: ServiceItem, day: date) -> ServicePage:
    """Put together the page that a version makes, with the fees and promises of `day`."""
    fees = item.fees.filter(pk__in=FeeItem.objects.valid_on(day))
    running = SlaPolicy.objects.valid_on(day).select_related("calendar")
    standards = ServiceStandard.objects.valid_on(day).filter(service_code=item.code)
    return ServicePage(item, list(fees), list(standards.prefetch_related(Prefetch("policies", running))))


def page_asked_by(kind: CaseKind, day: date) -> ServicePage | None:
    """Give the page of the service that a kind asks for, where papers are needed; what only asks about it has none."""
    rows = ServiceItem.objects.valid_on(day).filter(code=kind.service_code, door=kind.door, kind_code=kind.code)
    has_papers = kind.service_code and rows.filter(documents__isnull=False).exists()
    return service_page(kind.service_code, day) if has_papers else None
