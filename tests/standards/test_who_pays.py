"""Whose each part is and who pays: published, dated, and priced by the fee table of the day."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from gasservice.standards.actions.loading import CatalogueRefused, load_catalogue
from gasservice.standards.actions.versions import follow_version, withdraw_version
from gasservice.standards.models import FeeItem, Responsibility
from gasservice.standards.queries import parts_on
from gasservice.standards.rules import price_range
from gasservice.users.models import User
from gasservice.users.terms import Role

TODAY = date(2026, 11, 25)
AMOUNTS = st.decimals(min_value=0, max_value=9999, places=2)
FEES = st.lists(st.tuples(AMOUNTS, st.none() | AMOUNTS).map(lambda fee: (fee[0], fee[1] and fee[0] + fee[1])))


@pytest.mark.parametrize(
    ("always", "perhaps", "low", "high"),
    [
        ([], [], 0, 0),
        ([(0, None)], [], 0, 0),
        ([(20, None), (35, None)], [], 55, 55),
        ([(20, None), (35, None)], [(65, 110)], 55, 165),
        ([(60, 150)], [(80, None)], 60, 230),
    ],
)
def test_a_price_runs_from_what_is_always_asked_to_what_may_come_on_top(always, perhaps, low, high):
    price = price_range(always, perhaps)

    assert (price.low, price.high) == (low, high)
    assert price.is_free == (high == 0)


@given(always=FEES, perhaps=FEES)
def test_a_price_never_ends_below_its_beginning_and_grows_with_each_fee(always, perhaps):
    price = price_range(always, perhaps)

    assert Decimal(0) <= price.low <= price.high
    assert price.low == price_range(always).low
    assert price.high >= price_range(always).high


@pytest.mark.django_db
def test_up_to_the_meter_it_is_ours_and_free_and_behind_it_it_is_offered(catalogue):
    said = {answer.row.part: answer for answer in parts_on(TODAY)}

    assert list(said) == ["before-meter", "meter", "after-meter", "appliance", "alarm"]
    assert [part for part, answer in said.items() if answer.price.is_free] == ["before-meter", "meter"]
    assert [part for part, answer in said.items() if answer.is_offer] == ["after-meter", "appliance", "alarm"]
    assert (said["after-meter"].price.low, said["after-meter"].price.high) == (55, 165)


@pytest.mark.django_db
def test_the_price_follows_the_fee_table_of_the_day(catalogue):
    before = parts_on(date(2025, 6, 1), ["after-meter"])

    assert before[0].price.low == 65  # the visit cost 30 until 2026


@pytest.mark.django_db
def test_who_must_be_asked_is_told_who_else_may_do_it(catalogue):
    for row in Responsibility.objects.filter(paid_by="customer"):
        assert row.others_en
        assert row.others_zh_hans
        assert row.others_zh_hant


@pytest.mark.django_db
def test_a_change_is_a_new_version_and_leaves_today_alone(catalogue):
    row, day = Responsibility.objects.get(part="meter"), timezone.localdate()

    following = follow_version(row=row, valid_from=day + timedelta(days=30), at=timezone.now())

    assert parts_on(day, ["meter"])[0].row == row
    assert parts_on(day + timedelta(days=31), ["meter"])[0].row == following
    withdraw_version(row=following, at=timezone.now())
    assert parts_on(day + timedelta(days=31), ["meter"])[0].row == row


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("fee_codes: [repair-ours]", "fee_codes: [moon]", "before-meter: there is no fee “moon”"),
        ("part: meter", "part: moon", "moon: part"),
        ("zh_hant: 燃氣錶（含電池、鉛封）\n", "zh_hant: ''\n", "meter: name lacks zh_hant"),
        ("belongs_to: company", "belongs_to: nobody", "before-meter: belongs_to"),
    ],
)
def test_what_is_wrong_with_the_file_is_told_with_its_place(db, files, old, new, told):
    folder = files("responsibilities", old, new)

    with pytest.raises(CatalogueRefused) as refused:
        load_catalogue(folder=folder)

    assert f"responsibilities.yaml: {told}" in refused.value.message
    assert not Responsibility.objects.exists()


@pytest.mark.django_db
def test_anybody_reads_the_table_with_its_picture_in_few_queries(client, catalogue, django_assert_max_num_queries):
    for language, word in {"en": "Whose is it", "zh-CN": "谁负责", "zh-TW": "誰負責"}.items():
        with django_assert_max_num_queries(2):
            page = client.get(reverse("who-pays"), headers={"accept-language": language})

        assert word in page.text
        assert "<svg" in page.text
        assert "55.00 – ¥165.00" in page.text


@pytest.mark.django_db
def test_the_services_the_fees_and_the_door_lead_to_the_table(client, catalogue):
    to_table = f'href="{reverse("who-pays")}"'

    for address in (reverse("service", args=["repair"]), reverse("fees"), "/repairs/new/"):
        assert to_table in client.get(address).text


@pytest.mark.django_db
def test_an_officer_cannot_name_a_fee_that_is_not_there(client, catalogue):
    officer = User.objects.create_user("officer@gas.example", name="Officer", role=Role.STANDARDS_OFFICER)
    client.force_login(officer)
    row = Responsibility.objects.get(part="alarm")
    day = timezone.localdate() + timedelta(days=30)
    following = follow_version(row=row, valid_from=day, at=timezone.now())
    address = reverse("admin:standards_responsibility_change", args=[following.pk])
    facts = {field.name: getattr(following, field.name) for field in Responsibility._meta.fields if field.editable}
    sent = {name: value for name, value in facts.items() if value is not None} | {"extra_fee_codes": ""}

    refused = client.post(address, sent | {"fee_codes": "moon"})
    client.post(address, sent | {"fee_codes": "alarm-test"})

    assert "moon" in refused.text
    following.refresh_from_db()
    assert following.fee_codes == ["alarm-test"]
    assert FeeItem.objects.filter(code="alarm-test").exists()
