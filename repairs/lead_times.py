"""The rules that guard an outage: pure arithmetic; it never asks what time it is.

A planned outage is published long enough before it starts, by every rule that holds on the day of its start. A change
is judged for each group of places by itself: who was told of the same start or an earlier one need not be told so long
ahead again; who was told of a later one, or of none, is owed the whole lead from the new publication on.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from gasservice.notices.quiet import after_quiet_hours
from gasservice.standards import clock

Night = tuple[int, int]


@dataclass(frozen=True)
class Rule:
    """What one jurisdiction asks, from a day until another; the end is exclusive, what is None it does not ask."""

    code: str
    lead: clock.Allowance
    calendar: clock.Calendar
    valid_from: date
    valid_until: date | None = None
    night: Night | None = None
    long: timedelta | None = None
    many_households: int | None = None

    def holds_on(self, moment: datetime) -> bool:
        day = self.calendar.day_of(moment)
        return self.valid_from <= day and (self.valid_until is None or day < self.valid_until)

    def edges(self) -> list[datetime]:
        """Give the moments at which the rule begins and ends to hold."""
        days = [self.valid_from, *([self.valid_until] if self.valid_until else [])]
        return [self.calendar.at(day, 0) for day in days]


@dataclass(frozen=True)
class Lateness:
    """Why a notice comes too late: the strictest rule, until when it had to be out, and when one may start instead."""

    rule: Rule
    publish_by: datetime
    earliest_start: datetime


def earliest_start(published_at: datetime, rules: Iterable[Rule]) -> datetime:
    """Give the first moment at which what is published then may start, by every rule that holds on its day."""
    rules = list(rules)
    moments = {published_at}
    for rule in rules:
        moments |= {clock.due_at(published_at, rule.lead, rule.calendar), *rule.edges()}
    return min(moment for moment in moments if moment >= published_at and not rules_broken(published_at, moment, rules))


def latest_publication(starts_at: datetime, rules: Iterable[Rule]) -> datetime:
    """Give the last moment at which a start may be published, by every rule that holds on its day."""
    holding = [rule for rule in rules if rule.holds_on(starts_at)]
    return min((clock.before(starts_at, rule.lead, rule.calendar) for rule in holding), default=starts_at)


def rules_broken(published_at: datetime, starts_at: datetime, rules: Iterable[Rule]) -> list[Rule]:
    """Name the rules that a start published at a moment comes too early for."""
    return [
        rule
        for rule in rules
        if rule.holds_on(starts_at) and clock.due_at(published_at, rule.lead, rule.calendar) > starts_at
    ]


def owes_lead(told_start: datetime | None, starts_at: datetime) -> bool:
    """Say whether places told of `told_start`, or of nothing, are owed the lead again."""
    return told_start is None or starts_at < told_start


def lateness(
    *, published_at: datetime, starts_at: datetime, told: Iterable[datetime | None], rules: Iterable[Rule]
) -> Lateness | None:
    """Judge a planned start: `told` holds what each group of places knows now, None for who knows nothing."""
    rules = list(rules)
    if not any(owes_lead(known, starts_at) for known in told):
        return None
    broken = rules_broken(published_at, starts_at, rules)
    if not broken:
        return None
    strictest = min(broken, key=lambda rule: clock.before(starts_at, rule.lead, rule.calendar))
    return Lateness(strictest, latest_publication(starts_at, rules), earliest_start(published_at, rules))


def night_over(moment: datetime, rules: Iterable[Rule], zone: tzinfo) -> datetime:
    """Give `moment`, or the end of the hours in which homes are not restored and into which it falls."""
    nights = [rule.night for rule in rules if rule.night and rule.holds_on(moment)]
    for _ in nights:  # the end of one rule's night may lie in another's
        moment = max(after_quiet_hours(moment, night, zone) for night in nights)
    return moment


def asks_for_plan(*, lasts: timedelta, households: int, rules: Iterable[Rule]) -> bool:
    """Say whether an outage is so long, or hits so many homes, that a rule asks for a contingency plan and a report."""
    return any(
        (rule.long is not None and lasts > rule.long)
        or (rule.many_households is not None and households > rule.many_households)
        for rule in rules
    )
