"""Forgetting a person: the story stays true and says nothing about anybody."""

import io

import pytest
from django.core.management import CommandError, call_command

from complaints.models import Conduct
from gasservice.cases.actions.customer import customer_writes
from gasservice.cases.actions.erasing import erase_case
from gasservice.cases.actions.filing import open_case
from gasservice.cases.actions.work import NotPossibleNow, close_case, note_internally, resolve_case, take_case
from gasservice.cases.models import Case, Routing
from gasservice.files.actions import keep_upload
from gasservice.files.models import StoredFile
from gasservice.notices.models import Delivery, NoticeText
from tests.cases.conftest import MONDAY_NINE, hours
from tests.files.pictures import picture, upload

pytestmark = pytest.mark.django_db
PRIVATE = ["陈秀兰", "13800138000", "chen@example.com", "我家", "老用户", "已退", "滨江一号"]


@pytest.fixture
def told(kind, team, cast):
    """A case of Chen's that is closed, with words, a photo, a note, a finding and letters."""
    Routing.objects.create(door="complaints", team=team)
    facts = {"contact_name": "陈秀兰", "contact_phone": "+8613800138000", "contact_email": "chen@example.com"}
    facts |= {"channel": "web", "title": "我家的违约金", "place_typed": "滨江一号3栋501", "remedy_sought": "我家要退款"}
    case = open_case(kind=kind, words="我家没有欠费", by=None, at=MONDAY_NINE, **facts).case
    photo = keep_upload(upload=upload(picture(), "bill.jpg"), by=None, at=MONDAY_NINE)
    customer_writes(case=case, words="我家的收据", by=None, at=MONDAY_NINE, files=[photo])
    take_case(case=case, by=cast["alice"], at=MONDAY_NINE + hours(1))
    note_internally(case=case, words="老用户", by=cast["alice"], at=MONDAY_NINE + hours(2))
    resolve_case(case=case, finding="upheld", words="已退给陈秀兰", by=cast["alice"], at=MONDAY_NINE + hours(3))
    return close_case(case=case, by=cast["alice"], at=MONDAY_NINE + hours(4))


def everything_written() -> str:
    rows = [*Case.objects.values_list(), *Delivery.objects.values_list(), *NoticeText.objects.values_list()]
    case = Case.objects.get()
    for related in ("messages", "notes", "resolutions", "events"):
        rows += getattr(case, related).values_list()
    return str(rows)


def test_nothing_of_the_person_is_left_and_the_story_is(told, cast):
    before = [event.kind for event in told.events.all()]

    erase_case(case=told, by=cast["sun"], at=MONDAY_NINE + hours(5))

    written = everything_written()
    assert [word for word in PRIVATE if word in written] == []
    assert [event.kind for event in told.events.all()] == [*before, "erased"]
    assert told.resolutions.get().finding == "upheld"
    assert not StoredFile.objects.exists()


def test_what_a_door_kept_beside_the_case_goes_too(told, cast):
    Conduct.objects.create(case=told, about_whom="窗口的小陈")

    erase_case(case=told, by=cast["sun"], at=MONDAY_NINE + hours(5))

    assert Conduct.objects.get().about_whom == ""


def test_what_was_to_be_told_is_not_sent_any_more(told, cast):
    erase_case(case=told, by=cast["sun"], at=MONDAY_NINE + hours(5))

    assert not Delivery.objects.filter(state="waiting").exists()


def test_a_case_that_is_worked_on_is_not_erased(case, cast):
    with pytest.raises(NotPossibleNow):
        erase_case(case=case, by=cast["sun"], at=MONDAY_NINE)


def test_the_command_erases_all_or_none(told, cast):
    cast["sun"].role = "supervisor"
    cast["sun"].save()

    with pytest.raises(CommandError, match="999-999-999"):
        call_command("erase_cases", told.reference, "999-999-999", by=cast["sun"].email)
    told.refresh_from_db()
    assert told.erased_at is None

    call_command("erase_cases", told.reference, by=cast["sun"].email, stdout=io.StringIO())
    told.refresh_from_db()
    assert told.erased_at


def test_an_agent_may_not_erase(told, cast):
    with pytest.raises(CommandError, match="no standards officer or supervisor"):
        call_command("erase_cases", told.reference, by=cast["alice"].email)
