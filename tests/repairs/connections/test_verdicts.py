"""The one rule by which gas is opened."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gasservice.standards.terms import Severity
from repairs.terms import Outcome, Verdict
from repairs.verdicts import Judged, outcome_of

FINE = Judged("stops", "ok")
ABSENT = Judged("stops", "not_here")
TEE = Judged("stops", "not_ok", "A tee in the hose", has_photo=True)
NO_ALARM = Judged("advice", "not_ok", "No alarm")


@pytest.mark.parametrize(
    ("findings", "outcome"),
    [
        ([FINE], Outcome.OPENED),
        ([FINE, ABSENT], Outcome.OPENED),
        ([FINE, NO_ALARM], Outcome.OPENED),
        ([FINE, TEE], Outcome.REFUSED),
        ([TEE, NO_ALARM], Outcome.REFUSED),
        ([], None),
        ([FINE, Judged("stops", "")], None),
        ([Judged("stops", "not_ok", "A tee", has_photo=False)], None),
        ([Judged("stops", "not_ok", "  ", has_photo=True)], None),
        ([Judged("advice", "not_ok", "", has_photo=True)], None),
    ],
)
def test_it_says_whether_the_gas_is_opened(findings, outcome):
    assert outcome_of(findings) == outcome


found = st.builds(
    Judged,
    severity=st.sampled_from(Severity.values),
    verdict=st.sampled_from([*Verdict.values, ""]),
    words=st.sampled_from(["", "seen"]),
    has_photo=st.booleans(),
)


@given(st.lists(found))
def test_gas_is_never_opened_over_a_fault_that_stops_it(findings):
    if outcome_of(findings) == Outcome.OPENED:
        assert not any(each.stops_gas for each in findings)


@given(st.lists(found, min_size=1), st.randoms())
def test_the_order_in_which_things_are_looked_at_does_not_matter(findings, chance):
    shuffled = chance.sample(findings, len(findings))

    assert outcome_of(shuffled) == outcome_of(findings)


@given(st.lists(found))
def test_another_stopping_fault_never_opens_what_was_shut(findings):
    assert outcome_of([*findings, TEE]) != Outcome.OPENED
