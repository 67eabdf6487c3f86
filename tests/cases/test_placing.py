"""Setting the place of a case at the desk, by any name the place ever had."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from gasservice.cases.actions.appointments import book_appointment, cancel_appointment
from gasservice.cases.actions.placing import set_place
from gasservice.cases.actions.story import record_event
from gasservice.cases.actions.work import NotPossibleNow, close_case, resolve_case
from gasservice.cases.models import CaseEvent
from gasservice.cases.terms import EventKind
from gasservice.registry.models import Community, Customer, GasAccount, Premise, ServicePoint, Tenure
from tests.cases.conftest import MONDAY_NINE
from tests.registry.conftest import district, garden, premise_in  # noqa: F401

pytestmark = pytest.mark.django_db
TOMORROW = MONDAY_NINE + timedelta(days=1)


@pytest.fixture
def home(garden):  # noqa: F811
    return premise_in(garden, "3", "2", "501")


@pytest.fixture
def other(garden):  # noqa: F811
    yard = Community.objects.create(code="C2", district=garden.district, name="老槐树院")
    return premise_in(yard, "1", "1", "101")


def place_at(case, premise, by, at=MONDAY_NINE):
    return set_place(case=case, premise=premise, reason="She said so on the phone", by=by, at=at)


def visit_of(case, by):
    facts = {"window_from": TOMORROW, "window_until": TOMORROW + timedelta(hours=4), "by": by, "at": MONDAY_NINE}
    return book_appointment(case=case, purpose="repair", **facts)


def test_a_case_without_a_place_gets_one_with_a_reason_in_the_story(case, cast, home):
    placed = place_at(case, home, cast["alice"])

    assert (placed.premise, placed.community, placed.gas_account) == (home, home.community, None)
    event = CaseEvent.objects.get(kind=EventKind.PLACED)
    assert (event.by, event.words) == (cast["alice"], "She said so on the phone")


def test_setting_the_same_place_again_writes_nothing(case, cast, home):
    place_at(case, home, cast["alice"])
    place_at(case, home, cast["bob"])

    assert CaseEvent.objects.filter(kind=EventKind.PLACED).count() == 1


def test_the_account_that_its_customer_holds_there_comes_with_it(case, cast, home, other):
    mei = Customer.objects.create(code="K1", name="Mei")
    accounts = []
    for number, premise in enumerate((home, other)):
        point = ServicePoint.objects.create(code=f"SP{number}", premise=premise)
        account = GasAccount.objects.create(number=f"7{number}", service_point=point, opened_on=date(2020, 1, 1))
        Tenure.objects.create(gas_account=account, customer=mei, held_from=date(2020, 1, 1))
        accounts.append(account)
    case.customer, case.gas_account = mei, accounts[0]
    case.save()

    assert place_at(case, other, cast["alice"]).gas_account == accounts[1]


def test_while_a_visit_is_agreed_for_another_place_it_stays(case, cast, home, other):
    place_at(case, home, cast["alice"])
    visit = visit_of(case, cast["alice"])

    with pytest.raises(NotPossibleNow):
        place_at(case, other, cast["alice"])
    cancel_appointment(appointment=visit, reason="Wrong address", by=cast["alice"], at=MONDAY_NINE)

    assert place_at(case, other, cast["alice"]).premise == other


def test_a_visit_to_a_home_that_was_only_unknown_stays_agreed(case, cast, home):
    case.community = home.community
    case.save()
    visit = visit_of(case, cast["alice"])

    place_at(case, home, cast["alice"])

    visit.refresh_from_db()
    assert visit.is_booked


def test_what_was_done_at_a_place_belongs_to_it_unless_it_was_taken_back(case, cast, home, other):
    place_at(case, home, cast["alice"])
    record_event(case=case, kind=EventKind.WORK_DONE, by=cast["alice"], at=MONDAY_NINE)

    with pytest.raises(NotPossibleNow):
        place_at(case, other, cast["alice"])
    record_event(case=case, kind=EventKind.METER_TAKEN_BACK, by=cast["alice"], at=MONDAY_NINE)

    assert place_at(case, other, cast["alice"]).premise == other


def test_a_case_that_is_over_stays_where_it_was(case, cast, home):
    resolve_case(case=case, finding="done", words="Done.", by=cast["alice"], at=MONDAY_NINE)
    close_case(case=case, by=cast["alice"], at=MONDAY_NINE)

    with pytest.raises(NotPossibleNow):
        place_at(case, home, cast["alice"])


def test_the_desk_finds_the_place_by_a_former_name(client, case, cast, home):
    client.force_login(cast["bob"])
    page = reverse("case-place", args=[case.reference])
    assert page in client.get(case.get_absolute_url()).text

    shown = client.get(page, {"name": "红旗大院3栋2单元501"}).text
    assert home.address in shown
    assert "红旗大院" in shown
    said = {"premise": home.pk, "reason": "By telephone"}
    client.post(f"{page}?name=红旗大院3栋2单元501", said)

    case.refresh_from_db()
    assert case.premise == home


def test_what_the_customer_typed_is_looked_up_first(client, case, cast, home):
    case.place_typed = "阳光花园3栋2单元501"
    case.save()
    client.force_login(cast["bob"])

    assert home.address in client.get(reverse("case-place", args=[case.reference])).text


def test_a_home_of_no_book_is_entered_and_offered(client, case, cast, garden):  # noqa: F811
    client.force_login(cast["bob"])
    said = {"community": garden.pk, "building": "8", "room": "101"}

    answer = client.post(f"{reverse('case-new-place', args=[case.reference])}?name=阳光花园", said, follow=True)

    home = Premise.objects.get(building="8")
    assert [pk for pk, _ in answer.context["form"].fields["premise"].choices] == [home.pk]


def test_whoever_does_not_work_cases_finds_no_such_page(client, case, cast, home):
    cast["bob"].role = "auditor"
    cast["bob"].save()
    client.force_login(cast["bob"])

    assert client.get(reverse("case-place", args=[case.reference])).status_code == 404
