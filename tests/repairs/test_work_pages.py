"""The crew's pages, the desk's list and acts, and what the customer sees of the work."""

import base64
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from gasservice.cases.following import FOLLOWED
from gasservice.cases.models import Appointment, CaseParticipant
from gasservice.registry.models import FeeCharge, Tenure
from gasservice.standards.models import Responsibility
from gasservice.standards.terms import Purpose
from gasservice.users.models import User
from gasservice.users.terms import Role
from repairs.access import orders_visible_to
from repairs.actions.fees import add_fee_line, charge_on_case
from repairs.actions.orders import open_order
from repairs.actions.visits import add_photos, begin_visit, finish_visit
from repairs.models import Fault, FeeLine, PlannedJob, Visit, WorkOrder
from repairs.terms import WorkStatus
from tests.files.pictures import picture, upload
from tests.registry.conftest import MOVED_IN, three
from tests.repairs.conftest import SINCE, fee_called

pytestmark = pytest.mark.django_db
DRAWN = "data:image/png;base64," + base64.b64encode(picture("PNG")).decode()


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def running(order, crew_people, crew, now):
    return begin_visit(order=order, by=crew_people["wang"], at=now - timedelta(minutes=5))


@pytest.fixture
def planned(order, crew, now):
    """The crew is to come for the order now."""
    return plan(order.case, crew, now)


def plan(case, crew, now) -> Appointment:
    window = {"window_from": now, "window_until": now + timedelta(hours=2)}
    appointment = Appointment.objects.create(case=case, purpose="repair", booked_at=now, changed_at=now, **window)
    PlannedJob.objects.create(appointment=appointment, crew=crew, starts_at=now, ends_at=now + timedelta(hours=1))
    return appointment


@pytest.fixture
def wang(client, crew_people):
    client.force_login(crew_people["wang"])
    return crew_people["wang"]


def at_step(visit, step: str) -> str:
    return reverse("visit-step", args=[visit.pk, step])


def finished(visit, by, at, fee=None) -> Visit:
    if fee:
        add_fee_line(visit=visit, fee=fee, quantity=Decimal(1), by=by, at=at)
    said = {"found": "软管老化", "done": "更换软管", "signed_name": "Mei"}
    return finish_visit(visit=visit, outcome="done", by=by, at=at, **said)


def test_a_crew_works_an_order_from_arrival_to_signature(client, order, planned, wang, hose, fault_case):
    client.post(reverse("begin-visit", args=[order.reference]), {"submission": uuid4()})
    visit = Visit.objects.get()
    client.post(at_step(visit, "before"), {"photos": [upload(picture())]})
    client.post(at_step(visit, "work"), {"found": "软管老化", "done": "更换软管"})
    part = {"submission": uuid4(), "fee": hose.pk, "quantity": "1", "unit_price": "90", "reason": "两米"}
    client.post(at_step(visit, "parts"), part)
    client.post(at_step(visit, "after"), {"photos": [upload(picture())]})
    client.post(at_step(visit, "sign"), {"signed_name": "Mei", "signature": DRAWN})

    visit.refresh_from_db()
    order.refresh_from_db()
    planned.refresh_from_db()
    assert (visit.appointment, planned.state) == (planned, "kept")
    assert (visit.outcome, visit.signed_name, visit.signature.is_picture) == ("done", "Mei", True)
    assert order.status == WorkStatus.DONE
    assert FeeCharge.objects.get(case_reference=fault_case.reference).amount == Decimal(90)


def test_a_double_press_and_a_retry_make_nothing_twice(client, order, planned, wang, hose):
    arrival = {"submission": uuid4()}
    for _ in range(2):
        client.post(reverse("begin-visit", args=[order.reference]), arrival)
    visit = Visit.objects.get()
    part = {"submission": uuid4(), "fee": hose.pk, "quantity": "1"}
    for _ in range(2):
        client.post(at_step(visit, "parts"), part)
        client.post(at_step(visit, "before"), {"photos": [upload(picture())]})

    assert FeeLine.objects.count() == visit.photos.count() == 1


def test_the_parts_page_shows_the_sum_and_takes_a_part_off_again(client, running, wang, hose, labour):
    for fee in (hose, labour):
        client.post(at_step(running, "parts"), {"submission": uuid4(), "fee": fee.pk, "quantity": "1"})
    assert "¥100.00" in client.get(at_step(running, "parts")).text

    line = FeeLine.objects.get(fee=hose)
    for _ in range(2):
        client.post(reverse("remove-fee-line", args=[running.pk, line.pk]))

    assert "¥100.00" not in client.get(at_step(running, "parts")).text


def test_a_price_outside_the_range_is_refused_beside_its_field_and_kept(client, running, wang, hose):
    part = {"submission": uuid4(), "fee": hose.pk, "quantity": "1", "unit_price": "300", "reason": "Long"}

    page = client.post(at_step(running, "parts"), part)

    assert "The fee table says ¥65.00 to ¥110.00." in str(page.context["form"].errors["unit_price"])
    assert 'value="300"' in page.text


def test_fees_of_the_part_come_first_and_what_is_ours_is_free(client, running, wang, hose, labour, fault_case, now):
    told = Responsibility.objects.create(
        part="before-meter", belongs_to="company", paid_by="company", fee_codes=["repair-labour"], valid_from=SINCE,
        **three("name", "Before"), **three("words", "Ours"), **three("basis", "Table"),
    )  # fmt: skip
    Fault.objects.create(case=fault_case, part=told.part, told=told, price_low=0, price_high=0, told_at=now)

    form = client.get(at_step(running, "parts")).context["form"]

    groups = [title for title, _ in form.fields["fee"].choices]
    assert [str(title) for title in groups[1:]] == ["Usual for this part", "The whole fee table"]
    assert form.fields["is_ours"].initial is True


def test_a_free_or_cancelled_fee_is_not_offered(client, running, wang, hose):
    free, over = fee_called("advice", "0"), fee_called("old", "5", valid_until=SINCE.replace(year=2025))

    form = client.get(at_step(running, "parts")).context["form"]

    assert hose in form.fields["fee"].queryset
    assert not {free, over} & set(form.fields["fee"].queryset)


@pytest.mark.parametrize("drawn", ["", "data:image/png;base64,!!", "data:text/html;base64,AAAA"])
def test_nothing_is_finished_without_a_signature_or_a_tick(client, running, wang, drawn):
    client.post(at_step(running, "work"), {"found": "软管老化", "done": "更换软管"})

    page = client.post(at_step(running, "sign"), {"signed_name": "Mei", "signature": drawn})

    assert page.status_code == 200
    assert page.context["form"].errors
    running.refresh_from_db()
    assert not running.is_over


def test_a_drawing_that_is_no_picture_is_refused_with_a_sentence(client, running, wang):
    client.post(at_step(running, "work"), {"found": "软管老化", "done": "更换软管"})
    broken = "data:image/png;base64," + base64.b64encode(b"<script>alert(1)</script>").decode()

    page = client.post(at_step(running, "sign"), {"signed_name": "Mei", "signature": broken})

    assert page.status_code == 200
    running.refresh_from_db()
    assert not running.is_over


def test_a_name_and_a_tick_are_enough_without_script(client, running, wang):
    client.post(at_step(running, "work"), {"found": "软管老化", "done": "更换软管"})

    client.post(at_step(running, "sign"), {"signed_name": "Mei", "agrees": "on"})

    running.refresh_from_db()
    assert running.is_over
    assert running.signature is None


def test_nobody_at_home_when_a_time_was_agreed_is_told_by_the_appointment(client, order, planned, wang):
    client.post(reverse("begin-visit", args=[order.reference]), {"submission": uuid4()})

    client.post(at_step(Visit.objects.get(), "leave"), {"outcome": "no_access"})

    planned.refresh_from_db()
    order.refresh_from_db()
    assert (planned.state, order.status) == ("no_access", WorkStatus.PLANNED)


def test_a_photo_of_the_door_stays_as_the_proof_that_somebody_was_there(client, running, wang):
    said = {"outcome": "no_access", "found": "门铃坏了，九点十分打过电话。", "photos": [upload(picture())]}
    client.post(at_step(running, "leave"), said)

    running.refresh_from_db()
    assert (running.outcome, running.photos.get().stage) == ("no_access", "before")
    assert running.found.startswith("门铃坏了")


def test_what_is_no_photo_is_said_and_the_visit_goes_on(client, running, wang):
    page = client.post(at_step(running, "leave"), {"outcome": "no_access", "photos": [upload(b"no picture")]})

    assert page.context["form"].errors.keys() == {"photos"}
    running.refresh_from_db()
    assert not running.is_over


def test_the_customer_reads_of_orders_without_a_visit_in_one_list(client, order, fault_case, now):
    open_order(case=fault_case, kind=Purpose.SAFETY_CHECK, by=None, at=now)
    session = client.session
    session[FOLLOWED] = {fault_case.reference: fault_case.secret_hash}
    session.save()

    page = client.get(reverse("tracked-case", args=[fault_case.reference]), headers={"accept-language": "zh-hans"}).text

    assert page.count('id="work"') == 1
    assert page.count("待上门") == 2


def test_the_second_telephone_is_told_that_the_visit_is_finished(client, running, wang, crew_people, now):
    finished(running, crew_people["li"], now)

    page = client.post(at_step(running, "sign"), {"signed_name": "Mei", "agrees": "on"}, follow=True)

    assert "Nothing was charged twice" in page.text
    assert page.redirect_chain[-1][0] == running.order.get_absolute_url()


def test_work_that_is_not_done_says_what_is_left(client, running, wang, order):
    page = client.post(at_step(running, "leave"), {"outcome": "not_finished"})
    assert "found" in page.context["form"].errors

    client.post(at_step(running, "leave"), {"outcome": "not_finished", "found": "需要配件"})

    order.refresh_from_db()
    assert order.status == WorkStatus.PLANNED


def test_the_order_tells_the_crew_where_who_and_what_was_before(client, order, planned, wang, fault_case, now):
    fault_case.contact_phone = "+8613800138000"
    fault_case.save()
    earlier = open_order(case=fault_case, kind=Purpose.SAFETY_CHECK, by=None, at=now - timedelta(days=90))
    finished(begin_visit(order=earlier, by=wang, at=now - timedelta(days=90)), wang, now - timedelta(days=89))

    page = client.get(order.get_absolute_url()).text

    assert "tel:+8613800138000" in page
    assert "阳光花园3栋2单元501室" in page
    assert "Look at the stove" in page
    assert "更换软管" in page


def test_who_sees_which_orders(order, crew, crew_people, fault_case, team, now):
    def seen(name: str) -> bool:
        return orders_visible_to(crew_people[name]).filter(pk=order.pk).exists()

    assert (seen("mu"), seen("su")) == (True, True)
    assert (seen("wang"), seen("zhou")) == (False, False)

    plan(fault_case, crew, now)
    assert (seen("wang"), seen("li"), seen("zhou")) == (True, True, False)

    User.objects.filter(name="zhou").update(team=team)
    crew_people["zhou"].refresh_from_db()
    assert seen("zhou")

    CaseParticipant.objects.create(case=fault_case, user=crew_people["mu"], part="named")
    assert not seen("mu")


@pytest.mark.parametrize("role", [Role.PARTY, Role.VOLUNTEER, Role.CUSTOMER])
def test_orders_do_not_exist_for_others(client, order, role):
    client.force_login(User.objects.create_user("x@home.example", name="x", role=role))

    assert client.get(order.get_absolute_url()).status_code == 404
    assert client.get(reverse("work-orders")).status_code == 404
    assert client.post(reverse("begin-visit", args=[order.reference])).status_code == 404


def test_an_auditor_reads_and_does_not_visit(client, order):
    client.force_login(User.objects.create_user("a@gas.example", name="a", role=Role.AUDITOR))

    assert client.get(order.get_absolute_url()).status_code == 200
    assert client.post(reverse("begin-visit", args=[order.reference])).status_code == 403


def test_the_desk_opens_an_order_once_and_cancels_it(client, fault_case, crew_people):
    client.force_login(crew_people["mu"])
    for _ in range(2):
        client.post(reverse("open-order", args=[fault_case.reference]), {"kind": "survey", "task": "量尺寸"})
    order = WorkOrder.objects.get(case=fault_case, kind="survey")

    page = client.get(fault_case.get_absolute_url()).text
    client.post(reverse("cancel-order", args=[order.reference]))

    order.refresh_from_db()
    assert order.reference in page
    assert order.status == WorkStatus.CANCELLED


def test_the_list_is_narrowed_and_cut_into_pages(client, fault_case, order, crew_people, now):
    WorkOrder.objects.bulk_create(
        WorkOrder(reference=f"W-{n}", case=fault_case, kind="survey", status="cancelled", opened_at=now)
        for n in range(55)
    )
    client.force_login(crew_people["mu"])

    first = client.get(reverse("work-orders"))
    second = client.get(reverse("work-orders") + first.context["later_url"])
    planned = client.get(reverse("work-orders"), {"status": "planned", "kind": "repair"})
    today = client.get(reverse("work-orders"), {"day": timezone.localdate().isoformat()})

    seen = [row.reference for page in (first, second) for row in page.context["rows"]]
    assert len(seen) == len(set(seen)) == 56
    assert list(planned.context["rows"]) == [order]
    assert list(today.context["rows"]) == []


def test_the_list_shows_the_orders_of_a_crew_and_a_day(client, running, order, crew, crew_people):
    client.force_login(crew_people["mu"])

    page = client.get(reverse("work-orders"), {"crew": crew.pk, "day": timezone.localdate().isoformat()})

    assert list(page.context["rows"]) == [order]


def test_the_customer_sees_what_was_done_and_what_it_costs(
    client, running, hose, warranty, crew_people, fault_case, mei_user, now
):
    add_photos(visit=running, stage="before", uploads=[upload(picture())], by=crew_people["wang"], at=now)
    finished(running, crew_people["wang"], now, hose)
    client.force_login(mei_user)

    page = client.get(reverse("tracked-case", args=[fault_case.reference])).text
    charge = FeeCharge.objects.get()
    receipt = client.get(reverse("case-receipt", args=[fault_case.reference, charge.reference])).text
    photo = client.get(reverse("work-file", args=[running.photos.get().file_id]))

    for words in ("软管老化", "更换软管", "¥65.00", charge.reference, "Under warranty"):
        assert words in page
    assert "Fee table 2024" in receipt
    assert "红旗大院" not in receipt or "阳光花园" in receipt
    assert photo.status_code == 200


def test_photos_and_receipts_of_work_are_nobody_elses(client, running, hose, crew_people, fault_case, now):
    add_photos(visit=running, stage="before", uploads=[upload(picture())], by=crew_people["wang"], at=now)
    finished(running, crew_people["wang"], now, hose)
    client.force_login(User.objects.create_user("x@home.example", name="x"))

    assert client.get(reverse("work-file", args=[running.photos.get().file_id])).status_code == 404
    receipt = [fault_case.reference, FeeCharge.objects.get().reference]
    assert client.get(reverse("case-receipt", args=receipt)).status_code == 404


def test_a_former_holder_sees_the_receipts_of_his_time_only(client, fault_case, bo, account, hose, mei_user, now):
    old = charge_on_case(case=fault_case, fee=hose, by=None, at=now.replace(year=MOVED_IN.year - 1))
    new = charge_on_case(case=fault_case, fee=hose, by=None, at=now)
    seen = {}
    for user in (bo.user, mei_user):
        client.force_login(user)
        page = client.get(reverse("gas-account", args=[account.number])).text
        seen[user.name] = [charge.reference in page for charge in (old, new)]
        seen[user.name] += [
            client.get(reverse("my-receipt", args=[account.number, charge.reference])).status_code
            for charge in (old, new)
        ]

    assert Tenure.objects.count() == 2
    assert seen == {"bo": [True, False, 200, 404], "mei": [False, True, 404, 200]}


def test_the_desk_notes_a_payment_and_a_supervisor_withdraws(client, fault_case, hose, crew_people, now):
    first, second = (charge_on_case(case=fault_case, fee=hose, by=None, at=now) for _ in range(2))
    client.force_login(crew_people["mu"])
    for _ in range(2):
        client.post(reverse("pay-charge", args=[first.reference]), {"payment_reference": "WX-1"})
    refused = client.post(reverse("pay-charge", args=[first.reference]), {"payment_reference": "WX-2"})
    assert client.get(reverse("withdraw-charge", args=[second.reference])).status_code == 403

    client.force_login(crew_people["su"])
    client.post(reverse("withdraw-charge", args=[second.reference]), {"reason": "装错地方"})

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.payment_reference, second.void_reason) == ("WX-1", "装错地方")
    assert "paid before" in refused.text


def test_whoever_is_named_in_a_case_sees_none_of_its_charges(client, fault_case, hose, crew_people, now):
    charge = charge_on_case(case=fault_case, fee=hose, by=None, at=now)
    CaseParticipant.objects.create(case=fault_case, user=crew_people["mu"], part="named")
    client.force_login(crew_people["mu"])

    assert client.get(reverse("charge", args=[charge.reference])).status_code == 404
