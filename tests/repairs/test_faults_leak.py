"""The smell of gas at the repairs door: what to do comes first, and no form is needed for it."""

import pytest
from django.urls import reverse

from gasservice.cases.models import Case, Draft, Routing
from gasservice.notices.models import Delivery
from gasservice.users.models import Team
from tests.cases.conftest import three
from tests.repairs.test_faults import at, at_check, begin, office

__all__ = ["office"]
pytestmark = pytest.mark.django_db


def test_the_first_thing_at_the_door_is_what_to_do_about_a_leak(client, office):
    page = client.get(reverse("file-case", kwargs={"door": "repairs"})).text
    complaints = client.get(reverse("file-case", kwargs={"door": "complaints"})).text

    assert page.index("Do not write. Go outside and call") < page.index("What is it about?</h1>")
    assert "Do not write. Go outside and call" not in complaints


def test_the_kind_of_leaks_says_what_to_do_and_has_no_form(client, office):
    page = client.get(reverse("file-kind", kwargs={"door": "repairs", "kind_code": "leak"}))

    assert "Touch no switch" in page.text
    client.post(reverse("file-kind", kwargs={"door": "repairs", "kind_code": "leak"}))
    assert not Draft.objects.exists()


def test_a_leak_told_in_the_form_is_an_emergency_of_the_duty_desk(client, office):
    duty = Team.objects.create(code="emergency", duty_phone="+8613900000119", **three("name", "Emergency"))
    Routing.objects.create(door="repairs", kind_code="leak", team=duty)
    draft = begin(client)
    client.post(at(draft, "details"), {"part": "unsure"})
    asked = client.post(at(draft, "what"), {"story": "灶台边闻到煤气味"})
    client.post(asked.url, {"leak": "now"})
    client.post(at(draft, "where"), {"place_query": "滨江一号"})
    client.post(at(draft, "you"), {"contact_phone": "138 0013 8000", "language": "zh-hans"})

    for _ in range(2):
        client.post(at_check(draft))

    case = Case.objects.get()
    assert (case.priority, case.team) == ("emergency", duty)
    alert = Delivery.objects.get(notice__topic="duty-alert", channel="sms")
    assert (alert.address, alert.notice.is_urgent) == ("+8613900000119", True)


def test_a_leak_in_what_would_put_it_right_is_read_too(client, office):
    draft = begin(client)

    answer = client.post(at(draft, "what"), {"story": "灶具坏了", "remedy_sought": "快来，有煤气味"})

    assert answer.url == reverse("file-leak", kwargs={"door": "repairs", "submission": draft.submission})


def test_words_changed_after_it_was_past_are_read_again(client, office):
    draft = begin(client)
    client.post(at(draft, "what"), {"story": "上周有煤气味"})
    leak = reverse("file-leak", kwargs={"door": "repairs", "submission": draft.submission})
    client.post(leak, {"leak": "past"})

    same = client.post(at(draft, "what"), {"story": "上周有煤气味"})
    changed = client.post(at(draft, "what"), {"story": "现在煤气味很重"})

    assert same.url == at(draft, "details")
    assert changed.url == leak


def test_nobody_sends_a_leak_unasked(client, office):
    draft = begin(client)
    client.post(at(draft, "details"), {"part": "unsure"})
    client.post(at(draft, "what"), {"story": "灶台边闻到煤气味"})
    client.post(at(draft, "where"), {"place_query": "滨江一号"})
    client.post(at(draft, "you"), {"looks_here": "on", "language": "zh-hans"})

    sent = client.post(at_check(draft))

    assert sent.url == reverse("file-leak", kwargs={"door": "repairs", "submission": draft.submission})
    assert not Case.objects.exists()


@pytest.mark.parametrize("kind", ["fault", "appliance", "pipe-change", "new-connection", "meter-hanging"])
def test_whoever_smells_gas_now_is_asked_nothing_but_where_and_how_they_are_reached(client, office, kind):
    draft = begin(client, kind)
    asked = client.post(at(draft, "what"), {"story": "灶台边闻到煤气味"})

    onward = client.post(asked.url, {"leak": "now"})

    assert onward.url == at(draft, "where")
    assert len(client.get(onward.url).context["steps"]) == 4
    client.post(at(draft, "where"), {"place_query": "滨江一号"})
    client.post(at(draft, "you"), {"contact_phone": "138 0013 8000", "language": "zh-hans"})
    client.post(at_check(draft))
    assert Case.objects.get().priority == "emergency"
