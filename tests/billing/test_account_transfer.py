"""From who asks for an account to handing it over: the case leads there, with what it knows filled in."""

import pytest
from django.urls import reverse

from gasservice.cases.actions.filing import open_case
from gasservice.cases.models import Routing
from gasservice.registry.models import Customer
from gasservice.standards.models import CaseKind
from gasservice.users.models import Team
from gasservice.users.terms import Role
from tests.cases.conftest import MONDAY_NINE, SINCE
from tests.registry.conftest import account, district, garden, home, mei, person, three  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.fixture
def lee(db):
    user = person("lee", Role.AGENT)
    Routing.objects.create(door="billing", team=Team.objects.get())
    return user


@pytest.fixture
def ask(lee):
    """File a case about the name of an account, on the telephone."""
    kind = CaseKind.objects.create(door="billing", code="account-transfer", valid_from=SINCE, **three("name", "Name"))

    def ask(**facts):
        return open_case(
            kind=kind, words="I bought it.", title="Name", by=lee, at=MONDAY_NINE, channel="phone", **facts
        ).case

    return ask


def form_from(client, case) -> dict:
    page = client.get(reverse("case", args=[case.reference])).text
    way = f"{reverse('hand-over-account', args=['1000001'])}?case={case.reference}"
    assert way in page
    return client.get(way).context["form"].initial


def test_a_visitor_stands_in_the_form_with_name_and_telephone(client, ask, lee, account, mei):  # noqa: F811
    case = ask(gas_account=account, contact_name="Ann", contact_phone="+8613800000009")
    client.force_login(lee)

    assert form_from(client, case) == {"known_as": "+8613800000009", "name": "Ann", "note": case.reference}


def test_who_stands_in_our_books_does_so_by_their_number_but_not_who_gives_it_up(client, ask, lee, account, mei):  # noqa: F811
    ann = Customer.objects.create(code="K9", name="Ann")
    client.force_login(lee)

    for customer, known_as in ((ann, "K9"), (mei, "")):
        case = ask(gas_account=account, customer=customer)
        assert form_from(client, case) == {"known_as": known_as, "note": case.reference}


def test_without_an_account_the_desk_is_told_to_ask(client, ask, lee):
    case = ask()
    client.force_login(lee)

    assert "Which account it is has not been named" in client.get(reverse("case", args=[case.reference])).text


def test_a_case_of_another_account_fills_in_nothing(client, ask, lee, account, mei):  # noqa: F811
    case = ask(contact_name="Ann")
    client.force_login(lee)
    page = reverse("hand-over-account", args=[account.number])

    assert client.get(f"{page}?case={case.reference}").context["form"].initial == {}
