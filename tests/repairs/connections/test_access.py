"""Who sees which connection, and who may do what: read line by line."""

import pytest
from django.http import Http404

from gasservice.cases.actions.handing import name_person
from gasservice.users.models import Team
from gasservice.users.terms import Role
from repairs.access import (
    get_door_order,
    get_milestone,
    get_photo,
    get_project,
    may_run,
    orders_at_doors,
    projects_visible_to,
)
from repairs.models import Finding
from tests.registry.conftest import three
from tests.repairs.connections.cast import MONDAY_NINE, make_firm, make_user
from tests.repairs.connections.test_inspections import recheck, refused  # noqa: F401


def other_team() -> Team:
    return Team.objects.create(code="south", **three("name", "South"))


def test_a_partner_sees_the_projects_of_its_firm(designed, pia):
    assert list(projects_visible_to(pia)) == [designed]
    assert get_project(pia, designed.case.reference) == designed


def test_a_partner_of_another_firm_sees_nothing(designed):
    max_ = make_user("max", Role.PARTY)
    make_firm("construction", "Builders", max_)

    assert list(projects_visible_to(max_)) == []
    with pytest.raises(Http404):
        get_project(max_, designed.case.reference)


def test_a_partner_without_a_firm_sees_nothing(designed):
    assert list(projects_visible_to(make_user("max", Role.PARTY))) == []


def test_a_partner_who_left_sees_nothing(designed, pia):
    pia.is_active = False

    assert list(projects_visible_to(pia)) == []


def test_whoever_only_signs_in_for_a_firm_in_name_is_no_partner(designed, bureau):
    eve = make_user("eve", Role.CUSTOMER)
    bureau.users.add(eve)

    assert list(projects_visible_to(eve)) == []


def test_a_customer_comes_by_their_case_and_not_by_the_desk(designed, mei):
    with pytest.raises(Http404):
        get_project(mei, designed.case.reference)


def test_a_partner_marks_its_own_step_and_no_other(designed, pia):
    assert get_milestone(pia, designed.case.reference, "design").code == "design"
    for code in ("application", "contract", "meter", "opening"):
        with pytest.raises(Http404):
            get_milestone(pia, designed.case.reference, code)


def test_the_desk_marks_our_steps_and_the_customers(designed, ann):
    for code in ("application", "contract", "meter", "opening"):
        assert get_milestone(ann, designed.case.reference, code).code == code


def test_the_lead_stands_in_for_a_firm_and_a_colleague_does_not(designed, ann, team):
    bo = make_user("bo", Role.AGENT, team)

    assert get_milestone(ann, designed.case.reference, "design")
    with pytest.raises(Http404):
        get_milestone(bo, designed.case.reference, "design")


def test_another_team_reads_a_connection_and_does_not_run_it(designed, case):
    stranger = make_user("lu", Role.AGENT, other_team())

    assert get_project(stranger, designed.case.reference) == designed
    assert not may_run(stranger, case)
    with pytest.raises(Http404):
        get_milestone(stranger, designed.case.reference, "application")


def test_an_auditor_reads_and_marks_nothing(designed):
    auditor = make_user("xu", Role.AUDITOR)

    assert get_project(auditor, designed.case.reference) == designed
    with pytest.raises(Http404):
        get_milestone(auditor, designed.case.reference, "application")


def test_the_field_team_of_the_case_stands_at_its_door(order, ding):
    assert list(orders_at_doors(ding)) == [order]
    assert get_door_order(ding, order.reference) == order


@pytest.mark.parametrize("role", [Role.CUSTOMER, Role.PARTY, Role.VOLUNTEER, Role.AUDITOR, Role.STANDARDS_OFFICER])
def test_nobody_else_stands_at_a_door(order, role):
    with pytest.raises(Http404):
        get_door_order(make_user("who", role), order.reference)


def test_another_field_team_does_not_stand_at_the_door(order):
    with pytest.raises(Http404):
        get_door_order(make_user("far", Role.FIELD_WORKER, other_team()), order.reference)


def test_whoever_is_named_in_a_case_does_not_go_to_its_door(order, ann, ding):
    name_person(case=order.case, person=ding, by=ann, at=MONDAY_NINE)

    with pytest.raises(Http404):
        get_door_order(ding, order.reference)


def test_a_photo_is_seen_by_its_inspectors_and_the_desk_only(refused, ding, ann, mei, pia):  # noqa: F811
    photo = Finding.objects.filter(photo__isnull=False).first()

    assert get_photo(ding, photo.pk) == photo
    assert get_photo(ann, photo.pk) == photo
    for stranger in (mei, pia, make_user("far", Role.FIELD_WORKER, other_team())):
        with pytest.raises(Http404):
            get_photo(stranger, photo.pk)
