"""A visit: the crew arrives, takes photos, uses parts, and somebody signs; nothing happens twice."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from gasservice.cases.models import CaseEvent
from gasservice.notices.models import Delivery, NoticeText
from gasservice.registry.actions.charges import ChargedBefore, FeeNotValid, charge_fee
from gasservice.registry.actions.renaming import rename_community
from gasservice.registry.models import FeeCharge
from gasservice.standards.terms import Purpose
from repairs.actions.fees import PlaceNotKnown, VisitIsOver, add_fee_line, remove_fee_line
from repairs.actions.orders import open_order
from repairs.actions.prices import PriceNotPublished, WhyThisPrice
from repairs.actions.visits import (
    OrderIsOver,
    SayWhatWasDone,
    TooManyPhotos,
    add_photos,
    begin_visit,
    cancel_order,
    finish_visit,
    note_work,
    remove_visit_photo,
)
from repairs.models import FeeLine, Visit
from repairs.terms import Stage, VisitOutcome, WorkStatus
from tests.files.pictures import picture, upload
from tests.registry.conftest import NOW
from tests.repairs.conftest import fee_called

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)
SAID = {"found": "The battery was flat", "done": "New battery", "signed_name": "Mei"}


def finish(visit, by, outcome=VisitOutcome.DONE, at=LATER, **said) -> Visit:
    return finish_visit(visit=visit, outcome=outcome, by=by, at=at, **SAID | said)


def use(visit, fee, by, quantity="1", at=NOW, **facts) -> FeeLine:
    return add_fee_line(visit=visit, fee=fee, quantity=Decimal(quantity), by=by, at=at, **facts)


def story(case) -> list[str]:
    return list(CaseEvent.objects.filter(case=case).order_by("pk").values_list("kind", flat=True))


def test_a_crew_arrives_and_the_order_is_under_way(visit, order, crew, fault_case):
    order.refresh_from_db()

    assert order.status == WorkStatus.UNDER_WAY
    assert visit.crew == crew
    assert story(fault_case) == ["arrived"]


def test_a_second_telephone_finds_the_visit_there_is(visit, order, crew_people):
    again = begin_visit(order=order, by=crew_people["li"], at=LATER)

    assert again == visit
    assert Visit.objects.count() == 1


def test_the_form_of_an_arrival_sent_again_after_the_visit_makes_no_second_one(order, crew_people):
    wang, sent = crew_people["wang"], uuid4()
    first = begin_visit(order=order, by=wang, at=NOW, submission=sent)
    finish(first, wang, VisitOutcome.NOT_FINISHED)

    assert begin_visit(order=order, by=wang, at=LATER, submission=sent) == first


def test_nobody_visits_for_an_order_that_is_closed(order, crew_people):
    cancel_order(order=order, by=crew_people["mu"], at=NOW)

    with pytest.raises(OrderIsOver, match="closed"):
        begin_visit(order=order, by=crew_people["wang"], at=NOW)


def test_an_order_that_a_crew_is_at_is_not_cancelled(visit, order, crew_people):
    with pytest.raises(OrderIsOver):
        cancel_order(order=order, by=crew_people["mu"], at=NOW)


def test_a_part_costs_what_the_fee_table_says_of_the_day(visit, crew_people):
    old = fee_called("valve", "30", valid_until=date(2026, 1, 1))
    new = fee_called("valve", "28", valid_from=date(2026, 1, 1))

    line = use(visit, new, crew_people["wang"], "3")

    assert (line.unit_price, line.amount) == (Decimal(28), Decimal(84))
    with pytest.raises(FeeNotValid, match="cancelled"):
        use(visit, old, crew_people["wang"])


def test_a_fee_of_tomorrow_and_a_free_one_are_refused_with_a_sentence(visit, crew_people):
    with pytest.raises(FeeNotValid, match="does not hold yet"):
        use(visit, fee_called("coming", "10", valid_from=date(2027, 1, 1)), crew_people["wang"])
    with pytest.raises(FeeNotValid, match="free by the fee table"):
        use(visit, fee_called("advice", "0"), crew_people["wang"])


def test_a_price_lies_inside_the_published_range_and_has_a_reason(visit, hose, crew_people):
    wang = crew_people["wang"]

    line = use(visit, hose, wang, unit_price=Decimal(90), reason="Armoured, two metres")

    assert (line.amount, line.reason) == (Decimal(90), "Armoured, two metres")
    assert use(visit, hose, wang).amount == Decimal(65)
    with pytest.raises(WhyThisPrice):
        use(visit, hose, wang, unit_price=Decimal(90))
    for price in ("64.99", "110.01"):
        with pytest.raises(PriceNotPublished):
            use(visit, hose, wang, unit_price=Decimal(price), reason="Dear")


def test_the_form_of_a_part_sent_twice_is_one_line(visit, hose, crew_people):
    sent = uuid4()

    lines = {use(visit, hose, crew_people["wang"], submission=sent).pk for _ in range(2)}

    assert len(lines) == 1


def test_a_line_is_removed_while_the_visit_lasts_and_not_after_it(visit, hose, labour, crew_people):
    wang = crew_people["wang"]
    wrong, right = use(visit, hose, wang), use(visit, labour, wang)

    remove_fee_line(line=wrong, by=wang, at=NOW)
    remove_fee_line(line=wrong, by=wang, at=NOW)
    finish(visit, wang)

    assert list(FeeLine.objects.all()) == [right]
    with pytest.raises(VisitIsOver):
        remove_fee_line(line=right, by=wang, at=LATER)
    with pytest.raises(VisitIsOver):
        use(visit, hose, wang, at=LATER)


def test_done_work_charges_each_line_once_and_tells_the_customer(
    visit, order, hose, labour, warranty, crew_people, fault_case, home, account
):
    wang = crew_people["wang"]
    use(visit, hose, wang)
    use(visit, labour, wang, "1.5")

    finish(visit, wang)

    order.refresh_from_db()
    assert (order.status, order.done_at) == (WorkStatus.DONE, LATER)
    assert order.warranty_last_day == date(2027, 2, 21)
    charges = FeeCharge.objects.filter(premise=home, gas_account=account, case_reference=fault_case.reference)
    assert [(charge.fee_code, charge.amount) for charge in charges] == [
        ("hose", Decimal(65)),
        ("repair-labour", Decimal("52.5")),
    ]
    assert not order.fee_lines.filter(charge__isnull=True).exists()
    assert story(fault_case) == ["arrived", "work_done", "charged", "charged"]
    assert "¥117.50" in NoticeText.objects.filter(notice__topic="work-done").first().body


def test_what_lies_on_our_side_is_noted_and_never_charged(visit, hose, crew_people):
    line = use(visit, hose, crew_people["wang"], "2", is_ours=True)

    finish(visit, crew_people["wang"])

    line.refresh_from_db()
    assert (line.unit_price, line.amount, line.charge) == (Decimal(65), Decimal(0), None)
    assert not FeeCharge.objects.exists()


def test_a_visit_is_finished_once(visit, labour, crew_people):
    use(visit, labour, crew_people["wang"])
    finish(visit, crew_people["wang"])

    with pytest.raises(VisitIsOver, match="Nothing was charged twice"):
        finish(visit, crew_people["li"], found="Something else")

    visit.refresh_from_db()
    assert visit.found == SAID["found"]
    assert FeeCharge.objects.count() == 1


@pytest.mark.parametrize("missing", ["found", "done", "signed_name"])
def test_done_work_says_what_was_found_and_done_and_who_saw_it(visit, crew_people, missing):
    with pytest.raises(SayWhatWasDone):
        finish(visit, crew_people["wang"], **{missing: " "})


def test_work_not_finished_is_planned_again_and_charged_when_it_is_done(visit, order, crew_people, labour):
    wang = crew_people["wang"]
    winter = fee_called("winter", "40", valid_until=date(2026, 11, 24))
    use(visit, winter, wang)

    finish(visit, wang, VisitOutcome.NOT_FINISHED, done="")
    order.refresh_from_db()
    assert order.status == WorkStatus.PLANNED
    assert not FeeCharge.objects.exists()

    second = begin_visit(order=order, by=wang, at=NOW + timedelta(days=3))
    finish(second, wang, at=NOW + timedelta(days=3, hours=1))
    assert FeeCharge.objects.get().amount == Decimal(40)


def test_nobody_let_us_in_plans_the_order_again_and_tells_the_customer(visit, order, crew_people, fault_case):
    finish(visit, crew_people["wang"], VisitOutcome.NO_ACCESS, found="", done="", signed_name="")

    order.refresh_from_db()
    assert order.status == WorkStatus.PLANNED
    assert story(fault_case) == ["arrived", "no_access"]
    assert Delivery.objects.filter(notice__topic="work-no-access").exists()


def test_the_signature_is_kept_as_we_redraw_it(visit, crew_people):
    drawn = upload(picture(), "signature.png")

    ended = finish(visit, crew_people["wang"], signature=drawn)

    ended.refresh_from_db()
    assert ended.signature.is_picture
    assert ended.signature.uploaded_by == crew_people["wang"]


def test_a_photo_sent_again_on_a_bad_line_is_one_photo(visit, crew_people):
    facts = {"visit": visit, "by": crew_people["wang"], "at": NOW}

    for _ in range(2):
        add_photos(stage=Stage.BEFORE, uploads=[upload(picture())], **facts)
    add_photos(stage=Stage.AFTER, uploads=[upload(picture())], **facts)

    assert [photo.stage for photo in visit.photos.all()] == ["before", "after"]


def test_a_broken_photo_costs_no_other_and_too_many_are_refused(visit, crew_people):
    facts = {"visit": visit, "stage": Stage.BEFORE, "by": crew_people["wang"], "at": NOW}

    kept = add_photos(uploads=[upload(b"GIF89a nothing"), upload(picture())], **facts)

    assert (len(kept.files), len(kept.refusals)) == (1, 1)
    with pytest.raises(TooManyPhotos):
        add_photos(uploads=[upload(picture())] * 12, **facts)


def test_a_photo_is_taken_out_while_the_visit_lasts(visit, crew_people):
    wang = crew_people["wang"]
    for stage in Stage:
        add_photos(visit=visit, stage=stage, uploads=[upload(picture())], by=wang, at=NOW)
    before, after = visit.photos.select_related("file", "visit")

    remove_visit_photo(photo=before)
    finish(visit, wang)

    assert list(visit.photos.all()) == [after]
    with pytest.raises(VisitIsOver):
        remove_visit_photo(photo=after)


def test_what_the_crew_writes_is_kept_until_the_visit_ends(visit, crew_people):
    facts = {"visit": visit, "by": crew_people["wang"], "at": NOW}

    note_work(found="A crack", done="", **facts)
    note_work(found="A crack in the hose", done="New hose", **facts)

    visit.refresh_from_db()
    assert (visit.found, visit.done) == ("A crack in the hose", "New hose")


def test_a_fee_due_once_is_refused_before_the_work_also_after_the_community_was_renamed(
    visit, crew_people, home, garden
):
    wang, pipe = crew_people["wang"], fee_called("indoor-pipe", "980", is_once_per_premise=True)
    earlier = charge_fee(premise=home, fee=pipe, by=None, at=NOW - timedelta(days=400))
    rename_community(community=garden, name="滨江一号", by=crew_people["su"], at=NOW)
    later = fee_called("indoor-pipe-2", "1080", is_once_per_premise=True)
    pipe.valid_until = date(2026, 1, 1)
    pipe.save()
    later.code, later.valid_from = "indoor-pipe", date(2026, 1, 1)
    later.save()

    with pytest.raises(ChargedBefore) as refused:
        use(visit, later, wang)

    assert refused.value.charge == earlier
    assert earlier.reference in refused.value.message


def test_what_others_charged_meanwhile_stops_the_finish_and_nothing_is_half_done(visit, order, crew_people, home):
    pipe = fee_called("indoor-pipe", "980", is_once_per_premise=True)
    use(visit, pipe, crew_people["wang"])
    charge_fee(premise=home, fee=pipe, by=None, at=NOW)

    with pytest.raises(ChargedBefore):
        finish(visit, crew_people["wang"])

    visit.refresh_from_db()
    order.refresh_from_db()
    assert not visit.is_over
    assert order.status == WorkStatus.UNDER_WAY


def test_nothing_is_charged_where_the_place_is_not_in_our_books(fault_case, crew_people, hose):
    fault_case.premise = fault_case.gas_account = None
    fault_case.save()
    order = open_order(case=fault_case, kind=Purpose.SAFETY_CHECK, by=None, at=NOW)
    visit = begin_visit(order=order, by=crew_people["wang"], at=NOW)

    with pytest.raises(PlaceNotKnown):
        use(visit, hose, crew_people["wang"])
    assert use(visit, hose, crew_people["wang"], is_ours=True).amount == 0


def test_the_account_names_the_place_where_the_case_does_not(fault_case, order, crew_people, labour, home):
    fault_case.premise = None
    fault_case.save()
    order.refresh_from_db()
    visit = begin_visit(order=order, by=crew_people["wang"], at=NOW)
    use(visit, labour, crew_people["wang"])

    finish(visit, crew_people["wang"])

    assert FeeCharge.objects.get().premise == home
