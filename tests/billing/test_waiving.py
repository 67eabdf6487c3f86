"""Dropping a late charge: at once where the rule and the facts say so, and never a refusal by itself."""

from dataclasses import dataclass, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from billing.terms import WhyToPerson
from billing.waiving import Granted, NeedsPaper, ToPerson, WaiverFacts, answer_waiver
from gasservice.standards.terms import WaiverCriterion

TODAY = date(2026, 11, 26)


@dataclass(frozen=True)
class Rule:
    """A reason as the catalogue publishes it."""

    criterion: str
    is_automatic: bool = True
    needs_evidence: bool = False
    months_between: int | None = None


RULES = [
    Rule("notice_failed"),
    Rule("dispute"),
    Rule("outage"),
    Rule("first_time", months_between=24),
    Rule("payment_failed", is_automatic=False, needs_evidence=True),
    Rule("hospital", is_automatic=False, needs_evidence=True),
]
NOTHING_KNOWN = WaiverFacts(TODAY)
PAPER = frozenset({"hospital"})


@pytest.mark.parametrize(
    ("criterion", "known", "answer"),
    [
        ("notice_failed", {"has_notice_failed": True}, Granted("notice_failed")),
        ("notice_failed", {}, ToPerson("notice_failed", WhyToPerson.NOT_SHOWN)),
        ("dispute", {"disputed_days": 1}, Granted("dispute")),
        ("dispute", {"disputed_days": 0}, ToPerson("dispute", WhyToPerson.NOT_SHOWN)),
        ("outage", {"outage_days": 2}, Granted("outage")),
        ("outage", {}, ToPerson("outage", WhyToPerson.NOT_SHOWN)),
        ("first_time", {}, Granted("first_time")),
        ("first_time", {"last_waived_on": date(2024, 11, 25)}, Granted("first_time")),
        ("first_time", {"last_waived_on": date(2024, 11, 26)}, ToPerson("first_time", WhyToPerson.TOO_SOON)),
        ("first_time", {"last_waived_on": date(2026, 11, 1)}, ToPerson("first_time", WhyToPerson.TOO_SOON)),
        ("hospital", {}, NeedsPaper("hospital")),
        ("hospital", {"papers": frozenset({"payment_failed"})}, NeedsPaper("hospital")),
        ("hospital", {"papers": PAPER}, ToPerson("hospital", WhyToPerson.NOT_AUTOMATIC)),
    ],
)
def test_each_reason_is_answered_by_its_rule(criterion, known, answer):
    assert answer_waiver([criterion], RULES, replace(NOTHING_KNOWN, **known)) == answer


def test_a_paper_is_enough_where_the_rule_says_so():
    rules = [Rule("hospital", is_automatic=True, needs_evidence=True)]

    assert answer_waiver(["hospital"], rules, NOTHING_KNOWN) == NeedsPaper("hospital")
    assert answer_waiver(["hospital"], rules, replace(NOTHING_KNOWN, papers=PAPER)) == Granted("hospital")


@pytest.mark.parametrize(
    ("asked", "known", "answer"),
    [
        (["hospital", "first_time"], {}, Granted("first_time")),
        (["first_time", "outage"], {"outage_days": 1}, Granted("outage")),  # the first time is kept for later
        (["outage", "hospital"], {}, NeedsPaper("hospital")),
        (["outage", "hospital"], {"papers": PAPER}, ToPerson("hospital", WhyToPerson.NOT_AUTOMATIC)),
        (["notice_failed", "outage"], {}, ToPerson("notice_failed", WhyToPerson.NOT_SHOWN)),
    ],
)
def test_of_several_reasons_the_one_that_helps_most_is_answered(asked, known, answer):
    assert answer_waiver(asked, RULES, replace(NOTHING_KNOWN, **known)) == answer


@pytest.mark.parametrize(("asked", "rules"), [([], RULES), (["hospital"], [])])
def test_what_is_not_published_comes_to_a_person(asked, rules):
    assert answer_waiver(asked, rules, NOTHING_KNOWN) == ToPerson("", WhyToPerson.NOT_PUBLISHED)


criteria = st.sampled_from(WaiverCriterion.values)
any_facts = st.builds(
    WaiverFacts,
    st.just(TODAY),
    st.none() | st.dates(date(2020, 1, 1), TODAY),
    st.booleans(),
    st.integers(0, 9),
    st.integers(0, 9),
    st.frozensets(criteria),
)
any_rules = st.lists(
    st.builds(Rule, criteria, st.booleans(), st.booleans(), st.none() | st.integers(0, 60)),
    unique_by=lambda rule: rule.criterion,
)


@given(st.sets(criteria), any_rules, any_facts)
def test_nothing_is_granted_that_the_rule_leaves_to_a_person(asked, rules, facts):
    answer = answer_waiver(asked, rules, facts)

    if isinstance(answer, Granted):
        [rule] = [rule for rule in rules if rule.criterion == answer.criterion]
        assert answer.criterion in asked
        assert rule.is_automatic
        assert not rule.needs_evidence or rule.criterion in facts.papers


@given(st.sets(criteria), criteria, any_rules, any_facts)
def test_naming_one_reason_more_never_takes_a_waiver_away(asked, more, rules, facts):
    if isinstance(answer_waiver(asked, rules, facts), Granted):
        assert isinstance(answer_waiver(asked | {more}, rules, facts), Granted)
