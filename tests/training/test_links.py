"""The bar of the desk links to the pages of training and of volunteers for exactly those who may open them."""

import pytest
from django.urls import reverse

from gasservice.users.models import User
from gasservice.users.terms import Role
from tests.cases.conftest import cast, team  # noqa: F401

pytestmark = pytest.mark.django_db
PAGES = ("people", "sampled-works", "courses", "observations-to-answer", "volunteers-to-vet")
STAFF = [role for role in Role if role not in (Role.CUSTOMER, Role.VOLUNTEER)]


def linked_and_open(client, user) -> tuple[set[str], set[str]]:
    """Give the pages that somebody's bar links to, and those that open for them."""
    client.force_login(user)
    bar = client.get(reverse("desk-queue")).text.split("</header>")[0]
    own = reverse("person", args=[user.pk])
    addresses = {name: reverse(name) for name in PAGES} | {"person": own}
    linked = {name for name, address in addresses.items() if f'href="{address}"' in bar}
    return linked, {name for name, address in addresses.items() if client.get(address).status_code == 200}


@pytest.mark.parametrize("role", STAFF)
def test_each_role_has_the_links_that_it_may_follow(client, team, role):  # noqa: F811
    linked, opened = linked_and_open(client, User.objects.create_user("x@gas.example", name="x", role=role, team=team))

    assert linked == opened


@pytest.mark.parametrize(("name", "has_people"), [("alice", False), ("lee", False), ("sun", True), ("hu", True)])
def test_who_heads_a_team_has_them_whatever_their_role_and_its_lead_has_not(client, cast, name, has_people):  # noqa: F811
    linked, opened = linked_and_open(client, cast[name])

    assert linked == opened
    assert ("people" in linked) == has_people
    assert "person" in linked
