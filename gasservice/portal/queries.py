"""What "my gas" puts together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from gasservice.cases.access import visible_to
from gasservice.cases.models import Appointment, Case
from gasservice.cases.queries.lists import cases_of
from gasservice.registry.access import Period, needs_visible_to
from gasservice.registry.models import GasAccount, Interruption, Premise, PriorityNeed, Reading, Tenure
from gasservice.registry.plan import Plan, plan_for
from gasservice.registry.queries import MonthUsage, homes_of, latest_readings, outages_at, usage_by_month
from gasservice.users.models import User
from gasservice.web.charts import PairChart, pair_chart
from gasservice.web.say import say_month

CASES_SHOWN = 5
YEAR = 12


@dataclass(frozen=True)
class Home:
    """An account somebody holds: where it is, what its meter showed last, what was used, and outages there."""

    account: GasAccount
    premise: Premise
    tenure: Tenure
    reading: Reading | None
    chart: PairChart
    outages: list[Interruption]


@dataclass(frozen=True)
class MyGas:
    """All of a customer's page: the accounts held now and once, cases and needs."""

    homes: list[Home]
    former: list[Tenure]
    cases: QuerySet[Case]
    needs: QuerySet[PriorityNeed]
    visits: QuerySet[Appointment]


def my_gas_page(user: User, at: datetime) -> MyGas:
    """Put together a customer's page as of a moment; the number of queries does not grow with the accounts."""
    day = timezone.localdate(at)
    tenures = list(homes_of(user))
    held = [row for row in tenures if row.held_from <= day and (row.held_until is None or row.held_until > day)]
    readings = latest_readings(held)
    usage = usage_by_month({row.gas_account: [Period(row.held_from, row.held_until)] for row in held}, day)
    outages = outages_at([row.gas_account.service_point.premise for row in held], at)
    homes = [home_of(row, readings, usage, outages) for row in held]
    former = [row for row in tenures if row not in held]
    return MyGas(homes, former, own_cases(user), own_needs(user), own_visits(user, at))


def home_of(
    tenure: Tenure,
    readings: dict[int, Reading],
    usage: dict[int, Sequence[MonthUsage]],
    outages: dict[int, list[Interruption]],
) -> Home:
    account = tenure.gas_account
    premise, chart = account.service_point.premise, usage_chart(usage[account.pk])
    return Home(account, premise, tenure, readings.get(account.pk), chart, outages[premise.pk])


def usage_chart(usage: Sequence[MonthUsage]) -> PairChart:
    """Draw the last twelve months, each beside the same month a year before."""
    pairs = zip(usage[:-YEAR], usage[-YEAR:], strict=True)
    rows = [(say_month(now.month), before.volume_m3, now.volume_m3) for before, now in pairs]
    return pair_chart(rows, columns=(_("Month"), _("A year before, m³"), _("Last 12 months, m³")))


def own_cases(user: User) -> QuerySet[Case]:
    """Give the cases of a customer; what staff work on stands in their queue."""
    return Case.objects.none() if user.works_here else cases_of(user)[:CASES_SHOWN]


def own_visits(user: User, at: datetime) -> QuerySet[Appointment]:
    """Give the visits that a customer expects."""
    if user.works_here:
        return Appointment.objects.none()
    ahead = Appointment.objects.booked().filter(case__in=visible_to(user), window_until__gt=at)
    return ahead.select_related("case")[:CASES_SHOWN]


def own_needs(user: User) -> QuerySet[PriorityNeed]:
    """Give the needs a customer declared or is known for, which stand."""
    if user.works_here:
        return PriorityNeed.objects.none()
    needs = needs_visible_to(user).filter(ended_at__isnull=True)
    return needs.select_related("premise").order_by("kind", "pk")


def plan_seen_by(user: User, need: PriorityNeed) -> Plan:
    """Add up the plan of a household from the needs this user may know of."""
    needs = needs_visible_to(user).filter(premise=need.premise_id, ended_at__isnull=True)
    return plan_for(needs.values_list("kind", flat=True))
