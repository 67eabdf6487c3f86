"""The pages of a connection: what is sent is kept once, what is wrong is said, and strangers reach nothing."""

import pytest
from django.urls import reverse

from gasservice.cases.terms import Status
from gasservice.registry.models import FeeCharge
from gasservice.standards.models import ServiceItem
from gasservice.users.terms import Role
from repairs.actions.inspections import start_inspection
from repairs.models import DoorAuthorisation, Finding, Inspection, Milestone, MilestoneDelay
from repairs.terms import StepState
from tests.files.pictures import picture, upload
from tests.registry.conftest import three
from tests.repairs.connections.cast import MONDAY_NINE, make_user
from tests.repairs.connections.test_connections import finish, make_fee
from tests.repairs.connections.test_inspections import hung


@pytest.fixture
def design(designed, ann):
    """The design, which is the bureau's turn."""
    finish(designed, "application", by=ann)
    return reverse("finish-step", args=[designed.case.reference, "design"])


def state_of(code: str) -> str:
    return Milestone.objects.get(code=code).state


def test_a_partner_marks_its_step_done_with_a_paper(client, design, pia):
    client.force_login(pia)

    answer = client.post(design, {"words": "Drawn", "papers": upload(picture())})

    assert answer.status_code == 302
    step = Milestone.objects.get(code="design")
    assert (step.state, step.done_by, step.words, step.papers.count()) == (StepState.DONE, pia, "Drawn", 1)


def test_a_partner_proves_what_it_did_and_keeps_what_it_typed(client, design, pia):
    client.force_login(pia)

    answer = client.post(design, {"words": "Drawn"})

    assert "Drawn" in answer.text
    assert answer.context["form"].errors.keys() == {"papers"}
    assert state_of("design") == StepState.RUNNING


def test_a_partner_says_why_its_step_waits(client, design, designed, pia):
    client.force_login(pia)

    client.post(reverse("delay-step", args=[designed.case.reference, "design"]), {"words": "No plan of the street"})

    assert MilestoneDelay.objects.get().words == "No plan of the street"
    assert "No plan of the street" in client.get(reverse("project", args=[designed.case.reference])).text


def test_a_partner_cannot_mark_the_steps_of_others(client, designed, pia):
    client.force_login(pia)

    answer = client.post(reverse("finish-step", args=[designed.case.reference, "application"]), {"words": "Mine"})

    assert answer.status_code == 404
    assert state_of("application") == StepState.RUNNING


def test_a_partner_sees_the_customer_only_while_the_step_is_theirs(client, design, designed, pia, ann):
    client.force_login(pia)
    page = reverse("project", args=[designed.case.reference])

    during = client.get(page).text
    finish(designed, "design", by=ann)
    after = client.get(page).text

    assert "138 0000 0001" in during
    assert "138 0000 0001" not in after


def test_marking_a_step_twice_is_said(client, design, pia):
    client.force_login(pia)
    client.post(design, {"words": "Drawn", "papers": upload(picture())})

    answer = client.post(design, {"words": "Drawn", "papers": upload(picture())})

    assert "done already" in answer.text
    assert Milestone.objects.get(code="design").papers.count() == 1


@pytest.mark.parametrize("page", ["assign-firm", "project-places", "project-fee"])
def test_a_firm_finds_nothing_that_only_the_desk_does(client, designed, pia, page):
    client.force_login(pia)

    assert client.get(reverse("project", args=[designed.case.reference])).status_code == 200
    assert client.get(reverse(page, args=[designed.case.reference])).status_code == 404


def test_the_customer_follows_it_and_a_stranger_does_not(client, designed, mei):
    page = reverse("connection", args=[designed.case.reference])

    client.force_login(mei)
    assert "Bureau" in client.get(page).text

    client.force_login(make_user("eve", Role.CUSTOMER))
    assert client.get(page).status_code == 404


def test_the_clerk_is_shown_the_earlier_receipt(client, project, home, ann):
    fee = make_fee("installation")
    client.force_login(ann)
    page = reverse("project-fee", args=[project.case.reference])
    words = {**three("title", "New"), **three("summary", "New"), **three("who", "All"), **three("basis", "Law")}
    service = ServiceItem.objects.create(
        code="new-connection", door="repairs", kind_code="new-connection", valid_from=fee.valid_from, **words
    )
    service.fees.add(fee)

    client.post(page, {"premise": home.pk, "fee": fee.pk})
    answer = client.post(page, {"premise": home.pk, "fee": fee.pk})

    assert "Charged before, and never twice" in answer.text
    assert FeeCharge.objects.get().reference in answer.text


def test_a_case_that_came_by_telephone_gets_its_project_at_the_desk(client, case, steps, ann):
    client.force_login(ann)

    client.post(reverse("begin-project", args=[case.reference]), {"kind": "home"})

    assert Milestone.objects.filter(project=case.pk).count() == 5


def test_a_home_that_stands_in_no_book_is_entered_once_at_the_desk(client, project, garden, home, ann):
    client.force_login(ann)
    page = reverse("enter-place", args=[project.case.reference]) + "?name=红旗大院"

    for _press in range(2):
        client.post(page, {"community": garden.pk, "building": "9", "unit": "1", "room": "101"})

    entered = garden.premises.exclude(pk=home.pk).get()
    assert entered.address == "阳光花园9栋1单元101室"
    assert entered.names.get().known_until is None
    assert set(project.premises.all()) == {home, entered}


def test_a_customer_names_somebody_once_and_takes_it_back(client, order, mei):
    client.force_login(mei)
    page = reverse("door", args=[order.case.reference])

    for _press in range(2):
        client.post(page, {"name": "Granny", "phone": "+8613900000001"})
    client.post(reverse("withdraw-door", args=[order.case.reference]))

    assert DoorAuthorisation.objects.get().withdrawn_at
    assert "Granny may open the door" not in client.get(page).text


def test_a_stranger_names_nobody(client, order):
    client.force_login(make_user("eve", Role.CUSTOMER))

    answer = client.post(reverse("door", args=[order.case.reference]), {"name": "Eve", "phone": "+8613900000001"})

    assert answer.status_code == 404
    assert not DoorAuthorisation.objects.exists()


@pytest.fixture
def inspected(order, items, ding) -> Inspection:
    """An inspection that has begun."""
    return start_inspection(order=hung(order, ding), by=ding, at=MONDAY_NINE)


def judged(inspection: Inspection, **faults: str) -> dict[str, str]:
    rows = inspection.findings.select_related("item")
    words = {row.pk: faults.get(row.item.code.replace("-", "_"), "") for row in rows}
    verdicts = {f"{pk}-verdict": "not_ok" if said else "ok" for pk, said in words.items()}
    return verdicts | {f"{pk}-words": said for pk, said in words.items()}


def test_looking_at_the_page_begins_nothing(client, order, items, ding):
    waiting = hung(order, ding)
    client.force_login(ding)
    page = reverse("inspect", args=[waiting.reference])

    client.get(page)
    assert not Inspection.objects.exists()

    client.post(page)
    assert Inspection.objects.get().findings.count() == 3


def test_what_is_given_is_kept_although_the_end_is_refused(client, inspected, ding):
    client.force_login(ding)
    page = reverse("inspect", args=[inspected.order.reference])

    answer = client.post(page, judged(inspected, tee_fitting="A tee") | {"then": "finish"})

    assert "Take a photo" in answer.text
    inspected.refresh_from_db()
    assert not inspected.is_finished
    assert Finding.objects.get(item__code="tee-fitting").words == "A tee"


def test_a_photo_once_taken_is_not_asked_for_again(client, inspected, ding):
    client.force_login(ding)
    page = reverse("inspect", args=[inspected.order.reference])
    tee = inspected.findings.get(item__code="tee-fitting")

    client.post(page, judged(inspected, tee_fitting="A tee") | {f"{tee.pk}-photo": upload(picture()), "then": "keep"})
    client.post(page, judged(inspected, tee_fitting="A tee") | {"then": "finish"})

    inspected.refresh_from_db()
    assert inspected.is_refused


def test_a_photo_is_the_customers_to_see_once_the_inspection_is_over(client, inspected, ding, mei):
    client.force_login(ding)
    page = reverse("inspect", args=[inspected.order.reference])
    tee = inspected.findings.get(item__code="tee-fitting")
    photo = reverse("followed-photo", args=[inspected.order.case.reference, tee.pk])
    sent = {f"{tee.pk}-photo": upload(picture())}
    client.post(page, judged(inspected, tee_fitting="A tee") | sent | {"then": "keep"})
    client.force_login(mei)
    before = client.get(photo).status_code

    client.force_login(ding)
    client.post(page, judged(inspected, tee_fitting="A tee") | {"then": "finish"})

    client.force_login(mei)
    assert (before, client.get(photo).status_code) == (404, 200)
    assert "Mend the tee-fitting" in client.get(reverse("inspection", args=[inspected.order.case.reference])).text


def test_ending_it_where_all_is_safe_closes_the_case(client, inspected, ding):
    client.force_login(ding)

    client.post(reverse("inspect", args=[inspected.order.reference]), judged(inspected) | {"then": "finish"})

    inspected.order.case.refresh_from_db()
    assert inspected.order.case.status == Status.RESOLVED
