"""What holds at every address: problems, limits, sign-in, and a description that tells the truth."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.urls import get_resolver, reverse

from gasservice.users.terms import Role

pytestmark = pytest.mark.django_db

LATE = {"kind": "late-charge", "words": "The late charge is wrong."}


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("get", "nothing/", 404),
        ("get", "cases/", 401),
        ("delete", "complaints/", 405),
        ("get", "tracking/123-456-789/", 404),
        ("get", "services/nothing/", 404),
    ],
)
def test_every_error_is_a_problem(client, method, path, status):
    answer = getattr(client, method)(f"/api/v1/{path}")

    problem = answer.json()
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert {"type", "title", "status", "instance", "detail"} <= set(problem)
    assert (problem["status"], problem["instance"]) == (status, f"/api/v1/{path}")


def test_what_is_no_json_is_a_problem(client, doors):
    answer = client.post("/api/v1/complaints/", "{", content_type="application/json")

    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")


def test_what_is_another_format_is_a_problem(client, doors):
    answer = client.post("/api/v1/complaints/", LATE)

    assert (answer.status_code, answer["Content-Type"]) == (415, "application/problem+json")


@pytest.fixture
def rates(settings):
    def rates(**changed: str) -> None:
        known = settings.REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"]
        settings.REST_FRAMEWORK = settings.REST_FRAMEWORK | {
            "DEFAULT_THROTTLE_RATES": known | {name.replace("_", "-"): rate for name, rate in changed.items()}
        }

    return rates


def test_whoever_files_too_much_is_asked_to_wait(speak, doors, rates):
    rates(file_case="2/d/user")

    answers = [speak().post("complaints/", LATE) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [201, 201, 429]
    assert answers[2]["Content-Type"] == "application/problem+json"
    assert int(answers[2]["Retry-After"]) > 0


def test_a_visitor_and_a_user_are_counted_apart(speak, mei, rates):
    rates(anon="1/d/ip", user="2/d/user")
    program = speak(mei)

    visits = [speak().get("kinds/").status_code for _ in range(2)]
    calls = [program.get("cases/").status_code for _ in range(3)]

    assert visits == [200, 429]
    assert calls == [200, 200, 429]


def test_a_household_is_one_visitor_whatever_its_address(rates):
    rates(anon="1/d/ip")

    statuses = [
        Client(REMOTE_ADDR=f"2001:db8:1:2::{number}").get("/api/v1/kinds/").status_code for number in range(1, 3)
    ]

    assert statuses == [200, 429]


def test_codes_are_not_guessed(speak, filed, rates):
    rates(track="2/d/ip")
    for number in range(2):
        speak().get(f"tracking/{filed['reference']}/", X_Case_Code=f"AAAA-AAAA-AA{number:02}")

    answer = speak().get(f"tracking/{filed['reference']}/", X_Case_Code=filed["code"])

    assert answer.status_code == 429


@time_machine.travel(datetime(2026, 11, 23, 4, tzinfo=UTC), tick=False)
def test_whoever_guesses_here_cannot_go_on_guessing_on_the_page(client, speak, filed):
    for number in range(20):
        speak().get(f"tracking/{filed['reference']}/", X_Case_Code=f"AAAA-AAAA-AA{number:02}")

    assert client.post(reverse("track"), {"reference": filed["reference"], "secret": "x"}).status_code == 429


def test_a_page_of_ours_sends_its_csrf_token_and_a_page_of_others_cannot(mei, doors):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(mei)
    browser.get(reverse("account_reauthenticate"))

    stolen = browser.post("/api/v1/complaints/", LATE, content_type="application/json")
    browser.cookies["csrftoken"] = "a" * 32
    own = browser.post("/api/v1/complaints/", LATE, content_type="application/json", headers={"X-CSRFToken": "a" * 32})

    assert (stolen.status_code, stolen["Content-Type"]) == (403, "application/problem+json")
    assert own.status_code == 201


def test_staff_with_half_a_sign_in_reach_nothing(cast, settings):
    settings.STAFF_SECOND_FACTOR = True
    browser = Client()
    browser.force_login(cast["alice"])

    assert browser.get("/api/v1/cases/").status_code == 403


def test_a_volunteer_sees_no_cases(speak, filed, mei):
    mei.role = Role.VOLUNTEER
    mei.save()

    assert len(speak(mei).get("cases/").json()["results"]) == 1
    assert "note" not in speak(mei).get(f"cases/{filed['reference']}/").json()["story"][0]


def test_the_schema_is_valid_and_says_all_it_should(tmp_path):
    call_command("spectacular", validate=True, fail_on_warn=True, file=str(tmp_path / "schema.yaml"))


def test_every_post_tells_of_idempotency_keys_and_every_answer_of_problems(client):
    schema = client.get(reverse("api-schema"), headers={"Accept": "application/json"}).json()

    operations = [(method, told) for path in schema["paths"].values() for method, told in path.items()]
    assert len(operations) > 20
    for method, told in operations:
        assert "application/problem+json" in told["responses"]["default"]["content"]
        assert told["description"]
        if method == "post":
            assert "Idempotency-Key" in {parameter["name"] for parameter in told["parameters"]}


def test_every_post_honours_idempotency_keys():
    views = {
        pattern.callback.view_class
        for resolver in get_resolver().url_patterns
        if str(resolver.pattern).startswith("api/v1/") and hasattr(resolver, "url_patterns")
        for pattern in resolver.url_patterns
    }

    posting = [view for view in views if hasattr(view, "post")]
    assert len(posting) > 10
    assert all(hasattr(view.post, "__wrapped__") for view in posting)


def test_the_page_about_the_api_leads_to_the_tokens_and_runs_no_script_but_ours(client):
    answer = client.get(reverse("api-docs"))

    assert answer.status_code == 200
    assert reverse("my-tokens") in answer.text
    assert "<style" not in answer.text
    assert "<script>" not in answer.text
    assert "SwaggerUIBundle" in client.get(reverse("api-docs") + "?script=").text


def test_asking_what_may_be_sent_breaks_nothing(speak, mei, filed):
    paths = ["cases/", f"cases/{filed['reference']}/transfer/", f"cases/{filed['reference']}/handover/", "complaints/"]

    statuses = {Client().options(f"/api/v1/{path}", headers=speak(mei).headers).status_code for path in paths}

    assert statuses == {200}


def test_a_sign_that_no_database_takes_is_refused(client):
    assert client.get("/api/v1/services/?q=%00").status_code == 400
