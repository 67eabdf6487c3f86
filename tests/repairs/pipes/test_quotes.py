"""Quotes: made from the fee table, sent, answered, charged, and the final bill beside them."""

from decimal import Decimal
from threading import Barrier, Thread

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gasservice.cases.models import Case, Commitment
from gasservice.notices.models import Notice
from gasservice.registry.models import FeeCharge
from gasservice.standards.models import DiscountRule, FeeItem
from gasservice.standards.terms import Purpose
from repairs.actions.answers import QuoteNotOpen, accept_quote, decline_quote, expire_quotes
from repairs.actions.charges import pay_back, withdraw_charge
from repairs.actions.fees import add_fee_line
from repairs.actions.pipe_work import follow_finished_work
from repairs.actions.prices import PriceNotPublished, WhyThisPrice
from repairs.actions.quotes import (
    QuoteIsSent,
    QuoteNotReady,
    begin_quote,
    choose_discounts,
    drop_line,
    put_line,
    send_quote,
)
from repairs.actions.statements import begin_final_bill, issue_final_bill, state_final_bill
from repairs.actions.visits import begin_visit, finish_visit
from repairs.models import FeeLine, Quote, WorkOrder
from repairs.queries.accounts import owed_back_to_all
from repairs.terms import VisitOutcome
from tests.api.conftest import speak
from tests.repairs.pipes.conftest import DAY, MONDAY, account, fee, file_case, order_of, pay_all

__all__ = ["speak"]
pytestmark = pytest.mark.django_db


def test_it_begins_with_what_was_measured_at_the_prices_of_the_day(draft):
    lines = {line.fee.code: (line.quantity, line.amount) for line in draft.lines.select_related("fee")}

    assert lines == {
        "pipe-survey": (1, 0),
        "pipe-change-base": (1, 180),
        "pipe-metre": (Decimal("1.5"), 63),
        "meter-move": (1, 120),
    }
    assert (draft.total, draft.state) == (363, "draft")
    assert draft.lines.get(fee__code="meter-move").basis_en.startswith("Linjiang city price notice")


def test_beginning_twice_gives_the_same_draft(draft, lee):
    again = begin_quote(case=draft.case, by=lee, at=MONDAY + DAY)

    assert again == draft


def test_a_dearer_price_of_a_range_needs_a_reason_and_none_lies_outside(draft, lee):
    metre = fee("pipe-metre")

    with pytest.raises(WhyThisPrice) as without:
        put_line(quote=draft, fee=metre, quantity=Decimal(2), unit_price=Decimal(50), by=lee)
    with pytest.raises(PriceNotPublished) as outside:
        put_line(quote=draft, fee=metre, quantity=Decimal(2), unit_price=Decimal(56), reason="贵", by=lee)
    line = put_line(quote=draft, fee=metre, quantity=Decimal(2), unit_price=Decimal(50), reason="高空作业", by=lee)

    assert (without.value.field, outside.value.field) == ("reason", "unit_price")
    assert line.amount == 100
    assert Quote.objects.get(pk=draft.pk).total == 400


def test_a_line_is_taken_out_and_the_total_follows(draft, lee):
    line = draft.lines.get(fee__code="meter-move")

    drop_line(quote=draft, line=line.pk, by=lee)

    assert Quote.objects.get(pk=draft.pk).total == 243


def test_discounts_are_applied_by_their_rules_as_lines_of_their_own(draft):
    rules = DiscountRule.objects.filter(code__in=["low-income", "old-estate"])

    quote = choose_discounts(quote=draft, rules=rules)

    assert {row.rule.code: row.amount for row in quote.discounts.all()} == {
        "low-income": Decimal("108.90"),
        "old-estate": 60,
    }
    assert (quote.fees, quote.discount, quote.total) == (363, Decimal("168.90"), Decimal("194.10"))


def test_it_is_not_sent_before_the_home_is_known(lee, mei):
    nowhere = begin_quote(case=file_case(lee, mei, None), by=lee, at=MONDAY)
    put_line(quote=nowhere, fee=fee("pipe-change-base"), quantity=Decimal(1), by=lee)

    with pytest.raises(QuoteNotReady, match="home"):
        send_quote(quote=nowhere, by=lee, at=MONDAY)


def test_sending_tells_the_customer_keeps_the_first_answer_and_lets_the_clock_wait(quote):
    case = Case.objects.get(pk=quote.case_id)

    assert (quote.state, quote.valid_until) == ("sent", (MONDAY + 31 * DAY).date())
    assert Notice.objects.filter(topic="quote-sent").count() == 1
    assert Notice.objects.filter(topic="case-asked").count() == 0
    assert Commitment.objects.get(case=case, promise="first_answer").met_at
    assert Commitment.objects.get(case=case, promise="resolution").paused_at == MONDAY + DAY
    assert case.status == "waiting"


def test_what_was_sent_is_not_changed_any_more(quote, lee):
    with pytest.raises(QuoteIsSent):
        put_line(quote=quote, fee=fee("hose"), quantity=Decimal(1), by=lee)


def test_a_newer_quote_takes_the_place_of_the_open_one(quote, lee):
    newer = send_quote(quote=begin_quote(case=quote.case, by=lee, at=MONDAY + DAY), by=lee, at=MONDAY + DAY)

    quote.refresh_from_db()
    assert (quote.state, newer.state, newer.version) == ("superseded", "sent", 2)


def test_accepting_keeps_both_sides_charges_each_line_and_orders_the_work(accepted, mei, lee):
    charges = {charge.fee_code: charge.amount for charge in account(accepted.case).charges}

    assert (accepted.state, accepted.answered_name, accepted.answered_by, accepted.sent_by) == (
        "accepted",
        "Mei",
        mei,
        lee,
    )
    assert charges == {"pipe-change-base": 180, "pipe-metre": 63, "meter-move": 120}
    assert order_of(accepted.case, Purpose.PIPE_WORK).is_open
    assert {event.kind for event in accepted.case.events.all()} >= {"quoted", "quote_accepted", "charged"}


def test_the_discount_lies_on_the_charges_to_the_fen(draft, lee, mei):
    choose_discounts(quote=draft, rules=DiscountRule.objects.filter(code="low-income"))
    quote = send_quote(quote=draft, by=lee, at=MONDAY + DAY)

    accept_quote(quote=quote, name="Mei", by=mei, at=MONDAY + DAY)

    assert account(quote.case).to_pay == Decimal("254.10")


def test_accepting_twice_is_accepting_once(accepted, mei):
    again = accept_quote(quote=accepted, name="Mei", by=mei, at=MONDAY + 3 * DAY)

    assert again.answered_at == MONDAY + 2 * DAY
    assert FeeCharge.objects.count() == 3
    assert WorkOrder.objects.filter(kind=Purpose.PIPE_WORK).count() == 1


def test_on_the_last_day_it_is_accepted_and_a_day_later_refused_and_the_desk_told(quote, mei):
    with pytest.raises(QuoteNotOpen):
        accept_quote(quote=quote, name="Mei", by=mei, at=MONDAY + 31 * DAY)
    assert "Mei" in quote.case.notes.get().body
    assert not FeeCharge.objects.exists()

    in_time = accept_quote(quote=quote, name="Mei", by=mei, at=MONDAY + 30 * DAY)

    assert in_time.state == "accepted"


def test_one_that_was_replaced_is_refused_too(quote, lee, mei):
    send_quote(quote=begin_quote(case=quote.case, by=lee, at=MONDAY + DAY), by=lee, at=MONDAY + DAY)

    with pytest.raises(QuoteNotOpen):
        accept_quote(quote=quote, name="Mei", by=mei, at=MONDAY + DAY)


def test_a_quote_is_charged_by_the_fee_table_of_its_day(quote, mei):
    FeeItem.objects.filter(code="pipe-change-base").update(valid_until=(MONDAY + 2 * DAY).date())

    accept_quote(quote=quote, name="Mei", by=mei, at=MONDAY + 5 * DAY)

    assert account(quote.case).to_pay == 363


def test_declining_for_another_one_gives_the_case_back_to_the_desk(quote, mei):
    decline_quote(quote=quote, name="Mei", reason="太贵", wants_another=True, by=mei, at=MONDAY + 2 * DAY)

    case = Case.objects.get(pk=quote.case_id)
    quote.refresh_from_db()
    assert (quote.state, quote.decline_reason) == ("declined", "太贵")
    assert case.status == "in_progress"
    assert not FeeCharge.objects.exists()


def test_declining_for_good_ends_the_case_politely(quote, mei):
    decline_quote(quote=quote, name="Mei", reason="不改了", wants_another=False, by=mei, at=MONDAY + 2 * DAY)

    case = Case.objects.get(pk=quote.case_id)
    assert (case.status, case.resolutions.get().finding) == ("resolved", "informed")


def test_a_quote_nobody_answers_expires_once_and_comes_back_to_the_desk(quote):
    assert expire_quotes(at=MONDAY + 30 * DAY) == 0
    assert expire_quotes(at=MONDAY + 31 * DAY) == 1
    assert expire_quotes(at=MONDAY + 31 * DAY) == 0

    quote.refresh_from_db()
    assert quote.state == "expired"
    assert Case.objects.get(pk=quote.case_id).status == "in_progress"


def bill_of(accepted, lee, **quantities):
    """Make a final bill with other quantities, and send it."""
    bill = begin_final_bill(case=accepted.case, by=lee, at=MONDAY + 5 * DAY)
    for code, quantity in quantities.items():
        put_line(quote=bill, fee=fee(code.replace("_", "-")), quantity=Decimal(quantity), by=lee)
    return issue_final_bill(bill=Quote.objects.get(pk=bill.pk), by=lee, at=MONDAY + 5 * DAY)


def test_a_bill_within_the_tolerance_is_settled_at_what_was_accepted(accepted, lee):
    pay_all(accepted.case, MONDAY + 3 * DAY)

    bill = bill_of(accepted, lee, pipe_metre="1.9")

    assert (bill.total, bill.payable, bill.state) == (Decimal("379.80"), 363, "settled")
    assert (account(accepted.case).to_pay, account(accepted.case).owed_back) == (0, 0)


def test_a_bill_that_came_to_less_is_passed_on_and_owed_back(accepted, lee):
    pay_all(accepted.case, MONDAY + 3 * DAY)

    bill = bill_of(accepted, lee, pipe_metre="0.5")

    assert (bill.state, bill.payable) == ("settled", 321)
    assert account(accepted.case).owed_back == 42


def test_less_before_it_was_paid_is_charged_anew(accepted, lee):
    bill_of(accepted, lee, pipe_metre="0.5")

    money = account(accepted.case)
    assert (money.to_pay, money.owed_back) == (321, 0)
    assert FeeCharge.objects.filter(voided_at__isnull=False).count() == 3


def test_a_bill_beyond_the_tolerance_waits_for_a_new_acceptance(accepted, lee, mei):
    pay_all(accepted.case, MONDAY + 3 * DAY)

    bill = bill_of(accepted, lee, pipe_metre="4")

    assert (bill.state, bill.total) == ("sent", 468)
    assert account(accepted.case).to_pay == 0
    accept_quote(quote=bill, name="Mei", by=mei, at=MONDAY + 6 * DAY)
    money = account(accepted.case)
    assert (money.paid, money.to_pay) == (363, 105)
    assert WorkOrder.objects.filter(kind=Purpose.PIPE_WORK).count() == 1


def test_who_declines_the_bill_pays_what_was_accepted_before(accepted, lee, mei):
    pay_all(accepted.case, MONDAY + 3 * DAY)
    bill = bill_of(accepted, lee, pipe_metre="4")

    decline_quote(quote=bill, name="Mei", reason="没说过", wants_another=True, by=mei, at=MONDAY + 6 * DAY)

    money = account(accepted.case)
    assert (money.payable, money.to_pay, money.owed_back) == (363, 0, 0)
    assert Case.objects.get(pk=accepted.case_id).is_live


def test_what_the_crew_wrote_down_takes_the_place_of_what_was_quoted(accepted):
    order = order_of(accepted.case, Purpose.PIPE_WORK)
    for code, quantity, price in [("pipe-metre", Decimal("0.5"), 42), ("pipe-metre", Decimal("0.5"), 42)]:
        amount = {"used_on": MONDAY.date(), "quantity": quantity, "unit_price": price, "amount": quantity * price}
        FeeLine.objects.create(order=order, fee=fee(code), **amount)

    bill = state_final_bill(order=order, by=None, at=MONDAY + 5 * DAY)

    assert (bill.is_final, bill.total, bill.state) == (True, 342, "settled")
    assert account(accepted.case).to_pay == 342


def test_a_visit_that_ends_quoted_work_charges_nothing_beside_the_quote(accepted, xu):
    order = order_of(accepted.case, Purpose.PIPE_WORK)
    visit = begin_visit(order=order, by=xu, at=MONDAY + 4 * DAY)
    add_fee_line(visit=visit, fee=fee("pipe-metre"), quantity=Decimal(4), by=xu, at=MONDAY + 4 * DAY)
    told = {"found": "旧管完好", "done": "已移管", "signed_name": "Mei"}
    finish_visit(visit=visit, outcome=VisitOutcome.DONE, by=xu, at=MONDAY + 4 * DAY, **told)

    follow_finished_work(at=MONDAY + 4 * DAY)

    assert "¥363.00" in Notice.objects.get(topic="work-done").texts.get().body
    assert account(accepted.case).to_pay == 363
    assert Quote.objects.get(case=accepted.case, is_final=True).state == "sent"


def test_nothing_accepted_means_nothing_to_bill(quote, lee):
    with pytest.raises(QuoteNotReady):
        begin_final_bill(case=quote.case, by=lee, at=MONDAY + 2 * DAY)


@pytest.mark.django_db(transaction=True)
def test_two_acceptances_at_once_charge_and_order_once(quote, mei):
    barrier, problems = Barrier(2), []

    def accept() -> None:
        barrier.wait()
        try:
            accept_quote(quote=Quote.objects.get(pk=quote.pk), name="Mei", by=mei, at=MONDAY + 2 * DAY)
        except Exception as problem:
            problems.append(problem)
        finally:
            connection.close()

    threads = [Thread(target=accept) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert problems == []
    assert FeeCharge.objects.count() == 3
    assert WorkOrder.objects.filter(kind=Purpose.PIPE_WORK).count() == 1


def test_programs_read_the_quote_of_a_survey_and_of_the_work(speak, accepted, mei):
    work, survey = speak(mei).get(f"cases/{accepted.case.reference}/work/").json()["results"]

    assert (survey["kind"], work["kind"]) == ("survey", "pipe_work")
    assert survey["quote"] == work["quote"]
    assert (work["quote"]["state"], work["quote"]["payable"]) == ("accepted", "363.00")
    assert sum(Decimal(line["amount"]) for line in work["quote"]["lines"]) == Decimal(363)
    assert all(line["basis"] for line in work["quote"]["lines"])
    assert all(bool(line["receipt"]) is (Decimal(line["amount"]) > 0) for line in work["quote"]["lines"])


def test_programs_read_no_quote_that_was_not_sent(speak, draft, mei):
    survey = speak(mei).get(f"cases/{draft.case.reference}/work/").json()["results"][0]

    assert (survey["kind"], survey["quote"]) == ("survey", None)


def give_back(accepted, su, amount: str, payment: str):
    charge = account(accepted.case).back[0].charge
    facts = {"amount": Decimal(amount), "method": "bank", "payment_reference": payment}
    return pay_back(charge=charge, by=su, at=MONDAY + 8 * DAY, **facts)


def test_what_a_bill_came_to_less_is_paid_back_once_and_a_newer_bill_counts_from_there(accepted, lee):
    pay_all(accepted.case, MONDAY + 3 * DAY)
    bill_of(accepted, lee, pipe_metre="0.5")

    refund = give_back(accepted, lee, "42.00", "ICBC-1")

    money = account(accepted.case)
    assert {line.charge.fee_code: (line.amount, line.cause) for line in refund.lines.all()} == {
        "pipe-metre": (42, "less")
    }
    assert (money.owed_back, money.paid, money.paid_back) == (0, 321, 42)
    bill_of(accepted, lee, pipe_metre="1.5")
    assert account(accepted.case).to_pay == 42


def test_what_is_still_to_be_paid_back_is_listed_until_it_is(accepted, lee):
    pay_all(accepted.case, MONDAY + 3 * DAY)
    bill_of(accepted, lee, pipe_metre="0.5")
    withdraw_charge(charge=account(accepted.case).charges[0], reason="误收", by=lee, at=MONDAY + 6 * DAY)
    owed = {row.cause: row.amount for row in owed_back_to_all(FeeCharge.objects.all())}

    give_back(accepted, lee, str(account(accepted.case).owed_back), "ICBC-1")

    assert owed == {"withdrawn": 180}
    assert owed_back_to_all(FeeCharge.objects.all()) == []


def test_a_bill_below_what_was_paid_is_listed(accepted, lee):
    pay_all(accepted.case, MONDAY + 3 * DAY)
    bill_of(accepted, lee, pipe_metre="0.5")

    rows = owed_back_to_all(FeeCharge.objects.all())

    assert [(row.case_reference, row.amount, row.cause) for row in rows] == [(accepted.case.reference, 42, "less")]


def test_less_again_after_a_refund_owes_only_the_rest(accepted, lee):
    pay_all(accepted.case, MONDAY + 3 * DAY)
    bill_of(accepted, lee, pipe_metre="0.5")
    give_back(accepted, lee, "42.00", "ICBC-1")

    bill_of(accepted, lee, pipe_metre="0.25")

    assert account(accepted.case).owed_back == Decimal("10.50")
    give_back(accepted, lee, "10.50", "ICBC-2")
    assert account(accepted.case).paid == Decimal("310.50")


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(1, 30), min_size=1, max_size=4))
def test_however_bills_and_refunds_follow_each_other_we_hold_what_is_payable(accepted, lee, tenths):
    with transaction.atomic():
        pay_all(accepted.case, MONDAY + 3 * DAY)
        for number, tenth in enumerate(tenths):
            bill_of(accepted, lee, pipe_metre=str(Decimal(tenth) / 10))
            money = account(accepted.case)
            if money.owed_back:
                give_back(accepted, lee, str(money.owed_back), f"ICBC-{number}")
            pay_all(accepted.case, MONDAY + 8 * DAY)
            settled = account(accepted.case)
            assert (settled.owed_back, settled.to_pay, settled.paid) == (0, 0, settled.payable)
        transaction.set_rollback(True)
