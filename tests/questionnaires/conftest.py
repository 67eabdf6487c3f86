"""The places of questionnaires, their customers, and one that was launched."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from gasservice.questionnaires.actions.campaigns import add_question, draft_campaign, launch_campaign
from gasservice.questionnaires.models import Campaign
from gasservice.registry.models import Customer, GasAccount, ServicePoint, Tenure
from gasservice.users.models import User
from tests.registry.conftest import district, garden, premise_in, three  # noqa: F401

NOW = timezone.now()
TODAY = timezone.localdate(NOW)
SINCE = date(2020, 1, 1)
SCALE = {"kind": "scale", **three("words", "The hotline?")}
YES_NO = {"kind": "yes_no", **three("words", "Did you get the notice?")}
WORDS = {"kind": "words", **three("words", "What else?")}
CHOICE = {
    "kind": "choice",
    **three("words", "How do you pay?"),
    **{f"options_{c}": ["Bank", "App"] for c in ("en", "zh_hans", "zh_hant")},
}


@pytest.fixture
def officer(db):
    return User.objects.create_user("o@gas.example", name="Officer", role="standards_officer")


@pytest.fixture
def holders(garden):  # noqa: F811
    """Twelve homes; one person holds two of them."""
    rows = []
    for number in range(1, 13):
        point = ServicePoint.objects.create(code=f"S{number}", premise=premise_in(garden, "1", "1", str(number)))
        account = GasAccount.objects.create(number=f"1{number:03}", service_point=point, opened_on=SINCE)
        facts = {"name": f"K{number}", "email": f"k{number}@home.example", "language": "en"}
        customer = rows[-1] if number == 12 else Customer.objects.create(code=f"K{number}", **facts)
        Tenure.objects.create(gas_account=account, customer=customer, held_from=SINCE)
        rows.append(customer)
    return rows


def draft(officer, *questions, **facts) -> Campaign:
    usual = {"sample_size": 5, "opens_on": TODAY, "closes_on": TODAY + timedelta(days=7)}
    texts = {**three("title", "The hotline"), **three("purpose", "To be sooner on the phone")}
    campaign = draft_campaign(by=officer, at=NOW, **texts | usual | facts)
    for question in questions:
        add_question(campaign=campaign, **question)
    return campaign


@pytest.fixture
def launched(officer, holders):
    campaign = draft(officer, SCALE, YES_NO, CHOICE, WORDS)
    return launch_campaign(campaign=campaign, by=officer, at=NOW, seed="chance")
