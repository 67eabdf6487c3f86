"""A leak told in the middle of something else: stopped first, then an emergency of its own and the duty desk told."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from gasservice.cases.actions.filing import open_case
from gasservice.cases.actions.handing import transfer_case
from gasservice.cases.actions.promises import make_promises
from gasservice.cases.actions.work import hold_case, take_case
from gasservice.cases.following import FOLLOWED
from gasservice.cases.models import Case, Draft, Message, Routing
from gasservice.files.models import StoredFile
from gasservice.notices.models import Delivery, Notice
from gasservice.standards.models import CaseKind, ServiceStandard, SlaPolicy, WorkingCalendar
from gasservice.standards.queries import policies_for
from gasservice.users.models import Team, User
from tests.cases.conftest import MONDAY_NINE, SINCE, three
from tests.cases.test_filing_pages import photo

pytestmark = pytest.mark.django_db
LEAK = "现在厨房有很重的煤气味"
DUTY_PHONE = "+8613900000119"
HOUR = timedelta(hours=1)


@pytest.fixture
def duty(team):
    """The emergency team: a telephone that is always answered, and wang, who leads it."""
    emergency = Team.objects.create(
        code="emergency", duty_phone=DUTY_PHONE, duty_email="duty@gas.example", **three("name", "Emergency")
    )
    wang = User.objects.create_user("wang@gas.example", name="wang", role="agent", team=emergency)
    Team.objects.filter(pk=emergency.pk).update(lead=wang)
    Routing.objects.create(door="complaints", team=team)
    Routing.objects.create(door="repairs", kind_code="leak", team=emergency)
    return emergency


@pytest.fixture
def leak_kind(db):
    facts = {"priority": "emergency", "can_be_filed": False, "valid_from": SINCE}
    return CaseKind.objects.create(door="repairs", code="leak", **facts, **three("name", "I smell gas"))


@pytest.fixture
def told(client, kind, duty, leak_kind):
    """A visitor's complaint, whose tracked page this browser has open."""
    facts = {"channel": "web", "contact_name": "陈秀兰", "contact_phone": "+8613800138000", "place_typed": "滨江一号"}
    case = open_case(kind=kind, words="违约金算错了。", by=None, at=MONDAY_NINE, **facts).case
    session = client.session
    session[FOLLOWED] = {case.reference: case.secret_hash}
    session.save()
    return case


def hidden_in(page) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page.text))


def emergencies() -> list[Case]:
    return list(Case.objects.filter(priority="emergency"))


def addresses_told() -> set[str]:
    alerts = Delivery.objects.filter(notice__topic="duty-alert").exclude(channel="portal")
    return set(alerts.values_list("address", flat=True))


def test_a_message_that_reads_like_a_leak_is_stopped_before_it_is_sent(client, told):
    page = client.post(reverse("tracked-case", args=[told.reference]), {"body": LEAK})

    assert "Touch no switch" in page.text
    assert hidden_in(page)["body"] == LEAK
    assert told.messages.count() == 1
    assert not emergencies()


@pytest.mark.parametrize(
    ("language", "words"), [("en", "It smells of gas now"), ("zh-CN", "现在就有燃气味"), ("zh-TW", "現在就有燃氣味")]
)
def test_the_page_in_between_speaks_three_languages(client, told, language, words):
    address = reverse("tracked-case", args=[told.reference])

    page = client.post(address, {"body": LEAK}, headers={"accept-language": language})

    assert words in page.text
    assert f'action="{address}"' in page.text


def test_told_that_it_smells_now_it_opens_an_emergency_beside_the_old_case(client, told, duty):
    address = reverse("tracked-case", args=[told.reference])
    asked = client.post(address, {"body": LEAK})

    answer = client.post(address, hidden_in(asked) | {"leak": "now"})

    (emergency,) = emergencies()
    assert answer.url == reverse("case-filed", args=[emergency.reference])
    assert client.get(answer.url).status_code == 200
    assert (emergency.kind.code, emergency.team, emergency.contact_name) == ("leak", duty, "陈秀兰")
    assert told.messages.last().body == LEAK
    assert f"see also case {emergency.reference}" in client.get(address).text
    assert emergency.events.get(kind="linked").words == told.reference


def test_the_duty_desk_is_told_once_at_any_hour_however_often_it_is_pressed(client, told, duty):
    address = reverse("tracked-case", args=[told.reference])
    sent = hidden_in(client.post(address, {"body": LEAK})) | {"leak": "now"}

    for _ in range(2):
        client.post(address, sent)

    assert len(emergencies()) == 1
    alert = Notice.objects.get(topic="duty-alert")
    assert alert.is_urgent
    assert addresses_told() == {DUTY_PHONE, "duty@gas.example", "wang@gas.example"}
    assert set(Delivery.objects.filter(notice=alert).values_list("not_before", flat=True)) == {alert.created_at}
    body = alert.texts.get(language="zh-hans").body
    assert all(fact in body for fact in (emergencies()[0].reference, "滨江一号", "138 0013 8000", LEAK))


def test_whoever_says_that_it_is_past_is_believed_and_their_message_sent(client, told):
    address = reverse("tracked-case", args=[told.reference])
    asked = client.post(address, {"body": LEAK})

    client.post(address, hidden_in(asked) | {"leak": "past"})

    assert told.messages.last().body == LEAK
    assert not emergencies()


def test_a_photo_that_came_with_it_is_not_lost(client, told):
    address = reverse("tracked-case", args=[told.reference])
    asked = client.post(address, {"body": LEAK, "photos": [photo()]})

    client.post(address, hidden_in(asked) | {"leak": "past"})

    assert told.messages.last().attachments.get().file == StoredFile.objects.get()
    assert not Draft.objects.exists()


def test_another_browser_cannot_take_the_photo(client, told, kind):
    address = reverse("tracked-case", args=[told.reference])
    asked = client.post(address, {"body": LEAK, "photos": [photo()]})
    stranger = type(client)()
    session = stranger.session
    session[FOLLOWED] = {told.reference: told.secret_hash}
    session.save()

    stranger.post(address, hidden_in(asked) | {"leak": "past"})

    assert not told.messages.last().attachments.exists()


def test_a_mark_that_we_did_not_give_opens_nobody_elses_emergency(client, told, leak_kind):
    other = open_case(kind=leak_kind, words=LEAK, by=None, at=MONDAY_NINE, channel="web").case
    address = reverse("tracked-case", args=[told.reference])

    answer = client.post(address, {"body": LEAK, "leak": "now", "leak_token": str(other.submission)})

    assert other.reference not in answer.url
    assert len(emergencies()) == 2


@pytest.mark.parametrize(("name", "field"), [("not-solved", "because"), ("rate-here", "words")])
def test_other_words_of_a_customer_are_read_too(client, told, name, field):
    page = client.post(reverse(name, args=[told.reference]), {field: LEAK})

    assert "Touch no switch" in page.text


def test_a_stranger_learns_nothing_of_a_case_by_writing_of_leaks(client, told):
    stranger = type(client)()

    assert stranger.post(reverse("tracked-case", args=[told.reference]), {"body": LEAK}).status_code == 404


def test_a_call_that_reads_like_a_leak_becomes_an_emergency_when_it_smells_now(client, cast, kind, duty):
    client.force_login(cast["alice"])
    call = {"channel": "phone", "kind": kind.pk, "words": LEAK, "language": "zh-hans"}
    call |= {"submission": "5f0c1f3e-58c5-4a52-9f0f-2f4f0a3f7f10"}

    asked = client.post(reverse("take-call"), call)
    client.post(reverse("take-call"), hidden_in(asked) | {"leak": "now"})

    assert "Read it out to the caller" in asked.text
    (emergency,) = emergencies()
    assert emergency.team == duty
    assert DUTY_PHONE in addresses_told()


def test_what_the_desk_itself_writes_is_left_alone(client, told, cast):
    take_case(case=told, by=cast["alice"], at=MONDAY_NINE)
    client.force_login(cast["alice"])

    client.post(
        reverse("case-act", args=[told.reference, "resolve"]), {"finding": "done", "words": "漏气点已修复，无煤气味。"}
    )

    told.refresh_from_db()
    assert told.status == "resolved"


def test_an_emergency_does_not_get_the_days_of_its_kind(kind, policy):
    clock = WorkingCalendar.objects.create(code="always", keeps_holidays=False, **three("name", "Round the clock"))
    standard = ServiceStandard.objects.get()
    common = {"standard": standard, "door": "complaints", "promise": "first_answer", "valid_from": SINCE}
    SlaPolicy.objects.create(
        kind_code=kind.code, allowance=5, unit="working_days", calendar=policy.calendar, warn_minutes=60, **common
    )
    at_once = SlaPolicy.objects.create(
        priority="emergency", allowance=60, unit="calendar_minutes", calendar=clock, warn_minutes=5, **common
    )

    chosen = policies_for(kind, "emergency", MONDAY_NINE.date())

    assert chosen["first_answer"] == at_once
    assert policies_for(kind, "normal", MONDAY_NINE.date() + timedelta(days=1))["first_answer"].kind_code == kind.code


def test_words_sent_through_the_api_open_an_emergency_at_once(client, told, kind, duty):
    mei = User.objects.create_user("mei@home.example", name="Mei")
    case = open_case(kind=kind, words="违约金算错了。", by=mei, at=MONDAY_NINE, channel="web").case
    client.force_login(mei)

    answer = client.post(reverse("api-messages", args=[case.reference]), {"words": LEAK}, "application/json")

    (emergency,) = emergencies()
    assert answer.json()["emergency"]["reference"] == emergency.reference
    assert answer.json()["emergency"]["safety"]["emergency_phone"]
    assert (emergency.channel, emergency.filed_by) == ("api", mei)
    assert DUTY_PHONE in addresses_told()


def test_other_words_sent_through_the_api_open_nothing(client, told, kind):
    mei = User.objects.create_user("mei@home.example", name="Mei")
    case = open_case(kind=kind, words="违约金算错了。", by=mei, at=MONDAY_NINE, channel="web").case
    client.force_login(mei)

    answer = client.post(reverse("api-messages", args=[case.reference]), {"words": "请尽快。"}, "application/json")

    assert answer.json()["emergency"] is None
    assert not emergencies()


def test_who_does_not_work_here_finds_no_desk_by_writing_of_leaks(client, told):
    assert client.post(reverse("take-call"), {"words": LEAK}).status_code == 404


def test_a_need_that_speaks_of_gas_in_the_air_is_stopped_and_believed(client, duty, leak_kind):
    mei = User.objects.create_user("mei@home.example", name="Mei")
    client.force_login(mei)
    address = reverse("priority-needs")

    asked = client.post(address, {"details": LEAK})
    client.post(address, hidden_in(asked) | {"leak": "now"})

    assert "Touch no switch" in asked.text
    assert [(case.filed_by, case.contact_name) for case in emergencies()] == [(mei, "Mei")]


def test_a_case_that_turns_out_to_be_a_leak_rings_the_duty_desk_at_once_and_once(case, cast, policy, duty, leak_kind):
    [office_hours] = make_promises(case=case, at=MONDAY_NINE)
    Message.objects.create(case=case, body=LEAK, at=MONDAY_NINE, is_from_customer=True)
    standing = {"standard": policy.standard, "calendar": policy.calendar, "valid_from": SINCE, "warn_minutes": 5}
    facts = {"door": "repairs", "kind_code": "leak", "promise": "first_answer", "priority": "emergency"}
    SlaPolicy.objects.create(allowance=30, unit="calendar_minutes", **facts, **standing)
    hold_case(case=case, waiting_for="customer", reason="A photo", by=cast["alice"], at=MONDAY_NINE + HOUR)

    noon = MONDAY_NINE + 3 * HOUR
    transfer_case(case=case, to_kind=leak_kind, reason="It smells of gas", by=cast["alice"], at=noon)

    case.refresh_from_db()
    office_hours.refresh_from_db()
    assert (case.priority, case.team, case.owner, case.status) == ("emergency", duty, None, "open")
    assert (office_hours.ended_at, office_hours.missed_at) == (noon, None)
    assert case.commitments.running().get().due_at == case.next_due_at == noon + HOUR / 2
    alert = Notice.objects.get(topic="duty-alert")
    assert alert.is_urgent
    assert set(alert.deliveries.values_list("address", flat=True)) >= {DUTY_PHONE, "duty@gas.example"}
    assert LEAK in alert.texts.first().body

    transfer_case(case=case, to_kind=CaseKind.objects.get(code="late-charge"), reason="No", by=cast["lee"], at=noon)
    transfer_case(case=case, to_kind=leak_kind, reason="Yes", by=cast["lee"], at=noon + HOUR)

    assert Notice.objects.filter(topic="duty-alert").count() == 1
    assert case.commitments.running().get().due_at == noon + HOUR / 2


def test_a_case_that_moves_without_danger_rings_nobody(case, cast, policy, duty):
    [promise] = make_promises(case=case, at=MONDAY_NINE)
    pipes = CaseKind.objects.create(door="repairs", code="pipe-change", valid_from=SINCE, **three("name", "Pipes"))
    Routing.objects.create(door="repairs", team=duty)

    transfer_case(case=case, to_kind=pipes, reason="About pipes", by=cast["alice"], at=MONDAY_NINE)

    assert case.commitments.running().get() == promise
    assert not Notice.objects.filter(topic="duty-alert").exists()
