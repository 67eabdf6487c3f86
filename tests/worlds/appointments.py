"""Appointments in the world."""

from datetime import date, datetime, timedelta


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
    to_visit, visited, disputed = (order_of(people, garden, now) for _ in range(3))
    slot = slots_for(order=visited, at=now)[-1]
    visit = book_visit(order=visited, window_from=slot.window_from, by=people["owner"], at=now)
    shift = crew.shifts.last()
    dispute(disputed, people, today - timedelta(days=1))
    numbers = {"to_visit": to_visit.case.reference, "visited": visited.case.reference}
    numbers |= {"disputed": disputed.case.reference}
    return numbers | {"visit": visit.uid, "shift": shift.pk}


def dispute(order, people: dict, day: date) -> None:
    """The crew was there at nine and nobody opened; the owner says that nobody came."""
    from django.utils import timezone

    from gasservice.cases.actions.appointments import book_appointment
    from gasservice.cases.actions.visits import record_no_access, report_not_come
    from repairs.slots import moment_of

    seven, eight, nine, noon = (moment_of(day, hour * 60, timezone.get_default_timezone()) for hour in (7, 8, 9, 12))
    facts = {"window_from": eight, "window_until": noon, "by": people["owner"], "at": seven}
    visit = book_appointment(case=order.case, purpose=order.kind, **facts)
    record_no_access(appointment=visit, by=people["field"], at=nine)
    report_not_come(appointment=visit, by=people["owner"], at=noon)


def order_of(people: dict, garden, now: datetime):
    """The owner reports a fault, and a repair is to be made."""
    from gasservice.cases.actions.filing import open_case
    from gasservice.registry.models import Customer
    from gasservice.standards.terms import Purpose
    from repairs.actions.orders import open_order
    from tests.world import kind_called

    whose = {"customer": Customer.objects.get(), "community": garden, "channel": "web", "title": "热水器漏水"}
    filed = open_case(kind=kind_called("fault", now), words="热水器漏水。", by=people["owner"], at=now, **whose)
    return open_order(case=filed.case, kind=Purpose.REPAIR, by=people["agent"], at=now)
