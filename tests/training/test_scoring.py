"""Scoring: never one's own, each norm that applies, one score of two at once, one comment."""

from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection
from django.http import Http404
from django.urls import reverse

from gasservice.cases.models import Assignment, CaseEvent, CaseParticipant
from gasservice.training.access import get_person, get_work, people_overseen, works_to_score
from gasservice.training.actions.scoring import (
    CommentedAlready,
    NotToScore,
    ScoredAlready,
    ScoreNotWhole,
    comment_on_score,
    score_work,
)
from gasservice.training.models import NormScore, SampledWork
from gasservice.training.queries.scores import norms_of
from gasservice.users.models import Team, User
from tests.cases.conftest import MONDAY_NINE, three
from tests.training.conftest import OCTOBER

pytestmark = pytest.mark.django_db


def met(work) -> dict:
    return dict.fromkeys(norms_of(work), ("met", ""))


def score(work, by, **facts):
    return score_work(work=work, by=by, at=MONDAY_NINE, **{"verdicts": met(work)} | facts)


def test_only_the_norms_that_apply_to_the_work_are_scored(drawn, cast, norms):
    desk, card, _greeting = norms

    assert list(norms_of(drawn[0])) == [desk]
    with pytest.raises(ScoreNotWhole):
        score(drawn[0], cast["sun"], verdicts={desk: ("met", ""), card: ("met", "")})
    with pytest.raises(ScoreNotWhole):
        score(drawn[0], cast["sun"], verdicts={})
    with pytest.raises(ScoreNotWhole):
        score(drawn[0], cast["sun"], verdicts={desk: ("not_met", "")})
    assert not NormScore.objects.exists()


@pytest.mark.parametrize("part", ["owned", "had", "came"])
def test_nobody_scores_what_they_had_a_part_in(drawn, cast, part):
    sun, work = cast["sun"], drawn[0]
    if part == "owned":
        work.case.owner = sun
        work.case.save()
    elif part == "had":
        Assignment.objects.create(case=work.case, owner=sun, team=sun.team, at=OCTOBER)
    else:
        CaseEvent.objects.create(case=work.case, kind="arrived", by=sun, at=OCTOBER)

    assert work not in works_to_score(sun)
    with pytest.raises(NotToScore):
        score(work, sun)
    assert works_to_score(cast["hu"]).contains(work)


def test_nobody_scores_themself_and_the_database_knows_it(drawn, cast):
    with pytest.raises(NotToScore):
        score(drawn[0], cast["alice"])
    with pytest.raises(IntegrityError):
        SampledWork.objects.filter(pk=drawn[0].pk).update(scored_by=cast["alice"], scored_at=MONDAY_NINE)


@pytest.mark.django_db(transaction=True)
def test_of_two_scores_at_once_one_is_kept_whole(drawn, cast):
    work, barrier, refused = drawn[0], Barrier(2), []

    def try_to_score(by) -> None:
        verdicts = dict.fromkeys(norms_of(work), ("not_met", by.name))
        mine = SampledWork.objects.get(pk=work.pk)
        barrier.wait()
        try:
            score(mine, by, verdicts=verdicts, words=by.name)
        except ScoredAlready as refusal:
            refused.append(refusal)
        finally:
            connection.close()

    threads = [Thread(target=try_to_score, args=[cast[name]]) for name in ("sun", "hu")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    kept = SampledWork.objects.get(pk=work.pk)
    assert len(refused) == 1
    assert NormScore.objects.get(work=work).words == kept.words == kept.scored_by.name


def test_a_person_comments_once_and_only_on_their_own_score(drawn, cast):
    work, alice = drawn[0], cast["alice"]
    with pytest.raises(CommentedAlready):
        comment_on_score(work=work, words="Not yet scored", by=alice, at=MONDAY_NINE)
    score(work, cast["sun"])
    with pytest.raises(CommentedAlready):
        comment_on_score(work=work, words="Not mine", by=cast["bob"], at=MONDAY_NINE)

    said = comment_on_score(work=work, words="I see.", by=alice, at=MONDAY_NINE)

    assert said.comment == "I see."
    with pytest.raises(CommentedAlready):
        comment_on_score(work=work, words="And more", by=alice, at=MONDAY_NINE)


def test_who_sees_whose_scores(drawn, cast, worker):
    """A person sees their own once scored, who supervises those of the team; colleagues and the lead see none."""
    score(drawn[0], cast["sun"])
    other = Team.objects.create(code="south", **three("name", "South"))
    stranger = User.objects.create_user("s@gas.example", name="stranger", role="supervisor", team=other)
    auditor = User.objects.create_user("a@gas.example", name="auditor", role="auditor")

    seen = {name: sees(user, drawn) for name, user in (cast | {"s": stranger, "a": auditor, "w": worker}).items()}

    assert seen == {
        "alice": [True, False], "sun": [True, True], "hu": [True, True], "a": [True, True],
        "bob": [False, False], "lee": [False, False], "s": [False, False], "w": [False, False],
    }  # fmt: skip
    assert get_person(cast["alice"], cast["alice"].pk) == cast["alice"]
    for user in (cast["bob"], cast["lee"], stranger):
        with pytest.raises(Http404):
            get_person(user, cast["alice"].pk)
    assert set(people_overseen(cast["sun"])) == {*cast.values(), worker} - {cast["sun"]}


def sees(user, works) -> list[bool]:
    found = []
    for work in works[:2]:
        try:
            found.append(get_work(user, work.pk) == work)
        except Http404:
            found.append(False)
    return found


def test_who_is_named_in_a_case_sees_nothing_of_it_here_either(drawn, cast):
    CaseParticipant.objects.create(case=drawn[0].case, user=cast["sun"], part="named")

    assert sees(cast["sun"], drawn) == [False, True]
    assert not works_to_score(cast["sun"]).contains(drawn[0])


def test_a_supervisor_scores_on_the_page_and_the_person_comments(client, drawn, cast, norms):
    [desk] = norms_of(drawn[0])
    address = drawn[0].get_absolute_url()
    client.force_login(cast["sun"])
    half = client.post(address, {f"norm_{desk.pk}": "partly"})
    done = client.post(
        address, {f"norm_{desk.pk}": "partly", f"words_{desk.pk}": "Two terms of law", "words": "Friendly."}
    )
    client.force_login(cast["bob"])
    strange = client.post(address, {f"norm_{desk.pk}": "met"})
    client.force_login(cast["alice"])
    client.post(reverse("comment-on-score", args=[drawn[0].pk]), {"words": "The customer asked for them."})
    page = client.get(address).text

    assert "Say what was not as it should be." in half.text
    assert done.status_code == 302
    assert strange.status_code == 404
    assert all(words in page for words in ("Two terms of law", "Friendly.", "The customer asked for them."))
