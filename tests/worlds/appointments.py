"""Appointments in the world."""

from datetime import datetime, timedelta


def build(people: dict, names: dict, now: datetime) -> dict:
    """A crew that is out for a fortnight; the owner reports two faults and has agreed on a time for one of them."""
    from django.utils import timezone

    from gasservice.registry.models import Community
    from repairs.actions.booking import book_visit
    from repairs.models import Crew, Shift
    from repairs.queries.slots import slots_for
    from repairs.slots import moment_of
    from repairs.terms import Skill

    garden, zone, today = Community.objects.get(), timezone.get_default_timezone(), timezone.localdate(now)
    names_of_crew = {"name_en": "North crew 1", "name_zh_hans": "江北一组", "name_zh_hant": "江北一組"}
    crew = Crew.objects.create(code="north-1", team=people["field"].team, skills=Skill.values, **names_of_crew)
    crew.districts.add(garden.district)
    crew.members.add(people["field"])
    days = [today + timedelta(days=n) for n in range(15)]
    hours = [(moment_of(day, 480, zone), moment_of(day, 1200, zone)) for day in days]
    Shift.objects.bulk_create(Shift(crew=crew, starts_at=since, ends_at=until) for since, until in hours)
    to_visit, visited = (order_of(people, garden, now) for _ in range(2))
    slot = slots_for(order=visited, at=now)[-1]
    visit = book_visit(order=visited, window_from=slot.window_from, by=people["owner"], at=now)
    shift = crew.shifts.last()
    numbers = {"to_visit": to_visit.case.reference, "visited": visited.case.reference}
    return numbers | {"visit": visit.uid, "shift": shift.pk}


def order_of(people: dict, garden, now: datetime):
    """The owner reports a fault, and a repair is to be made."""
    from gasservice.cases.actions.filing import open_case
    from gasservice.cases.terms import Purpose
    from gasservice.registry.models import Customer
    from repairs.actions.orders import open_order
    from tests.world import kind_called

    whose = {"customer": Customer.objects.get(), "community": garden, "channel": "web", "title": "热水器漏水"}
    filed = open_case(kind=kind_called("fault", now), words="热水器漏水。", by=people["owner"], at=now, **whose)
    return open_order(case=filed.case, kind=Purpose.REPAIR, by=people["agent"], at=now)
