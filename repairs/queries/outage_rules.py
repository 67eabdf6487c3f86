"""The rules that hold for an outage, read from the published catalogue, and what they say to a draft."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from gasservice.registry.models import Interruption, InterruptionVersion
from gasservice.standards import clock
from gasservice.standards.models import OutageRule
from gasservice.standards.queries import outage_rules_since, read_calendars
from repairs import lead_times
from repairs.queries.areas import AT_ONCE, Hit, Part, anybody_is_new, anybody_stays, hit_of, parts_of


@dataclass(frozen=True)
class Rules:
    """The rules that hold now or later where we are: reckoned with, and as they are published."""

    reckoned: list[lead_times.Rule]
    published: dict[tuple[str, date], OutageRule]


@dataclass(frozen=True)
class Judgement:
    """What the rules say to an outage as it is written; nothing is wrong where all is None or False."""

    lateness: lead_times.Lateness | None
    rule: OutageRule | None
    night_until: datetime | None
    lacks_plan: bool
    publish_by: datetime | None


def rules_since(day: date) -> Rules:
    """Read the rules that hold on `day` or later, in four queries at most."""
    rows = list(outage_rules_since(day))
    calendars = read_calendars(row.calendar for row in rows)
    return Rules(
        [reckoned(row, calendars[row.calendar_id]) for row in rows], {(row.code, row.valid_from): row for row in rows}
    )


def reckoned(row: OutageRule, calendar: clock.Calendar) -> lead_times.Rule:
    return lead_times.Rule(
        code=row.code,
        lead=clock.Allowance(row.lead, clock.Unit(row.lead_unit)),
        calendar=calendar,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        night=None if row.night_from is None else (row.night_from, row.night_until),
        long=None if row.long_minutes is None else timedelta(minutes=row.long_minutes),
        many_households=row.many_households,
    )


def judgement_of(
    outage: Interruption, draft: InterruptionVersion, parts: list[Part], hit: Hit | None, at: datetime
) -> Judgement:
    """Judge a draft as if it were published at `at`; the time of an emergency is nobody's choice.

    What is not counted yet is large: it is judged as if its least number of places were homes.
    """
    households = hit.households if hit else AT_ONCE
    rules = rules_since(timezone.localdate(at))
    holding = [rule for rule in rules.reckoned if rule.holds_on(draft.starts_at)]
    lasts = draft.ends_at - draft.starts_at
    asked = lead_times.asks_for_plan(lasts=lasts, households=households, rules=holding)
    has_plan = bool(draft.contingency.strip() and draft.report_reference.strip())
    late = lateness_of(outage, draft, parts, rules, at) if outage.is_planned else None
    return Judgement(
        lateness=late,
        rule=rules.published[late.rule.code, late.rule.valid_from] if late else None,
        night_until=night_over(draft.ends_at, households, rules),
        lacks_plan=outage.is_planned and asked and not has_plan,
        publish_by=lead_times.latest_publication(draft.starts_at, rules.reckoned) if outage.is_planned else None,
    )


def night_over(moment: datetime, households: int, rules: Rules) -> datetime | None:
    """Give when homes may have their gas back, if not at `moment`."""
    over = lead_times.night_over(moment, rules.reckoned, timezone.get_default_timezone())
    return over if households and over > moment else None


def lateness_of(
    outage: Interruption, draft: InterruptionVersion, parts: list[Part], rules: Rules, at: datetime
) -> lead_times.Lateness | None:
    """Judge the start for each group of places: who was told of the version that holds, and who is newly hit."""
    told: list[datetime | None] = [None]
    if outage.current:
        before = parts_of(outage.current)
        groups = [(anybody_stays, outage.current.starts_at), (anybody_is_new, None)]
        told = [start for is_hit, start in groups if is_hit(parts, before)]
    return lead_times.lateness(published_at=at, starts_at=draft.starts_at, told=told, rules=rules.reckoned)


def night_until(version: InterruptionVersion, at: datetime) -> datetime | None:
    """Give when homes of its area may have their gas back, if not at `at`."""
    return night_over(at, hit_of(version).households, rules_since(timezone.localdate(at)))
