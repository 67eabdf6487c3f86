"""What screens and actions ask of our promises."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from gasservice.standards import clock
from gasservice.standards.models import CaseKind, FeeItem, ServiceItem, ServiceStandard, SlaPolicy, WorkingCalendar
from gasservice.standards.terms import Promise

SEARCHED = [f"{field}_{language}" for field in ("title", "summary") for language in ("en", "zh_hans", "zh_hant")]


@dataclass(frozen=True)
class ServicePage:
    """Everything about one service, at once: `fees` are those valid on the day asked."""

    item: ServiceItem
    fees: list[FeeItem]
    standards: list[ServiceStandard]


def services_published(day: date, query: str = "") -> QuerySet[ServiceItem]:
    """Give the services valid on `day`; each word of `query` must stand in a title or summary."""
    services = ServiceItem.objects.valid_on(day)
    for word in query.split():
        services = services.filter(Q.create([(f"{column}__icontains", word) for column in SEARCHED], connector=Q.OR))
    return services


def service_page(code: str, day: date) -> ServicePage | None:
    """Put together the page of the service `code` as published on `day`, or nothing."""
    rows = ServiceItem.objects.valid_on(day).prefetch_related("steps", "documents", "questions")
    item = rows.filter(code=code).first()
    if item is None:
        return None
    fees = item.fees.filter(pk__in=FeeItem.objects.valid_on(day))
    return ServicePage(item, list(fees), list(ServiceStandard.objects.valid_on(day).filter(service_code=code)))


def kinds_offered(door: str, day: date) -> QuerySet[CaseKind]:
    """Give the kinds of a door that customers may file, in the published order."""
    return CaseKind.objects.valid_on(day).filter(door=door, can_be_filed=True)


def policies_for(kind: CaseKind, priority: str, day: date) -> dict[str, SlaPolicy]:
    """Give the most particular policy of each promise: kind and priority, then kind, then priority, then any."""
    particular = Case(
        When(kind_code=kind.code, priority=priority, then=Value(0)),
        When(kind_code=kind.code, then=Value(1)),
        When(priority=priority, then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    rows = (
        SlaPolicy.objects.valid_on(day)
        .filter(door=kind.door, kind_code__in=[kind.code, ""], priority__in=[priority, ""])
        .exclude(promise=Promise.FOLLOW_UP)
        .select_related("standard", "calendar")
        .prefetch_related("ladder")
        .order_by("promise", particular)
        .distinct("promise")
    )
    return {policy.promise: policy for policy in rows}


def calendar_of(row: WorkingCalendar) -> clock.Calendar:
    """Read a calendar into the clock, in three queries at most."""
    weekly: dict[int, tuple[clock.Span, ...]] = {}
    for span in row.spans.all():
        weekly[span.weekday] = (*weekly.get(span.weekday, ()), clock.Span(span.opens, span.closes))
    exceptions = {
        exception.date: () if exception.works_like is None else weekly.get(exception.works_like, ())
        for exception in row.exceptions.all()
    }
    years = frozenset(published.year for published in row.published_years.all())
    return clock.Calendar(ZoneInfo(row.zone), weekly, exceptions, years, row.keeps_holidays)


def calendars_by_id(ids: Iterable[int]) -> dict[int, clock.Calendar]:
    """Read several calendars into the clock, in four queries."""
    rows = WorkingCalendar.objects.filter(pk__in=set(ids))
    return {row.pk: calendar_of(row) for row in rows.prefetch_related("spans", "exceptions", "published_years")}
