"""The desk: the queue, the case page and its acts, taking a caller in."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from gasservice.cases.actions.customer import customer_writes
from gasservice.cases.actions.filing import open_case
from gasservice.cases.actions.promises import escalate_due
from gasservice.cases.models import Case, Routing
from gasservice.cases.terms import Status
from gasservice.notices.models import Delivery
from gasservice.registry.models import Community, CommunityName, District
from gasservice.users.models import User
from tests.cases.conftest import MONDAY_NINE, SINCE, hours, three

pytestmark = pytest.mark.django_db


@pytest.fixture
def routing(team):
    return Routing.objects.create(door="complaints", team=team)


@pytest.fixture
def opened(kind, routing, policy):
    return one_more(kind)


def one_more(kind, at=MONDAY_NINE, **facts):
    known = {"channel": "web", "contact_name": "陈秀兰", "contact_phone": "+8613800138000", "title": "燃氣表漏氣"}
    return open_case(kind=kind, words="燃气表旁边一直响", by=None, at=at, **known | facts).case


def at_act(case, act: str) -> str:
    return reverse("case-act", args=[case.reference, act])


def queue(client, **query) -> str:
    return client.get(reverse("desk-queue"), query).text


@pytest.mark.parametrize("name", ["desk-queue", "take-call"])
def test_the_desk_does_not_exist_for_customers(client, name, opened):
    assert client.get(reverse(name)).status_code == 404
    client.force_login(User.objects.create_user("mei@example.com", name="Mei"))
    assert client.get(reverse(name)).status_code == 404
    assert client.get(opened.get_absolute_url()).status_code == 404
    assert client.post(at_act(opened, "take")).status_code == 404


def test_each_view_shows_its_cases(client, cast, opened, kind):
    client.force_login(cast["alice"])

    assert opened.reference not in queue(client, view="mine")
    assert opened.reference in queue(client, view="unowned")
    Case.objects.filter(pk=opened.pk).update(next_due_at=timezone.now() - hours(1))
    assert opened.reference in queue(client, view="late")

    client.post(at_act(opened, "take"))
    assert opened.reference in queue(client, view="mine")
    assert opened.reference not in queue(client, view="unowned")


@pytest.mark.parametrize("typed", ["138 0013 8000", "燃气表", "漏气", "旁边", "陈秀兰"])
def test_the_search_finds_a_case_by_phone_words_and_name(client, cast, opened, typed):
    client.force_login(cast["alice"])

    assert opened.reference in queue(client, q=typed)


def test_the_search_finds_a_case_by_its_number_even_when_closed(client, cast, opened):
    Case.objects.filter(pk=opened.pk).update(status=Status.WITHDRAWN)
    client.force_login(cast["alice"])

    assert opened.reference in queue(client, q=opened.reference.replace("-", " "))
    assert opened.reference not in queue(client, q="燃气表")
    assert opened.reference in queue(client, q="燃气表", closed="1")


def test_the_search_finds_a_case_by_a_former_name_of_its_estate(client, cast, kind, routing):
    district = District.objects.create(code="n", **three("name", "North"))
    community = Community.objects.create(code="C1", district=district, name="滨河花园")
    CommunityName.objects.create(
        community=community,
        name="红旗机械厂家属院",
        search_name="红旗机械厂家属院",
        known_from=SINCE,
        known_until=SINCE,
    )
    case = one_more(kind, community=community)
    client.force_login(cast["alice"])

    assert case.reference in queue(client, q="红旗机械厂")


def test_a_page_of_the_queue_takes_no_more_queries_for_more_cases(client, cast, kind, routing, policy):
    client.force_login(cast["alice"])
    counts = []
    for _ in range(2):
        for _ in range(4):
            one_more(kind)
        counts.append(queries_of(client))

    assert counts[0] == counts[1]


def queries_of(client) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("desk-queue"), {"view": "all"})
    return len(asked)


def test_the_queue_is_cut_into_pages_that_hold_every_case_once(client, cast, kind, routing, policy):
    made = {one_more(kind).reference for _ in range(55)}
    client.force_login(cast["alice"])

    first = client.get(reverse("desk-queue"), {"view": "all"})
    second = client.get(reverse("desk-queue") + first.context["later_url"])

    seen = [row.reference for page in (first, second) for row in page.context["rows"]]
    assert len(seen) == 55
    assert set(seen) == made


def test_a_case_is_worked_from_taking_to_closing(client, cast, opened):
    client.force_login(cast["alice"])

    client.post(at_act(opened, "take"))
    opened.refresh_from_db()
    client.post(opened.get_absolute_url(), {"audience": "reply", "body": "我们查一下", "seen": opened.last_event_id})
    client.post(at_act(opened, "hold"), {"waiting_for": "customer", "reason": "请发收据照片"})
    client.post(at_act(opened, "resume"))
    client.post(at_act(opened, "resolve"), {"finding": "upheld", "words": "违约金已退"})
    client.post(at_act(opened, "close"))

    opened.refresh_from_db()
    assert opened.status == Status.CLOSED
    assert opened.resolutions.get().words == "违约金已退"


def test_a_reply_is_stopped_by_what_arrived_and_its_words_stay(client, cast, opened):
    client.force_login(cast["alice"])
    client.post(at_act(opened, "take"))
    opened.refresh_from_db()
    seen = opened.last_event_id
    customer_writes(case=opened, words="还有一件事", by=None, at=MONDAY_NINE + hours(1))

    page = client.post(opened.get_absolute_url(), {"audience": "reply", "body": "已经办好", "seen": seen})

    assert "Something new arrived" in page.text
    assert "已经办好" in page.text
    assert "还有一件事" in page.text
    assert not opened.messages.filter(is_from_customer=False).exists()


def test_the_customer_never_hears_of_a_note(client, cast, opened):
    client.force_login(cast["bob"])
    before = Delivery.objects.count()

    client.post(opened.get_absolute_url(), {"audience": "note", "body": "老用户", "seen": "0"})

    assert opened.notes.get().body == "老用户"
    assert Delivery.objects.count() == before


def test_somebody_else_may_read_but_not_resolve(client, cast, opened):
    client.force_login(cast["alice"])
    client.post(at_act(opened, "take"))
    client.force_login(cast["bob"])

    assert client.get(opened.get_absolute_url()).status_code == 200
    assert client.get(at_act(opened, "resolve")).status_code == 403


def test_a_refusal_is_said_on_the_page_and_nothing_typed_is_lost(client, cast, opened):
    client.force_login(cast["alice"])
    client.post(at_act(opened, "take"))

    page = client.post(at_act(opened, "hold"), {"waiting_for": "", "reason": "请发收据照片"})

    assert page.status_code == 200
    assert "请发收据照片" in page.text
    assert "error-summary" in page.text


def test_a_supervisor_sees_what_has_climbed_and_reassigns_it(client, cast, opened):
    client.force_login(cast["sun"])
    assert opened.reference not in queue(client, view="climbed")
    escalate_due(at=MONDAY_NINE + hours(48))

    assert opened.reference in queue(client, view="climbed")
    page = client.get(opened.get_absolute_url())
    client.post(at_act(opened, "assign"), {"to_owner": cast["bob"].pk})

    opened.refresh_from_db()
    assert "Escalated to" in page.text
    assert opened.owner == cast["bob"]


def test_a_caller_is_taken_in_and_told_number_code_and_promise(client, cast, kind, routing, policy):
    client.force_login(cast["alice"])
    typed = {
        "submission": str(uuid4()),
        "channel": "phone",
        "kind": kind.pk,
        "words": "灶台没有气。昨天开始的。",
        "contact_name": "陈秀兰",
        "contact_phone": "13800138000",
        "language": "zh-hans",
    }

    pages = [client.post(reverse("take-call"), typed, follow=True) for _ in range(2)]

    case = Case.objects.get()
    assert (case.title, case.channel, case.filed_by) == ("灶台没有气", "phone", None)
    assert all(case.reference in page.text for page in pages)
    assert "First answer" in pages[0].text
    assert Delivery.objects.get(notice__key=f"case-filed:{case.pk}").address == "+8613800138000"


def test_a_caller_is_found_by_phone_with_what_is_open(client, cast, opened):
    client.force_login(cast["alice"])

    page = client.get(reverse("take-call"), {"q": "13800138000"})

    assert opened.reference in page.text


def test_only_who_took_the_caller_in_reads_the_code_back(client, cast, opened):
    client.force_login(cast["alice"])

    assert client.get(reverse("read-back", args=[opened.reference])).status_code == 404


def test_an_auditor_reads_and_is_offered_no_act(client, opened):
    client.force_login(User.objects.create_user("a@gas.example", name="audit", role="auditor"))

    page = client.get(opened.get_absolute_url())

    assert page.status_code == 200
    assert page.context["acts"] == []
    assert client.post(opened.get_absolute_url(), {"audience": "note", "body": "x", "seen": 0}).status_code == 403
