"""What we do for whom: the table, added up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gasservice.registry.plan import PLANS, Plan, plan_for
from gasservice.registry.terms import NeedKind

kinds = st.sets(st.sampled_from(NeedKind.values))


@pytest.mark.parametrize(
    ("declared", "plan"),
    [
        ([], Plan()),
        (["elderly_alone"], Plan(by_call=True, hours_earlier=24, visits=1, has_spare_cooker=True)),
        (["only_heating"], Plan(hours_earlier=24, has_spare_heater=True)),
        (
            ["infant", "illness"],
            Plan(True, 48, visits=1, has_spare_heater=True, has_spare_cooker=True, is_back_first=True),
        ),
        (["critical_site", "infant"], Plan(True, 72, 2, True, True, True)),
    ],
)
def test_a_household_gets_the_most_that_any_need_calls_for(declared, plan):
    assert plan_for(declared) == plan


def test_every_need_has_a_plan_that_does_something():
    assert set(PLANS) == set(NeedKind)
    assert Plan() not in PLANS.values()


@given(kinds, kinds)
def test_one_more_need_never_takes_anything_away(some, more):
    less, all_of_it = plan_for(some), plan_for(some | more)

    for part in Plan.__dataclass_fields__:
        assert getattr(all_of_it, part) >= getattr(less, part)


def test_it_is_said_in_sentences():
    words = [str(words) for words in plan_for(["critical_site"]).words()]

    assert words == [
        "We call you before planned work; a message alone is not enough.",
        "You hear of it 72 hours earlier than others.",
        "While gas is off: 2 visits a day.",
        "Your supply is among the first we restore.",
    ]
