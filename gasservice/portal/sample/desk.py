"""Who sits at which desk, what is published and whom we supply: what a course of a case needs to know."""

from dataclasses import dataclass
from datetime import date
from random import Random

from django.db.models import Count, Q

from gasservice.cases.models import Case
from gasservice.registry.models import GasAccount, Tenure
from gasservice.standards import clock
from gasservice.standards.models import CaseKind, SlaPolicy, WorkingCalendar
from gasservice.standards.queries import calendar_of
from gasservice.users.models import Team, User
from gasservice.users.terms import Role

HOLDERS = 400  # as many homes are drawn to have cases
OFFICE = "office"


@dataclass
class Desk:
    """The office as the courses see it, read once."""

    people: dict[str, User]
    kinds: dict[tuple[str, str], CaseKind]
    teams: dict[str, Team]
    agents: dict[int, User]
    members: dict[int, list[User]]
    calendars: dict[int, clock.Calendar]
    office: clock.Calendar
    holders: list[Tenure]

    def clerk_for(self, case: Case, named: str, chance: Random) -> User:
        """Give the owner of a case, or draw somebody of its team whom it is not about."""
        if case.owner_id:
            return self.agents[case.owner_id]
        return chance.choice([user for user in self.members[case.team_id] if user != self.people.get(named)])

    def calendar_for(self, policy: SlaPolicy | None) -> clock.Calendar:
        return self.calendars[policy.calendar_id] if policy else self.office


def open_desk(people: dict[str, User], day: date, chance: Random) -> Desk:
    agents = [user for user in people.values() if user.role == Role.AGENT]
    calendars = {row.pk: calendar_of(row) for row in WorkingCalendar.objects.all()}
    return Desk(
        people=people,
        kinds={(kind.door, kind.code): kind for kind in CaseKind.objects.valid_on(day)},
        teams={team.code: team for team in Team.objects.all()},
        agents={user.pk: user for user in agents},
        members={team.pk: [user for user in agents if user.team_id == team.pk] for team in Team.objects.all()},
        calendars=calendars,
        office=calendars[WorkingCalendar.objects.get(code=OFFICE).pk],
        holders=drawn_holders(chance),
    )


def drawn_holders(chance: Random) -> list[Tenure]:
    """Draw homes from all over the city, and take every business and public place."""
    numbers = GasAccount.objects.order_by("number").values_list("number", flat=True)
    homes = list(numbers.filter(supply_class="residential"))
    drawn = chance.sample(homes, min(HOLDERS, len(homes)))
    drawn += numbers.exclude(supply_class="residential")
    held = Tenure.objects.filter(Q(gas_account__number__in=drawn) | Q(customer__user__isnull=False), held_until=None)
    place = "gas_account__service_point__premise"
    held = held.select_related("customer__user", f"{place}__community").order_by("gas_account__number")
    return list(held.annotate(names=Count(f"{place}__names")))
