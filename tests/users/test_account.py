"""One's own page."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from gasservice.users.actions import make_token

pytestmark = pytest.mark.django_db


def test_it_asks_who_one_is_first(client):
    for name in ("my-account", "my-data", "my-tokens", "invite-staff"):
        answer = client.get(reverse(name))
        assert answer.headers["Location"].startswith(reverse("account_login")), name


def test_it_shows_what_we_know(client, mei):
    client.force_login(mei)

    page = client.get(reverse("my-account")).content.decode()

    assert "mei@home.example" in page
    assert "not confirmed yet" in page


def test_it_costs_few_queries(client, mei, django_assert_max_num_queries):
    client.force_login(mei)

    with django_assert_max_num_queries(5):
        client.get(reverse("my-account"))


def test_one_takes_away_ones_own_data_and_no_secret(client, mei, officer):
    _, secret = make_token(user=mei, name="meter export", days=30, at=datetime.now(UTC))
    client.force_login(mei)

    answer = client.get(reverse("my-data"))

    facts = answer.json()
    assert (facts["name"], facts["email"], facts["role"]) == ("Mei", "mei@home.example", "customer")
    assert [token["name"] for token in facts["api_tokens"]] == ["meter export"]
    assert "attachment" in answer.headers["Content-Disposition"]
    assert "password" not in facts
    assert secret not in answer.content.decode()


def test_customers_and_colleagues_see_their_own_links(client, mei, officer):
    pages = []
    for user in (mei, officer):
        client.force_login(user)
        pages.append(client.get(reverse("my-account")).content.decode())

    assert [reverse("invite-staff") in page for page in pages] == [False, True]


def test_after_signing_in_everybody_lands_somewhere(client, mei, officer):
    assert client.get(reverse("after-sign-in"), follow=True).status_code == 200
    for user in (mei, officer):
        client.force_login(user)
        assert client.get(reverse("after-sign-in")).status_code == 302
