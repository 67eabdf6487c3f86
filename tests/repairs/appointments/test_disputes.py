"""Finding out about a visit of which the customer says that nobody came and the crew that it did."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from gasservice.cases.actions.appointments import book_appointment
from gasservice.cases.actions.disputes import OwnVisit, rule_on_visit
from gasservice.cases.actions.visits import record_arrival, record_no_access, report_not_come
from gasservice.cases.actions.work import NotPossibleNow
from gasservice.cases.following import FOLLOWED
from gasservice.cases.models import Appointment, Redress
from gasservice.cases.terms import EventKind, Ruling
from gasservice.notices.models import Delivery, NoticeText
from gasservice.standards.models import VisitRule
from gasservice.users.models import User
from gasservice.users.terms import Role
from repairs.actions.booking import book_visit
from repairs.actions.visits import add_photos, begin_visit, finish_visit
from repairs.models import Visit
from tests.files.pictures import picture, upload
from tests.repairs.appointments.conftest import MONDAY_NINE, days, hour, lay_yard

WEDNESDAY = days(2)
NOON, ONE = hour(12, WEDNESDAY), hour(13, WEDNESDAY)


@pytest.fixture
def boss(yard):
    return User.objects.create_user("boss@gas.example", name="Boss", role=Role.SUPERVISOR, team=yard.team)


@pytest.fixture
def visit(order, crew, yard):
    return book_visit(order=order, window_from=hour(8, WEDNESDAY), by=yard.customer, at=MONDAY_NINE)


@pytest.fixture
def dispute(visit, yard):
    return disputed(visit, yard)


def disputed(visit, yard):
    """The crew says that nobody opened at nine, the customer that nobody came."""
    record_no_access(appointment=visit, by=yard.mate, at=hour(9, WEDNESDAY))
    return report_not_come(appointment=visit, by=yard.customer, at=NOON)


def rule(dispute, by, ruling: Ruling = Ruling.OURS, at=ONE):
    return rule_on_visit(appointment=dispute, ruling=ruling, because="The tracker was elsewhere.", by=by, at=at)


def kinds_of(case) -> list[str]:
    return list(case.events.order_by("pk").values_list("kind", flat=True))


def test_whoever_answers_for_the_team_is_told_of_it_once_whoever_spoke_first(visit, boss, yard):
    yard.team.supervisor = boss
    yard.team.save()
    report_not_come(appointment=visit, by=yard.customer, at=NOON)
    assert not Delivery.objects.filter(notice__topic="visit-disputed").exists()

    record_arrival(appointment=visit, by=yard.mate, at=hour(12.1, WEDNESDAY))
    record_no_access(appointment=visit, by=yard.mate, at=hour(12.2, WEDNESDAY))

    assert Delivery.objects.get(notice__topic="visit-disputed", channel="portal").user == boss


def test_our_miss_breaks_the_promise_and_is_paid_for_once(dispute, boss):
    rule(dispute, boss)

    dispute.refresh_from_db()
    promise = dispute.commitment
    assert (dispute.state, dispute.ruling, dispute.ruled_by, dispute.ruled_at) == ("missed", "ours", boss, ONE)
    assert (promise.met_at, promise.ended_at, promise.missed_at) == (None, ONE, promise.due_at)
    assert Redress.objects.get(commitment=promise).amount == 30
    assert kinds_of(dispute.case)[-3:] == [EventKind.MISSED, EventKind.REDRESS, EventKind.VISIT_RULED]


def test_a_second_ruling_is_refused_and_changes_nothing(dispute, boss):
    rule(dispute, boss)

    with pytest.raises(NotPossibleNow):
        rule(dispute, boss, Ruling.CAME)

    dispute.refresh_from_db()
    assert (dispute.ruling, dispute.state) == ("ours", "missed")
    assert Redress.objects.count() == 1
    assert kinds_of(dispute.case).count(EventKind.VISIT_RULED) == 1


def test_where_we_came_all_stays_and_both_are_told(dispute, boss, yard):
    rule(dispute, boss, Ruling.CAME)

    dispute.refresh_from_db()
    assert (dispute.state, dispute.ruling) == ("no_access", "came")
    assert dispute.commitment.is_kept
    assert not Redress.objects.exists()
    assert Delivery.objects.filter(notice__topic="visit-ruled", user=yard.customer).exists()
    assert Delivery.objects.filter(notice__topic="visit-ruled-crew", user=yard.mate).exists()
    assert "The tracker was elsewhere." in NoticeText.objects.get(notice__topic="visit-ruled").body


@pytest.mark.parametrize(("is_ours", "state", "paid"), [(True, "missed", 1), (False, "no_access", 0)])
def test_whose_doubt_it_is_says_the_rule_of_its_day(dispute, boss, is_ours, state, paid):
    VisitRule.objects.update(doubt_is_ours=is_ours)

    rule(dispute, boss, Ruling.DOUBT)

    dispute.refresh_from_db()
    assert (dispute.state, dispute.ruling, Redress.objects.count()) == (state, "doubt", paid)


def test_a_visit_that_was_late_already_is_not_paid_for_twice(visit, boss, yard):
    record_arrival(appointment=visit, by=yard.mate, at=hour(12.5, WEDNESDAY))
    report_not_come(appointment=visit, by=yard.customer, at=ONE)
    assert Redress.objects.count() == 1

    rule(visit, boss, at=hour(14, WEDNESDAY))

    assert Redress.objects.count() == 1


def test_whoever_recorded_it_does_not_judge_it(visit, boss, yard):
    record_arrival(appointment=visit, by=boss, at=hour(9, WEDNESDAY))
    report_not_come(appointment=visit, by=yard.customer, at=NOON)

    with pytest.raises(OwnVisit):
        rule(visit, boss, Ruling.CAME)


def test_without_two_sides_there_is_nothing_to_decide(visit, boss, yard):
    report_not_come(appointment=visit, by=yard.customer, at=NOON)

    with pytest.raises(NotPossibleNow):
        rule(visit, boss)


def test_the_database_knows_no_ruling_without_two_sides(visit, boss):
    with pytest.raises(IntegrityError), transaction.atomic():
        Appointment.objects.filter(pk=visit.pk).update(ruling="ours", ruled_by=boss, ruled_at=ONE)


def test_after_our_miss_the_customer_chooses_again(dispute, boss, order, yard):
    rule(dispute, boss)

    again = book_visit(order=order, window_from=hour(8, days(3)), by=yard.customer, at=ONE)

    assert again.pk != dispute.pk
    with pytest.raises(NotPossibleNow):
        record_arrival(appointment=dispute, by=yard.mate, at=hour(14, WEDNESDAY))


@pytest.mark.django_db(transaction=True)
def test_two_supervisors_at_once_decide_once():
    yard = lay_yard()
    bosses = [
        User.objects.create_user(f"b{n}@gas.example", name=f"B{n}", role=Role.SUPERVISOR, team=yard.team)
        for n in range(2)
    ]
    facts = {"window_from": hour(8, WEDNESDAY), "window_until": NOON, "by": None, "at": MONDAY_NINE}
    dispute = disputed(book_appointment(case=yard.case(), purpose="repair", **facts), yard)

    def decide(by) -> bool:
        try:
            rule(dispute, by)
        except NotPossibleNow:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(decide, bosses)) == [False, True]
    assert Redress.objects.count() == 1


def test_a_supervisor_sees_both_sides_and_decides(client, visit, order, boss, yard):
    at_door = begin_visit(order=order, appointment=visit, by=yard.mate, at=hour(9, WEDNESDAY))
    add_photos(visit=at_door, stage="before", uploads=[upload(picture())], by=yard.mate, at=hour(9, WEDNESDAY))
    finish_visit(visit=at_door, outcome="no_access", found="Rang twice.", by=yard.mate, at=hour(9.2, WEDNESDAY))
    report_not_come(appointment=visit, by=yard.customer, at=NOON)
    client.force_login(boss)
    page = reverse("rule-on-visit", args=[visit.case.reference])

    assert page in client.get(visit.case.get_absolute_url()).text
    shown = client.get(page)
    assert reverse("work-file", args=[Visit.objects.get().photos.get().file_id]) in shown.text
    assert all(words in shown.text for words in ("Rang twice.", "Mate", "12:00", "09:00"))
    assert client.post(page, {"ruling": "ours"}).context["form"].errors.keys() == {"because"}

    client.post(page, {"ruling": "ours", "because": "Another house number."})

    visit.refresh_from_db()
    assert (visit.ruling, visit.ruled_because) == ("ours", "Another house number.")
    assert client.get(page).status_code == 404


@pytest.mark.parametrize("who", ["agent", "mate", "customer"])
def test_only_supervisors_find_out(client, dispute, yard, who):
    client.force_login(getattr(yard, who))

    assert client.get(reverse("rule-on-visit", args=[dispute.case.reference])).status_code == 404


def test_the_plan_of_the_day_names_what_waits_for_a_ruling(client, dispute, boss, yard):
    page = reverse("rule-on-visit", args=[dispute.case.reference])
    client.force_login(boss)
    assert page in client.get(reverse("day-plan")).text

    rule(dispute, boss)
    assert page not in client.get(reverse("day-plan")).text
    client.force_login(yard.agent)
    assert page not in client.get(reverse("day-plan")).text


def test_the_customer_reads_what_was_found_and_why(client, dispute, boss):
    session = client.session
    session[FOLLOWED] = {dispute.case.reference: dispute.case.secret_hash}
    session.save()
    rule(dispute, boss)

    page = client.get(reverse("tracked-case", args=[dispute.case.reference])).text

    assert page.count("The tracker was elsewhere.") == 2  # beside the visit, and in the story
    assert "Nobody came: it was our miss" in page
    assert "we were there at" not in page
