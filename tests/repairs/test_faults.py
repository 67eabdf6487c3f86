"""Asking for a repair: whose the part is, who pays and what it costs is answered before anything is sent."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from gasservice.cases.actions.filing import open_case
from gasservice.cases.actions.handing import transfer_case
from gasservice.cases.actions.work import take_case
from gasservice.cases.models import Case, Draft, Routing
from gasservice.standards.models import CaseKind, FeeItem, Responsibility
from gasservice.users.models import Team, User
from repairs.models import Fault
from tests.cases.conftest import three
from tests.shelf import publish_catalogue

pytestmark = pytest.mark.django_db
STORY = "灶具左边的灶眼打不着火。"


@pytest.fixture
def office(db):
    publish_catalogue()
    team = Team.objects.create(code="north", **three("name", "North"))
    for door in ("repairs", "complaints"):
        Routing.objects.create(door=door, team=team)
    return team


@pytest.fixture
def alice(office):
    return User.objects.create_user("alice@gas.example", name="alice", role="agent", team=office)


def begin(client, kind: str = "fault") -> Draft:
    client.post(reverse("file-kind", kwargs={"door": "repairs", "kind_code": kind}))
    return Draft.objects.get()


def at(draft, step: str) -> str:
    return reverse("file-step", kwargs={"door": "repairs", "submission": draft.submission, "step": step})


def at_check(draft) -> str:
    return reverse("file-check", kwargs={"door": "repairs", "submission": draft.submission})


def offered(client, draft, part: str = "appliance") -> tuple[str, str]:
    """Choose a part and give the two answers to its offer: yes and no."""
    client.post(at(draft, "details"), {"part": part})
    form = client.get(at(draft, "details")).context["form"]
    (yes, _), (no, _) = form.fields["offer"].choices
    return yes, no


def finish(client, draft) -> None:
    client.post(at(draft, "what"), {"story": STORY})
    client.post(at(draft, "where"), {"place_query": "滨江一号"})
    client.post(at(draft, "you"), {"looks_here": "on", "language": "zh-hans"})


def test_each_part_says_whose_it_is_and_what_it_costs_before_it_is_chosen(client, office):
    draft = begin(client)

    page = client.get(at(draft, "details")).text

    assert "It is ours, and we pay. Free." in page
    assert "It is yours, and you pay. ¥55.00 – ¥165.00." in page
    assert "I am not sure" in page


def test_a_part_of_ours_goes_on_and_its_answer_is_kept_with_the_case(client, office):
    draft = begin(client)
    answer = client.post(at(draft, "details"), {"part": "before-meter"})
    finish(client, draft)

    check = client.get(at_check(draft))
    client.post(at_check(draft))

    fault = Fault.objects.get()
    assert answer.url == at(draft, "where")
    assert "It is ours, and we pay." in check.text
    assert fault.told == Responsibility.objects.get(part="before-meter")
    assert (fault.price_high, fault.is_accepted, fault.decided_at) == (0, None, None)


def test_a_part_of_the_customers_is_offered_at_its_price_with_who_else_may_do_it(client, office):
    draft = begin(client)

    answer = client.post(at(draft, "details"), {"part": "appliance"})
    page = client.get(at(draft, "details"))

    assert answer.url == f"{at(draft, 'details')}#told"
    assert not page.context["form"].errors
    assert "Yes, please come at this price: ¥55.00 – ¥205.00" in page.text
    assert "licensed to install and repair gas appliances" in page.text
    assert "articles 27 and 32" in page.text


def test_an_offer_that_is_accepted_is_kept_with_its_price_and_time(client, office):
    draft = begin(client)
    yes, _no = offered(client, draft)
    client.post(at(draft, "details"), {"part": "appliance", "offer": yes})
    finish(client, draft)

    client.post(at_check(draft))

    fault = Fault.objects.get()
    assert (fault.part, fault.is_accepted) == ("appliance", True)
    assert (fault.price_low, fault.price_high) == (Decimal(55), Decimal(205))
    assert fault.decided_at == fault.told_at == Case.objects.get().opened_at


def test_whoever_declines_is_told_what_else_they_can_do_and_nothing_is_sent(client, office):
    draft = begin(client)
    _yes, no = offered(client, draft)

    answer = client.post(at(draft, "details"), {"part": "appliance", "offer": no})
    finish(client, draft)
    sent = client.post(at_check(draft))

    assert answer.url == reverse("without-us", args=["appliance"])
    assert "nothing is held against you" in client.get(answer.url).text
    assert sent.url == at(draft, "details")
    assert not Case.objects.exists()


def test_an_offer_must_be_answered_before_it_is_sent(client, office):
    draft = begin(client)
    offered(client, draft)
    finish(client, draft)

    assert client.post(at_check(draft)).url == at(draft, "details")


def test_nobody_accepts_a_price_that_they_have_not_seen(client, office):
    draft = begin(client)
    yes, _no = offered(client, draft)
    client.post(at(draft, "details"), {"part": "appliance", "offer": yes})
    FeeItem.objects.filter(code="repair-labour").update(amount=90)
    finish(client, draft)

    sent = client.post(at_check(draft))
    page = client.post(at(draft, "details"), {"part": "appliance", "offer": yes})

    assert sent.url == at(draft, "details")
    assert "look at the price again" in page.text
    assert "¥110.00" in page.text


def test_a_yes_to_one_part_is_none_to_another(client, office):
    draft = begin(client)
    yes, _no = offered(client, draft)

    page = client.post(at(draft, "details"), {"part": "after-meter", "offer": yes})

    assert page.context["form"].errors.keys() == {"offer"}


def test_whoever_is_not_sure_is_told_what_that_means_and_sends_it(client, office):
    draft = begin(client)
    client.post(at(draft, "details"), {"part": "unsure"})
    finish(client, draft)

    client.post(at_check(draft))

    fault = Fault.objects.get()
    assert (fault.part, fault.told, fault.price_low, fault.is_accepted) == ("unsure", None, None, None)


@pytest.mark.parametrize(
    ("kind", "parts"),
    [("gas-alarm", ["alarm", "unsure"]), ("appliance", ["after-meter", "appliance", "unsure"])],
)
def test_other_kinds_ask_for_the_parts_that_fit_them(client, office, kind, parts):
    form = client.get(at(begin(client, kind), "details")).context["form"]

    assert [value for value, _label in form.fields["part"].choices] == parts


def test_what_was_told_stands_on_the_customers_page_and_at_the_desk(client, office, alice):
    draft = begin(client)
    yes, _no = offered(client, draft, "after-meter")
    client.post(at(draft, "details"), {"part": "after-meter", "offer": yes})
    finish(client, draft)
    client.post(at_check(draft))
    case = Case.objects.get()

    tracked = client.get(reverse("tracked-case", args=[case.reference])).text
    client.force_login(alice)
    desk = client.get(case.get_absolute_url()).text

    for page in (tracked, desk):
        assert "¥55.00 – ¥165.00" in page
        assert "Price accepted" in page
        assert "articles 19 and 27" in page


def told_by_phone(kind: str = "fault") -> Case:
    chosen = CaseKind.objects.valid_on(timezone.localdate()).get(code=kind)
    return open_case(kind=chosen, words=STORY, by=None, at=timezone.now(), channel="phone").case


def test_the_desk_completes_a_case_that_came_by_phone(client, alice):
    case = told_by_phone()
    client.force_login(alice)
    address = reverse("note-part", args=[case.reference])
    assert address in client.get(case.get_absolute_url()).text

    answer = client.post(address, {"part": "appliance", "is_accepted": "true"})

    fault = Fault.objects.get()
    assert answer.url == case.get_absolute_url()
    assert (fault.case, fault.noted_by, fault.is_accepted) == (case, alice, True)
    assert address not in client.get(case.get_absolute_url()).text


def test_a_part_that_was_noted_is_not_noted_again(client, alice):
    case = told_by_phone()
    client.force_login(alice)
    address = reverse("note-part", args=[case.reference])
    client.post(address, {"part": "meter", "is_accepted": ""})

    page = client.post(address, {"part": "appliance", "is_accepted": "true"})

    assert "Somebody has noted the part meanwhile." in page.text
    assert Fault.objects.get().part == "meter"


def test_the_desk_completes_a_complaint_that_was_moved_here(client, alice):
    case = told_by_phone("repair-work")
    take_case(case=case, by=alice, at=timezone.now())
    fault = CaseKind.objects.valid_on(timezone.localdate()).get(code="fault")
    client.force_login(alice)
    assert client.get(reverse("note-part", args=[case.reference])).status_code == 404

    transfer_case(case=case, to_kind=fault, reason="报修", by=alice, at=timezone.now())

    assert client.get(reverse("note-part", args=[case.reference])).status_code == 200


def test_strangers_and_customers_note_no_parts(client, office):
    case = told_by_phone()
    address = reverse("note-part", args=[case.reference])
    mei = User.objects.create_user("mei@home.example", name="Mei")

    visitor = client.get(address)
    client.force_login(mei)

    assert visitor.status_code == client.get(address).status_code == 404


def test_nothing_is_offered_without_us_where_we_pay(client, office):
    assert client.get(reverse("without-us", args=["meter"])).status_code == 404
    assert client.get(reverse("without-us", args=["moon"])).status_code == 404


def test_what_we_do_not_do_is_answered_with_who_may(client, office):
    Responsibility.objects.filter(part="appliance").update(is_done_by_us=False)
    draft = begin(client)
    client.post(at(draft, "details"), {"part": "appliance"})

    page = client.get(at(draft, "details"))
    answer = client.post(at(draft, "details"), {"part": "appliance", "offer": "no"})

    assert "We do not do this work" in page.text
    assert "please come" not in page.text
    assert answer.url == reverse("without-us", args=["appliance"])
