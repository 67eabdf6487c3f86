"""Papers of people go when their published time is over, and stay while something rests on them."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from billing.models import ArrearsShare, Dispute
from gasservice.files.actions import keep_upload
from gasservice.files.models import StoredFile
from gasservice.registry.access import midnight
from gasservice.registry.actions.papers import discard_old_papers
from gasservice.registry.models import HouseholdSize, PriorityNeed, Tenure
from gasservice.standards.models import KeepingRule
from tests.billing.conftest import NOON, account, lee, matter, mei
from tests.billing.test_payments import issued
from tests.files.pictures import picture, upload
from tests.shelf import publish_catalogue

__all__ = ["account", "lee", "matter", "mei"]
pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
# The photo of a household is kept for 12 months, the paper of a tenure for 36.
A_YEAR_AGO, THREE_YEARS_AGO = date(2025, 11, 26), date(2023, 11, 26)


@pytest.fixture(autouse=True)
def published(db):
    publish_catalogue()


def paper() -> StoredFile:
    return keep_upload(upload=upload(picture()), by=None, at=NOON)


def declared(account, since: date, **more) -> HouseholdSize:
    at = midnight(since)
    facts = {"persons": 5, "declared_at": at, "confirmed_at": at, "evidence": paper()} | more
    return HouseholdSize.objects.create(gas_account=account, since=since, **facts)


def left(account, on: date) -> Tenure:
    account.tenures.update(held_from=date(2020, 1, 1), held_until=on)
    return account.tenures.get()


def is_kept(row) -> bool:
    row.refresh_from_db()
    return row.evidence_id is not None


def test_what_goes_on_keeps_its_paper(account):
    row = declared(account, date(2020, 3, 1))
    account.tenures.update(evidence=paper())

    assert discard_old_papers(at=NOON) == 0
    assert is_kept(row)
    assert is_kept(account.tenures.get())


@pytest.mark.parametrize(("ended_on", "kept"), [(A_YEAR_AGO, False), (A_YEAR_AGO + DAY, True)])
def test_the_photo_of_a_household_goes_a_year_after_its_holder_left(account, ended_on, kept):
    row = declared(account, date(2024, 3, 1))
    left(account, ended_on)

    discard_old_papers(at=NOON)

    assert is_kept(row) == kept
    assert StoredFile.objects.count() == kept


THREE_MONTHS_AGO = date(2026, 8, 26)


def need_of(account, customer, **more) -> PriorityNeed:
    begun = midnight(date(2024, 3, 1))
    facts = {"consent_at": begun, "declared_at": begun, "review_on": date(2026, 12, 1), "evidence": paper()}
    facts |= {"premise": account.service_point.premise, "customer": customer, "declared_by": customer.user}
    return PriorityNeed.objects.create(kind="infant", **facts | more)


@pytest.mark.parametrize(("ended_on", "kept"), [(THREE_MONTHS_AGO - DAY, False), (THREE_MONTHS_AGO, True)])
def test_the_paper_of_a_need_goes_three_months_after_it_ended(account, ended_on, kept):
    customer = account.tenures.get().customer
    ended = need_of(account, customer, ended_at=midnight(ended_on))
    standing = need_of(account, customer, review_on=date(2025, 1, 1))

    discard_old_papers(at=NOON)

    assert (is_kept(ended), is_kept(standing)) == (kept, True)


@pytest.mark.parametrize(("left_on", "kept"), [(THREE_MONTHS_AGO, False), (THREE_MONTHS_AGO + DAY, True)])
def test_it_goes_three_months_after_the_customer_left(account, left_on, kept):
    row = need_of(account, account.tenures.get().customer)
    left(account, left_on)

    discard_old_papers(at=NOON)

    assert is_kept(row) == kept


def test_the_paper_of_a_need_stays_while_a_dispute_of_the_account_rests_on_it(account, matter):
    row = need_of(account, account.tenures.get().customer, ended_at=midnight(date(2026, 1, 1)))
    bill = issued(account, "30", NOON.date())
    dispute = Dispute.objects.create(case=matter, bill=bill, amount=30, held_from=bill.issued_on)
    discard_old_papers(at=NOON)
    assert is_kept(row)

    dispute.delete()
    discard_old_papers(at=NOON)
    assert not is_kept(row)


@pytest.mark.parametrize(("since", "kept"), [(A_YEAR_AGO - DAY, False), (A_YEAR_AGO, True)])
def test_it_goes_a_year_after_another_number_was_told_and_the_new_one_stays(account, since, kept):
    row = declared(account, date(2024, 3, 1))
    other = declared(account, since, persons=4)

    discard_old_papers(at=NOON)

    assert (is_kept(row), is_kept(other)) == (kept, True)


def test_it_goes_a_year_after_it_was_refused_and_not_while_it_waits(account, lee):
    long_ago = midnight(date(2024, 3, 1))
    refused = declared(
        account, date(2024, 3, 1), confirmed_at=None, refused_by=lee, refused_at=long_ago, refused_because="Whose?"
    )
    waiting = declared(account, date(2024, 4, 1), confirmed_at=None)

    assert discard_old_papers(at=NOON) == 1
    assert (is_kept(refused), is_kept(waiting)) == (False, True)


@pytest.mark.parametrize(("ended_on", "kept"), [(THREE_YEARS_AGO, False), (THREE_YEARS_AGO + DAY, True)])
def test_the_paper_of_a_tenure_goes_three_years_after_it(account, ended_on, kept):
    row = left(account, ended_on)
    Tenure.objects.update(evidence=paper())

    discard_old_papers(at=NOON)

    assert is_kept(row) == kept


@pytest.mark.parametrize("held_until", [None, NOON.date() + DAY, NOON.date()])
def test_a_dispute_keeps_the_papers_of_its_account_until_its_amount_is_due_again(account, matter, held_until):
    row = declared(account, date(2024, 3, 1))
    left(account, A_YEAR_AGO)
    bill = issued(account, "100.00", A_YEAR_AGO)
    decided = {"verdict": "refused", "decided_at": NOON, "proposed_at": NOON, "proposed_by": matter.owner}
    Dispute.objects.create(
        case=matter, bill=bill, amount=50, held_from=A_YEAR_AGO, held_until=held_until, **decided if held_until else {}
    )

    discard_old_papers(at=NOON)

    assert is_kept(row) == (held_until != NOON.date())


def test_a_shared_debt_of_nobody_keeps_them_until_it_is_written_off(account, lee):
    row = declared(account, date(2024, 3, 1))
    left(account, A_YEAR_AGO)
    share = ArrearsShare.objects.create(
        source="legacy", reference="OLD", gas_account=account, since=date(2024, 3, 1), until=date(2024, 4, 1),
        of_days=31, due_on=A_YEAR_AGO, volume_m3=Decimal(9), amount=90, made_at=NOON,
    )  # fmt: skip

    assert discard_old_papers(at=NOON) == 0
    ArrearsShare.objects.filter(pk=share.pk).update(written_off_at=NOON, because="Nobody", proposed_by=lee)
    assert discard_old_papers(at=NOON) == 1
    assert not is_kept(row)


def test_a_sweep_takes_a_portion_and_another_version_of_the_rule_holds_from_its_day(account):
    for month in range(1, 4):
        declared(account, date(2024, month, 1))
    left(account, date(2026, 5, 1))
    assert discard_old_papers(at=NOON) == 2  # overtaken by the third

    rule = KeepingRule.objects.get(paper="household")
    KeepingRule.objects.filter(pk=rule.pk).update(valid_until=date(2027, 1, 1))
    rule.pk, rule.valid_from, rule.months = None, date(2027, 1, 1), 6
    rule.save()
    assert discard_old_papers(at=NOON + timedelta(days=30)) == 0
    assert discard_old_papers(at=datetime(2027, 1, 1, 9, tzinfo=NOON.tzinfo), limit=1) == 1
    assert not StoredFile.objects.exists()


def test_the_times_are_published_with_what_they_rest_on(client):
    page = client.get(reverse("promises")).content.decode()

    assert "is deleted 12 months after you moved out" in page
    assert "Personal Information Protection Law" in page
