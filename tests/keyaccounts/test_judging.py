"""A person's verdict: once, on what they have seen, with a reason; and by whom."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from gasservice.keyaccounts.actions.judging import JudgedBefore, NewEvidence, NoSuchCase, judge_warning
from gasservice.keyaccounts.actions.marking import KeyAlready, NoSuchAccount, mark_key_account, unmark_key_account
from gasservice.keyaccounts.actions.settling import settle_warnings
from gasservice.keyaccounts.models import EarlyWarning
from gasservice.keyaccounts.queries.pages import judged_by_month
from gasservice.users.models import User
from gasservice.users.terms import Role
from tests.keyaccounts.conftest import MORNING, TODAY, morning
from tests.registry.conftest import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def warning(watched, seen) -> EarlyWarning:
    settle_warnings({watched: [seen("drift", 1.6), seen("week", 1.2)]}, MORNING)
    return EarlyWarning.objects.get()


@pytest.fixture
def manager(watched) -> User:
    watched.manager = person("max", Role.AGENT)
    watched.save()
    return watched.manager


def test_false_alarms_stand_in_the_glossary(client):
    page = client.get(reverse("glossary")).text

    assert 'id="false_alarms"' in page
    assert "early warnings that a person confirmed or dismissed" in page


def verdict(warning: EarlyWarning, by: User, said: str = "dismissed", **more) -> EarlyWarning:
    facts = {"verdict": said, "why": "锅炉检修", "seen_on": TODAY, "by": by, "at": MORNING}
    return judge_warning(warning=warning, **facts | more)


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def sent(warning: EarlyWarning, **more) -> dict[str, object]:
    return {"verdict": "dismissed", "why": "锅炉检修", "seen_on": warning.looked_on} | more


def test_a_verdict_is_given_once(warning, supervisor):
    verdict(warning, supervisor)

    with pytest.raises(JudgedBefore):
        verdict(warning, supervisor, said="confirmed", follow_up="走访")
    warning.refresh_from_db()
    assert (warning.status, warning.why, warning.judged_by) == ("dismissed", "锅炉检修", supervisor)


def test_new_evidence_stops_a_verdict_on_the_old(warning, watched, supervisor, seen):
    settle_warnings({watched: [seen("drift", 2), seen("shortfall", 2)]}, morning(1))

    with pytest.raises(NewEvidence):
        verdict(warning, supervisor)
    assert EarlyWarning.objects.get().score == 8


def test_what_waits_for_a_person_is_not_held_back_any_more(warning, watched, seen):
    settle_warnings({watched: [seen("drift", 2, suppressed_by="interruption")]}, morning(1))

    warning.refresh_from_db()
    assert (warning.status, warning.score) == ("open", 0)


def test_a_sign_of_another_kind_is_told_after_a_verdict(warning, watched, supervisor, seen):
    verdict(warning, supervisor)
    settle_warnings({watched: [seen("drift", 2), seen("week", 2)]}, morning(3))
    assert EarlyWarning.objects.count() == 1

    settle_warnings({watched: [seen("drift", 2), seen("payment", 1.5)]}, morning(4))
    settle_warnings({watched: [seen("drift", 2)]}, morning(40))

    assert [sign.kind for sign in EarlyWarning.objects.get(status="open").signs.all()] == ["drift"]


def test_a_case_that_is_not_there_is_said_beside_its_field(warning, supervisor):
    with pytest.raises(NoSuchCase):
        verdict(warning, supervisor, said="confirmed", follow_up="走访", case="99999999")


def test_a_supervisor_confirms_and_notes_how_it_went(warning, supervisor):
    desk, page = browser(supervisor), reverse("early-warning", args=[warning.pk])

    answer = desk.post(page, sent(warning, verdict="confirmed", follow_up=""))
    assert "Say what we do to keep the customer." in answer.text

    desk.post(page, sent(warning, verdict="confirmed", follow_up="走访", follow_up_by="2026-12-01"))
    desk.post(reverse("early-warning-outcome", args=[warning.pk]), {"outcome": "已签年度协议"})

    warning.refresh_from_db()
    assert (warning.status, warning.follow_up, str(warning.follow_up_by)) == ("confirmed", "走访", "2026-12-01")
    assert (warning.outcome, warning.followed_by) == ("已签年度协议", supervisor)
    assert "已签年度协议" in desk.get(page).text


def test_who_looks_after_the_account_judges_its_warning_and_no_other(warning, manager, watched):
    page = reverse("early-warning", args=[warning.pk])
    stranger = browser(person("ann", Role.AGENT))

    assert stranger.get(page).status_code == 404
    assert stranger.post(page, sent(warning)).status_code == 404
    assert "Mei" not in stranger.get(reverse("early-warnings")).text
    assert browser(manager).post(page, sent(warning)).status_code == 302
    assert EarlyWarning.objects.get().judged_by == manager


def test_an_auditor_reads_and_changes_nothing(warning):
    auditor, page = browser(person("otto", Role.AUDITOR)), reverse("early-warning", args=[warning.pk])

    assert "Usage stays low" in auditor.get(page).text
    assert auditor.post(page, sent(warning)).status_code == 404
    assert auditor.get(reverse("mark-key-account")).status_code == 404
    assert EarlyWarning.objects.get().status == "open"


def test_false_alarms_are_counted_by_the_month_of_the_verdict(warning, watched, supervisor, seen):
    verdict(warning, supervisor)
    settle_warnings({watched: [seen("payment", 2)]}, morning(1))
    second = EarlyWarning.objects.get(status="open")
    verdict(second, supervisor, said="confirmed", follow_up="走访", seen_on=second.looked_on, at=morning(1))
    EarlyWarning.objects.filter(pk=warning.pk).update(judged_at=MORNING - timedelta(days=31))

    months = judged_by_month(supervisor, morning(2))

    assert [(month.first.month, month.judged, month.dismissed) for month in months[-2:]] == [(10, 1, 1), (11, 1, 0)]
    assert len(months) == 12


def test_an_account_is_marked_and_taken_off_by_hand(account, supervisor, mei):
    with pytest.raises(NoSuchAccount):
        mark_key_account(number="404", manager=None, reason="大用户", by=supervisor, at=MORNING)
    row = mark_key_account(number=" 1000001 ", manager=supervisor, reason="大用户", by=supervisor, at=MORNING)
    with pytest.raises(KeyAlready):
        mark_key_account(number="1000001", manager=None, reason="大用户", by=supervisor, at=MORNING)

    unmark_key_account(key_account=row, reason="迁出", by=supervisor, at=morning(1))
    mark_key_account(number="1000001", manager=None, reason="又迁回", by=supervisor, at=morning(2))

    row.refresh_from_db()
    assert (row.ended_because, row.until) == ("迁出", TODAY + timedelta(days=1))


def test_a_warning_goes_with_its_key_account(warning, watched, supervisor):
    unmark_key_account(key_account=watched, reason="迁出", by=supervisor, at=MORNING)

    assert EarlyWarning.objects.get().status == "expired"
