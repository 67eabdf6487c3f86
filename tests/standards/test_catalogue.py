"""What the published catalogue must always hold."""

from datetime import UTC, date, datetime, timedelta

import pytest

from gasservice.standards import clock
from gasservice.standards.models import CaseKind, FeeItem, ServiceItem, ServiceStandard, SlaPolicy
from gasservice.standards.queries import (
    calendar_of,
    fees_cancelled,
    fees_published,
    policies_for,
    unpublished_calendars,
)
from gasservice.standards.terms import Priority

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
KINDS = {
    "complaints": "late-charge reading-and-charges arrears door-collection installation-fee service-at-door"
    " staff-conduct pipe-work repair-work outage connection suggestion volunteering something-else",
    "billing": "bill-question late-charge-waiver reading meter-test account-transfer",
    "repairs": "leak fault pipe-change new-connection meter-hanging safety-check gas-alarm appliance",
}


@pytest.mark.parametrize("day", [date(2024, 1, 1), date(2025, 12, 31), TODAY])
def test_every_kind_has_its_three_promises_at_every_priority(catalogue, day):
    kinds = list(CaseKind.objects.valid_on(day))

    lacking = [
        f"{kind} {priority}"
        for kind in kinds
        for priority in Priority.values
        if set(policies_for(kind, priority, day)) != {"acknowledged", "first_answer", "resolution"}
    ]

    assert lacking == []
    assert {(kind.door, kind.code) for kind in kinds} == {
        (door, code) for door, codes in KINDS.items() for code in codes.split()
    }


def test_every_policy_warns_and_has_the_whole_ladder(catalogue):
    """A call to whom it went badly for is a supervisor's: whoever had the case is not told that it is late."""
    whole = ["owner", "lead", "supervisor", "head"]
    for policy in SlaPolicy.objects.prefetch_related("ladder"):
        assert policy.warn_minutes > 0
        expected = whole[2:] if policy.promise == "follow_up" else whole
        assert [step.rung for step in policy.ladder.all()] == expected
        assert [step.after_minutes for step in policy.ladder.all()] == sorted(
            step.after_minutes for step in policy.ladder.all()
        )


def test_every_service_can_be_asked_for(catalogue):
    offered = set(CaseKind.objects.valid_on(TODAY).filter(can_be_filed=True).values_list("door", "code"))

    assert [str(item) for item in ServiceItem.objects.all() if (item.door, item.kind_code) not in offered] == []
    assert ServiceItem.objects.valid_on(TODAY).count() == 14


def test_every_service_names_steps_parties_fees_or_freedom_and_its_promises(catalogue):
    promised = set(ServiceStandard.objects.values_list("service_code", flat=True))
    for item in ServiceItem.objects.prefetch_related("steps", "questions"):
        assert len(item.steps.all()) >= 3
        assert item.questions.all()
        assert item.code in promised


def test_a_new_connection_names_every_firm_that_takes_part(catalogue):
    parties = " ".join(step.party_zh_hans for step in ServiceItem.objects.get(code="new-connection").steps.all())

    assert all(firm in parties for firm in ("设计单位", "施工单位", "监理单位"))


def test_who_smells_gas_is_told_to_call_and_files_no_form(catalogue):
    leak = CaseKind.objects.get(code="leak")

    assert not leak.can_be_filed
    assert leak.priority == Priority.EMERGENCY


def test_a_leak_on_sunday_night_is_promised_within_the_half_hour(catalogue):
    policy = policies_for(CaseKind.objects.get(code="leak"), Priority.EMERGENCY, TODAY)["first_answer"]
    sunday_night = datetime(2026, 11, 21, 18, tzinfo=UTC)

    allowance = clock.Allowance(policy.allowance, clock.Unit(policy.unit))
    due = clock.due_at(sunday_night, allowance, calendar_of(policy.calendar))

    assert due == sunday_night + timedelta(minutes=30)


@pytest.mark.parametrize(
    ("received", "due"),
    [(date(2025, 9, 30), date(2025, 10, 14)), (date(2025, 9, 25), date(2025, 10, 9))],
)
def test_five_working_days_pass_over_holidays_and_through_working_weekends(catalogue, received, due):
    policy = policies_for(CaseKind.objects.get(code="late-charge"), Priority.NORMAL, received)["first_answer"]
    ten = datetime(received.year, received.month, received.day, 2, tzinfo=UTC)

    moment = clock.due_at(ten, clock.Allowance(policy.allowance, clock.Unit(policy.unit)), calendar_of(policy.calendar))

    assert calendar_of(policy.calendar).day_of(moment) == due


def test_a_changed_promise_leaves_older_cases_alone(catalogue):
    kind = CaseKind.objects.get(code="fault")

    before = policies_for(kind, Priority.HIGH, date(2026, 6, 30))["resolution"]
    after = policies_for(kind, Priority.HIGH, date(2026, 7, 1))["resolution"]

    assert (before.allowance, after.allowance) == (2, 1)
    assert before.last_day == date(2026, 6, 30)


def test_nobody_owes_an_installation_fee(catalogue):
    assert "installation-fee" not in {fee.code for fee in fees_published(TODAY)}
    assert [(fee.code, fee.valid_until) for fee in fees_cancelled(TODAY)] == [("installation-fee", date(2021, 3, 1))]


def test_a_fee_that_only_changed_is_not_called_cancelled(catalogue):
    visits = FeeItem.objects.filter(code="repair-visit")

    assert visits.count() == 2
    assert [fee.amount for fee in fees_published(TODAY) if fee.code == "repair-visit"] == [20]
    assert set(ServiceItem.objects.get(code="repair").fees.filter(code="repair-visit")) == set(visits)


def test_only_a_calendar_that_keeps_holidays_is_missed(catalogue):
    assert unpublished_calendars(date(2026, 6, 1)) == []

    [(calendar, years)] = unpublished_calendars(TODAY)

    assert (calendar.code, years) == ("office", [2027])


def test_day_and_night_are_never_in_doubt_about_a_year(catalogue):
    policy = policies_for(CaseKind.objects.get(code="leak"), Priority.EMERGENCY, TODAY)["resolution"]
    new_year = datetime(2026, 12, 31, tzinfo=UTC)

    assert clock.unpublished_years(new_year, new_year + timedelta(days=5), calendar_of(policy.calendar)) == ()
