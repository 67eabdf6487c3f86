"""What we do differently for a household that must not be without gas: one table, added up over its needs."""

from collections.abc import Iterable
from dataclasses import dataclass, fields

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from gasservice.registry.terms import NeedKind


@dataclass(frozen=True)
class Plan:
    """What a household gets beyond what everybody gets; nothing of it for who has no need."""

    by_call: bool = False
    hours_earlier: int = 0
    visits: int = 0
    has_spare_heater: bool = False
    has_spare_cooker: bool = False
    is_back_first: bool = False

    def words(self) -> list[str | Promise]:
        """Say the plan in sentences, what is told first, first."""
        return [
            _("We call you before planned work; a message alone is not enough.")
            if self.by_call
            else _("We send a message before planned work, as to everybody."),
            *self.counted_words(),
            *(words for name, words in GIVEN if getattr(self, name)),
        ]

    def counted_words(self) -> list[str]:
        earlier = ngettext(
            "You hear of it %(count)d hour earlier than others.",
            "You hear of it %(count)d hours earlier than others.",
            self.hours_earlier,
        ) % {"count": self.hours_earlier}
        visits = ngettext(
            "While gas is off: %(count)d visit a day.",
            "While gas is off: %(count)d visits a day.",
            self.visits,
        ) % {"count": self.visits}
        return [words for count, words in ((self.hours_earlier, earlier), (self.visits, visits)) if count]


GIVEN = (
    ("has_spare_heater", _("We bring an electric heater if gas is off for more than four hours in the cold season.")),
    ("has_spare_cooker", _("We bring an electric cooker or a warm meal if gas is off at mealtime.")),
    ("is_back_first", _("Your supply is among the first we restore.")),
)

PLANS = {
    NeedKind.ELDERLY_ALONE: Plan(by_call=True, hours_earlier=24, visits=1, has_spare_cooker=True),
    NeedKind.INFANT: Plan(hours_earlier=24, has_spare_heater=True, has_spare_cooker=True),
    NeedKind.ILLNESS: Plan(by_call=True, hours_earlier=48, visits=1, has_spare_heater=True, is_back_first=True),
    NeedKind.DISABILITY: Plan(by_call=True, hours_earlier=24, visits=1, has_spare_cooker=True),
    NeedKind.ONLY_HEATING: Plan(hours_earlier=24, has_spare_heater=True),
    NeedKind.CRITICAL_SITE: Plan(by_call=True, hours_earlier=72, visits=2, is_back_first=True),
}


def plan_for(kinds: Iterable[str]) -> Plan:
    """Give the plan of a household: of each thing, the most that any of its needs calls for."""
    plans = [PLANS[NeedKind(kind)] for kind in kinds]
    return Plan(*(max((getattr(plan, part.name) for plan in plans), default=part.default) for part in fields(Plan)))
