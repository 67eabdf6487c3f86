"""What screens and actions ask of our promises."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Case, Exists, IntegerField, OuterRef, Prefetch, Q, QuerySet, Value, When

from gasservice.standards import clock
from gasservice.standards.models import (
    CaseKind,
    DiscountRule,
    FeeItem,
    InspectionItem,
    OutageRule,
    PaperRule,
    ProjectStep,
    QuoteRule,
    Responsibility,
    ServiceItem,
    ServiceStandard,
    SlaPolicy,
    VisitRule,
    Warranty,
    WorkingCalendar,
)
from gasservice.standards.rules import PriceRange, price_range
from gasservice.standards.terms import LATER_PROMISES, Door, PipePart, Priority, Promise
from gasservice.web.scripts import simplified

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


def warranty_end(code: str, done_on: date) -> date | None:
    """Give the first day on which work done on a day is out of warranty; nothing where none is published."""
    rule = Warranty.objects.valid_on(done_on).filter(code=code).first()
    return done_on + timedelta(days=rule.days + 1) if rule else None


def outage_rules(day: date) -> QuerySet[OutageRule]:
    """Give what is asked of outages where we are, as it holds on `day`; of several the strictest counts."""
    return outage_rules_since(day).valid_on(day)


def outage_rules_since(day: date) -> QuerySet[OutageRule]:
    """Give the outage rules that hold where we are on `day` or will later."""
    rows = OutageRule.objects.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=day))
    return rows.filter(code__in=settings.JURISDICTIONS).select_related("calendar")


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


def project_steps(project_kind: str, day: date) -> QuerySet[ProjectStep]:
    """Give the steps of a new connection as they hold on `day`, in their order."""
    return ProjectStep.objects.valid_on(day).filter(project_kind=project_kind).order_by("position")


def inspection_items(day: date) -> QuerySet[InspectionItem]:
    """Give what a first inspection looks at on `day`."""
    return InspectionItem.objects.valid_on(day)


def kinds_published(day: date) -> QuerySet[CaseKind]:
    """Give the kinds that customers may file, in the published order."""
    return CaseKind.objects.valid_on(day).filter(can_be_filed=True)


def kinds_offered(door: str, day: date) -> QuerySet[CaseKind]:
    """Give the kinds of a door that customers may file, in the published order."""
    return kinds_published(day).filter(door=door)


def kinds_told(door: str, day: date) -> QuerySet[CaseKind]:
    """Give the kinds of a door that customers tell us: those that they file, and those for which they call at once."""
    by_telephone = Q(can_be_filed=False, priority=Priority.EMERGENCY)
    return CaseKind.objects.valid_on(day).filter(by_telephone | Q(can_be_filed=True), door=door)


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


def visit_rules(since: date, until: date) -> list[VisitRule]:
    """Give the rules of visits that hold on some day from `since` to `until`, with all that stands below them."""
    rows = VisitRule.objects.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=since), valid_from__lte=until)
    return list(rows.select_related("calendar").prefetch_related("windows", "lengths").order_by("valid_from"))


def visit_rule_on(day: date) -> VisitRule | None:
    """Give the rule of visits that holds on a day; nothing where none is published."""
    return next(iter(visit_rules(day, day)), None)


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


@dataclass(frozen=True)
class PartAnswer:
    """Whose a part is and what its repair costs on the day asked: always, and perhaps on top."""

    row: Responsibility
    always: list[FeeItem]
    perhaps: list[FeeItem]

    @property
    def price(self) -> PriceRange:
        return price_range(amounts_of(self.always), amounts_of(self.perhaps))

    @property
    def is_offer(self) -> bool:
        """Whether it is not our duty, so that it is offered at a price."""
        return not self.row.is_paid_by_us


def amounts_of(fees: list[FeeItem]) -> list[tuple[Decimal, Decimal | None]]:
    return [(fee.amount, fee.amount_to) for fee in fees]


def parts_on(day: date, parts: Iterable[str] = PipePart.values) -> list[PartAnswer]:
    """Give what is published on `day` about these parts, in the order of the gas; two queries."""
    rows = {row.part: row for row in Responsibility.objects.valid_on(day).filter(part__in=list(parts))}
    codes = {code for row in rows.values() for code in (*row.fee_codes, *row.extra_fee_codes)}
    fees = {fee.code: fee for fee in FeeItem.objects.valid_on(day).filter(code__in=codes)}
    return [answer_of(rows[part], fees) for part in PipePart.values if part in rows]


def answer_of(row: Responsibility, fees: dict[str, FeeItem]) -> PartAnswer:
    always = [fees[code] for code in row.fee_codes if code in fees]
    return PartAnswer(row, always, [fees[code] for code in row.extra_fee_codes if code in fees])
