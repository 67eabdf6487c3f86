"""Loading the published catalogue from files: all of it, or nothing."""

from pathlib import Path

from django.db import transaction

from gasservice.standards.actions.calendars import load_calendars
from gasservice.standards.actions.keeping import Loading
from gasservice.standards.catalogue import SEED, Entry, Fault, entries_of, read_file
from gasservice.standards.models import (
    ArrearsRule,
    CaseKind,
    CollectionRule,
    DiscountRule,
    DisputeRule,
    FeeItem,
    FeeRule,
    InspectionItem,
    KeepingRule,
    KeyAccountRule,
    LadderStep,
    LateChargeRule,
    OutageRule,
    PaperRule,
    ProjectStep,
    QuoteRule,
    Responsibility,
    ScoringRule,
    ServiceDocument,
    ServiceItem,
    ServiceNorm,
    ServiceQuestion,
    ServiceStandard,
    ServiceStep,
    SlaPolicy,
    SurveyRule,
    Tariff,
    TariffTier,
    VisitLength,
    VisitRule,
    VisitWindow,
    WaiverLimit,
    WaiverRule,
    Warranty,
    WorkingCalendar,
)
from gasservice.web.refusals import Refusal

PARTS = {"steps": ServiceStep, "documents": ServiceDocument, "questions": ServiceQuestion}
RULES_OF_BILLS = {
    "billing": DisputeRule,
    "waivers": WaiverRule,
    "waiver_limits": WaiverLimit,
    "arrears": ArrearsRule,
    "collection": CollectionRule,
    "fees_twice": FeeRule,
}


class CatalogueRefused(Refusal):
    """The files cannot be loaded; the message has a line for each entry that is wrong."""


@transaction.atomic
def load_catalogue(*, folder: Path = SEED) -> Loading:
    """Load all that we publish; doing it again changes nothing. Raises CatalogueRefused.

    Rows are found by their natural key. An end that people gave to a row stays where the file names none.
    """
    loading = Loading()
    try:
        load_calendars(read_file(folder, "calendars"), loading)
        load_fees(read_file(folder, "fees"), loading)
        load_responsibilities(read_file(folder, "responsibilities"), loading)
        load_kinds(read_file(folder, "kinds"), loading)
        load_services(read_file(folder, "services"), loading)
        load_standards(read_file(folder, "standards"), loading)
        load_warranties(read_file(folder, "warranties"), loading)
        load_keeping_rules(read_file(folder, "keeping"), loading)
        load_outage_rules(read_file(folder, "outages"), loading)
        load_visits(read_file(folder, "visits"), loading)
        load_surveys(read_file(folder, "surveys"), loading)
        load_norms(read_file(folder, "norms"), loading)
        load_key_account_rules(read_file(folder, "keyaccounts"), loading)
        load_quotes(read_file(folder, "quotes"), loading)
        load_tariffs(read_file(folder, "tariffs"), loading)
        load_rules_of_bills(read_file(folder, "billing"), loading)
        load_connections(read_file(folder, "steps"), read_file(folder, "inspections"), loading)
    except Fault as fault:
        loading.faults.append(str(fault))
    if loading.faults:
        raise CatalogueRefused("\n".join(loading.faults))
    return loading


def load_fees(content: dict, loading: Loading) -> None:
    for entry in entries_of(content, "fees"):
        loading.keep_version(entry, FeeItem)


def load_warranties(content: dict, loading: Loading) -> None:
    for entry in entries_of(content, "warranties"):
        loading.keep_version(entry, Warranty)


def load_keeping_rules(content: dict, loading: Loading) -> None:
    for entry in entries_of(content, "keeping"):
        loading.keep_version(entry, KeepingRule)


def load_responsibilities(content: dict, loading: Loading) -> None:
    """Load whose each part is; the fees it names must be known."""
    fees = set(FeeItem.objects.values_list("code", flat=True))
    for entry in entries_of(content, "responsibilities"):
        codes = [*entry.facts.get("fee_codes", []), *entry.facts.get("extra_fee_codes", [])]
        unknown = [code for code in codes if not loading.is_known(entry, "fee", code, fees)]
        if not unknown:
            loading.keep_version(entry, Responsibility)


def load_kinds(content: dict, loading: Loading) -> None:
    for entry in entries_of(content, "kinds"):
        loading.keep_version(entry, CaseKind)


def load_services(content: dict, loading: Loading) -> None:
    """Load the pages, then see that each kind of case leads to one of them."""
    fees: dict[str, list[FeeItem]] = {}
    for fee in FeeItem.objects.all():
        fees.setdefault(fee.code, []).append(fee)
    kinds = kinds_known()
    for entry in entries_of(content, "services"):
        asked = f"{entry.facts.get('door')}/{entry.facts.get('kind_code')}"
        if loading.is_known(entry, "kind", asked, kinds):
            keep_service(entry, fees, loading)
    codes = set(ServiceItem.objects.values_list("code", flat=True))
    for kind in CaseKind.objects.exclude(service_code=""):
        loading.is_known(Entry(f"kinds.yaml: {kind.code}", {}), "service", kind.service_code, codes)


def keep_service(entry: Entry, fees: dict[str, list[FeeItem]], loading: Loading) -> None:
    service = loading.keep_version(entry, ServiceItem, "fees", *PARTS)
    if service is None:
        return
    codes = [code for code in entry.facts.get("fees", []) if loading.is_known(entry, "fee", code, fees)]
    service.fees.set(fee for code in codes for fee in fees[code])
    for name, model in PARTS.items():
        loading.keep_parts(entry.parts(name), model, item=service)


def load_standards(content: dict, loading: Loading) -> None:
    calendars = {calendar.code: calendar for calendar in WorkingCalendar.objects.all()}
    services, kinds = set(ServiceItem.objects.values_list("code", flat=True)), kinds_known()
    for entry in entries_of(content, "standards"):
        loading.is_known(entry, "service", entry.facts.get("service_code", ""), services)
        standard = loading.keep_version(entry, ServiceStandard, "policies")
        for part in entry.parts("policies") if standard else []:
            if part.facts.get("kind_code"):
                loading.is_known(part, "kind", f"{part.facts.get('door')}/{part.facts['kind_code']}", kinds)
            keep_policy(part, standard, calendars, content.get("ladders", {}), loading)


def keep_policy(part: Entry, standard: ServiceStandard, calendars: dict, ladders: dict, loading: Loading) -> None:
    calendar, ladder = part.facts.get("calendar", ""), part.facts.get("ladder", "")
    known = [
        loading.is_known(part, "calendar", calendar, calendars),
        loading.is_known(part, "ladder", ladder, ladders),
    ]
    if not all(known):
        return
    defaults = {"valid_from": standard.valid_from, "kind_code": "", "priority": "", "redress": 0}
    full = Entry(part.where, defaults | part.facts)
    links = {"standard": standard, "calendar": calendars[calendar]}
    policy = loading.keep_version(full, SlaPolicy, "calendar", "ladder", **links)
    if policy is not None:
        rungs = [{"rung": rung, "after_minutes": minutes} for rung, minutes in ladders[ladder]]
        loading.keep_parts(Entry(part.where, {"ladder": rungs}).parts("ladder"), LadderStep, policy=policy)


def load_outage_rules(content: dict, loading: Loading) -> None:
    calendars = {calendar.code: calendar for calendar in WorkingCalendar.objects.all()}
    for entry in entries_of(content, "outages"):
        calendar = entry.facts.get("calendar", "")
        if loading.is_known(entry, "calendar", calendar, calendars):
            loading.keep_version(entry, OutageRule, "calendar", calendar=calendars[calendar])


def load_visits(content: dict, loading: Loading) -> None:
    calendars = {calendar.code: calendar for calendar in WorkingCalendar.objects.all()}
    for entry in entries_of(content, "visits"):
        calendar = entry.facts.get("calendar", "")
        if not loading.is_known(entry, "calendar", calendar, calendars):
            continue
        links = {"calendar": calendars[calendar]}
        rule = loading.keep_version(entry, VisitRule, "calendar", "windows", "lengths", **links)
        if rule is not None:
            loading.keep_parts(entry.parts("windows"), VisitWindow, rule=rule)
            loading.keep_parts(entry.parts("lengths"), VisitLength, rule=rule)


def load_surveys(content: dict, loading: Loading) -> None:
    for entry in entries_of(content, "surveys"):
        loading.keep_version(entry, SurveyRule)


def load_norms(content: dict, loading: Loading) -> None:
    """Load how our people behave, and how much of it is looked at."""
    for name, model in {"norms": ServiceNorm, "scoring": ScoringRule}.items():
        for entry in entries_of(content, name):
            loading.keep_version(entry, model)


def load_key_account_rules(content: dict, loading: Loading) -> None:
    for entry in entries_of(content, "keyaccounts"):
        loading.keep_version(entry, KeyAccountRule)


def load_quotes(content: dict, loading: Loading) -> None:
    """Load what quotes rest on: their rules, discounts and papers, each of a service."""
    services = set(ServiceItem.objects.values_list("code", flat=True))
    for name, model in {"quotes": QuoteRule, "discounts": DiscountRule, "papers": PaperRule}.items():
        for entry in entries_of(content, name):
            if loading.is_known(entry, "service", entry.facts.get("service_code", ""), services):
                loading.keep_version(entry, model)


def load_tariffs(content: dict, loading: Loading) -> None:
    """Load what gas costs and what paying late costs."""
    for entry in entries_of(content, "tariffs"):
        tariff = loading.keep_version(entry, Tariff, "tiers")
        if tariff is not None:
            loading.keep_parts(entry.parts("tiers"), TariffTier, tariff=tariff)
    for entry in entries_of(content, "late_charges"):
        loading.keep_version(entry, LateChargeRule)


def load_rules_of_bills(content: dict, loading: Loading) -> None:
    """Load what happens when a bill is disputed, is late, stays unpaid, or somebody comes to collect it."""
    for name, model in RULES_OF_BILLS.items():
        for entry in entries_of(content, name):
            loading.keep_version(entry, model)


def load_connections(steps: dict, inspections: dict, loading: Loading) -> None:
    """Load the steps of new connections, in the order of the file, and what a first inspection looks at."""
    calendars = {calendar.code: calendar for calendar in WorkingCalendar.objects.all()}
    for position, entry in enumerate(entries_of(steps, "steps"), 1):
        code = entry.facts.get("calendar")
        if code is None or loading.is_known(entry, "calendar", code, calendars):
            links = {"calendar": calendars[code]} if code else {}
            keyed = Entry(entry.where, {"position": position} | entry.facts)
            loading.keep_version(keyed, ProjectStep, "calendar", **links)
    for position, entry in enumerate(entries_of(inspections, "inspections"), 1):
        keyed = Entry(entry.where, {"position": position} | entry.facts)
        loading.keep_version(keyed, InspectionItem)


def kinds_known() -> set[str]:
    return {f"{door}/{code}" for door, code in CaseKind.objects.values_list("door", "code")}
