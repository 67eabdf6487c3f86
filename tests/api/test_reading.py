"""Who reads what: strangers nothing, customers their own story, the desk all of it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from gasservice.cases.actions.work import note_internally, take_case
from gasservice.cases.models import Case, CaseParticipant
from gasservice.cases.references import reference_of
from gasservice.cases.terms import Part
from gasservice.users.models import Team, User
from gasservice.users.terms import Role
from tests.cases.conftest import MONDAY_NINE, three
from tests.oversight.conftest import publish
from tests.registry.conftest import district, garden, outage_in  # noqa: F401
from tests.shelf import publish_catalogue

pytestmark = pytest.mark.django_db

SECRET_WORDS = "He calls every week."


@pytest.fixture
def stranger(db):
    return User.objects.create_user("bo@home.example", name="Bo")


@pytest.fixture
def many(kind, team, cast, mei):
    """Twelve cases of Mei's, the first the oldest."""
    return [
        Case.objects.create(
            reference=reference_of(20_000_000 + number),
            secret_hash=f"{number:064}",
            door="complaints",
            kind=kind,
            title=f"Matter {number}",
            channel="web",
            team=team,
            owner=cast["alice"] if number % 2 else None,
            status="in_progress" if number % 2 else "open",
            filed_by=mei,
            opened_at=MONDAY_NINE + timedelta(minutes=number),
        )
        for number in range(12)
    ]


def test_a_stranger_finds_nothing(speak, stranger, filed):
    program = speak(stranger)

    assert program.get("cases/").json()["results"] == []
    assert program.get(f"cases/{filed['reference']}/").status_code == 404
    assert program.post(f"cases/{filed['reference']}/withdrawal/").status_code == 404


def test_nobody_signed_in_is_asked_for_a_token(speak, filed):
    answer = speak().get(f"cases/{filed['reference']}/")

    assert (answer.status_code, answer["Content-Type"]) == (401, "application/problem+json")
    assert answer["WWW-Authenticate"] == 'Bearer realm="api"'


def test_whoever_is_named_in_it_finds_nothing(speak, cast, filed):
    CaseParticipant.objects.create(case=Case.objects.get(), user=cast["bob"], part=Part.NAMED)

    assert speak(cast["bob"]).get(f"cases/{filed['reference']}/").status_code == 404


def test_the_customer_never_sees_a_note(speak, mei, cast, filed):
    case = Case.objects.get()
    note_internally(case=case, words=SECRET_WORDS, by=cast["alice"], at=case.opened_at + timedelta(hours=1))

    theirs = speak(mei).get(f"cases/{case.reference}/")
    tracked = speak().get(f"tracking/{case.reference}/", X_Case_Code=filed["code"])
    ours = speak(cast["alice"]).get(f"cases/{case.reference}/")

    assert SECRET_WORDS in ours.text
    assert [line["note"]["body"] for line in ours.json()["story"] if line["note"]] == [SECRET_WORDS]
    for answer in (theirs, tracked):
        assert SECRET_WORDS not in answer.text
        assert all("note" not in line for line in answer.json()["story"])
        assert "last_event" not in answer.json()


def test_a_note_is_written_at_the_desk_only(speak, mei, cast, filed):
    here = f"cases/{filed['reference']}/notes/"

    assert speak(mei).post(here, {"words": "Hm"}).status_code == 403
    assert speak(cast["bob"]).post(here, {"words": "Hm"}).status_code == 200
    assert Case.objects.get().notes.count() == 1


def test_a_case_that_is_seen_but_not_worked_is_refused(speak, filed):
    south = Team.objects.create(code="south", **three("name", "South"))
    agent = User.objects.create_user("sam@gas.example", name="Sam", role=Role.AGENT, team=south)

    program, here = speak(agent), f"cases/{filed['reference']}/"

    assert program.get(here).status_code == 200
    assert program.post(f"{here}taking/").status_code == 403
    assert program.post(f"{here}resolution/", {"finding": "upheld", "words": "Yes"}).status_code == 403


def test_a_reply_written_before_something_new_arrived_is_stopped(speak, mei, cast, filed):
    here, desk = f"cases/{filed['reference']}/", speak(cast["alice"])
    desk.post(f"{here}taking/")
    seen = desk.get(here).json()["last_event"]
    speak(mei).post(f"{here}messages/", {"words": "One thing more."})

    late = desk.post(f"{here}messages/", {"words": "Too early.", "seen_event": seen})
    now = desk.get(here).json()["last_event"]
    again = desk.post(f"{here}messages/", {"words": "Now I know.", "seen_event": now})

    assert (late.status_code, late.json()["type"]) == (409, "urn:problem-type:something-new-arrived")
    assert again.status_code == 200
    assert [message.body for message in Case.objects.get().messages.all()][-1] == "Now I know."


def test_a_reply_says_what_its_writer_has_seen(speak, cast, filed):
    here, desk = f"cases/{filed['reference']}/", speak(cast["alice"])
    desk.post(f"{here}taking/")

    answer = desk.post(f"{here}messages/", {"words": "Blind."})

    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "#/seen_event")


def test_nobody_writes_to_the_customer_of_a_closed_case(speak, cast, filed):
    here, desk = f"cases/{filed['reference']}/", speak(cast["alice"])
    for act, said in (("taking", {}), ("resolution", {"finding": "done", "words": "Done."}), ("closing", {})):
        desk.post(f"{here}{act}/", said)

    seen = desk.get(here).json()["last_event"]
    answer = desk.post(f"{here}messages/", {"words": "By the way", "seen_event": seen})

    assert (answer.status_code, answer.json()["type"]) == (409, "urn:problem-type:not-possible-now")


def test_two_hands_take_a_case_and_one_gets_it(speak, cast, filed):
    here = f"cases/{filed['reference']}/taking/"

    first = speak(cast["lee"]).post(here)
    second = speak(cast["sun"]).post(here)

    assert first.status_code == 200
    assert (second.status_code, second.json()["type"]) == (409, "urn:problem-type:already-taken")
    assert Case.objects.get().owner == cast["lee"]


def test_number_and_code_open_a_case_and_the_number_alone_does_not(speak, filed):
    address = f"tracking/{filed['reference']}/"

    right = speak().get(address, X_Case_Code=filed["code"].lower().replace("-", " "))

    assert right.json()["reference"] == filed["reference"]
    assert right.json()["story"][0]["message"]["body"] == "The late charge is wrong. I paid on time."
    assert "no-store" in right["Cache-Control"]
    assert speak().get(address).status_code == 404
    assert speak().get(address, X_Case_Code="AAAA-BBBB-CCCC").status_code == 404
    assert speak().get("tracking/000-000-000/", X_Case_Code=filed["code"]).status_code == 404


def test_the_list_is_the_latest_first_in_pages(speak, mei, many):
    program = speak(mei)

    first = program.get("cases/?limit=5").json()
    second = program.get(first["next"].split("/api/v1/")[1]).json()
    third = program.get(second["next"].split("/api/v1/")[1]).json()
    back = program.get(third["previous"].split("/api/v1/")[1]).json()

    seen = [row["title"] for page in (first, second, third) for row in page["results"]]
    assert seen == [f"Matter {number}" for number in reversed(range(12))]
    assert (first["previous"], third["next"]) == (None, None)
    assert back["results"] == second["results"]


@pytest.mark.parametrize(("asked", "wrong"), [("cursor=x", "cursor"), ("limit=0", "limit"), ("limit=201", "limit")])
def test_a_page_that_is_none_is_refused(speak, mei, many, asked, wrong):
    answer = speak(mei).get(f"cases/?{asked}")

    assert (answer.status_code, answer.json()["errors"][0]["parameter"]) == (400, wrong)


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ("status=open", 6),
        ("team=north", 12),
        ("team=south", 0),
        ("door=billing", 0),
        ("kind=late-charge", 12),
        ("priority=emergency", 0),
    ],
)
def test_the_list_is_narrowed(speak, cast, many, asked, count):
    assert len(speak(cast["alice"]).get(f"cases/?{asked}").json()["results"]) == count


def test_what_nobody_can_narrow_by_is_refused(speak, cast, many):
    answer = speak(cast["alice"]).get("cases/?status=lost")

    assert (answer.status_code, answer.json()["errors"][0]["parameter"]) == (400, "status")


def test_a_case_is_found_by_words_and_by_number_and_only_by_who_may_see_it(speak, mei, stranger, filed):
    assert [row["reference"] for row in speak(mei).get("cases/?q=charge").json()["results"]] == [filed["reference"]]
    assert len(speak(mei).get(f"cases/?q={filed['reference']}").json()["results"]) == 1
    assert speak(mei).get("cases/?q=elephant").json()["results"] == []
    assert speak(stranger).get("cases/?q=charge").json()["results"] == []


@pytest.mark.parametrize("typed", ["%2B999123456", "1234567890123456789012345", "%27%20%26%20%21", "e" * 80])
def test_whatever_is_typed_finds_nothing_or_something_and_breaks_nothing(speak, cast, many, typed):
    assert speak(cast["alice"]).get(f"cases/?q={typed}").status_code == 200


def test_a_case_is_found_by_the_phone_of_its_customer(speak, cast, many):
    Case.objects.filter(pk=many[3].pk).update(contact_phone="+8613800138000")

    found = speak(cast["alice"]).get("cases/?q=138 0013 8000").json()["results"]

    assert [row["title"] for row in found] == ["Matter 3"]


def test_times_carry_the_offset_of_the_company(speak, mei, many):
    row = speak(mei).get("cases/?limit=1").json()["results"][0]

    assert row["opened_at"] == "2026-11-23T09:11:00+08:00"


def test_names_come_in_the_language_of_the_reader(speak, mei, many, kind):
    kind.name_zh_hans = "违约金"
    kind.save()

    row = speak(mei).get("cases/?limit=1", Accept_Language="zh-CN").json()["results"][0]

    assert row["kind"] == {"code": "late-charge", "name": "违约金"}


def test_a_list_costs_the_same_however_long(speak, cast, many, django_assert_max_num_queries):
    program = speak(cast["alice"])

    with django_assert_max_num_queries(5):
        assert len(program.get("cases/").json()["results"]) == 12


def test_a_whole_case_costs_a_fixed_number_of_questions(speak, cast, filed, django_assert_max_num_queries):
    case = Case.objects.get()
    take_case(case=case, by=cast["alice"], at=case.opened_at + timedelta(hours=1))
    for number in range(20):
        note_internally(case=case, words=str(number), by=cast["bob"], at=case.opened_at + timedelta(hours=2))
    program = speak(cast["alice"])

    with django_assert_max_num_queries(14):
        assert len(program.get(f"cases/{case.reference}/").json()["story"]) > 20


@pytest.fixture
def catalogue(db):
    publish_catalogue()


def test_the_catalogue_is_open_to_everybody(speak, catalogue, django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        services = speak().get("services/", Accept_Language="zh-CN").json()

    one = services[0]
    page = speak().get(f"services/{one['code']}/").json()
    assert (one["language"], one["name"]) == ("zh-hans", one["names"]["zh-hans"])
    assert page["service"]["code"] == one["code"]
    assert page["service"]["steps"]
    assert speak().get("services/no-such-thing/").status_code == 404


def test_the_kinds_of_a_door_are_those_that_may_be_filed(speak, catalogue):
    kinds = speak().get("kinds/?door=repairs").json()

    assert {kind["door"] for kind in kinds} == {"repairs"}
    assert "leak" not in {kind["code"] for kind in kinds}
    assert len(speak().get("kinds/").json()) > len(kinds)
    assert speak().get("kinds/?door=window").status_code == 400


def test_the_promises_are_those_we_publish(speak, catalogue):
    promises = speak().get("standards/").json()

    assert {"complaints", "billing", "repairs"} == {row["door"] for row in promises}
    assert all(row["promise"]["allowance"] > 0 and row["standard"]["words"] for row in promises)


def test_services_are_found_by_words(speak, catalogue):
    assert speak().get("services/?q=meter").json()
    assert speak().get("services/?q=elephant").json() == []


def test_where_gas_flows_everywhere_there_are_no_outages(speak):
    assert speak().get("outages/").json() == []


def test_the_figures_are_those_of_the_open_data(speak, client):
    publish()
    figures = speak().get("figures/").json()
    open_data = client.get("/how-we-are-doing/figures.json").json()

    assert figures["rows"] == open_data["rows"]
    assert figures["published_at"].endswith("+08:00")


def test_a_published_outage_is_told_in_all_languages(speak, garden, django_assert_max_num_queries):  # noqa: F811
    reasons = {"reason_en": "New valves", "reason_zh_hans": "更换阀门", "reason_zh_hant": "更換閥門"}
    outage_in(garden, starts_at=timezone.now(), **reasons)

    with django_assert_max_num_queries(2):
        outage = speak().get("outages/", Accept_Language="zh-TW").json()[0]

    assert (outage["reason"], outage["language"]) == ("更換閥門", "zh-hant")
    assert outage["reasons"]["zh-hans"] == "更换阀门"
    assert [place["code"] for place in outage["communities"]] == [garden.code]
