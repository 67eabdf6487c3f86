"""Filing page by page: nothing typed is lost, a leak comes first, one form is one case."""

import io
from datetime import date

import pytest
from django.urls import reverse
from PIL import Image

from complaints.models import Conduct
from gasservice.cases.models import Case, CaseParticipant, Draft, Routing
from gasservice.registry.models import Community, Customer, District, GasAccount, Premise, ServicePoint, Tenure
from gasservice.standards.models import CaseKind
from gasservice.users.models import User
from tests.cases.conftest import SINCE, three

pytestmark = pytest.mark.django_db
STORY = "上个月按时交费，却收了违约金。请退给我。"


@pytest.fixture(autouse=True)
def routing(team):
    return Routing.objects.create(door="complaints", team=team)


@pytest.fixture
def draft(client, kind, routing):
    client.post(at_kind(kind))
    return Draft.objects.get()


def at_kind(kind) -> str:
    return reverse("file-kind", kwargs={"door": "complaints", "kind_code": kind.code})


def at_step(draft, step) -> str:
    return reverse("file-step", kwargs={"door": draft.door, "submission": draft.submission, "step": step})


def at_check(draft) -> str:
    return reverse("file-check", kwargs={"door": draft.door, "submission": draft.submission})


def fill(client, draft, **changed) -> None:
    client.post(at_step(draft, "what"), {"story": STORY, "happened_on": "2026-11-02"} | changed)
    client.post(at_step(draft, "where"), {"place_query": "滨江一号"})
    client.post(
        at_step(draft, "you"), {"contact_name": "陈秀兰", "contact_email": "c@example.com", "language": "zh-hans"}
    )


def photo(name: str = "receipt.jpg") -> io.BytesIO:
    body = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(body, "JPEG")
    body.name, _ = name, body.seek(0)
    return body


def test_the_published_answer_comes_before_the_form(client, kind):
    kind.answer_en = "A late charge runs from the day after the due date."
    kind.save()

    page = client.get(at_kind(kind))

    assert "A late charge runs" in page.text
    assert not Draft.objects.exists()


def test_a_service_page_leads_to_its_kind_and_to_the_list_where_it_has_several(client, kind):
    CaseKind.objects.filter(pk=kind.pk).update(service_code="late-charges")
    address = reverse("file-case", kwargs={"door": "complaints"})

    alone = client.get(address, {"kind": kind.code})
    facts = three("name", "Other") | {"service_code": "late-charges", "valid_from": SINCE}
    CaseKind.objects.create(door="complaints", code="other", **facts)
    several = client.get(address, {"kind": kind.code})

    assert alone.url == at_kind(kind)
    assert several.status_code == 200


def test_it_goes_from_the_first_page_to_a_case(client, draft, team):
    fill(client, draft)

    check = client.get(at_check(draft))
    sent = client.post(at_check(draft), follow=True)

    case = Case.objects.get()
    assert STORY in check.text
    assert (case.title, case.door, case.channel) == ("上个月按时交费，却收了违约金", "complaints", "web")
    assert (case.contact_name, case.place_typed, case.happened_on) == ("陈秀兰", "滨江一号", date(2026, 11, 2))
    assert case.reference in sent.text
    assert "<svg" in sent.text
    assert not Draft.objects.exists()


def test_a_second_press_leads_to_the_same_case(client, draft):
    fill(client, draft)

    first, second = (client.post(at_check(draft)) for _ in range(2))

    assert Case.objects.count() == 1
    assert first.url == second.url == reverse("case-filed", args=[Case.objects.get().reference])


def test_what_is_wrong_is_said_beside_the_field_and_nothing_typed_is_lost(client, draft):
    page = client.post(at_step(draft, "what"), {"story": "", "happened_on": "2999-01-01", "remedy_sought": "退款"})

    assert "Tell us what happened." in page.text
    assert "This day has not come yet." in page.text
    again = client.get(at_step(draft, "what"))
    assert "退款" in again.text
    assert "2999-01-01" in again.text


def test_what_was_typed_is_there_after_coming_back(client, draft):
    fill(client, draft)

    for step, words in (("what", STORY), ("where", "滨江一号"), ("you", "陈秀兰")):
        assert words in client.get(at_step(draft, step)).text


def test_a_page_that_was_skipped_is_asked_for(client, draft):
    answer = client.get(at_check(draft))

    assert answer.url == at_step(draft, "what")


def test_a_text_that_reads_like_a_leak_shows_the_emergency_first(client, draft):
    answer = client.post(at_step(draft, "what"), {"story": "厨房里有很重的煤气味"})

    assert answer.url == reverse("file-leak", kwargs={"door": "complaints", "submission": draft.submission})
    assert "000-5555-0119" in client.get(answer.url).text


def test_a_leak_that_smells_now_makes_the_case_an_emergency(client, draft):
    client.post(at_step(draft, "what"), {"story": "厨房里有很重的煤气味"})
    client.post(reverse("file-leak", kwargs={"door": "complaints", "submission": draft.submission}), {"leak": "now"})
    fill(client, draft, story="厨房里有很重的煤气味")

    client.post(at_check(draft))

    assert Case.objects.get().priority == "emergency"


def test_photos_are_kept_with_the_draft_and_go_with_the_case(client, draft):
    client.post(at_step(draft, "what"), {"story": STORY, "photos": [photo()]})
    staged = draft.photos.get()
    shown = client.get(reverse("draft-photo", args=[draft.submission, staged.file_id]))
    fill(client, draft)

    client.post(at_check(draft))

    assert shown.status_code == 200
    assert Case.objects.get().messages.get().attachments.get().file_id == staged.file_id


def test_a_photo_is_taken_out_again(client, draft):
    client.post(at_step(draft, "what"), {"story": STORY, "photos": [photo()]})

    client.post(at_step(draft, "what"), {"story": STORY, "remove_photo": draft.photos.get().pk})

    assert not draft.photos.exists()


def test_a_file_that_is_no_photo_is_refused_in_words_and_the_story_stays(client, draft):
    fake = io.BytesIO(b"MZ not a photo")
    fake.name = "virus.jpg"

    page = client.post(at_step(draft, "what"), {"story": STORY, "photos": [fake]})

    assert "virus.jpg" in page.text
    assert STORY in page.text
    assert not draft.photos.exists()


def test_another_browser_sees_nothing_of_a_draft(client, draft, django_user_model):
    client.post(at_step(draft, "what"), {"story": STORY, "photos": [photo()]})
    stranger = type(client)()

    assert stranger.get(at_step(draft, "what")).status_code == 404
    assert stranger.get(at_check(draft)).status_code == 404
    assert stranger.get(reverse("draft-photo", args=[draft.submission, draft.photos.get().file_id])).status_code == 404


def test_somebody_who_gives_no_way_to_reach_them_says_so_first(client, draft):
    page = client.post(at_step(draft, "you"), {"language": "en"})

    assert "tick that you will look here yourself" in page.text
    assert client.post(at_step(draft, "you"), {"language": "en", "looks_here": "on"}).status_code == 302


def test_the_kind_may_be_changed_and_the_words_stay(client, draft):
    other = CaseKind.objects.create(door="complaints", code="other", valid_from=SINCE, **three("name", "Other"))

    client.post(
        reverse("file-other-kind", kwargs={"door": "complaints", "submission": draft.submission}), {"kind": other.code}
    )
    fill(client, draft)
    client.post(at_check(draft))

    assert Case.objects.get().kind == other


def test_a_complaint_about_somebody_is_hidden_from_them_from_the_first_moment(client, cast, routing):
    conduct = CaseKind.objects.create(
        door="complaints", code="staff-conduct", valid_from=SINCE, is_about_a_person=True, **three("name", "Conduct")
    )
    client.post(at_kind(conduct))
    draft = Draft.objects.get()

    fill(client, draft, about_whom="Your man Alice, badge 17")
    client.post(at_check(draft))

    case = Case.objects.get()
    assert Conduct.objects.get(case=case).about_whom == "Your man Alice, badge 17"
    assert CaseParticipant.objects.get(case=case).user == cast["alice"]
    client.force_login(cast["alice"])
    assert client.get(case.get_absolute_url()).status_code == 404
    client.force_login(cast["lee"])
    assert "badge 17" in client.get(case.get_absolute_url()).text


def test_a_customer_who_is_signed_in_chooses_their_account(client, kind, routing):
    mei = User.objects.create_user("mei@example.com", name="Mei")
    district = District.objects.create(code="n", **three("name", "North"))
    community = Community.objects.create(code="C1", district=district, name="滨江一号")
    premise = Premise.objects.create(code="P1", community=community, address="滨江一号1栋101")
    point = ServicePoint.objects.create(code="S1", premise=premise)
    account = GasAccount.objects.create(number="6000000001", service_point=point, opened_on=SINCE)
    customer = Customer.objects.create(code="K1", name="Mei", user=mei)
    Tenure.objects.create(gas_account=account, customer=customer, held_from=SINCE)
    client.force_login(mei)
    client.post(at_kind(kind))
    draft = Draft.objects.get()

    client.post(at_step(draft, "what"), {"story": STORY})
    client.post(at_step(draft, "where"), {"account": account.pk})
    client.post(at_step(draft, "you"), {"contact_name": "Mei", "language": "en"})
    client.post(at_check(draft))

    case = Case.objects.get()
    assert (case.gas_account, case.premise, case.filed_by, case.customer) == (account, premise, mei, customer)


def test_a_draft_of_one_door_is_no_draft_of_another(client, draft):
    address = reverse("file-step", kwargs={"door": "billing", "submission": draft.submission, "step": "what"})

    assert client.get(address).status_code == 404
