"""Requests to drop late charges in words: what our books show, and who answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from billing.models import LateWaiver
from billing.queries.waiver_figures import RULE, WAITING, Tally, WaiverFigures
from billing.waiving import ToPerson, WaiverFacts, answer_waiver
from gasservice.standards.models import WaiverRule
from gasservice.standards.terms import WaiverCriterion
from gasservice.users.terms import Role
from gasservice.web.say import say_day, say_money, say_month

NUMBERS = ("asked", "by_rule", "by_person", "refused", "waiting")


@dataclass(frozen=True)
class FigureTable:
    """Figures by one thing, a row each; the first column names the row."""

    name: str
    columns: list[str]
    rows: list[list[object]]


def told_reason(reason: str) -> str:
    return str(WaiverCriterion(reason).label) if reason else _("None of the published reasons")


def told_why(waiver: LateWaiver, rules: Iterable[WaiverRule], facts: WaiverFacts) -> str:
    """Say why a request came to a person."""
    answer = answer_waiver([waiver.reason] if waiver.reason else [], rules, facts)
    return str(answer.why.label) if isinstance(answer, ToPerson) else ""


def told_facts(facts: WaiverFacts, now: datetime) -> list[tuple[str, str]]:
    """Say what our books show, whatever the reason: who decides looks at all of it."""
    last, out = facts.last_waived_on, facts.outage_days
    return [
        (_("Last dropped for this customer"), say_day(last, now=now) if last else _("Never")),
        (_("Our notices of this bill"), _("One did not arrive") if facts.has_notice_failed else _("None failed")),
        (_("Disputed since the due day"), told_days(facts.disputed_days)),
        (_("Gas off since the due day"), told_days(out) if out else _("Not for a whole day")),
        (_("Paper shown"), _("Yes") if facts.papers else _("No")),
    ]


def told_days(days: int) -> str:
    return ngettext("%(days)d day", "%(days)d days", days) % {"days": days}


def told_answerer(answered_by: str) -> str:
    """Name who answers: the rule, a role, or nobody yet."""
    named = {RULE: _("The rule, at once"), WAITING: _("Waiting for a person")}
    return named.get(answered_by) or str(Role(answered_by).label)


def figure_tables(figures: WaiverFigures) -> list[FigureTable]:
    """Lay the figures out by month, by reason and by who answered."""
    return [
        table_of(_("By month"), {say_month(month): tally for month, tally in figures.months.items()}, figures.whole),
        table_of(
            _("By reason"), {told_reason(reason): tally for reason, tally in figures.reasons.items()}, figures.whole
        ),
        table_of(
            _("By who answered"), {told_answerer(by): tally for by, tally in figures.answered_by.items()}, figures.whole
        ),
    ]


def table_of(name: str, tallies: dict[str, Tally], whole: Tally) -> FigureTable:
    columns = [name, _("Asked"), _("Dropped by the rule"), _("Dropped by a person"), _("Not dropped"), _("Waiting")]
    rows = [row_of(title, tally) for title, tally in [*tallies.items(), (_("Together"), whole)]]
    return FigureTable(name, [*columns, _("Dropped in all")], rows)


def row_of(title: str, tally: Tally) -> list[object]:
    return [title, *(getattr(tally, name) for name in NUMBERS), say_money(tally.amount)]
