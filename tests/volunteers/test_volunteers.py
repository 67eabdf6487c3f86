"""Citizen supervisors: who is one, what chance gives them, what they read, and what they are answered."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from gasservice.cases.models import Case, CaseParticipant, Commitment, Message
from gasservice.notices.models import Delivery
from gasservice.registry.models import CommunityName, Customer
from gasservice.registry.queries.samples import in_drawn_order
from gasservice.users.models import User
from gasservice.users.terms import Role
from gasservice.volunteers.access import checks_of, get_serving, own_volunteering
from gasservice.volunteers.actions.checks import draw_checks, judge_check, seed_of
from gasservice.volunteers.actions.observations import (
    AnsweredAlready,
    TellsWhoSawIt,
    answer_observation,
)
from gasservice.volunteers.actions.vetting import (
    AppliedAlready,
    MayNotVolunteer,
    apply_to_volunteer,
    end_terms,
    end_volunteering,
    refuse_volunteer,
)
from gasservice.volunteers.models import Observation, SpotCheck, Volunteer
from gasservice.volunteers.queries.checks import told_case
from gasservice.volunteers.queries.digest import digest_of, published_in
from gasservice.volunteers.queries.drawing import cases_to_draw_from
from gasservice.volunteers.rules import hidden_among, month_before
from tests.files.pictures import picture, upload
from tests.registry.conftest import names
from tests.volunteers.conftest import AT, DAY, IN_OCTOBER, OCTOBER

pytestmark = pytest.mark.django_db
SHANGHAI = ZoneInfo("Asia/Shanghai")


def draw(at=AT) -> int:
    return draw_checks(month=OCTOBER, day=DAY, at=at)


def test_who_is_named_is_a_volunteer_for_a_term_and_is_told(volunteer, estates):
    user = User.objects.get(pk=volunteer.user_id)

    assert user.role == Role.VOLUNTEER
    assert get_serving(user, DAY) == volunteer
    assert Delivery.objects.filter(user=user, notice__topic="volunteer-vetted", channel="portal").exists()
    assert end_terms(day=date(2027, 9, 30)) == 0
    assert end_terms(day=date(2027, 10, 1)) == 1
    user.refresh_from_db()
    assert (user.role, own_volunteering(user).state) == (Role.CUSTOMER, "ended")


def test_who_works_here_does_not_supervise_us(cast, estates):
    with pytest.raises(MayNotVolunteer):
        apply_to_volunteer(patch=estates, motive="", by=cast["alice"], at=AT)


def test_one_applies_once_at_a_time_and_again_after_a_no(estates, supervisor):
    user = User.objects.create_user("li@home.example", name="李")
    row = apply_to_volunteer(patch=estates, motive="想看看", by=user, at=AT)
    with pytest.raises(AppliedAlready):
        apply_to_volunteer(patch=estates, motive="想看看", by=user, at=AT)

    refuse_volunteer(volunteer=row, why="名额已满", by=supervisor, at=AT)

    assert apply_to_volunteer(patch=estates, motive="再来", by=user, at=AT).is_applied


def test_the_same_chance_draws_the_same_cases_whoever_draws(name_volunteer, closed):
    """What was drawn can be drawn again from the seed, and another volunteer or month has another order."""
    volunteer, other = name_volunteer(), name_volunteer("qian@home.example", "钱")
    for _ in range(30):
        closed()
    draw()
    pool = cases_to_draw_from(volunteer, OCTOBER)

    def order(who, month=OCTOBER) -> list[int]:
        return list(in_drawn_order(pool, seed_of(who, month), "reference").values_list("pk", flat=True))[:5]

    drawn = list(SpotCheck.objects.filter(volunteer=volunteer).order_by("pk").values_list("case", flat=True))
    assert drawn == order(volunteer)
    assert drawn != order(other)
    assert drawn != order(volunteer, date(2026, 11, 1))


def test_five_of_the_month_and_the_patch_are_drawn_once(volunteer, closed, estates):
    inside = {closed(community=estates[n % 2]).pk for n in range(8)}
    closed(community=estates[2]), closed(status="resolved"), closed(closed_at=AT), closed(erased_at=AT)
    closed(closed_at=IN_OCTOBER - timedelta(days=31))

    assert draw() == 5
    assert draw() == 0
    assert set(SpotCheck.objects.values_list("case", flat=True)) < inside


def test_no_case_of_the_volunteer_or_their_home_or_naming_them_is_ever_drawn(volunteer, home, closed, cast):
    user, premise = volunteer.user, home.service_point.premise
    spouse = Customer.objects.create(code="K2", name="赵先生")
    closed(filed_by=user), closed(customer=Customer.objects.get(code="K1")), closed(gas_account=home)
    closed(customer=spouse, premise=premise), closed(contact_phone=user.phone), closed(contact_email=user.email.upper())
    closed(words="已与赵秀英核实。"), closed(title="赵秀英说漏气"), closed(contact_name="赵秀英")
    CaseParticipant.objects.create(case=closed(), user=user, part="named")
    Message.objects.create(case=closed(), body="邻居赵秀英可以作证", by=None, at=AT, is_from_customer=True)
    other = closed()

    assert list(cases_to_draw_from(volunteer, OCTOBER)) == [other]


def test_a_volunteer_reads_kind_dates_promises_and_findings_and_nobody_in_them(client, volunteer, closed, promise):
    words = "已向陈桂兰女士（13800138000）说明，C1花园3号楼2单元501室，经办 alice，违约金已退。"
    case = closed(words, contact_name="陈桂兰", contact_phone="+8613800138000", title="陈桂兰的违约金")
    Message.objects.create(case=case, body="我的原话", by=None, at=AT, is_from_customer=True)
    late = {"started_at": IN_OCTOBER - timedelta(days=3), "due_at": IN_OCTOBER - timedelta(days=1)}
    Commitment.objects.create(case=case, promise="resolution", policy=promise, met_at=IN_OCTOBER, **late)
    draw()
    check = SpotCheck.objects.get()
    client.force_login(User.objects.get(pk=volunteer.user_id))

    told = told_case(check)
    text = client.get(reverse("volunteer-check", args=[check.pk])).text

    assert [(row.label, row.is_kept) for row in told.promises] == [("Full answer", False)]
    assert told.findings[0].words.endswith("违约金已退。")
    hidden = ("陈", "桂兰", "女士", "13800138000", "花园", "501室", "alice", "我的原话", case.reference, case.title)
    assert [word for word in hidden if word in text] == []


@pytest.fixture
def check(volunteer, closed):
    closed()
    draw()
    return SpotCheck.objects.get()


@pytest.fixture
def user(volunteer):
    return User.objects.get(pk=volunteer.user_id)


def test_a_check_is_read_by_its_volunteer_in_their_term_while_the_case_is_closed(client, check, user, name_volunteer):
    other = name_volunteer("qian@home.example", "钱")
    address = reverse("volunteer-check", args=[check.pk])

    assert list(checks_of(user, DAY)) == [check]
    assert not checks_of(user, date(2026, 9, 30)).exists()
    assert not checks_of(user, date(2027, 10, 1)).exists()
    assert not checks_of(User.objects.get(pk=other.user_id), DAY).exists()
    client.force_login(User.objects.get(pk=other.user_id))
    assert client.get(address).status_code == 404
    Case.objects.filter(pk=check.case_id).update(status="open")
    assert not checks_of(user, DAY).exists()


def test_whose_term_was_ended_sees_nothing_more(check, user, supervisor):
    row = end_volunteering(volunteer=check.volunteer, why="搬家", by=supervisor, at=AT, day=DAY)

    assert (row.term_until, User.objects.get(pk=user.pk).role) == (DAY, Role.CUSTOMER)
    assert not checks_of(User.objects.get(pk=user.pk), DAY).exists()


@pytest.mark.parametrize("page", ["volunteers-to-vet", "observations-to-answer"])
def test_the_desk_of_volunteers_is_not_theirs(client, user, page):
    client.force_login(user)

    assert client.get(reverse(page)).status_code == 404


def test_a_volunteer_has_no_way_to_the_case_itself(client, check, user):
    client.force_login(user)

    assert client.get(reverse("tracked-case", args=[check.case.reference])).status_code == 404
    assert client.get(check.case.get_absolute_url()).status_code == 404


@pytest.fixture
def answer(cast):
    def act(row, at=AT + timedelta(days=1), words="", told=""):
        facts = {"answer": "已增开窗口。", "public_words": words, "public_answer": told}
        return answer_observation(observation=row, by=cast["alice"], at=at, **facts)

    return act


def test_three_working_days_pass_over_a_holiday_and_a_weekend(write, promise):
    due = write().due_at.astimezone(SHANGHAI)

    # Monday; Tuesday and Wednesday count, Thursday is a holiday, so it is due when Friday closes.
    assert (due.date(), due.hour) == (date(2026, 11, 6), 17)


def test_without_a_published_promise_nothing_is_due(write):
    assert write().due_at is None


def test_an_answer_is_told_once_and_a_late_one_is_seen(client, write, promise, answer, supervisor):
    in_time, late = write(), write(words="叫号机坏了。")
    answer(in_time), answer(late, at=AT + timedelta(days=9))
    client.force_login(supervisor)

    text = client.get(f"{reverse('observations-to-answer')}?list=late").text

    assert late.words in text
    assert in_time.words not in text
    assert Delivery.objects.filter(notice__topic="observation-answered", channel="portal").count() == 2
    with pytest.raises(AnsweredAlready):
        answer(late)


@pytest.mark.parametrize("words", ["赵秀英说排队", "C1花园门口", "电话13800138111", "3号楼2单元"])
def test_what_is_published_tells_nobody(write, answer, words):
    row = write()
    with pytest.raises(TellsWhoSawIt):
        answer(row, words=words, told="已改进。")

    assert not Observation.objects.get(pk=row.pk).is_answered


def test_a_volunteer_writes_with_a_photo_that_nobody_else_sees(client, user, volunteer, name_volunteer):
    client.force_login(user)
    now = timezone.localdate()
    Volunteer.objects.filter(pk=volunteer.pk).update(term_from=now, term_until=now + timedelta(days=30))
    facts = {"community": volunteer.patch.first().pk, "kind": "visit", "seen_on": now, "words": "排队。"}
    answer = client.post(reverse("write-observation"), facts | {"photos": [upload(picture())]})
    photo = reverse("observation-photo", args=[Observation.objects.get().photos.get().file_id])

    assert answer.url == reverse("volunteering")
    assert client.get(photo).status_code == 200
    client.force_login(User.objects.get(pk=name_volunteer("qian@home.example", "钱").user_id))
    assert client.get(photo).status_code == 404


def test_estates_are_applied_for_by_any_of_their_names(client, estates):
    since = date(2000, 1, 1)
    names(CommunityName, {"community": estates[0]}, ("红旗大院", since, None))
    client.force_login(User.objects.create_user("li@home.example", name="李"))
    address = reverse("apply-to-volunteer")

    wrong = client.post(address, {"patch": "没有的小区", "motive": "想看看"})
    client.post(address, {"patch": "紅旗大院", "motive": "想看看"})

    assert "没有的小区" in wrong.text
    assert list(Volunteer.objects.get().patch.all()) == [estates[0]]


def test_the_digest_counts_a_month_and_publishes_what_was_edited(write, promise, answer, check):
    november = date(2026, 11, 1)
    kept, late, waiting = write(), write(), write()
    answer(kept, words="排队较长。", told="已增开窗口。"), answer(late, at=AT + timedelta(days=9))
    judge_check(check=check, fair=5, clear=2, words="", at=AT)

    october, told = digest_of(OCTOBER, AT), digest_of(november, AT + timedelta(days=10))

    assert (october.drawn, october.judged, october.fair) == (1, 1, None)  # one person's verdict is not told
    assert (told.observations, told.answered.part, told.answered.of) == (3, 1, 3)
    assert digest_of(november, AT + timedelta(days=1)).answered.of == 2
    assert [row.public_words for row in published_in(november)] == ["排队较长。"]
    assert [line.observations for line in told.districts] == [None]
    assert told.hidden == {kept.community.district_id}
    assert waiting.due_at > AT


def test_a_long_month_is_read_page_by_page_without_the_district_of_few(client, write, answer, estates):
    month = month_before(timezone.localdate())
    at = datetime(month.year, month.month, 9, 12, tzinfo=SHANGHAI)
    for n in range(23):
        answer(write(at=at + timedelta(minutes=n)), words=f"第{n}件。", told="已改进。")
    first = client.get(reverse("volunteer-digest"))
    second = client.get(reverse("volunteer-digest"), {"cursor": first.context["page"].next})

    assert [row.public_words for row in second.context["page"].rows] == ["第20件。", "第21件。", "第22件。"]
    assert not second.context["page"].next
    assert "第19件。" in first.text
    assert "cursor=" in first.text
    assert first.text.count("Gulou") == 1  # in the table of districts, hidden there


def test_an_empty_month_says_so(client):
    assert "Nothing was published for this month." in client.get(reverse("volunteer-digest")).text


def test_what_was_judged_no_longer_waits(client, user, volunteer, closed):
    for _ in range(2):
        closed()
    draw()
    today = timezone.localdate()
    Volunteer.objects.filter(pk=volunteer.pk).update(term_until=today + timedelta(days=30))
    judge_check(check=SpotCheck.objects.first(), fair=5, clear=5, words="", at=AT)
    client.force_login(user)

    shown = client.get(reverse("volunteering"))

    assert [len(shown.context[name].rows) for name in ("waiting", "judged")] == [1, 1]
    assert "Cases that you judged" in shown.text


def test_a_verdict_of_enough_people_is_told(name_volunteer, closed):
    closed()
    for email in ("zhao@home.example", "qian@home.example", "sun@home.example"):
        name_volunteer(email, email[:4])
    draw()
    for n, row in enumerate(SpotCheck.objects.order_by("pk")):
        judge_check(check=row, fair=5 - n, clear=4, words="", at=AT)

    assert (digest_of(OCTOBER, AT).fair, digest_of(OCTOBER, AT).clear) == (4, 4)


@pytest.mark.parametrize(
    ("people", "hidden"),
    [
        ({"a": 3, "b": 4}, set()),
        ({"a": 2, "b": 4, "c": 3}, {"a", "c"}),  # the sum would tell of the one
        ({"a": 2, "b": 1, "c": 3}, {"a", "b"}),
        ({}, set()),
    ],
)
def test_one_hidden_district_takes_the_next_with_it(people, hidden):
    assert hidden_among(people) == hidden
