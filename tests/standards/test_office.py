"""The office of the catalogue: drafts that nobody else sees, compared, and published once."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from gasservice.standards.actions.drafts import (
    DraftMoved,
    DraftUnfit,
    DraftWaiting,
    ServiceKnown,
    begin_draft,
    begin_service,
    discard_draft,
    publish_draft,
    save_draft,
    withdraw_service_version,
)
from gasservice.standards.actions.versions import VersionBegun, VersionTooEarly, follow_version
from gasservice.standards.models import FeeItem, ServiceItem, ServiceStandard
from gasservice.standards.pages import PARTS, TEXTS, columns_of
from gasservice.standards.queries import changes_between, faults_of, services_at_office, version_replaced_by
from gasservice.users.models import User
from gasservice.users.terms import Role
from gasservice.web.languages import LANGUAGES
from tests.shelf import publish_catalogue

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
TODAY, NEW_YEAR = date(2026, 11, 23), date(2027, 1, 1)


def officer_called(name: str) -> User:
    return User.objects.create_user(f"{name}@gas.example", name=name, role=Role.STANDARDS_OFFICER)


@pytest.fixture
def officer(db):
    return officer_called("suwen")


@pytest.fixture
def draft(catalogue, officer):
    return begin_draft(code="meter-test", valid_from=NEW_YEAR, by=officer, at=NOW)


def written(draft: ServiceItem, **changed: str) -> dict:
    """Give all that stands in a draft as `save_draft` takes it, some of it changed."""
    facts = {column: getattr(draft, column) for column in columns_of(TEXTS)} | changed
    parts = {kind.name: list(getattr(draft, kind.name).values(*columns_of(kind.texts))) for kind in PARTS}
    return {"facts": facts, "parts": parts, "fee_codes": [fee.code for fee in draft.fees.all()]}


def save(draft: ServiceItem, by: User, **changed: str) -> ServiceItem:
    return save_draft(draft=draft, seen=draft.revision, **written(draft, **changed), by=by, at=NOW)


def publish(draft: ServiceItem, by: User, **other) -> ServiceItem:
    former = version_replaced_by(draft)
    looked_at = {"seen": draft.revision, "replaces": former.pk if former else None, "reason": "省局新规。"} | other
    return publish_draft(draft=draft, **looked_at, by=by, at=NOW)


def published(code: str = "meter-test") -> ServiceItem:
    return ServiceItem.objects.get(code=code)


def test_a_draft_is_a_copy_with_all_its_parts(draft):
    former = published()

    for name in ("steps", "documents", "questions"):
        assert getattr(draft, name).count() == getattr(former, name).count() > 0
    assert set(draft.fees.all()) == set(former.fees.all())
    assert changes_between(former, draft) == []
    assert (draft.drafted_at, draft.valid_until) == (NOW, None)


def test_the_place_in_the_list_is_a_fact_of_the_version(draft, officer, client):
    before = [item.code for item in ServiceItem.objects.valid_on(TODAY)]
    moved = save(draft, officer, position=5)

    [place] = changes_between(published(), moved)
    assert [(text.label, [run.text for run in text.runs]) for text in place.texts] == [
        ("Place in the list", [str(published().position), "5"])
    ]
    publish(moved, officer)
    assert [item.code for item in ServiceItem.objects.valid_on(TODAY)] == before
    assert next(item.code for item in ServiceItem.objects.valid_on(NEW_YEAR)) == "meter-test"


@pytest.mark.parametrize(
    ("changed", "name"),
    [({"basis_zh_hant": "  "}, "published_with_basis"), ({"valid_until": NEW_YEAR}, "published_for_days")],
)
def test_the_database_publishes_nothing_without_basis_and_days(draft, changed, name):
    ServiceItem.versions.filter(pk=draft.pk).update(**changed)

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        ServiceItem.versions.filter(pk=draft.pk).update(is_draft=False)


def test_nobody_reads_a_draft(client, draft, officer):
    save(draft, officer, title_en="Secret test", title_zh_hans="秘密检定")

    assert [item.title_en for item in ServiceItem.objects.filter(code="meter-test")] == ["Meter test"]
    for name, args in (
        ("services", []),
        ("service", ["meter-test"]),
        ("api-services", []),
        ("api-service", ["meter-test"]),
    ):
        assert "Secret test" not in client.get(reverse(name, args=args)).text
    assert not FeeItem.objects.filter(service_items__is_draft=True, code="none")
    assert all(draft not in fee.service_items.all() for fee in draft.fees.all())


def test_only_the_office_knows_of_drafts(settings):
    """Whoever asks for services gets the published ones; the other way to them is taken by the office alone."""
    allowed = {"access.py", "drafts.py", "office.py"}
    files = [
        path
        for name in ("gasservice", "complaints", "billing", "repairs")
        for path in (settings.BASE_DIR / name).rglob("*.py")
    ]

    assert {path.name for path in files if "ServiceItem.versions" in path.read_text()} <= allowed


def test_one_draft_of_a_service_waits_at_a_time(draft, officer):
    with pytest.raises(DraftWaiting):
        begin_draft(code="meter-test", valid_from=date(2027, 2, 1), by=officer, at=NOW)


@pytest.mark.parametrize("day", [date(2026, 11, 22), date(2024, 1, 1)])
def test_no_draft_is_for_a_day_that_has_passed(catalogue, officer, day):
    with pytest.raises(VersionTooEarly):
        begin_draft(code="meter-test", valid_from=day, by=officer, at=NOW)


def test_what_is_saved_takes_the_place_of_what_stood_there(draft, officer):
    words = written(draft, title_en="Test of a meter")
    words["parts"]["steps"] = words["parts"]["steps"][1:]

    saved = save_draft(draft=draft, seen=0, **words, by=officer, at=NOW)

    assert (saved.title_en, saved.revision) == ("Test of a meter", 1)
    assert list(saved.steps.values_list("position", flat=True)) == [1, 2, 3]


def test_who_saves_over_a_colleague_is_told(draft, officer):
    save(draft, officer, title_en="Theirs")

    with pytest.raises(DraftMoved, match="Somebody else saved"):
        save(draft, officer, title_en="Mine")

    assert ServiceItem.versions.get(pk=draft.pk).title_en == "Theirs"


def test_publishing_ends_the_former_version_the_day_before(draft, officer):
    former = published()

    new = publish(save(draft, officer, title_en="Test of a meter"), officer)

    former.refresh_from_db()
    assert former.last_day == date(2026, 12, 31)
    assert (new.is_draft, new.published_by, new.published_at, new.reason) == (False, officer, NOW, "省局新规。")
    assert [item.title_en for item in ServiceItem.objects.valid_on(NEW_YEAR).filter(code="meter-test")] == [
        "Test of a meter"
    ]
    assert [item.title_en for item in ServiceItem.objects.valid_on(TODAY).filter(code="meter-test")] == ["Meter test"]


def test_a_version_may_begin_today(catalogue, officer):
    draft = begin_draft(code="meter-test", valid_from=TODAY, by=officer, at=NOW)

    publish(draft, officer)

    assert ServiceItem.objects.valid_on(TODAY).get(code="meter-test") == draft


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        ({"basis_zh_hans": " "}, "Legal basis: nothing is written in 简体中文."),
        ({"title_en": "", "title_zh_hant": ""}, "Title: nothing is written in English, 繁體中文."),
        ({"valid_from": date(2026, 11, 22)}, "It begins on a day that has passed."),
        ({"valid_until": date(2026, 12, 1)}, "It ends before it begins."),
        ({"kind_code": "nothing"}, "The kind of case that it opens is not taken in"),
    ],
)
def test_nothing_is_published_that_lacks_what_it_rests_on(draft, officer, spoil, said):
    draft = save(draft, officer, **spoil)

    with pytest.raises(DraftUnfit) as refused:
        publish(draft, officer)

    assert refused.value.message.startswith(said)
    assert published().valid_until is None


def test_nothing_is_published_without_a_step_and_a_promise(draft, officer):
    ServiceStandard.objects.filter(service_code="meter-test").update(valid_until=NEW_YEAR)
    draft = save_draft(
        draft=draft,
        seen=0,
        **written(draft) | {"parts": {key: [] for key in ("steps", "documents", "questions")}},
        by=officer,
        at=NOW,
    )

    with pytest.raises(DraftUnfit) as refused:
        publish(draft, officer)

    assert refused.value.message.splitlines() == [
        "It has no step: say at least what happens first, and who does it.",
        "No promise holds for it on its first day. Publish one among the service standards first.",
    ]


def test_a_part_in_one_language_is_named(draft, officer):
    words = written(draft)
    words["parts"]["steps"][1] |= {"time_en": "", "text_en": "", "text_zh_hans": "", "text_zh_hant": ""}
    draft = save_draft(draft=draft, seen=0, **words, by=officer, at=NOW)

    assert faults_of(draft, TODAY) == ["Step 2, How long: nothing is written in English."]


def test_what_was_looked_at_is_what_is_published(draft, officer):
    saved = save(draft, officer, title_en="Unseen")

    with pytest.raises(DraftMoved, match="written since"):
        publish(saved, officer, seen=0)
    with pytest.raises(DraftMoved, match="another version"):
        publish(saved, officer, replaces=None)


def test_a_version_goes_between_two_others_and_can_be_taken_back(draft, officer):
    first = published()
    march = publish(save(draft, officer, valid_from=date(2027, 3, 1)), officer)
    between = publish(begin_draft(code="meter-test", valid_from=NEW_YEAR, by=officer, at=NOW), officer)
    assert (between.valid_until, ServiceItem.objects.get(pk=first.pk).valid_until) == (march.valid_from, NEW_YEAR)

    withdraw_service_version(item=march, by=officer, at=NOW)
    withdraw_service_version(item=between, by=officer, at=NOW)

    assert published() == first
    assert published().valid_until is None


def test_a_service_ended_by_a_version_goes_on_when_that_is_taken_back(draft, officer):
    last = publish(save(draft, officer, valid_until=date(2027, 2, 1)), officer)

    withdraw_service_version(item=last, by=officer, at=NOW)

    assert published().valid_until is None


def test_what_has_begun_stays(catalogue, officer):
    with pytest.raises(VersionBegun):
        withdraw_service_version(item=published(), by=officer, at=NOW)


def test_a_draft_thrown_away_leaves_what_is_published(draft, officer):
    with pytest.raises(DraftMoved):
        discard_draft(draft=draft, seen=5, by=officer, at=NOW)

    discard_draft(draft=draft, seen=0, by=officer, at=NOW)

    assert not ServiceItem.versions.filter(is_draft=True).exists()
    assert published().steps.count() == 4


def test_the_price_that_came_while_a_draft_waited_is_on_its_page(draft, officer):
    fee = draft.fees.order_by("code").first()
    later = follow_version(row=fee, valid_from=date(2027, 1, 15), at=NOW)

    assert later in publish(draft, officer).fees.all()


def test_loading_the_files_again_leaves_drafts_alone(draft, officer):
    save(draft, officer, title_en="Mine", valid_from=date(2024, 1, 1))

    call_command("load_catalogue", verbosity=0)

    assert ServiceItem.versions.get(pk=draft.pk).title_en == "Mine"
    assert published().title_en == "Meter test"


def test_a_new_service_begins_with_nothing_but_its_name(catalogue, officer):
    facts = {"door": "billing", "kind_code": "meter-test", "valid_from": NEW_YEAR, "by": officer, "at": NOW}
    with pytest.raises(ServiceKnown):
        begin_service(code="repair", **facts)

    draft = begin_service(code="second-test", **facts)

    assert len(faults_of(draft, TODAY)) == len(TEXTS) + 2
    assert [row.draft for row in services_at_office(TODAY) if row.shown.code == "second-test"] == [draft]


def test_the_list_says_what_ends_soon(draft, officer):
    publish(save(draft, officer, valid_from=TODAY + timedelta(days=1), valid_until=TODAY + timedelta(days=30)), officer)

    ending = {row.shown.code for row in services_at_office(TODAY + timedelta(days=2)) if row.ends_soon}

    assert ending == {"meter-test"}


@pytest.mark.django_db(transaction=True)
def test_of_two_officers_one_publishes():
    publish_catalogue()
    officers = [officer_called(name) for name in ("suwen", "linlan")]
    draft = begin_draft(code="meter-test", valid_from=NEW_YEAR, by=officers[0], at=NOW)
    former = published().pk

    def press(officer: User) -> bool:
        with closing(connection):
            try:
                publish_draft(draft=draft, seen=0, replaces=former, reason="新规", by=officer, at=NOW)
            except DraftMoved:
                return False
            return True

    with ThreadPoolExecutor(2) as hands:
        answers = list(hands.map(press, officers))

    assert sorted(answers) == [False, True]
    assert ServiceItem.objects.filter(code="meter-test").count() == 2


def test_only_what_differs_is_told(draft, officer):
    words = written(draft, title_en="Test of your meter")
    gone = words["parts"]["documents"].pop(0)
    words["parts"]["questions"].append(dict.fromkeys(columns_of(("question", "answer")), "新问题"))
    words["fee_codes"] = words["fee_codes"][1:]

    places = changes_between(published(), save_draft(draft=draft, seen=0, **words, by=officer, at=NOW))

    assert [(place.label, place.kind) for place in places] == [
        ("The page", "changed"),
        ("Paper 1", "taken_out"),
        (f"Question {len(words['parts']['questions'])}", "added"),
        ("Fees", "taken_out"),
    ]
    (title,) = places[0].texts
    assert (title.label, title.language) == ("Title", LANGUAGES["en"])
    assert [text.runs[0].text for text in places[1].texts] == [gone[column] for column in columns_of(("name",))]


def in_browser(draft: ServiceItem, page, **typed: str) -> dict[str, object]:
    """Give what a browser sends of the forms of a page, some of it typed anew."""
    sent = {}
    for form in [page.context["form"], *(formset.management_form for _kind, formset in page.context["kinds"])]:
        sent |= {field.html_name: field.value() for field in form}
    for _kind, formset in page.context["kinds"]:
        sent |= {field.html_name: field.value() for form in formset for field in form}
    return {name: "" if value is None else value for name, value in (sent | typed).items() if value is not False}


@pytest.fixture
def desk(client, catalogue, officer):
    client.force_login(officer)
    return client


@pytest.fixture
def waiting(desk, officer):
    """A draft whose day lies ahead of the day on which the pages are asked for."""
    today = timezone.localdate()
    return begin_draft(code="meter-test", valid_from=today + timedelta(days=40), by=officer, at=timezone.now())


def test_the_form_saves_what_it_shows(desk, waiting, officer):
    address = reverse("service-draft", args=[waiting.pk])

    typed = {
        "title_en": "Test of a meter",
        "steps-4-title_en": "One more",
        "steps-4-position": "1",
        "documents-0-DELETE": "on",
    }
    answer = desk.post(address, in_browser(waiting, desk.get(address), **typed) | {"compare": "1"})

    assert answer.url == reverse("service-changes", args=[waiting.pk])
    saved = ServiceItem.versions.get(pk=waiting.pk)
    assert saved.title_en == "Test of a meter"
    assert [step.title_en for step in saved.steps.all()][:2] == [published().steps.first().title_en, "One more"]
    assert saved.documents.count() == published().documents.count() - 1
    assert {fee.code for fee in saved.fees.all()} == {fee.code for fee in published().fees.all()}


def test_nothing_typed_is_lost_and_what_is_wrong_is_said_beside_its_field(desk, waiting):
    address = reverse("service-draft", args=[waiting.pk])
    typed = {"valid_from": "2020-01-01", "title_en": "x" * 130, "steps-0-party_en": "y" * 90, "who_en": "Typed words"}

    answer = desk.post(address, in_browser(waiting, desk.get(address), **typed))

    page = answer.text
    assert answer.status_code == 422
    assert "Typed words" in page
    assert "y" * 90 in page
    assert answer.context["form"].errors.keys() == {"valid_from", "title_en"}
    assert 'href="#id_steps-0-party_en"' in page
    assert ServiceItem.versions.get(pk=waiting.pk).revision == 0


def test_who_saves_too_late_keeps_what_they_typed_and_may_insist(desk, waiting, officer):
    address = reverse("service-draft", args=[waiting.pk])
    mine = in_browser(waiting, desk.get(address), title_en="Mine")
    save(waiting, officer, title_en="Theirs")

    late = desk.post(address, mine)

    assert late.status_code == 409
    assert 'value="Mine"' in late.text
    assert desk.post(address, mine | {"revision": late.context["form"]["revision"].value()}).status_code == 302
    assert ServiceItem.versions.get(pk=waiting.pk).title_en == "Mine"


def test_who_saves_what_was_published_keeps_what_they_typed(desk, waiting, officer):
    address = reverse("service-draft", args=[waiting.pk])
    mine = in_browser(waiting, desk.get(address), title_en="Mine")
    publish(waiting, officer)

    late = desk.post(address, mine)

    assert "published meanwhile" in late.text
    assert 'value="Mine"' in late.text
    assert desk.get(address).status_code == 404


def test_a_preview_is_the_public_page_of_the_draft_in_each_language(client, desk, waiting, officer):
    save(waiting, officer, title_en="New words", title_zh_hans="新词", title_zh_hant="新詞")

    for language, title in {"en": "New words", "zh-hans": "新词", "zh-hant": "新詞"}.items():
        page = desk.get(reverse("preview-service", args=[waiting.pk, language]))
        assert "standards/service.html" in {template.name for template in page.templates}
        assert f"<h1>{title}</h1>" in page.text
        assert f'<html lang="{LANGUAGES[language].html}">' in page.text
    client.logout()
    assert client.get(reverse("service", args=["meter-test"])).text.count("New words") == 0


def test_an_officer_publishes_what_was_compared(desk, waiting, officer):
    address, former = reverse("publish-service", args=[waiting.pk]), published()

    silent = desk.post(address, {"seen": 0, "replaces": former.pk, "reason": ""})
    stale = desk.post(address, {"seen": 7, "replaces": former.pk, "reason": "新规"})
    done = desk.post(address, {"seen": stale.context["form"]["seen"].value(), "replaces": former.pk, "reason": "新规"})

    assert "reason" in silent.context["form"].errors
    assert "written since" in stale.text
    assert done.url == reverse("office-service", args=["meter-test"])
    assert "Why: 新规" in desk.get(done.url).text


def test_the_forms_say_beside_a_text_that_it_is_missing(desk, waiting, officer):
    save(waiting, officer, basis_zh_hans="")
    address = reverse("service-draft", args=[waiting.pk])

    page = desk.get(address).text
    assert page.count("Without it the page is not published.") == 1
    assert "130 " not in page.split("The others:")[0]
    assert "The others: 110 " in page


def test_the_page_of_changes_says_what_is_missing_instead_of_offering_to_publish(desk, waiting, officer):
    save(waiting, officer, basis_en="")

    page = desk.get(reverse("service-changes", args=[waiting.pk])).text

    assert "Legal basis: nothing is written in English." in page
    assert reverse("publish-service", args=[waiting.pk]) not in page
    assert "<del>" in page
