"""Limits, counted on the real cache."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import RequestFactory

from gasservice.users.models import User
from gasservice.web.limits import client_ip, limit, network_of, rate_named, seconds_to_wait

MIDNIGHT = 1_700_006_400.0  # a moment at which a minute, an hour and a day begin in UTC


@limit("door", "2/d/ip")
def door(request):
    return HttpResponse("come in")


@limit("letterbox", "1/d/ip", only_posts=True)
def letterbox(request):
    return HttpResponse("thank you")


def ask(path="/", method="get", user=None, **headers):
    request = getattr(RequestFactory(), method)(path, **headers)
    request.user = user or AnonymousUser()
    return request


def test_it_lets_as_many_through_as_the_rate_says(db):
    statuses = [door(ask()).status_code for _ in range(4)]

    assert statuses == [200, 200, 429, 429]


def test_one_address_does_not_stop_another(db):
    for _ in range(3):
        door(ask(REMOTE_ADDR="192.0.2.1"))

    assert door(ask(REMOTE_ADDR="192.0.2.2")).status_code == 200


def test_the_page_says_in_plain_words_how_long_to_wait(db):
    for _ in range(3):
        answer = door(ask())

    assert 0 < int(answer["Retry-After"]) <= 86400
    assert "Try again in " in answer.content.decode()


def test_the_api_gets_a_problem(db):
    for _ in range(3):
        answer = door(ask("/api/v1/cases/"))

    assert (answer["Content-Type"], answer.status_code) == ("application/problem+json", 429)
    assert "Retry-After" in answer


def test_reading_a_form_is_free_where_only_posts_count(db):
    statuses = [letterbox(ask(method=method)).status_code for method in ("get", "get", "post", "post", "get")]

    assert statuses == [200, 200, 200, 429, 200]


def test_a_user_is_counted_wherever_they_are(db):
    mei = User.objects.create_user("mei@home.example", name="Mei")
    rate = rate_named("1/h/user")

    waits = [
        seconds_to_wait("home", rate, ask(user=mei, REMOTE_ADDR=address), now=MIDNIGHT)
        for address in ("192.0.2.1", "192.0.2.2")
    ]

    assert waits == [0, 3600]


@pytest.mark.parametrize(("words", "seconds"), [("1/s/ip", 1), ("1/m/ip", 60), ("1/h/ip", 3600), ("1/d/ip", 86400)])
def test_the_wait_ends_with_the_window(words, seconds):
    rate = rate_named(words)
    seconds_to_wait("clock", rate, ask(), now=MIDNIGHT)

    assert seconds_to_wait("clock", rate, ask(), now=MIDNIGHT + seconds - 1) == 1
    assert seconds_to_wait("clock", rate, ask(), now=MIDNIGHT + seconds) == 0


def test_forty_at_once_are_counted_one_by_one():
    rate = rate_named("10/m/ip")

    with ThreadPoolExecutor(20) as crowd:
        waits = list(crowd.map(lambda _: seconds_to_wait("crowd", rate, ask(), now=MIDNIGHT), range(40)))

    assert waits.count(0) == 10


@pytest.mark.parametrize(
    ("proxies", "seen"),
    [(0, "10.0.0.9"), (1, "203.0.113.7"), (2, "198.51.100.1"), (3, "10.0.0.9")],
)
def test_only_our_own_proxies_are_believed(settings, proxies, seen):
    settings.TRUSTED_PROXIES = proxies
    request = ask(REMOTE_ADDR="10.0.0.9", headers={"X-Forwarded-For": "198.51.100.1, 203.0.113.7"})

    assert client_ip(request) == seen


def test_a_household_holds_a_whole_ipv6_network():
    assert network_of("2001:db8:1:2:aaaa::1") == network_of("2001:db8:1:2:bbbb::1") == "2001:db8:1:2::/64"
    assert network_of("192.0.2.1") == "192.0.2.1"


def test_a_rate_nobody_understands_is_refused():
    with pytest.raises(ValueError, match="per ip or per user"):
        rate_named("1/m/planet")
