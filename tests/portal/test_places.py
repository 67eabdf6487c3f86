"""Looking up a place by any name, and giving it a new one."""

import pytest
from django.urls import reverse

from gasservice.registry.models import Community
from gasservice.users.terms import Role
from tests.registry.conftest import person

pytestmark = pytest.mark.django_db
OF_GARDEN = ("place", ["community", "C1"])


def test_staff_find_a_place_by_its_former_name(client, garden):
    client.force_login(person("li", Role.AGENT))

    text = client.get(reverse("places"), {"name": "紅旗"}).text

    assert "阳光花园" in text
    assert "formerly 红旗大院" in text


def test_a_supervisor_renames_a_community_and_its_old_name_stands_on_its_page(client, garden, home):
    client.force_login(person("sun", Role.SUPERVISOR))
    url = reverse(OF_GARDEN[0], args=OF_GARDEN[1])

    client.post(url, {"name": "金色阳光城"})

    text = client.get(url).text
    assert all(name in text for name in ("金色阳光城", "阳光花园", "红旗大院"))
    assert "金色阳光城3栋2单元501室" in client.get(reverse("place", args=["premise", home.code])).text


def test_a_premise_is_renamed_on_its_own(client, home):
    client.force_login(person("sun", Role.SUPERVISOR))

    client.post(reverse("place", args=["premise", home.code]), {"name": "阳光花园甲3号501室"})

    home.refresh_from_db()
    assert home.address == "阳光花园甲3号501室"


def test_an_agent_reads_the_names_and_cannot_change_them(client, garden):
    client.force_login(person("li", Role.AGENT))
    url = reverse(OF_GARDEN[0], args=OF_GARDEN[1])

    assert "红旗大院" in client.get(url).text
    assert client.post(url, {"name": "金色阳光城"}).status_code == 403
    assert Community.objects.get().name == "阳光花园"


def test_the_name_in_use_is_refused_beside_the_field(client, garden):
    client.force_login(person("sun", Role.SUPERVISOR))

    answer = client.post(reverse(OF_GARDEN[0], args=OF_GARDEN[1]), {"name": "阳光花园"})

    assert "in use already" in answer.context["form"].errors["name"][0]


@pytest.mark.parametrize("role", [Role.CUSTOMER, Role.AUDITOR, Role.VOLUNTEER, Role.PARTY])
def test_the_pages_are_not_there_for_others(client, garden, role):
    client.force_login(person("x", role))

    assert client.get(reverse("places")).status_code == 404
    assert client.get(reverse(OF_GARDEN[0], args=OF_GARDEN[1])).status_code == 404
