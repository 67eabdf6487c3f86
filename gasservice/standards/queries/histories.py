"""What became of a promise that we publish: its versions, and what changed from one to the next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from gasservice.standards.models import CaseKind, ServiceStandard, SlaPolicy
from gasservice.web.languages import localized
from gasservice.web.say import say_money

# What a promise is made for; rows of the same are versions of one number.
WHOM = ("door", "kind_code", "priority", "promise")


@dataclass(frozen=True)
class Held:
    """A number as it held for somebody: whom it was for, and the policy."""

    whom: str
    policy: SlaPolicy


@dataclass(frozen=True)
class Version:
    """How a promise stood from one day until another, and what had changed since the version before it."""

    since: date
    until: date | None  # the day after the last
    standard: ServiceStandard
    numbers: list[Held]
    changes: list[str]

    @property
    def last_day(self) -> date | None:
        return self.until - timedelta(days=1) if self.until else None

    def holds_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)

    def is_coming(self, day: date) -> bool:
        return day < self.since


def history_of(code: str) -> list[Version]:
    """Give the versions of a promise, the latest first; nothing where there is none of that name."""
    standards = list(ServiceStandard.objects.filter(code=code).order_by("valid_from"))
    rows = SlaPolicy.objects.filter(standard__in=standards).select_related("calendar")
    policies = list(rows.order_by(*WHOM, "valid_from"))
    names = kind_names(policies)
    versions: list[Version] = []
    for since, until in spans_of([*standards, *policies]):
        standard = next((row for row in standards if holds(row, since)), None)
        if standard is None:  # between two times in which it held
            continue
        numbers = [Held(whom_of(row, names), row) for row in policies if holds(row, since)]
        changes = (
            list(changes_from(versions[-1], standard, numbers)) if versions else [_("Published for the first time.")]
        )
        versions.append(Version(since, until, standard, numbers, changes))
    return versions[::-1]


def spans_of(rows: list[ServiceStandard | SlaPolicy]) -> list[tuple[date, date | None]]:
    """Give the times between the days on which something began or ended."""
    begun = {row.valid_from for row in rows}
    days = sorted(begun | {row.valid_until for row in rows if row.valid_until})
    return list(zip(days, [*days[1:], None], strict=False))  # of no days there are no times


def holds(row: ServiceStandard | SlaPolicy, day: date) -> bool:
    return row.has_begun(day) and not row.has_ended(day)


def kind_names(policies: list[SlaPolicy]) -> dict[tuple[str, str], str]:
    codes = {policy.kind_code for policy in policies if policy.kind_code}
    kinds = CaseKind.objects.filter(code__in=codes).order_by("valid_from") if codes else []
    return {(kind.door, kind.code): localized(kind, "name") for kind in kinds}


def whom_of(policy: SlaPolicy, names: dict[tuple[str, str], str]) -> str:
    """Say what a number is for, as the list of promises does."""
    kind = names.get((policy.door, policy.kind_code), policy.kind_code) or _("Every case")
    words = f"{policy.get_door_display()} · {kind}"
    return f"{words} · {policy.get_priority_display()}" if policy.priority else words


def changes_from(before: Version, standard: ServiceStandard, numbers: list[Held]) -> Iterator[str]:
    """Say in plain words what is not as it was."""
    if localized(before.standard, "words") != localized(standard, "words"):
        yield _("We say it in other words. Before: “%(words)s”") % {"words": localized(before.standard, "words")}
    if localized(before.standard, "basis") != localized(standard, "basis"):
        yield _("It rests on another rule. Before: %(basis)s") % {"basis": localized(before.standard, "basis")}
    old, new = ({key_of(held): held for held in found} for found in (before.numbers, numbers))
    for key in [*old, *(key for key in new if key not in old)]:
        yield from changes_between(old.get(key), new.get(key))


def key_of(held: Held) -> tuple:
    return tuple(getattr(held.policy, column) for column in WHOM)


def changes_between(old: Held | None, new: Held | None) -> Iterator[str]:
    """Say what changed in one number: new, gone, slower or faster, and what is paid."""
    if old is None:
        facts = {"whom": new.whom, "time": new.policy.allowance_words}
        yield _("New: %(whom)s, within %(time)s.") % facts
    elif new is None:
        yield _("No longer promised: %(whom)s, within %(time)s.") % {
            "whom": old.whom,
            "time": old.policy.allowance_words,
        }
    else:
        yield from changes_of_number(old.policy, new.policy, new.whom)


def changes_of_number(old: SlaPolicy, new: SlaPolicy, whom: str) -> Iterator[str]:
    facts = {"whom": whom, "old": old.allowance_words, "new": new.allowance_words}
    if (old.allowance, old.unit) != (new.allowance, new.unit):
        yield _("%(whom)s: within %(new)s; before, %(old)s.") % facts
    calendars = {"old": localized(old.calendar, "name"), "new": localized(new.calendar, "name")}
    if old.calendar_id != new.calendar_id:
        yield _("%(whom)s: time is counted by “%(new)s”; before, by “%(old)s”.") % (facts | calendars)
    if old.redress != new.redress:
        yield said_of_money(old, new, whom)


def said_of_money(old: SlaPolicy, new: SlaPolicy, whom: str) -> str:
    facts = {"whom": whom, "old": say_money(old.redress), "new": say_money(new.redress)}
    if not old.redress:
        return _("%(whom)s: if we fail we pay %(new)s; before, nothing.") % facts
    if not new.redress:
        return _("%(whom)s: if we fail we pay nothing any more; before, %(old)s.") % facts
    return _("%(whom)s: if we fail we pay %(new)s; before, %(old)s.") % facts
