"""What somebody takes away of the work at their home, and what is forgotten of it with the case."""

import pytest

from gasservice.cases.actions.erasing import erase_case
from gasservice.cases.particulars import own_facts_in
from gasservice.files.actions import keep_upload
from gasservice.files.models import StoredFile
from repairs.models import DoorAuthorisation, VisitPhoto
from repairs.terms import Stage
from tests.files.pictures import picture, upload
from tests.registry.conftest import NOW
from tests.repairs.test_visits import LATER

pytestmark = pytest.mark.django_db


@pytest.fixture
def worked(visit, order, crew_people):
    facts = {"order": order, "authorised_at": NOW, "code_sent_at": NOW, "code_hash": "0" * 64}
    DoorAuthorisation.objects.create(name="Aunt Li", phone="+8613800138000", **facts)
    photo = keep_upload(upload=upload(picture()), by=crew_people["wang"], at=NOW)
    VisitPhoto.objects.create(visit=visit, stage=Stage.BEFORE, file=photo)
    visit.found, visit.signed_name, visit.outcome, visit.left_at = "Mei’s hose is old", "Mei", "done", LATER
    visit.save()
    return visit


def test_work_is_taken_away_with_who_signed_and_who_opened_the_door(worked, order, fault_case):
    [told] = own_facts_in([fault_case.pk])[fault_case.pk]["work_orders"]

    assert told["reference"] == order.reference
    assert [(row["found"], row["signed_name"]) for row in told["visits"]] == [("Mei’s hose is old", "Mei")]
    assert [(row["name"], row["phone"]) for row in told["door_opened_by"]] == [("Aunt Li", "+8613800138000")]
    assert "task" not in told


def test_erasing_the_case_forgets_words_names_and_photos_and_not_that_the_work_was_done(worked, fault_case):
    type(fault_case).objects.filter(pk=fault_case.pk).update(status="closed", closed_at=LATER)

    erase_case(case=fault_case, by=None, at=LATER)

    [told] = own_facts_in([fault_case.pk])[fault_case.pk]["work_orders"]
    assert [(row["found"], row["signed_name"], row["outcome"]) for row in told["visits"]] == [("", "—", "done")]
    assert [(row["name"], row["phone"]) for row in told["door_opened_by"]] == [("—", "")]
    assert not StoredFile.objects.exists()
