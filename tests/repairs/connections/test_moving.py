"""A new connection is where its case is, also after the place of the case was corrected."""

import pytest

from gasservice.cases.actions.placing import set_place
from gasservice.registry.models import Community, FeeCharge
from repairs.actions.moving import PlacesDoNotFit
from repairs.actions.projects import set_premises
from tests.registry.conftest import premise_in
from tests.repairs.conftest import fee_called
from tests.repairs.connections.cast import MONDAY_NINE

pytestmark = pytest.mark.django_db


@pytest.fixture
def yard(garden):
    return Community.objects.create(code="C2", district=garden.district, name="老槐树院")


def place_at(project, premise, by):
    project.case.refresh_from_db()
    return set_place(case=project.case, premise=premise, reason="She misread the number", by=by, at=MONDAY_NINE)


def places_of(project) -> set[str]:
    project.refresh_from_db()
    return {premise.address for premise in project.premises.all()}


def test_the_corrected_place_stands_for_the_former_one(project, yard, ann):
    right = premise_in(yard, "1", "1", "101")

    place_at(project, right, ann)

    assert places_of(project) == {right.address}
    assert project.community == yard


def test_other_places_of_the_estate_stay(project, home, garden, ann):
    beside, right = premise_in(garden, "3", "2", "502"), premise_in(garden, "3", "2", "601")
    set_premises(project=project, premises=[home, beside], by=ann, at=MONDAY_NINE)

    place_at(project, right, ann)

    assert places_of(project) == {beside.address, right.address}


def test_places_elsewhere_are_corrected_on_the_page_of_the_connection(project, home, garden, yard, ann):
    beside = premise_in(garden, "3", "2", "502")
    set_premises(project=project, premises=[home, beside], by=ann, at=MONDAY_NINE)

    with pytest.raises(PlacesDoNotFit):
        place_at(project, premise_in(yard, "1", "1", "101"), ann)

    assert places_of(project) == {home.address, beside.address}
    project.case.refresh_from_db()
    assert project.case.premise == home


def test_a_fee_that_was_charged_for_the_place_keeps_it_until_it_is_withdrawn(project, home, yard, ann):
    right = premise_in(yard, "1", "1", "101")
    charge = FeeCharge.objects.create(
        reference="F1", premise=home, fee=fee_called("installation", "100"), fee_code="installation", amount=100,
        case_reference=project.case.reference, charged_at=MONDAY_NINE,
    )  # fmt: skip

    with pytest.raises(PlacesDoNotFit):
        place_at(project, right, ann)
    FeeCharge.objects.filter(pk=charge.pk).update(voided_at=MONDAY_NINE, void_reason="Wrong home")
    place_at(project, right, ann)

    assert places_of(project) == {right.address}
