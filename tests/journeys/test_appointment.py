"""A customer agrees on a visit, moves it, is reminded of it, and is paid when nobody comes."""

from datetime import datetime, time, timedelta
from urllib.request import urlopen

from django.utils import timezone
from icalendar import Calendar
from playwright.sync_api import expect

from gasservice.cases.actions.filing import open_case
from gasservice.cases.models import Appointment, Redress
from gasservice.portal.sample.staff import email_of
from gasservice.registry.models import Community
from gasservice.standards.models import CaseKind
from gasservice.standards.terms import Purpose
from gasservice.users.models import User
from repairs.actions.crews import keep_crew, plan_shifts
from repairs.actions.orders import open_order
from repairs.terms import Skill
from tests.journeys.neglect import let_pass
from tests.journeys.office import body_of, link_in
from tests.journeys.people import PHONE

VISITED = "visited@home.example"


def test_it_is_agreed_moved_reminded_of_and_paid_for_when_nobody_comes(office, visit):
    case = something_to_mend()
    page = visit(**PHONE)
    page.goto(link_in(office.letter(to=VISITED, about=case.reference)))

    page.get_by_role("link", name="Choose a time").click()
    page.get_by_role("radio").last.check()
    page.get_by_role("button", name="Agree on this time").click()
    expect(page.get_by_text("Agreed. You find it here")).to_be_visible()
    first = event_in(office.letter(to=VISITED, about="We come"))

    page.get_by_role("link", name="Choose another time").click()
    page.get_by_role("radio").nth(-2).check()
    page.get_by_role("button", name="Agree on this time").click()
    expect(page.get_by_role("link", name="Add to my calendar")).to_be_visible()
    second = event_in(office.letter(to=VISITED, about="Another time"))
    assert (second["UID"], second["SEQUENCE"]) == (first["UID"], 1)
    assert second.start < first.start

    bring_near(case.appointments.get())
    assert "If nobody can be at home" in body_of(office.letter(to=VISITED, about="A reminder"))

    let_end(case.appointments.get())
    assert "We owe you ¥30.00" in body_of(office.letter(to=VISITED, about="did not come"))
    assert Redress.objects.get(commitment__promise="visit").amount == 30
    page.reload()
    expect(page.get_by_text("We owe you ¥30.00 for it").first).to_be_visible()
    expect(page.get_by_role("link", name="Choose a time")).to_be_visible()


def something_to_mend():
    """A visitor reports a fault, and a crew that could mend it is out for a fortnight."""
    now, garden = timezone.now(), Community.objects.select_related("district").first()
    boss = User.objects.get(email=email_of("field-supervisor"))
    names = {"name_en": "Crew", "name_zh_hans": "一组", "name_zh_hant": "一組"}
    facts = {"code": "journey", "team": boss.team, "skills": [Skill.REPAIR], "is_active": True}
    crew = keep_crew(crew=None, districts=[garden.district], members=[], by=boss, at=now, **names, **facts)
    hours = {"opens": time(8), "closes": time(20), "weekdays": range(7), "weeks": 3}
    plan_shifts(crew=crew, since=timezone.localdate(now), by=boss, at=now, **hours)
    kind = CaseKind.objects.valid_on(timezone.localdate(now)).get(door="repairs", code="fault")
    filer = {"contact_email": VISITED, "language": "en", "channel": "web", "title": "The stove does not light"}
    case = open_case(kind=kind, words="灶具打不着火。", by=None, at=now, community=garden, **filer).case
    open_order(case=case, kind=Purpose.REPAIR, by=boss, at=now)
    return case


def event_in(letter):
    """Fetch the calendar file that a letter leads to."""
    url = next(word for word in body_of(letter).split() if word.endswith(".ics"))
    with urlopen(url, timeout=30) as answer:  # noqa: S310  our own address
        return Calendar.from_ical(answer.read()).walk("VEVENT")[0]


def bring_near(appointment: Appointment) -> None:
    """Move a visit, agreed long ago, to an hour and a half from now."""
    shift(appointment, timezone.now() + timedelta(minutes=90))
    Appointment.objects.filter(pk=appointment.pk).update(changed_at=timezone.now() - timedelta(days=3))


def let_end(appointment: Appointment) -> None:
    """Move it back until its promise was due a minute ago."""
    shift(appointment, timezone.now() - timedelta(hours=4, minutes=16))
    let_pass(appointment.commitment, appointment.commitment.due_at)


def shift(appointment: Appointment, window_from: datetime) -> None:
    length = appointment.window_until - appointment.window_from
    rows = Appointment.objects.filter(pk=appointment.pk)
    rows.update(window_from=window_from, window_until=window_from + length)
