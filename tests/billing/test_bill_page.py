"""A bill that explains itself: each kind of line in three languages, and to nobody but whoever it is addressed to."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from billing.actions.adjusting import adjust_bill
from billing.models import Bill, BillLine, Dispute, DisputedLine, LateWaiver
from billing.printing import bill_facts, bill_paper, payment_facts, payment_paper
from billing.queries.bills import receipt_of_payment
from billing.queries.explaining import explained
from billing.telling.bills import told
from billing.terms import AdjustmentCause
from gasservice.registry.models import Customer, FeeCharge, Tenure
from gasservice.standards.models import FeeItem
from gasservice.users.models import User
from tests.billing.conftest import NOON
from tests.billing.test_making import bill_until, meter_of
from tests.billing.test_payments import DUE, issued, pay
from tests.registry.conftest import read
from tests.shelf import publish_catalogue

pytestmark = pytest.mark.django_db
LANGUAGES = ("en", "zh-hans", "zh-hant")


@pytest.fixture(autouse=True)
def published(db):
    publish_catalogue()


@pytest.fixture
def january(account):
    bill_until(date(2026, 2, 2))
    return Bill.objects.get()


def words_of(bill: Bill, language: str = "en", day: date | None = None) -> str:
    with translation.override(language):
        whole = explained(bill, day or NOON.date())
        said = told(whole, NOON)
        lines = [text for line in said.lines for text in (line.title, line.sum, *line.reasons)]
        notes = [one.words for one in [*said.adjustments, *said.replaced]]
        measured = [text for group in said.groups for text in group.measured]
        return "\n".join([said.title, *measured, *lines, *notes, *said.disputes, *said.late])


def test_a_line_says_its_readings_its_tier_its_price_and_what_that_rests_on(january):
    said = words_of(january)

    assert "Meter LJ4711: 420 m³ on Thu 1 Jan, 450 m³ on Sun 1 Feb." in said
    assert "That makes 30 m³ in 31 days." in said
    assert "Tier 1: up to 500 m³ a year" in said
    assert "30 m³ × ¥2.32" in said
    assert "In 2026 you had used 0 m³ before this line" in said
    assert "so 500 m³ were left in it" in said
    assert "since Tue 1 Jul 2025" in said
    assert january.lines.get().tariff.basis_en in said


@pytest.mark.parametrize(
    ("language", "found"),
    [
        ("en", ["Tier 2: up to 660 m³ a year", "Thu 1 Jan, when the tiers of a year begin anew", "31 of 63 days"]),
        ("zh-hans", ["第1档：年用气量不超过500立方米", "阶梯气量重新起算", "按天数分摊：63天中的31天"]),
        ("zh-hant", ["第1檔：年用氣量不超過500立方米", "階梯氣量重新起算", "按天數分攤：63天中的31天"]),
    ],
)
def test_a_new_year_and_a_next_tier_are_told(account, language, found):
    read(meter_of(account), date(2026, 2, 2), "1990")
    bill_until(date(2026, 2, 3), since=date(2025, 12, 1))

    said = words_of(Bill.objects.get(), language)

    assert [words for words in found if words not in said] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_estimate_and_what_takes_its_place_are_told(account, language):
    for month in range(2, 12):
        bill_until(date(2026, month, 2))
    bill_until(date(2026, 12, 2), estimates=True)
    guess = Bill.objects.get(is_estimated=True)
    first = words_of(guess, language)
    read(meter_of(account), date(2027, 1, 1), "730")
    bill_until(date(2027, 1, 2))
    real = Bill.objects.get(since=date(2026, 11, 1), is_estimated=False)

    assert {"en": "the figure is an estimate", "zh-hans": "读数是估抄的", "zh-hant": "讀數是估抄的"}[language] in first
    assert guess.number in words_of(real, language)
    guess.refresh_from_db()
    assert {"en": "replaced by a reading", "zh-hans": "由实抄替代", "zh-hant": "由實抄替代"}[language] in words_of(
        guess, language
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_fee_says_its_receipt_and_its_basis(account, language):
    fee = FeeItem.objects.valid_on(DUE).first()
    facts = {"premise": account.service_point.premise, "gas_account": account, "fee_code": fee.code, "amount": 50}
    charge = FeeCharge.objects.create(reference="F1", fee=fee, charged_at=NOON, case_reference="1-2", **facts)
    bill = issued(account, "50", DUE)
    BillLine.objects.create(bill=bill, position=1, kind="fee", amount=50, fee_charge=charge)

    said = words_of(bill, language)

    column = language.replace("-", "_")
    assert getattr(fee, f"name_{column}") in said
    assert getattr(fee, f"basis_{column}") in said
    assert "F1" in said and "1-2" in said


def test_what_was_shared_out_because_the_account_changed_hands_is_told(account):
    old = account.tenures.get()
    Tenure.objects.filter(pk=old.pk).update(held_until=date(2026, 1, 11))
    bill_until(date(2026, 2, 2))

    assert "Nobody read the meter on Sun 11 Jan, when the account changed hands" in words_of(
        Bill.objects.get(tenure=old)
    )


def test_a_late_charge_says_its_days_and_what_was_dropped(account, mei):
    bill = issued(account, "1000", DUE)
    LateWaiver.objects.create(bill=bill, reason="other", asked_at=NOON, granted=2, decided_at=NOON)

    said = words_of(bill, day=DUE + timedelta(days=17))

    assert "10 days from Fri 18 Sep on, 0.5 ‰ of ¥1,000.00 for each" in said
    assert "Of it ¥2.00 was dropped." in said


def test_what_is_disputed_stands_still_on_its_line(january, matter, client, mei):
    line = january.lines.get()
    row = Dispute.objects.create(case=matter, bill=january, amount=Decimal("20.00"), held_from=date(2026, 2, 5))
    DisputedLine.objects.create(dispute=row, line=line, amount=Decimal("20.00"), reason="reading")

    whole = explained(january, date(2026, 2, 10))

    assert (whole.standing.payable, whole.lines[0].held) == (Decimal("49.60"), 20)
    assert f"Case {matter.reference}: ¥20.00 is disputed since Thu 5 Feb" in words_of(january, day=date(2026, 2, 10))
    client.force_login(mei)
    assert "¥20.00 disputed" in client.get(reverse("bill", args=[january.number])).content.decode()


def test_the_page_says_what_was_paid_and_what_is_left(january, account, client, mei, lee):
    pay(account, "20.00", date(2026, 2, 10))
    adjust_bill(bill=january, amount=Decimal("-9.60"), cause=AdjustmentCause.CHECK, words="Read anew", by=lee, at=NOON)
    client.force_login(mei)

    page = client.get(reverse("bill", args=[january.number])).content.decode()

    assert "Paid on Tue 10 Feb" in page
    assert "Read anew" in page
    assert reverse("payment", args=["R1"]) in page
    assert 'id="line-1"' in page


def test_the_paper_says_the_same_in_every_language(january, account):
    pay(account, "20.00", date(2026, 2, 10))
    january.refresh_from_db()
    for language in LANGUAGES:
        with translation.override(language):
            whole = explained(january, date(2026, 2, 11))
            facts = bill_facts(whole, NOON)

            assert facts["sums"][0][1] == "¥69.60"
            assert (facts["sums"][1][1], facts["sums"][-1][1]) == ("-¥20.00", "¥49.60")
            assert facts["to_pay"][1] == "¥49.60"
            assert facts["groups"][0]["lines"][0]["amount"] == "¥69.60"
            assert "2026" in facts["title"]
            assert bill_paper(whole, at=NOON).startswith(b"%PDF")


def test_the_paper_of_a_payment_says_what_it_paid(january, account):
    payment = pay(account, "80.00", date(2026, 2, 10))
    payment.refresh_from_db()
    receipt = receipt_of_payment(payment, Bill.objects.all())

    facts = payment_facts(receipt, NOON)

    assert [share[1] for share in facts["shares"]] == ["¥69.60", "¥10.40"]
    assert january.number in facts["shares"][0][0]
    assert payment_paper(receipt, at=NOON).startswith(b"%PDF")


def moved_out(account, day: date) -> User:
    """Let Mei move out and somebody else in."""
    Tenure.objects.filter(gas_account=account).update(held_until=day)
    new = User.objects.create_user("new@home.example", name="New", language="en")
    customer = Customer.objects.create(code="K2", name="New", user=new)
    Tenure.objects.create(gas_account=account, customer=customer, held_from=day)
    return new


def statuses(client, user, *addresses: str) -> list[int]:
    client.force_login(user)
    return [client.get(address).status_code for address in addresses]


def test_bills_and_payments_are_seen_in_ones_own_time_alone(account, client, mei):
    old_address = [reverse("bill", args=["T0"]), reverse("bill-paper", args=["T0"]), reverse("payment", args=["OLD"])]
    new_address = [reverse("bill", args=["T1"]), reverse("bill-paper", args=["T1"]), reverse("payment", args=["NEW"])]
    issued(account, "10", DUE)
    pay(account, "10", DUE, reference="OLD")
    new = moved_out(account, DUE + timedelta(days=10))
    later = issued(account, "20", DUE + timedelta(days=40))
    Bill.objects.filter(pk=later.pk).update(tenure=account.tenures.get(customer__user=new))
    pay(account, "20", DUE + timedelta(days=40), reference="NEW")
    stranger = User.objects.create_user("stranger@home.example", name="S")

    assert statuses(client, mei, *old_address) == [200] * 3
    assert statuses(client, mei, *new_address) == [404] * 3
    assert statuses(client, new, *new_address) == [200] * 3
    assert statuses(client, new, *old_address) == [404] * 3
    assert statuses(client, stranger, *old_address, *new_address) == [404] * 6


def test_a_payment_tells_no_number_of_a_bill_that_is_not_the_readers(account, client, mei):
    old = issued(account, "10", DUE)
    new = moved_out(account, DUE + timedelta(days=10))
    pay(account, "10", DUE + timedelta(days=20), bill=old)
    client.force_login(new)

    page = client.get(reverse("payment", args=["R1"])).content.decode()

    assert "Another bill of this account" in page
    assert "T0" not in page


def test_a_bill_that_waits_is_not_there_for_its_customer(january, client, mei, lee):
    Bill.objects.filter(pk=january.pk).update(released_at=None, doubts=["high"])
    address = reverse("bill", args=[january.number])

    assert statuses(client, mei, address) == [404]
    assert statuses(client, lee, address) == [200]


def test_a_reference_may_hold_any_sign(january, account, client, mei):
    payment = pay(account, "69.60", date(2026, 2, 10), reference="微信 20/26 #1")
    address = reverse("payment", args=[payment.reference])

    assert statuses(client, mei, address, reverse("payment-paper", args=[payment.reference])) == [200, 200]
    assert address in client.get(reverse("account-payments", args=[account.number])).content.decode()


def test_lists_go_on_page_by_page_the_latest_first(account, client, mei):
    for number in range(30):
        issued(account, "10", DUE + timedelta(days=number))
        pay(account, "1", DUE + timedelta(days=number), reference=f"P{number:02}")
    client.force_login(mei)
    for name, of in (("account-bills", "T"), ("account-payments", "P")):
        first = client.get(reverse(name, args=[account.number]))
        page = first.context["found"].page if of == "T" else first.context["page"]
        second = client.get(reverse(name, args=[account.number]), {"cursor": page.next})
        rest = second.context["found"].page if of == "T" else second.context["page"]

        rows = [*page.rows, *rest.rows]
        assert (len(page.rows), len(rest.rows)) == (24, 6)
        keys = [row.issued_on if of == "T" else row.paid_at for row in rows]
        assert keys == sorted(keys, reverse=True)


def test_a_list_says_how_each_bill_stands(account, client, mei, matter):
    today = timezone.localdate()
    paid = issued(account, "40", today - timedelta(days=200))
    pay(account, "40", paid.due_on)
    issued(account, "10", today + timedelta(days=5))
    late = issued(account, "20", today - timedelta(days=100))
    disputed = issued(account, "30", today - timedelta(days=50))
    Dispute.objects.create(case=matter, bill=disputed, amount=30, held_from=disputed.issued_on)
    client.force_login(mei)

    found = client.get(reverse("account-bills", args=[account.number])).context["found"]

    assert {row.bill.number: str(row.state) for row in found.rows} == {
        "T0": "paid",
        "T1": "due",
        "T2": "late",
        "T3": "disputed",
    }
    [owed] = found.to_pay
    assert (owed.held, owed.due_on, owed.is_late) == (30, late.due_on, True)
    assert owed.payable == 30 + owed.late


def test_my_gas_says_what_is_to_be_paid_until_when_and_leads_to_the_bill(account, client, mei):
    today = timezone.localdate()
    client.force_login(mei)
    assert "Nothing to pay now." in client.get(reverse("my-gas")).text

    first = issued(account, "86.40", today + timedelta(days=5))
    page = client.get(reverse("my-gas")).text
    assert "¥86.40" in page
    assert "To pay by" in page
    assert reverse("bill", args=[first.number]) in page

    issued(account, "10", today + timedelta(days=9))
    page = client.get(reverse("my-gas")).text
    assert "¥96.40" in page
    assert f'{reverse("account-bills", args=[account.number])}">See the bills' in page


def test_my_gas_tells_of_a_debt_of_a_time_that_is_over_and_not_of_anothers(account, client, mei):
    today = timezone.localdate()
    issued(account, "31.40", today + timedelta(days=5))
    Tenure.objects.filter(gas_account=account).update(held_until=today - timedelta(days=1))
    other = Tenure.objects.create(
        gas_account=account, customer=Customer.objects.create(code="C9", name="新住户"), held_from=today
    )
    theirs = issued(account, "77.70", today + timedelta(days=5))
    Bill.objects.filter(pk=theirs.pk).update(tenure=other)
    client.force_login(mei)

    page = client.get(reverse("my-gas")).text

    assert "¥31.40" in page
    assert "¥77.70" not in page
    assert "¥109.10" not in page


def test_a_paid_bill_leads_with_what_was_paid_and_when(january, account, client, mei):
    pay(account, "20.00", date(2026, 2, 10))
    pay(account, "49.60", date(2026, 2, 12), reference="R2")
    client.force_login(mei)

    page = client.get(reverse("bill", args=[january.number])).text

    assert '<p class="big">Paid: ¥69.60</p>' in page
    assert "In 2 payments, the last on Thu 12 Feb." in page
    assert '<p class="big">¥0.00' not in page


def test_the_csv_holds_amounts_days_and_volumes(january, account, client, mei):
    client.force_login(mei)

    lines = client.get(reverse("bills-csv", args=[account.number])).content.decode().splitlines()

    assert lines[0].startswith("number,issued_on,due_on,since,until,volume_m3")
    assert lines[1].startswith(f"{january.number},2026-02-02,2026-02-22,2026-01-01,2026-02-01,30.000,False,69.60")


def test_ones_own_data_holds_bills_and_payments(january, account, client, mei):
    pay(account, "69.60", date(2026, 2, 10))
    client.force_login(mei)

    said = client.get(reverse("my-data")).json()

    assert [(bill["number"], bill["lines"][0]["amount"]) for bill in said["bills"]] == [(january.number, "69.60")]
    assert [row["reference"] for row in said["payments"]] == ["R1"]


def test_the_api_explains_a_line_in_facts_and_in_words(january, client, mei):
    client.force_login(mei)

    [row] = client.get(reverse("api-bills")).json()["results"]
    whole = client.get(reverse("api-bill", args=[january.number])).json()

    assert (row["number"], row["amount"], row["state"]) == (january.number, "69.60", "late")
    [line] = whole["lines"]
    assert (line["tier"], line["used_m3"], line["upto_m3"], line["price"]) == (1, "0.000", "500.000", "2.3200")
    assert line["measured"] == line["measured"] | {"meter": "LJ4711", "start_index": "420.000", "end_index": "450.000"}
    assert (line["tariff"], line["tariff_valid_from"]) == ("residential", "2025-07-01")
    assert line["reasons"]


def test_the_api_pages_and_narrows(account, client, mei):
    for number in range(3):
        issued(account, "10", DUE + timedelta(days=number))
    client.force_login(mei)

    first = client.get(reverse("api-bills"), {"limit": 2, "account": account.number}).json()
    second = client.get(first["next"]).json()

    assert [[row["number"] for row in page["results"]] for page in (first, second)] == [["T2", "T1"], ["T0"]]
    assert client.get(reverse("api-bills"), {"account": "9"}).json()["results"] == []
