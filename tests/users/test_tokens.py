"""Keys to the API."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import RequestFactory
from django.urls import path, reverse
from drf_spectacular.generators import SchemaGenerator
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from rest_framework.views import APIView

from gasservice.users.actions import TOKENS_AT_MOST, TooManyTokens, make_token, note_token_use, revoke_token
from gasservice.users.models import ApiToken, User
from gasservice.users.queries import token_with

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


class Who(APIView):
    """Say who asks."""

    serializer_class = Serializer

    def get(self, request):
        return Response({"who": request.user.name})


def ask(secret: str = "", scheme: str = "Bearer"):
    headers = {"Authorization": f"{scheme} {secret}"} if secret else {}
    return Who.as_view()(RequestFactory().get("/api/v1/who/", headers=headers))


def made(user, at=None, days=30):
    return make_token(user=user, name="meter export", days=days, at=at or datetime.now(UTC))


def test_a_token_acts_for_its_user(mei):
    _, secret = made(mei)

    assert ask(secret).data == {"who": "Mei"}
    assert ask(secret, scheme="bearer").data == {"who": "Mei"}


def test_without_a_token_the_answer_says_how_to_come_in():
    answer = ask()

    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, 'Bearer realm="api"')


@pytest.mark.parametrize("secret", ["gso_unknown", "x", "\u00e9"])
def test_an_unknown_token_is_refused_with_a_problem(mei, secret):
    answer = ask(secret)

    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, 'Bearer realm="api"')
    assert answer.data["detail"] == "This token is unknown, expired or revoked."


def test_a_token_expires(mei):
    _, secret = made(mei, NOON)

    assert token_with(secret, NOON + timedelta(days=30, seconds=-1)) is not None
    assert token_with(secret, NOON + timedelta(days=30)) is None


def test_a_revoked_token_opens_nothing(mei):
    token, secret = made(mei)

    revoke_token(token=token, at=datetime.now(UTC))

    assert ask(secret).status_code == 401


def test_the_token_of_somebody_let_in_no_more_opens_nothing(mei):
    _, secret = made(mei)
    User.objects.update(is_active=False)

    assert ask(secret).status_code == 401


def test_only_a_hash_is_kept(mei):
    token, secret = made(mei)

    assert secret not in str(ApiToken.objects.values().get())
    assert ask(token.secret_hash).status_code == 401


def test_its_use_is_noted_at_most_once_a_minute(mei, django_assert_num_queries):
    stale, _ = made(mei, NOON)
    note_token_use(token=stale, at=NOON)
    fresh = ApiToken.objects.get()

    with django_assert_num_queries(0):
        note_token_use(token=fresh, at=NOON + timedelta(seconds=59))
    note_token_use(token=stale, at=NOON + timedelta(seconds=59))
    assert ApiToken.objects.get().last_used_at == NOON
    note_token_use(token=fresh, at=NOON + timedelta(minutes=1))

    assert ApiToken.objects.get().last_used_at == NOON + timedelta(minutes=1)


def test_it_costs_one_query_and_one_note(mei, django_assert_num_queries):
    _, secret = made(mei)

    with django_assert_num_queries(2):
        ask(secret)
    with django_assert_num_queries(1):
        ask(secret)


def test_nobody_holds_more_tokens_than_they_can_watch(mei):
    for _ in range(TOKENS_AT_MOST):
        made(mei)

    with pytest.raises(TooManyTokens):
        made(mei)


def test_the_secret_is_shown_once(client, mei):
    client.force_login(mei)

    shown = client.post(reverse("my-tokens"), {"name": "meter export", "days": "30"})
    again = client.get(reverse("my-tokens"))

    secret = shown.context["secret"]
    assert secret.startswith("gso_")
    assert secret in shown.content.decode()
    assert "gso_" not in again.content.decode()
    assert "meter export" in again.content.decode()
    assert "no-cache" in shown.headers["Cache-Control"]


def test_a_token_that_never_expires_cannot_be_asked_for(client, mei):
    client.force_login(mei)

    client.post(reverse("my-tokens"), {"name": "for ever", "days": "36500"})

    assert not ApiToken.objects.exists()


def test_one_revokes_ones_own_tokens_only(client, mei, officer):
    mine, _ = made(mei)
    theirs, _ = made(officer)
    client.force_login(mei)

    client.post(reverse("revoke-token", args=[mine.pk]))
    answer = client.post(reverse("revoke-token", args=[theirs.pk]))

    assert answer.status_code == 404
    assert list(ApiToken.objects.filter(revoked_at__isnull=True)) == [theirs]


def test_the_schema_tells_about_tokens():
    schema = SchemaGenerator(patterns=[path("api/v1/who/", Who.as_view())]).get_schema(public=True)

    assert schema["components"]["securitySchemes"]["token"] == {"type": "http", "scheme": "bearer"}
