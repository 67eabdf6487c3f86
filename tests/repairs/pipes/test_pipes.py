"""A pipe change from the papers to the warranty."""

from datetime import date
from decimal import Decimal

import pytest

from gasservice.cases.models import Case, Commitment
from gasservice.notices.models import Notice
from gasservice.standards.terms import Purpose
from repairs.actions.pipe_work import (
    SurveyedBefore,
    WorkNotDone,
    follow_finished_work,
    follow_payments,
    record_check,
    record_survey,
)
from repairs.actions.pipes import check_papers, complete_pipe_change, give_papers
from repairs.actions.quotes import QuoteNotReady, begin_quote, put_line, send_quote
from repairs.models import PipeChange, PipePaper, WorkOrder
from repairs.queries.case_work import case_work_at_desk
from repairs.queries.papers import papers_needed, papers_standing
from repairs.queries.pipes import pipe_facts, progress_of
from tests.repairs.pipes.conftest import (
    CHECKED,
    DAY,
    MEASURES,
    MONDAY,
    TOLD,
    fee,
    file_case,
    finish,
    order_of,
    paper,
    pay_all,
)

pytestmark = pytest.mark.django_db


def states(case: Case, at=MONDAY + 9 * DAY) -> dict[str, str]:
    return {step.title: step.state for step in progress_of(pipe_facts(case_work_at_desk(case)), at)}


def test_an_owner_proves_the_home_and_a_tenant_brings_the_consent(change):
    owner = [rule.code for rule in papers_needed(change)]
    change.home = "rented"
    tenant = [rule.code for rule in papers_needed(change)]

    assert owner == ["identity", "title", "pipes-now", "pipes-wanted"]
    assert tenant == ["identity", "consent", "pipes-now", "pipes-wanted"]


def test_with_all_papers_given_the_survey_is_ordered_at_once(change):
    assert order_of(change.case, Purpose.SURVEY).is_open


def test_a_paper_sent_back_names_the_reason_and_stops_the_clock(change, lee):
    identity = papers_needed(change)[0]

    check_papers(change=change, verdicts={identity: "看不清姓名"}, by=lee, at=MONDAY)

    case = Case.objects.get(pk=change.case_id)
    assert case.status == "waiting"
    assert "看不清姓名" in Notice.objects.get(topic="papers-again").texts.get().body
    assert [paper.rule.code for paper in papers_standing(change) if paper.is_wanted] == ["identity"]


def test_giving_it_again_lets_it_go_on(change, lee, mei):
    identity = papers_needed(change)[0]
    check_papers(change=change, verdicts={identity: "看不清姓名"}, by=lee, at=MONDAY)
    change = PipeChange.objects.select_related("case").get(pk=change.pk)

    give_papers(change=change, papers={identity: [paper(mei)]}, by=mei, at=MONDAY + DAY)

    assert Case.objects.get(pk=change.case_id).status == "in_progress"
    assert not any(paper.is_wanted for paper in papers_standing(change))
    assert PipePaper.objects.filter(paper=identity).count() == 2


def test_no_quote_is_sent_while_a_paper_is_not_accepted(change, lee):
    draft = begin_quote(case=change.case, by=lee, at=MONDAY)
    put_line(quote=draft, fee=fee("pipe-change-base"), quantity=Decimal(1), by=lee)

    with pytest.raises(QuoteNotReady, match="papers"):
        send_quote(quote=draft, by=lee, at=MONDAY)


def test_a_case_told_on_the_phone_is_completed_with_its_place(lee, mei, home):
    case = file_case(lee, mei, None)

    change = complete_pipe_change(case=case, told=TOLD, gas_account=home, by=lee, at=MONDAY)

    case.refresh_from_db()
    assert case.premise == home.service_point.premise
    assert not WorkOrder.objects.filter(case=case).exists()
    assert all(paper.is_wanted for paper in papers_standing(change))


def test_the_measures_stand_once(draft, xu):
    order = order_of(draft.case, Purpose.SURVEY)

    with pytest.raises(SurveyedBefore):
        record_survey(order=order, by=xu, at=MONDAY + DAY, **MEASURES)

    assert not order.is_open


def test_payment_starts_our_promise_to_do_the_work(accepted):
    assert follow_payments() == 0
    paid_at = MONDAY + 3 * DAY
    pay_all(accepted.case, paid_at)

    assert follow_payments() == 1
    assert follow_payments() == 0

    promise = Commitment.objects.get(case=accepted.case, promise="work")
    case = Case.objects.get(pk=accepted.case_id)
    assert promise.started_at == paid_at
    assert promise.due_at.date() == date(2026, 12, 3)  # five working days after Thursday the 26th
    assert case.status == "in_progress"
    assert case.next_due_at


def test_the_time_with_the_customer_does_not_count(accepted):
    before = Commitment.objects.get(case=accepted.case, promise="resolution").due_at
    pay_all(accepted.case, MONDAY + 8 * DAY)

    follow_payments()

    assert Commitment.objects.get(case=accepted.case, promise="resolution").due_at > before


def test_finished_work_is_checked_and_the_check_ordered_once(accepted):
    finish(order_of(accepted.case, Purpose.PIPE_WORK), MONDAY + 4 * DAY)

    assert follow_finished_work(at=MONDAY + 4 * DAY) == 1
    assert follow_finished_work(at=MONDAY + 4 * DAY) == 0

    assert order_of(accepted.case, Purpose.ACCEPTANCE).is_open


def test_nothing_is_checked_before_the_work_is_done(accepted, xu):
    with pytest.raises(WorkNotDone):
        record_check(case=accepted.case, signed_name="Mei", by=xu, at=MONDAY + 4 * DAY, **CHECKED)


@pytest.fixture
def worked(accepted):
    pay_all(accepted.case, MONDAY + 3 * DAY)
    follow_payments()
    finish(order_of(accepted.case, Purpose.PIPE_WORK), MONDAY + 4 * DAY)
    follow_finished_work(at=MONDAY + 4 * DAY)
    return Case.objects.get(pk=accepted.case_id)


def test_a_passed_and_signed_check_begins_the_warranty_and_ends_the_case(worked, xu):
    record_check(case=worked, signed_name="Mei", by=xu, at=MONDAY + 4 * DAY, **CHECKED)

    worked.refresh_from_db()
    assert (worked.status, worked.resolutions.get().finding) == ("resolved", "done")
    assert Commitment.objects.get(case=worked, promise="work").met_at == MONDAY + 4 * DAY
    assert order_of(worked, Purpose.ACCEPTANCE).warranty_last_day == date(2028, 11, 27)
    with pytest.raises(WorkNotDone):
        record_check(case=worked, signed_name="Mei", by=xu, at=MONDAY + 5 * DAY, **CHECKED)


def test_a_failed_check_sends_us_again_free_of_charge(worked, xu):
    check = record_check(
        case=worked, signed_name="Mei", by=xu, at=MONDAY + 4 * DAY, **CHECKED | {"drop_kpa": 1, "words": "弯头漏"}
    )

    again = order_of(worked, Purpose.PIPE_WORK)
    assert (check.has_passed, check.signed_name) == (False, "")
    assert (again.is_open, again.task) == (True, "弯头漏")
    assert order_of(worked, Purpose.ACCEPTANCE).is_open
    finish(again, MONDAY + 5 * DAY)
    assert record_check(case=worked, signed_name="Mei", by=xu, at=MONDAY + 5 * DAY, **CHECKED).has_passed


def test_one_line_tells_where_it_stands(worked, xu):
    before = states(worked)
    record_check(case=worked, signed_name="Mei", by=xu, at=MONDAY + 4 * DAY, **CHECKED)
    after = states(worked)

    done = {
        "Application": "kept",
        "Papers": "kept",
        "Survey": "kept",
        "Quote": "kept",
        "Payment": "kept",
        "Work": "kept",
    }
    assert before == done | {"Check and signature": "now", "Warranty": "next"}
    assert after == done | {"Check and signature": "kept", "Warranty": "now"}


def test_the_line_says_whose_turn_it_is(quote):
    steps = {step.title: step for step in progress_of(pipe_facts(case_work_at_desk(quote.case)), MONDAY + 2 * DAY)}

    assert (steps["Quote"].state, steps["Quote"].who) == ("now", "You")
    assert "¥363.00" in steps["Quote"].words


def test_where_it_stands_is_read_in_as_many_queries_however_many_lines(worked, django_assert_max_num_queries):
    with django_assert_max_num_queries(13):
        progress_of(pipe_facts(case_work_at_desk(worked)), MONDAY + 5 * DAY)
