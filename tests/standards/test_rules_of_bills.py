"""The rules of bills: which holds here, and what several that hold together come to."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from gasservice.standards.models import (
    ArrearsRule,
    CollectionRule,
    DisputeRule,
    LateChargeRule,
    WaiverLimit,
    WaiverRule,
)
from gasservice.standards.queries import (
    arrears_rule_on,
    arrears_rules_on,
    collection_rule_on,
    dispute_rule_on,
    waiver_limit_of,
    waiver_limits_on,
    waiver_rules_on,
)
from gasservice.standards.rules import ArrearsTerms, Season, mildest_terms
from tests.shelf import publish_catalogue

pytestmark = pytest.mark.django_db
DAY = date(2026, 2, 1)
BEFORE = date(2022, 12, 31)
TEXTS = {f"{text}_{language}": "words" for text in ("words", "basis") for language in ("en", "zh_hans", "zh_hant")}
NAMES = {f"name_{language}": "name" for language in ("en", "zh_hans", "zh_hant")}
LONG_AGO = date(2020, 1, 1)


@pytest.fixture
def published():
    publish_catalogue()


def test_the_sample_city_has_one_rule_of_each(published):
    dispute, arrears, collection = dispute_rule_on(DAY), arrears_rule_on(DAY), collection_rule_on(DAY)

    assert (dispute.hold_days_after_decision, dispute.second_approval_above, dispute.window_days) == (15, 500, None)
    assert (dispute.rebill_months_of_bad_meter, dispute.meter_error_limit_percent) == (2, 3)
    assert (arrears.overdue_days, arrears.notice_days, arrears.restore_hours) == (60, 15, 24)
    assert (collection.notice_hours, collection.opens_words, collection.closes_words) == (24, "08:00", "20:00")
    assert LateChargeRule.objects.get().charges_risen_price is False


def test_nothing_holds_before_it_was_published(published):
    assert dispute_rule_on(BEFORE) is None
    assert arrears_rule_on(BEFORE) is None
    assert collection_rule_on(BEFORE) is None
    assert waiver_rules_on(BEFORE) == []
    assert waiver_limit_of("agent", BEFORE) == 0


def test_reasons_to_drop_a_charge_come_once_in_their_order(published):
    rules = waiver_rules_on(DAY)

    assert [rule.criterion for rule in rules] == [
        "notice_failed", "dispute", "outage", "first_time", "payment_failed", "hospital",
    ]  # fmt: skip
    assert {rule.criterion for rule in rules if rule.needs_evidence} == {"payment_failed", "hospital"}
    assert not any(rule.is_automatic and rule.needs_evidence for rule in rules)


def test_of_two_places_the_milder_reason_holds(published, settings):
    settings.JURISDICTIONS = ["linjiang", "elsewhere"]
    facts = {"code": "elsewhere", "criterion": "first_time", "is_automatic": True, "valid_from": LONG_AGO} | TEXTS
    WaiverRule.objects.create(months_between=12, **facts)
    WaiverRule.objects.create(code="elsewhere", criterion="outage", needs_evidence=True, valid_from=LONG_AGO, **TEXTS)

    found = {rule.criterion: rule for rule in waiver_rules_on(DAY)}

    assert len(found) == len(waiver_rules_on(DAY)) == 6
    assert found["first_time"].months_between == 12
    assert found["outage"].is_automatic


@pytest.mark.parametrize(("role", "up_to"), [("agent", 50), ("supervisor", 500), ("auditor", 0), ("customer", 0)])
def test_a_role_drops_as_much_as_its_limit(published, role, up_to):
    assert waiver_limit_of(role, DAY) == up_to


def test_of_two_limits_the_lower_counts(published, settings):
    settings.JURISDICTIONS = ["linjiang", "elsewhere"]
    WaiverLimit.objects.create(code="elsewhere", role="agent", up_to=20, valid_from=LONG_AGO, **TEXTS)

    assert waiver_limit_of("agent", DAY) == 20
    assert waiver_limits_on(DAY).count() == 3


def test_of_two_places_the_longer_hold_and_the_longer_notice_count(published, settings):
    settings.JURISDICTIONS = ["linjiang", "elsewhere"]
    same = {"code": "elsewhere", "valid_from": LONG_AGO} | TEXTS
    meter = {f"meter_basis_{language}": "basis" for language in ("en", "zh_hans", "zh_hant")}
    DisputeRule.objects.create(
        hold_days_after_decision=30, second_approval_above=0, rebill_months_of_bad_meter=1,
        meter_error_limit_percent=3, **same, **meter,
    )  # fmt: skip
    CollectionRule.objects.create(notice_hours=48, opens=540, closes=1080, window_hours=2, code_hours=1, **same)

    assert dispute_rule_on(DAY).code == collection_rule_on(DAY).code == "elsewhere"


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        (["shanghai"], {"after_term_days": 60, "notice_days": 15, "overdue_days": 0, "restore_hours": None}),
        (["qingdao"], {"after_term_days": 0, "notice_days": 0, "overdue_days": 30, "restore_hours": None}),
        (["zibo"], {"overdue_days": 0, "restore_hours": 24, "max_instalments": 0}),
        (["shanghai", "qingdao"], {"after_term_days": 60, "notice_days": 15, "overdue_days": 30}),
        (
            ["national", "linjiang", "shanghai"],
            {"after_term_days": 60, "overdue_days": 60, "restore_hours": 24, "max_instalments": 6},
        ),
    ],
)
def test_the_rules_of_real_places_are_all_kept_to(published, settings, places, expected):
    settings.JURISDICTIONS = places

    rule = arrears_rule_on(DAY)

    assert {name: getattr(rule, name) for name in expected} == expected
    assert {row.code for row in arrears_rules_on(DAY)} == set(places) - {"national"}


def test_of_every_number_the_milder_is_taken():
    one = ArrearsTerms(30, 5, 0, 0, 20, Decimal(50), 48, (Season("11-01", "03-01"),), 3, Decimal(100), 15)
    other = ArrearsTerms(10, 15, 9, 60, 7, Decimal(100), 24, (Season("12-01", "04-01"),), 6, Decimal(50), 30)
    without = ArrearsTerms()

    together = mildest_terms([one, without, other])

    assert together == ArrearsTerms(
        30, 15, 9, 60, 20, Decimal(100), 24, (*one.heating_seasons, *other.heating_seasons), 6, Decimal(50), 30
    )
    assert mildest_terms([]) is None


@pytest.mark.parametrize(
    ("day", "holds"),
    [
        (date(2025, 11, 14), False),
        (date(2025, 11, 15), True),
        (date(2026, 1, 1), True),
        (date(2028, 2, 29), True),
        (date(2026, 3, 15), True),
        (date(2026, 3, 16), False),
        (date(2026, 7, 1), False),
    ],
)
def test_a_season_may_lie_over_the_end_of_a_year(day, holds):
    assert Season("11-15", "03-16").holds_on(day) is holds


def test_a_season_within_a_year():
    season = Season("06-01", "09-01")

    assert [season.holds_on(date(2026, month, 1)) for month in (5, 6, 8, 9)] == [False, True, True, False]


@pytest.mark.parametrize(
    ("facts", "constraint"),
    [
        ({"heating_from": "11-15"}, "heating_season_has_two_ends"),
        ({"heating_from": "11-15", "heating_until": "11-15"}, "heating_season_has_two_ends"),
        ({"max_instalments": 1, "min_instalment": 50, "days_between_instalments": 30}, "instalments_make_sense"),
        ({"max_instalments": 6}, "instalments_make_sense"),
        ({"min_amount": -1}, "arrears_not_below_nought"),
    ],
)
def test_what_makes_no_sense_is_refused(facts, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        ArrearsRule.objects.create(code="anywhere", valid_from=LONG_AGO, **NAMES, **TEXTS, **facts)
