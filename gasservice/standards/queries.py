"""What screens and actions ask of our promises."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Case, Exists, IntegerField, OuterRef, Prefetch, Q, QuerySet, Value, When

from gasservice.standards import clock
from gasservice.standards.models import (
    CaseKind,
    DiscountRule,
    FeeItem,
    PaperRule,
    QuoteRule,
    ServiceItem,
    ServiceStandard,
    SlaPolicy,
    WorkingCalendar,
)
from gasservice.standards.terms import LATER_PROMISES, Door, Promise

DOORS = [Door.REPAIRS, Door.BILLING, Door.COMPLAINTS]  # as the published pages order them
LOOK_AHEAD = timedelta(days=90)
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


def services_published(day: date, query: str = "") -> QuerySet[ServiceItem]:
    """Give the services valid on `day`; each word of `query` must stand in a title or summary."""
    return services_named(ServiceItem.objects.valid_on(day), query)


def services_named(services: QuerySet[ServiceItem], query: str) -> QuerySet[ServiceItem]:
    for word in query.split():
        services = services.filter(Q.create([(f"{column}__icontains", word) for column in SEARCHED], connector=Q.OR))
    return services


def services_by_door(day: date, query: str = "") -> list[DoorServices]:
    """Give the published services in the order of the doors; a door without any is left out."""
    found: dict[str, list[ServiceItem]] = {}
    for service in services_published(day, query):
        found.setdefault(service.door, []).append(service)
    return [DoorServices(door, found[door]) for door in DOORS if door in found]


def service_page(code: str, day: date) -> ServicePage | None:
    """Put together the page of the service `code` as published on `day`, or nothing."""
    rows = ServiceItem.objects.valid_on(day).prefetch_related("steps", "documents", "questions")
    item = rows.filter(code=code).first()
    if item is None:
        return None
    fees = item.fees.filter(pk__in=FeeItem.objects.valid_on(day))
    running = SlaPolicy.objects.valid_on(day).select_related("calendar")
    standards = ServiceStandard.objects.valid_on(day).filter(service_code=code)
    return ServicePage(item, list(fees), list(standards.prefetch_related(Prefetch("policies", running))))


def page_asked_by(kind: CaseKind, day: date) -> ServicePage | None:
    """Give the page of the service that a kind asks for, where papers are needed; what only asks about it has none."""
    rows = ServiceItem.objects.valid_on(day).filter(code=kind.service_code, door=kind.door, kind_code=kind.code)
    has_papers = kind.service_code and rows.filter(documents__isnull=False).exists()
    return service_page(kind.service_code, day) if has_papers else None


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
    rows = SlaPolicy.objects.exclude(promise=Promise.FOLLOW_UP).select_related("standard", "calendar")
    versions: dict[tuple, list[SlaPolicy]] = {}
    for row in rows.order_by("standard__position", "kind_code", "priority", "valid_from"):
        versions.setdefault((row.door, row.kind_code, row.priority, row.promise), []).append(row)
    return versions


def position(item: tuple[ServiceStandard, list]) -> tuple[int, str]:
    return item[0].position, item[0].code


def calendars_published() -> QuerySet[WorkingCalendar]:
    """Give the calendars that promises are counted on, with their weeks and published years."""
    used = WorkingCalendar.objects.filter(policies__isnull=False).distinct()
    return used.prefetch_related("spans", "published_years").order_by("code")


def fees_published(day: date) -> QuerySet[FeeItem]:
    """Give the fees valid on `day`; what is free comes first."""
    return FeeItem.objects.valid_on(day).order_by("amount", "code")


def fees_cancelled(day: date) -> QuerySet[FeeItem]:
    """Give the fees that ended by `day` and have no later version: nobody owes them any more."""
    later = FeeItem.objects.filter(code=OuterRef("code"), valid_from__gt=OuterRef("valid_from"))
    return FeeItem.objects.filter(~Exists(later), valid_until__lte=day)


def fees_of(service_code: str, day: date) -> QuerySet[FeeItem]:
    """Give the fees that the page of a service names, as they hold on `day`."""
    pages = ServiceItem.objects.valid_on(day).filter(code=service_code)
    return FeeItem.objects.valid_on(day).filter(service_items__in=pages).distinct().order_by("code")


def quote_rule_of(service_code: str, day: date) -> QuoteRule | None:
    return QuoteRule.objects.valid_on(day).filter(service_code=service_code).first()


def discounts_of(service_code: str, day: date) -> QuerySet[DiscountRule]:
    return DiscountRule.objects.valid_on(day).filter(service_code=service_code)


def papers_of(service_code: str, day: date) -> QuerySet[PaperRule]:
    return PaperRule.objects.valid_on(day).filter(service_code=service_code)


def rules_of_quotes(day: date) -> list[tuple[ServiceItem, QuoteRule, list[DiscountRule]]]:
    """Give the rules by which we quote, by service, each with who gets a discount."""
    rules = {rule.service_code: rule for rule in QuoteRule.objects.valid_on(day)}
    discounts: dict[str, list[DiscountRule]] = {}
    for discount in DiscountRule.objects.valid_on(day):
        discounts.setdefault(discount.service_code, []).append(discount)
    services = ServiceItem.objects.valid_on(day).filter(code__in=rules)
    return [(service, rules[service.code], discounts.get(service.code, [])) for service in services]


def kinds_published(day: date) -> QuerySet[CaseKind]:
    """Give the kinds that customers may file, in the published order."""
    return CaseKind.objects.valid_on(day).filter(can_be_filed=True)


def kinds_offered(door: str, day: date) -> QuerySet[CaseKind]:
    """Give the kinds of a door that customers may file, in the published order."""
    return kinds_published(day).filter(door=door)


def policies_for(kind: CaseKind, priority: str, day: date) -> dict[str, SlaPolicy]:
    """Give the most particular policy of each promise: kind and priority, then kind, then priority, then any."""
    rows = most_particular(kind, priority, day).exclude(promise__in=LATER_PROMISES)
    return {policy.promise: policy for policy in rows}


def policy_for(kind: CaseKind, priority: str, promise: Promise, day: date) -> SlaPolicy | None:
    """Give the most particular policy of one promise, also of one that begins with an act of its own."""
    return most_particular(kind, priority, day).filter(promise=promise).first()


def most_particular(kind: CaseKind, priority: str, day: date) -> QuerySet[SlaPolicy]:
    particular = Case(
        When(kind_code=kind.code, priority=priority, then=Value(0)),
        When(kind_code=kind.code, then=Value(1)),
        When(priority=priority, then=Value(2)),
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


def unpublished_calendars(day: date) -> list[tuple[WorkingCalendar, list[int]]]:
    """Give the calendars with unknown holidays in the quarter of a year ahead, and the years that are missing."""
    reached = range(day.year, (day + LOOK_AHEAD).year + 1)
    rows = WorkingCalendar.objects.filter(keeps_holidays=True).prefetch_related("published_years").order_by("code")
    lacking = ((row, sorted(set(reached) - {known.year for known in row.published_years.all()})) for row in rows)
    return [(row, years) for row, years in lacking if years]
