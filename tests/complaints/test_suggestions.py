"""An idea is considered, adopted or not and why, and told to the public only as its author lets us."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from complaints.actions.suggestions import (
    DecidedAlready,
    NotASuggestion,
    NotToBePublished,
    TellsWhoItWas,
    allow_publishing,
    consider_suggestion,
    decide_suggestion,
    forbid_publishing,
    publish_suggestion,
)
from complaints.models import Suggestion
from complaints.queries import suggestions_found
from gasservice.cases.actions.customer import say_not_solved
from gasservice.cases.actions.erasing import erase_case
from gasservice.cases.actions.filing import open_case
from gasservice.cases.actions.work import close_case, resolve_case
from gasservice.cases.following import FOLLOWED
from gasservice.cases.models import Case, Commitment
from gasservice.web.paging import page_of
from gasservice.web.refusals import Refusal
from tests.complaints.conftest import AT

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=2)
EDITED = {"title": "中午留一个窗口", "words": "希望营业厅中午不要全关。", "answer": "已采纳，下月起实行。"}


@pytest.fixture
def decide(cast):
    def act(case, stage="adopted", why="下月起中午保留一个窗口。", at=LATER):
        return decide_suggestion(case=case, stage=stage, why=why, by=cast["alice"], at=at)

    return act


@pytest.fixture
def publish(cast):
    def act(case, **wording):
        return publish_suggestion(case=case, by=cast["alice"], at=LATER, **EDITED | wording)

    return act


def read(case: Case) -> Suggestion:
    return Suggestion.objects.get(case=case)


def test_a_decision_answers_the_author_and_keeps_the_promise(write_idea, decide):
    case = write_idea()
    decide(case, "not_adopted", "表箱归楼宇管理方。")

    case.refresh_from_db()
    assert (case.status, case.resolutions.get().words) == ("resolved", "表箱归楼宇管理方。")
    assert (read(case).stage, read(case).why) == ("not_adopted", "表箱归楼宇管理方。")
    assert Commitment.objects.get(case=case, promise="first_answer").met_at == LATER


def test_considering_stands_in_the_story_once(write_idea, cast):
    case = write_idea()
    consider_suggestion(case=case, by=cast["alice"], at=AT)

    assert case.events.filter(kind="considered").count() == 1
    with pytest.raises(DecidedAlready):
        consider_suggestion(case=case, by=cast["alice"], at=AT)


def test_an_idea_is_not_resolved_undecided(write_idea, decide, cast):
    case = write_idea()
    with pytest.raises(Refusal, match="decide whether it is adopted"):
        resolve_case(case=case, finding="informed", words="谢谢", by=cast["alice"], at=LATER)

    decide(case)
    say_not_solved(case=case, because="没有开", by=None, at=LATER + timedelta(hours=1))
    with pytest.raises(Refusal, match="decide whether it is adopted"):
        resolve_case(case=case, finding="informed", words="谢谢", by=cast["alice"], at=LATER + timedelta(hours=2))


def test_a_complaint_is_no_idea(kind, cast, idea_kind):
    case = open_case(kind=kind, words="算错了", by=None, at=AT, channel="web").case

    with pytest.raises(NotASuggestion):
        consider_suggestion(case=case, by=cast["alice"], at=AT)


def test_an_idea_that_came_without_particulars_gets_them(idea_kind, cast):
    case = open_case(kind=idea_kind, words="留一个窗口", by=None, at=AT, channel="phone").case

    assert consider_suggestion(case=case, by=cast["alice"], at=AT).consented_at is None


def test_nothing_is_published_undecided_or_without_consent(write_idea, decide, publish):
    undecided, unasked = write_idea(), write_idea("加一盏小灯", may_publish=False)
    decide(unasked)

    for case in (undecided, unasked):
        with pytest.raises(NotToBePublished):
            publish(case)


@pytest.mark.parametrize(
    "words",
    ["陈桂兰建议留一个窗口", "陳女士建議", "桂兰说", "电话138 0013 8000", "写到 chen@home.example", "３号楼2单元501室"],
)
def test_a_wording_that_tells_who_it_was_is_refused_at_its_field(write_idea, decide, publish, words):
    case = write_idea()
    decide(case)

    with pytest.raises(TellsWhoItWas) as refused:
        publish(case, words=words)
    assert refused.value.field == "words"
    assert not read(case).is_published


def test_the_public_finds_it_by_words_in_either_script_and_by_what_became_of_it(write_idea, decide, publish):
    adopted, refused = write_idea(), write_idea("取消阶梯气价")
    decide(adopted), decide(refused, "not_adopted")
    publish(adopted), publish(refused, title="取消阶梯气价", words="希望统一价格。", answer="定价权不在公司。")

    assert [row.case_id for row in suggestions_found("營業廳 中午", "")] == [adopted.pk]
    assert [row.case_id for row in suggestions_found("", "not_adopted")] == [refused.pk]
    assert not suggestions_found("营业厅", "not_adopted").exists()


def test_the_public_pages_hold_nothing_of_the_case(client, write_idea, decide, publish):
    case = write_idea("营业厅中午能不能不关门？我是陈桂兰。")
    decide(case, why="陈女士，下月起开放。")
    publish(case)

    for address in (reverse("suggestions"), reverse("suggestion", args=[case.pk])):
        text = client.get(address).text
        assert EDITED["title"] in text
        assert not any(told in text for told in ("陈", "桂兰", "能不能", case.reference, "13800138000"))


def test_who_takes_consent_back_takes_the_page_with_it(client, write_idea, decide, publish):
    case = write_idea()
    decide(case), publish(case)
    session = client.session
    session[FOLLOWED] = {case.reference: case.secret_hash}
    session.save()

    client.post(reverse("suggestion-consent", args=[case.reference]), {"consent": "no"})

    assert client.get(reverse("suggestion", args=[case.pk])).status_code == 404
    assert (read(case).consented_at, read(case).is_published) == (None, False)
    with pytest.raises(NotToBePublished):
        publish(case)
    client.post(reverse("suggestion-consent", args=[case.reference]), {"consent": "yes"})
    assert publish(case).is_published


def test_consent_is_its_author_s_alone(client, write_idea, cast):
    case = write_idea(may_publish=False)
    client.force_login(cast["alice"])

    assert client.post(reverse("suggestion-consent", args=[case.reference]), {"consent": "yes"}).status_code == 404


def test_a_new_decision_takes_back_what_was_published(write_idea, decide, publish):
    case = write_idea()
    decide(case), publish(case)
    say_not_solved(case=case, because="没有开", by=None, at=LATER + timedelta(hours=1))
    decide(case, "not_adopted", at=LATER + timedelta(hours=2))

    assert (read(case).stage, read(case).is_published) == ("not_adopted", False)


def test_who_is_forgotten_is_no_longer_published(write_idea, decide, publish, cast):
    case = write_idea()
    decide(case), publish(case)
    close_case(case=case, by=cast["alice"], at=LATER)
    erase_case(case=case, by=None, at=LATER)

    row = read(case)
    assert (row.stage, row.why, row.words, row.is_published) == ("adopted", "", "", False)


def test_the_form_asks_for_consent_and_the_desk_decides(client, write_idea, cast):
    case = write_idea(may_publish=False, taken=False)
    allow_publishing(case=case, by=None, at=AT)
    client.force_login(cast["lee"])
    client.post(reverse("consider-suggestion", args=[case.reference]))

    client.post(reverse("decide-suggestion", args=[case.reference]), {"stage": "adopted", "why": "下月起开放。"})
    answer = client.post(reverse("publish-suggestion", args=[case.reference]), EDITED)

    assert answer.url == reverse("suggestion", args=[case.pk])
    assert [event.kind for event in case.events.filter(kind__in=["considered", "resolved", "published"])] == [
        "considered",
        "resolved",
        "published",
    ]
    forbid_publishing(case=case, by=None, at=LATER)
    assert client.get(answer.url).status_code == 404


def test_a_colleague_reads_it_and_decides_nothing(client, write_idea, cast):
    case = write_idea()
    client.force_login(cast["bob"])

    assert client.post(reverse("decide-suggestion", args=[case.reference]), {"stage": "adopted"}).status_code == 403
    assert read(case).stage == "received"


MANY = [
    """INSERT INTO cases_case (reference, secret_hash, door, kind_id, title, channel, priority, status, team_id,
           opened_at, remedy_sought, contact_name, contact_email, language, place_typed, last_event_id, source,
           source_reference)
       SELECT 'I' || n, '', door, kind_id, title, channel, priority, 'open', team_id, opened_at, '', '', '', language,
           '', 0, '', '' FROM cases_case, generate_series(1, 3000) n WHERE id = %s""",
    """INSERT INTO complaints_suggestion (case_id, stage, decided_at, why, consented_at, title, words, answer,
           published_at, published_by_id, search)
       SELECT id, CASE id %% 2 WHEN 0 THEN 'adopted' ELSE 'not_adopted' END, now(), '', now(), 't', 'w', 'a',
           now() - id * interval '1 hour', %s, array_to_tsvector(ARRAY['灯', id::text])
       FROM cases_case WHERE reference LIKE 'I%%'""",
    "SELECT gin_clean_pending_list('suggestion_search')",  # as autovacuum does
    "ANALYZE complaints_suggestion",
]


def test_list_and_search_are_served_by_index(write_idea, decide, publish, cast):
    case = write_idea()
    decide(case), publish(case)
    with connection.cursor() as cursor:
        for statement, facts in zip(MANY, ([case.pk], [cast["alice"].pk], None, None), strict=True):
            cursor.execute(statement, facts)

    first = page_of(suggestions_found("", ""), by="-published_at", size=20)
    assert is_index_served("", "")
    assert is_index_served("", "", first.next)
    assert is_index_served("", "adopted")
    assert is_index_served("营业厅", "")


def is_index_served(typed: str, outcome: str, cursor: str = "") -> bool:
    """Ask for a page, and say whether no query reads the ideas from end to end."""
    with CaptureQueriesContext(connection) as asked:
        page_of(suggestions_found(typed, outcome), by="-published_at", cursor=cursor, size=20)
    with connection.cursor() as cursor:
        for query in asked.captured_queries:
            cursor.execute("EXPLAIN " + query["sql"])
            if "Seq Scan" in (plan := "\n".join(line for (line,) in cursor.fetchall())):
                pytest.fail(plan)
    return bool(asked.captured_queries)
