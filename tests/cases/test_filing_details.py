"""A door's own page in the filing: its questions, its documents, and what it hands to the door."""

import io

import pytest
from django import forms
from django.urls import include, path, reverse
from PIL import Image

from gasservice.cases.actions.drafting import file_draft
from gasservice.cases.filing_urls import filing_urls
from gasservice.cases.forms.details import DetailsForm
from gasservice.cases.forms.filing import WhatForm, WhereForm, YouForm
from gasservice.cases.models import Case, Draft, Routing
from gasservice.files.forms import PhotosField
from gasservice.files.models import StoredFile
from gasservice.standards.models import CaseKind
from gasservice.urls import urlpatterns as all_patterns
from tests.cases.conftest import SINCE, three

TOLD = []


class MoveForm(DetailsForm):
    """Which pipe, and the papers for it; a pipe in the street asks who wants it moved."""

    title = "The pipe"
    heading = "Which pipe is it?"
    pipe = forms.ChoiceField(label="Which pipe?", choices=[("indoor", "Indoors"), ("street", "In the street")])
    tools = forms.MultipleChoiceField(label="Near what?", choices=[("oven", "Oven"), ("tap", "Tap")], required=False)
    floor_plan = PhotosField(label="Floor plan")
    asked_by = forms.CharField(label="Who wants it moved?")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.typed.get("pipe") != "street":
            del self.fields["asked_by"]

    def turns_to(self) -> str:
        return reverse("fees") if self.cleaned_data.get("asked_by") == "nobody" else ""


def send(*, what: dict, details: dict, **facts):
    TOLD.append(details)
    return file_draft(words=what["story"], details=details, **facts)


def questions_of(kind: CaseKind) -> type[DetailsForm] | None:
    return MoveForm if kind.code == "late-charge" else None


urlpatterns = [
    path("complaints/", include(filing_urls("complaints", send=send, questions=questions_of))),
    *all_patterns,
]
pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.fixture
def draft(client, kind, team):
    Routing.objects.create(door="complaints", team=team)
    client.post(reverse("file-kind", kwargs={"door": "complaints", "kind_code": kind.code}))
    return Draft.objects.get()


def at(draft, step: str) -> str:
    return reverse("file-step", kwargs={"door": draft.door, "submission": draft.submission, "step": step})


def at_check(draft) -> str:
    return reverse("file-check", kwargs={"door": draft.door, "submission": draft.submission})


def picture(name: str = "plan.jpg") -> io.BytesIO:
    body = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(body, "JPEG")
    body.name, _ = name, body.seek(0)
    return body


def fill(client, draft, **changed) -> None:
    client.post(at(draft, "what"), {"story": "我家厨房的管道要挪一下。"})
    client.post(at(draft, "details"), {"pipe": "indoor", "tools": ["oven", "tap"], "floor_plan": [picture()]} | changed)
    client.post(at(draft, "where"), {"place_query": "滨江一号"})
    client.post(at(draft, "you"), {"looks_here": "on", "language": "zh-hans"})


def test_the_page_stands_between_what_and_where_and_in_the_progress(client, draft):
    after_what = client.post(at(draft, "what"), {"story": "要挪管道。"})

    page = client.get(after_what.url)

    assert after_what.url == at(draft, "details")
    assert "Which pipe is it?" in page.text
    assert page.context["steps"] == ["What happened", "The pipe", "Where", "About you", "Check and send"]
    assert page.context["back_url"] == at(draft, "what")


def test_a_kind_without_questions_keeps_its_four_steps(client, draft):
    CaseKind.objects.create(door="complaints", code="other", valid_from=SINCE, **three("name", "Other"))
    Draft.objects.update(kind_code="other")

    after_what = client.post(at(draft, "what"), {"story": "别的事。"})

    assert after_what.url == at(draft, "where")
    assert client.get(at(draft, "details")).status_code == 404


def test_the_answers_and_the_documents_reach_the_door_and_the_case(client, draft):
    TOLD.clear()
    fill(client, draft)

    check = client.get(at_check(draft))
    client.post(at_check(draft))

    kept = StoredFile.objects.get()
    (details,) = TOLD
    assert details == {"pipe": "indoor", "tools": ["oven", "tap"], "floor_plan": [kept]}
    assert all(words in check.text for words in ("Which pipe?", "Indoors", "Oven, Tap", "Floor plan", "plan.jpg"))
    assert Case.objects.get().messages.get().attachments.get().file == kept


def test_a_document_that_is_missing_is_asked_for_and_what_was_typed_stays(client, draft):
    page = client.post(at(draft, "details"), {"pipe": "indoor", "tools": ["tap"]})

    assert page.context["form"].errors.keys() == {"floor_plan"}
    again = client.get(at(draft, "details")).context["form"]
    assert (again["pipe"].value(), again["tools"].value()) == ("indoor", ["tap"])


def test_a_document_that_was_given_is_shown_and_need_not_be_given_again(client, draft):
    client.post(at(draft, "details"), {"pipe": "", "floor_plan": [picture()]})

    page = client.get(at(draft, "details"))
    after = client.post(at(draft, "details"), {"pipe": "indoor"})

    assert "plan.jpg" in page.text
    assert after.url == at(draft, "where")


def test_a_document_is_judged_beside_its_own_field(client, draft):
    fake = io.BytesIO(b"MZ not a plan")
    fake.name = "plan.jpg"

    page = client.post(at(draft, "details"), {"pipe": "indoor", "floor_plan": [fake]})

    assert "plan.jpg" in page.context["form"].errors["floor_plan"][0]
    assert not draft.photos.exists()


def test_a_document_is_taken_out_again(client, draft):
    client.post(at(draft, "details"), {"pipe": "indoor", "floor_plan": [picture()]})

    answer = client.post(at(draft, "details"), {"pipe": "indoor", "remove_photo": draft.photos.get().pk})

    assert answer.url == f"{at(draft, 'details')}#id_floor_plan"
    assert not StoredFile.objects.exists()


def test_a_document_of_another_kind_is_not_sent_unseen(client, draft):
    CaseKind.objects.create(door="complaints", code="other", valid_from=SINCE, **three("name", "Other"))
    fill(client, draft)
    Draft.objects.update(kind_code="other")

    client.post(at_check(draft))

    assert not Case.objects.get().messages.get().attachments.exists()
    assert not StoredFile.objects.exists()


def test_an_answer_that_asks_something_new_shows_the_page_again(client, draft):
    answer = client.post(at(draft, "details"), {"pipe": "street", "floor_plan": [picture()]})

    page = client.get(at(draft, "details"))

    assert answer.url == f"{at(draft, 'details')}#id_asked_by"
    assert "Who wants it moved?" in page.text
    assert not page.context["form"].errors


def test_an_answer_that_ends_the_matter_leads_away_and_is_never_sent(client, draft):
    fill(client, draft, pipe="street")
    away = client.post(at(draft, "details"), {"pipe": "street", "asked_by": "nobody"})

    answer = client.post(at_check(draft))

    assert away.url == reverse("fees")
    assert answer.url == at(draft, "details")
    assert not Case.objects.exists()


def test_words_on_the_page_that_read_like_a_leak_show_the_emergency_first(client, draft):
    client.post(at(draft, "what"), {"story": "要挪管道。"})
    client.post(at(draft, "details"), {"pipe": "street", "floor_plan": [picture()]})
    to_leak = reverse("file-leak", kwargs={"door": "complaints", "submission": draft.submission})

    answer = client.post(at(draft, "details"), {"pipe": "street", "asked_by": "厨房有煤气味"})
    onward = client.post(to_leak, {"leak": "past"})

    assert answer.url == to_leak
    assert onward.url == at(draft, "where")


def test_no_question_of_a_door_bears_the_name_of_one_that_every_door_asks():
    reverse("home")  # the addresses are read, and with them every door's forms
    shared = {"leak", *WhatForm.base_fields, *WhereForm.base_fields, *YouForm.base_fields}
    forms_of_doors = DetailsForm.__subclasses__()

    assert len(forms_of_doors) > 1
    for form in forms_of_doors:
        assert not shared & form.base_fields.keys(), form
