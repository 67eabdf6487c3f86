"""Where the pipe goes: what a consent or a check is needed for, whose it is, and what waits for it."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from gasservice.cases.models import Case
from gasservice.notices.models import Notice
from gasservice.standards.models import PaperRule
from gasservice.standards.terms import Purpose
from repairs.actions.answers import NotSettledYet, accept_quote
from repairs.actions.pipe_work import record_survey
from repairs.actions.pipes import check_papers, give_papers
from repairs.actions.quotes import QuoteNotReady, put_line, send_quote
from repairs.models import PipeChange, Quote
from repairs.queries.case_work import case_work_at_desk
from repairs.queries.papers import papers_standing
from repairs.queries.pipes import pipe_facts, progress_of
from tests.repairs.pipes.conftest import DAY, MEASURES, MONDAY, accept_papers, fee, order_of, paper

pytestmark = pytest.mark.django_db
NEXT = MONDAY + DAY


@pytest.fixture
def measured(change, lee, xu):
    """Measure Mei's kitchen with these ways of the pipe, or other measures, and give the quote that was begun."""

    def measure(at=NEXT, **found) -> Quote:
        if not Quote.objects.exists():
            accept_papers(change, lee)
        order = order_of(change.case, Purpose.SURVEY)
        record_survey(order=order, by=xu, at=at, **MEASURES | found)
        return Quote.objects.select_related("case", "rule").get(case=change.case)

    return measure


def steps(case: Case) -> list[tuple[str, str, str]]:
    rows = progress_of(pipe_facts(case_work_at_desk(case)), MONDAY + 2 * DAY)
    return [(step.title, step.state, step.who) for step in rows]


def rule(code: str) -> PaperRule:
    return PaperRule.objects.get(code=code)


def settle(change: PipeChange, code: str, lee, reason: str = "", at=NEXT) -> None:
    check_papers(change=change, verdicts={rule(code): reason}, by=lee, at=at)


def test_a_pipe_that_stays_in_the_kitchen_needs_nothing_more(measured, change, lee):
    quote = send_quote(quote=measured(), by=lee, at=NEXT)

    assert quote.state == "sent"
    assert len(steps(change.case)) == 8


@pytest.mark.parametrize(
    ("way", "title", "who"),
    [
        ("crosses_wall", "Design check for the way through the wall", "The design institute; we ask it"),
        ("crosses_bearing_wall", "Check of the load-bearing wall", "Lee"),
        ("leaves_kitchen", "Check of the room where the pipe ends", "Lee"),
    ],
)
def test_what_we_check_is_a_step_of_ours_and_no_quote_is_sent_before(measured, change, lee, way, title, who):
    draft = measured(**{way: True})

    with pytest.raises(QuoteNotReady, match=title):
        send_quote(quote=draft, by=lee, at=NEXT)

    assert steps(change.case)[3] == (title, "now", who)
    assert not any(paper.is_wanted for paper in papers_standing(change))
    assert Case.objects.get(pk=change.case_id).status == "in_progress"


def test_a_check_that_was_passed_is_kept_and_the_quote_goes_out(measured, change, lee):
    draft = measured(crosses_bearing_wall=True)

    settle(change, "structure-check", lee)

    assert steps(change.case)[3][:2] == ("Check of the load-bearing wall", "kept")
    assert send_quote(quote=draft, by=lee, at=NEXT).state == "sent"


def test_a_check_that_finds_it_impossible_is_told_and_measured_again(measured, change, lee):
    draft = measured(crosses_bearing_wall=True)

    settle(change, "structure-check", lee, "Steel lies there.")

    assert order_of(change.case, Purpose.SURVEY).is_open
    assert "Steel lies there." in change.case.events.latest("pk").words
    assert ("Survey", "now", "You") in steps(change.case)
    with pytest.raises(QuoteNotReady):
        send_quote(quote=draft, by=lee, at=NEXT)
    measured(at=MONDAY + 2 * DAY)
    assert send_quote(quote=draft, by=lee, at=MONDAY + 2 * DAY).state == "sent"


def test_what_is_measured_again_is_what_the_quote_says(measured, change, lee):
    draft = measured(crosses_bearing_wall=True)
    put_line(quote=draft, fee=fee("stove-valve"), quantity=Decimal(1), by=lee)
    settle(change, "structure-check", lee, "Steel lies there.")

    again = measured(at=MONDAY + 2 * DAY, pipe_metres=Decimal(6), moves_meter=False)

    assert {line.fee.code: line.amount for line in again.lines.select_related("fee")} == {
        "pipe-survey": 0,
        "pipe-change-base": 180,
        "pipe-metre": 168,
        "stove-valve": 58,
    }
    assert again.total == 406


def test_a_wall_measured_again_is_checked_again(measured, change, lee):
    draft = measured(crosses_bearing_wall=True, leaves_kitchen=True)
    settle(change, "structure-check", lee)
    settle(change, "room-check", lee, "People sleep there.")

    measured(at=MONDAY + 2 * DAY, crosses_bearing_wall=True)

    with pytest.raises(QuoteNotReady, match="load-bearing"):
        send_quote(quote=draft, by=lee, at=MONDAY + 2 * DAY)


def test_the_consent_of_the_management_is_asked_of_the_customer_at_once(measured, change):
    measured(crosses_shared_part=True)

    told = Notice.objects.get(topic="papers-wanted")
    assert "Consent of the building management" in told.texts.get().body
    assert [paper.rule.code for paper in papers_standing(change) if paper.is_wanted] == ["building-consent"]
    assert steps(change.case)[3] == (
        "Consent of the building management",
        "now",
        "The building management",
    )


def test_the_quote_is_sent_without_it_and_not_accepted_before_it_is_settled(measured, change, lee, mei):
    quote = send_quote(quote=measured(crosses_shared_part=True), by=lee, at=NEXT)

    with pytest.raises(NotSettledYet, match="building management"):
        accept_quote(quote=quote, name="Mei", by=mei, at=MONDAY + 2 * DAY)
    change = PipeChange.objects.select_related("case").get(pk=change.pk)
    give_papers(change=change, papers={rule("building-consent"): [paper(mei)]}, by=mei, at=MONDAY + 2 * DAY)
    with pytest.raises(NotSettledYet):
        accept_quote(quote=quote, name="Mei", by=mei, at=MONDAY + 2 * DAY)

    settle(change, "building-consent", lee, at=MONDAY + 2 * DAY)
    assert accept_quote(quote=quote, name="Mei", by=mei, at=MONDAY + 2 * DAY).state == "accepted"


def test_what_waits_for_a_consent_is_what_the_rule_of_the_day_says(measured, change, lee):
    PaperRule.objects.filter(code="building-consent").update(stops="sending")
    draft = measured(crosses_shared_part=True)

    with pytest.raises(QuoteNotReady, match="building management"):
        send_quote(quote=draft, by=lee, at=NEXT)
    assert Case.objects.get(pk=change.case_id).status == "waiting"


def test_a_rule_that_has_ended_asks_nothing(measured, change, lee):
    PaperRule.objects.filter(code="structure-check").update(valid_until=MONDAY.date())

    assert send_quote(quote=measured(crosses_bearing_wall=True), by=lee, at=NEXT).state == "sent"


def test_the_page_of_the_quote_says_what_is_missing_in_the_place_of_the_button(client, measured, lee, mei):
    quote = send_quote(quote=measured(crosses_shared_part=True), by=lee, at=NEXT)
    Quote.objects.filter(pk=quote.pk).update(valid_until=timezone.localdate() + 7 * DAY)
    client.force_login(mei)

    page = client.get(reverse("quote", args=[quote.case.reference, quote.version]))

    assert "Consent of the building management" in page.text
    assert reverse("accept-quote", args=[quote.case.reference, quote.version]) not in page.text


def test_the_desk_writes_down_a_check_of_its_own(client, measured, change, lee):
    measured(leaves_kitchen=True)
    client.force_login(lee)
    page = reverse("judge-paper", args=[change.case.reference, "room-check"])

    without_reason = client.post(page, {"verdict": "again"})
    client.post(page, {"verdict": "accepted"})

    assert without_reason.context["form"].errors.keys() == {"reason"}
    assert all(row.is_settled for row in papers_standing(change))


def test_the_sum_does_not_depend_on_the_way(measured):
    assert measured(crosses_wall=True, leaves_kitchen=True).total == Decimal(363)
