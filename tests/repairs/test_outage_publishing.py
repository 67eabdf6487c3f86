"""Publishing: what the rules refuse and say, who may override, and two people at once."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import translation

from gasservice.notices.models import Delivery, Notice
from gasservice.registry.models import Interruption, InterruptionVersion
from gasservice.standards.models import OutageRule
from gasservice.web.refusals import Refusal
from repairs.actions.outage_course import NotNow, cancel_outage, clear_outage, restore_outage, start_outage
from repairs.actions.outages import (
    AlreadyBegun,
    DraftChanged,
    HomesAtNight,
    NobodyHit,
    NoticeTooLate,
    OutageOver,
    PlanMissing,
    discard_draft,
    draft_of,
    draft_version,
    open_outage,
    publish_version,
)
from repairs.models import OutageStep
from repairs.queries.areas import hit_by, hit_of, parts_of
from tests.repairs.outages import (
    DAY,
    END,
    HOUR,
    NOON,
    START,
    WORDS,
    all_of,
    announced,
    make_all,
    publish,
    rewritten,
    told,
    write,
)

pytestmark = pytest.mark.django_db
TOO_SOON = START - 2 * DAY
REASON = "The regulator has failed and cannot wait"


@pytest.fixture
def homes(quarter):
    quarter.home("mei", quarter.garden, email="mei@home.example")
    quarter.home("far", quarter.court, email="far@home.example")
    return quarter


def test_whom_a_version_hits_is_counted_once_when_it_is_published(homes):
    announced(homes, all_of(homes.garden))
    homes.home("new", homes.garden)

    version = InterruptionVersion.objects.get()

    assert hit_of(version).accounts == 1
    assert hit_by(parts_of(version)).accounts == 2


def test_what_is_published_in_time_holds_and_says_who_published_it(homes):
    outage = announced(homes, all_of(homes.garden))

    assert (outage.current.number, outage.current.published_by, outage.current.published_at) == (1, homes.ann, NOON)
    assert outage.started_at is None


def test_a_late_notice_is_refused_with_the_rule_until_when_and_from_when(homes):
    draft = write(homes, all_of(homes.garden))

    with translation.override("en"), pytest.raises(NoticeTooLate) as refused:
        publish(draft, homes.ann, at=START - 3 * DAY)

    assert refused.value.message == (
        "Too late by the rule “Linjiang rule on planned outages”: it had to be published by Thu 26 Nov, 23:59."
        " Published now, it may start from Tue 1 Dec, 00:00."
    )
    assert not Notice.objects.exists()
    assert Interruption.objects.get().current is None


def test_the_national_rule_alone_asks_for_forty_eight_hours_by_the_clock(homes, settings):
    settings.JURISDICTIONS = ["national"]
    draft = write(homes, all_of(homes.garden))

    with pytest.raises(NoticeTooLate):
        publish(draft, homes.ann, at=START - 2 * DAY + timedelta(seconds=1))

    assert publish(draft, homes.ann, at=START - 2 * DAY).current == draft


def test_a_supervisor_publishes_late_with_a_reason_that_stands_on_the_version(homes):
    outage = publish(write(homes, all_of(homes.garden)), homes.sun, at=TOO_SOON, override_reason=REASON)

    assert (outage.current.override_reason, outage.current.overridden_by) == (REASON, homes.sun)
    assert REASON in Notice.objects.get().texts.get(language="en").body


def test_nobody_else_overrides_a_rule_and_no_reason_is_kept_where_none_is_needed(homes):
    with pytest.raises(NoticeTooLate):
        publish(write(homes, all_of(homes.garden)), homes.ann, at=TOO_SOON, override_reason=REASON)

    outage = publish(write(homes, all_of(homes.garden)), homes.sun, override_reason=REASON)
    assert outage.current.override_reason == ""


def test_an_unchanged_area_moved_later_needs_no_new_lead(homes):
    outage = announced(homes, all_of(homes.garden))

    later = rewritten(outage, homes, all_of(homes.garden), at=TOO_SOON, starts_at=START + HOUR)
    publish(later, homes.ann, at=START - HOUR)

    assert told("changed", number=2) == ["mei@home.example"]


@pytest.mark.parametrize("change", ["earlier", "larger"])
def test_an_earlier_start_or_a_larger_area_is_judged_again(homes, change):
    outage = announced(homes, all_of(homes.garden))
    start = START - HOUR if change == "earlier" else START
    parts = [all_of(homes.garden)] + ([all_of(homes.court)] if change == "larger" else [])

    draft = rewritten(outage, homes, *parts, at=TOO_SOON, starts_at=start)

    with pytest.raises(NoticeTooLate):
        publish(draft, homes.ann, at=TOO_SOON)


def test_who_was_out_for_a_version_is_owed_the_lead_again(homes):
    outage = announced(homes, all_of(homes.garden), all_of(homes.court))
    outage = publish(rewritten(outage, homes, all_of(homes.garden), at=NOON), homes.ann, at=NOON)

    back = rewritten(outage, homes, all_of(homes.garden), all_of(homes.court), at=TOO_SOON)

    with pytest.raises(NoticeTooLate):
        publish(back, homes.ann, at=TOO_SOON)


def test_homes_are_not_promised_their_gas_at_night_and_a_shop_is(homes):
    homes.home("shop", homes.court, "9", supply_class="commercial", email="shop@home.example")
    night = END + 5 * HOUR  # 22:00
    at_home = write(homes, all_of(homes.garden), ends_at=night)
    at_shop = write(homes, part_of(homes, "9"), ends_at=night)

    with pytest.raises(HomesAtNight, match="06:00"):
        publish(at_home, homes.ann)

    assert publish(at_shop, homes.ann).current == at_shop


def part_of(quarter, building: str):
    from repairs.queries.areas import Part

    return Part(quarter.court.pk, building)


def test_a_long_one_needs_a_plan_and_a_report(homes):
    long = {"ends_at": START + 25 * HOUR}
    draft = write(homes, all_of(homes.garden), **long)

    with pytest.raises(PlanMissing):
        publish(draft, homes.ann)

    plan = {"contingency": "Hot plates for all", "report_reference": "LJ-26-118", "reported_at": NOON}
    assert publish(write(homes, all_of(homes.garden), **long, **plan), homes.ann).current


def test_a_large_one_needs_a_plan_too(homes):
    OutageRule.objects.filter(code="linjiang").update(many_households=1)
    draft = write(homes, all_of(homes.garden), all_of(homes.court))

    with pytest.raises(PlanMissing):
        publish(draft, homes.ann)


def test_an_emergency_is_published_at_once_and_has_begun(homes):
    outage = announced(homes, all_of(homes.garden), is_planned=False, starts_at=NOON - HOUR, ends_at=NOON + HOUR)

    assert outage.started_at == NOON - HOUR
    assert Notice.objects.get().is_urgent


def test_an_area_without_gas_in_use_is_refused(quarter):
    with pytest.raises(NobodyHit):
        publish(write(quarter, all_of(quarter.garden)), quarter.ann)


def test_a_draft_that_somebody_changed_meanwhile_is_not_published(homes):
    read = write(homes, all_of(homes.garden))
    draft_version(
        outage=read.interruption,
        parts=[all_of(homes.court)],
        by=homes.sun,
        at=NOON + HOUR,
        **WORDS,
        starts_at=START,
        ends_at=END,
    )

    with pytest.raises(DraftChanged):
        publish(read, homes.ann)

    assert not Delivery.objects.exists()


def test_what_was_published_is_not_changed_even_by_hand(homes):
    version = announced(homes, all_of(homes.garden)).current

    with pytest.raises(Exception, match="published_version_stands"), transaction.atomic():
        InterruptionVersion.objects.filter(pk=version.pk).update(reason_en="Something else")


def test_a_draft_is_written_anew_and_can_be_thrown_away(homes):
    outage = announced(homes, all_of(homes.garden))
    rewritten(outage, homes, all_of(homes.garden), at=NOON)
    rewritten(outage, homes, all_of(homes.court), at=NOON + HOUR)

    assert [version.number for version in outage.versions.all()] == [1, 2]
    discard_draft(outage=outage, by=homes.ann, at=NOON + 2 * HOUR)
    assert draft_of(outage) is None


def test_two_clicks_open_one_outage(homes):
    facts = WORDS | {"starts_at": START, "ends_at": END, "reference": "T261125-000001"}
    once = open_outage(is_planned=True, parts=[all_of(homes.garden)], by=homes.ann, at=NOON, **facts)
    twice = open_outage(is_planned=True, parts=[all_of(homes.garden)], by=homes.ann, at=NOON, **facts)

    assert once == twice
    assert Interruption.objects.count() == InterruptionVersion.objects.count() == 1
    with pytest.raises(Refusal):
        open_outage(is_planned=True, parts=[all_of(homes.garden)], by=homes.sun, at=NOON, **facts)


def test_the_gas_goes_off_no_earlier_than_people_were_told(homes):
    outage = announced(homes, all_of(homes.garden))

    with pytest.raises(NotNow):
        start_outage(outage=outage, by=homes.wu, at=START - timedelta(minutes=1))

    assert start_outage(outage=outage, by=homes.wu, at=START).started_at == START
    with pytest.raises(NotNow):
        start_outage(outage=outage, by=homes.wu, at=START)


def test_homes_are_not_given_their_gas_back_at_night_after_an_emergency_either(homes):
    outage = announced(homes, all_of(homes.garden), is_planned=False, starts_at=NOON, ends_at=NOON + HOUR)

    with pytest.raises(HomesAtNight, match="06:00"):
        restore_outage(outage=outage, by=homes.wu, at=NOON + 11 * HOUR)

    morning = NOON + 18 * HOUR  # 06:00
    assert restore_outage(outage=outage, by=homes.wu, at=morning).restored_at == morning


def test_each_step_comes_once_in_its_order_and_says_who_noted_it(homes):
    outage = announced(homes, all_of(homes.garden))
    for wrong in (restore_outage, clear_outage):
        with pytest.raises(NotNow):
            wrong(outage=outage, by=homes.wu, at=START)
    start_outage(outage=outage, by=homes.wu, at=START)
    with pytest.raises(NotNow):
        cancel_outage(outage=outage, by=homes.ann, at=START)
    restore_outage(outage=outage, by=homes.wu, at=END)
    clear_outage(outage=outage, by=homes.ann, at=END)

    steps = list(OutageStep.objects.values_list("stage", "by__name"))
    assert steps == [("started", "wu"), ("restored", "wu"), ("clear", "ann")]
    with pytest.raises(OutageOver):
        rewritten(outage, homes, all_of(homes.garden), at=END)
    with pytest.raises(IntegrityError), transaction.atomic():
        OutageStep.objects.create(outage=outage, stage="clear", by=homes.ann, at=END)


def test_once_the_gas_is_off_only_the_end_and_the_area_change(homes):
    outage = announced(homes, all_of(homes.garden))
    start_outage(outage=outage, by=homes.wu, at=START)

    with pytest.raises(AlreadyBegun):
        publish(rewritten(outage, homes, all_of(homes.garden), at=START, starts_at=START + HOUR), homes.ann, at=START)

    longer = rewritten(outage, homes, all_of(homes.garden), at=START, ends_at=END + HOUR)
    assert publish(longer, homes.ann, at=START + HOUR).current.ends_at == END + HOUR


@pytest.mark.django_db(transaction=True)
def test_of_two_who_publish_at_the_same_moment_one_wins_and_everybody_is_told_once(homes):
    draft, start, came = write(homes, all_of(homes.garden)), Barrier(2), []

    def press(person) -> None:
        mine = InterruptionVersion.objects.get(pk=draft.pk)
        start.wait()
        try:
            publish_version(version=mine, by=person, at=NOON)
            came.append("published")
        except Refusal as refusal:
            came.append(refusal.code)
        finally:
            connection.close()

    threads = [Thread(target=press, args=(person,)) for person in (homes.ann, homes.sun)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    make_all()
    assert sorted(came) == ["draft-changed", "published"]
    assert told("announced") == ["mei@home.example"]
