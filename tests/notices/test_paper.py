"""Who can be reached in no other way is told at the door: listed by building, printed, hung by somebody."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import translation

from gasservice.notices.actions import forget_deliveries, hang_papers, send_waiting
from gasservice.notices.actions.marking import RETRY_AFTER, mark_failed
from gasservice.notices.models import Delivery, Notice, NoticeText, PaperRound
from gasservice.notices.printing import door_notices
from gasservice.notices.queries import doors_of, doors_on, rounds_of
from gasservice.notices.terms import Channel, DeliveryState
from gasservice.users.terms import Role
from tests.notices.conftest import NOON, minutes
from tests.registry.conftest import person, premise_in

pytestmark = pytest.mark.django_db
LAST_TRY = len(RETRY_AFTER)


@pytest.fixture
def outage(db):
    """A notice about homes."""
    notice = Notice.objects.create(key="outage:1:1:announced", topic="outage", created_at=NOON, link="/outages/1/")
    for language, subject in [("en", "Gas off on Saturday"), ("zh-hans", "周六停气")]:
        NoticeText.objects.create(notice=notice, language=language, subject=subject, body="Pipes.", short="Gas off")
    return notice


def deliver(notice, channel, address, premise, **facts) -> Delivery:
    facts = {"language": "zh-hans", "not_before": NOON, "link": "/outages/1/"} | facts
    return Delivery.objects.create(notice=notice, channel=channel, address=address, premise=premise, **facts)


def paper_for(notice, premise, **facts) -> Delivery:
    return deliver(notice, Channel.PAPER, premise.code, premise, **facts)


def papers() -> list[Delivery]:
    return list(Delivery.objects.filter(channel=Channel.PAPER))


def fail(delivery: Delivery) -> None:
    mark_failed(delivery=delivery, failure="550 no such person", at=NOON)


@pytest.fixture
def walker(db):
    return person("walker", Role.FIELD_WORKER)


def test_a_home_whose_only_letter_died_is_told_at_its_door_with_the_way_for_everybody(mailbox, outage, home):
    mailbox.answers = ["550 no such person"]
    deliver(outage, Channel.EMAIL, "mei@home.example", home, attempts=LAST_TRY, urgency=1, link="/confirm/mei-only/")

    send_waiting(at=NOON)

    [paper] = papers()
    assert (paper.address, paper.premise, paper.state) == (home.code, home, DeliveryState.WAITING)
    assert (paper.language, paper.link, paper.urgency) == ("zh-hans", "/outages/1/", 1)


def test_no_machine_sends_a_paper(mailbox, gateway, outage, home):
    paper_for(outage, home)

    assert send_waiting(at=NOON + timedelta(days=1)) == 0
    assert papers()[0].state == DeliveryState.WAITING


@pytest.mark.parametrize("state", [DeliveryState.WAITING, DeliveryState.SENT])
def test_a_home_that_was_or_may_be_reached_by_text_message_gets_no_paper(outage, home, state):
    sent_at = NOON if state == DeliveryState.SENT else None
    letter = deliver(outage, Channel.EMAIL, "mei@home.example", home, attempts=LAST_TRY)
    deliver(outage, Channel.SMS, "+8613800138000", home, state=state, sent_at=sent_at)

    fail(letter)

    assert Delivery.objects.get(pk=letter.pk).state == DeliveryState.DEAD
    assert papers() == []


def test_a_person_reached_about_their_other_home_gets_no_paper(outage, garden, home, alice):
    other = premise_in(garden, "3", "2", "502")
    letter = deliver(outage, Channel.EMAIL, "alice@home.example", home, user=alice, attempts=LAST_TRY)
    deliver(outage, Channel.SMS, "+8613800138000", other, user=alice, state=DeliveryState.SENT, sent_at=NOON)

    fail(letter)

    assert papers() == []


def test_a_message_on_the_site_alone_does_not_count_as_reached(outage, home, alice):
    deliver(outage, Channel.PORTAL, str(alice.pk), home, user=alice, state=DeliveryState.SENT, sent_at=NOON)

    fail(deliver(outage, Channel.EMAIL, "alice@home.example", home, user=alice, attempts=LAST_TRY))

    assert len(papers()) == 1


def test_a_home_where_every_way_died_gets_one_paper(outage, home):
    ways = [
        deliver(outage, Channel.EMAIL, "mei@home.example", home, attempts=LAST_TRY),
        deliver(outage, Channel.EMAIL, "bo@home.example", home, attempts=LAST_TRY),
        deliver(outage, Channel.SMS, "+8613800138000", home, attempts=LAST_TRY),
    ]

    for way in [*ways, ways[-1]]:
        fail(way)

    assert len(papers()) == 1


@pytest.mark.django_db(transaction=True)
def test_two_ways_that_die_at_the_same_moment_leave_one_paper(outage, garden):
    homes = [premise_in(garden, "1", "1", f"{number:03}") for number in range(20)]
    letters = [deliver(outage, Channel.EMAIL, f"{home.code}@home.example", home, attempts=LAST_TRY) for home in homes]
    texts = [deliver(outage, Channel.SMS, f"+86{home.pk:011}", home, attempts=LAST_TRY) for home in homes]

    at_once = Barrier(2)

    def fail_all(ways) -> None:
        with closing(connection):
            for way in ways:
                at_once.wait()
                fail(way)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(fail_all, [letters, texts]))

    assert sorted(paper.address for paper in papers()) == sorted(home.code for home in homes)


def test_what_is_not_about_a_place_dies_without_a_paper(outage):
    fail(deliver(outage, Channel.EMAIL, "mei@home.example", None, attempts=LAST_TRY))

    assert Delivery.objects.get().state == DeliveryState.DEAD


def test_a_paper_that_nobody_hung_cannot_be_called_sent(outage, home):
    paper = paper_for(outage, home)

    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.filter(pk=paper.pk).update(state=DeliveryState.SENT, sent_at=NOON)


def test_a_paper_needs_a_door(outage):
    with pytest.raises(IntegrityError), transaction.atomic():
        deliver(outage, Channel.PAPER, "nowhere", None)


def test_the_first_who_hung_it_is_kept(outage, home, walker, alice):
    paper = paper_for(outage, home)

    assert hang_papers(papers=[paper], by=walker, at=NOON) == 1
    assert hang_papers(papers=[paper], by=alice, at=NOON + minutes(5)) == 0

    paper.refresh_from_db()
    assert (paper.state, paper.hung_by, paper.sent_at) == (DeliveryState.SENT, walker, NOON)


def test_the_buildings_of_a_community_stand_together_with_what_waits_and_hangs(outage, garden, walker):
    doors = [paper_for(outage, premise_in(garden, building, "1", "101")) for building in ("10", "2")]
    doors.append(paper_for(outage, premise_in(garden, "2", "1", "102")))

    hang_papers(papers=doors[:2], by=walker, at=NOON)

    rounds = {walk.building: (walk.waiting, walk.hung) for walk in rounds_of(outage).rows}
    assert rounds == {"10": (0, 1), "2": (1, 1)}


@pytest.mark.parametrize(("language", "name"), [("en", "Sunshine Garden, building 2"), ("zh-hans", "阳光花园")])
def test_a_round_is_called_as_its_reader_calls_the_community(outage, garden, language, name):
    type(garden).objects.update(name_en="Sunshine Garden")
    paper_for(outage, premise_in(garden, "2", "1", "101"))
    walk = PaperRound.objects.get()

    with translation.override(language):
        assert str(walk).startswith(name)


def test_buildings_told_by_one_statement_stand_in_the_order_of_their_numbers(outage, garden):
    homes = [premise_in(garden, building, "1", "101") for building in ("10", "2", "1")]
    facts = {"notice": outage, "channel": Channel.PAPER, "language": "en", "not_before": NOON}

    Delivery.objects.bulk_create(Delivery(address=home.code, premise=home, **facts) for home in homes)

    assert [walk.building for walk in rounds_of(outage).rows] == ["1", "2", "10"]


def test_doors_are_listed_up_the_stairs(outage, garden):
    for unit, room in [("2", "101"), ("1", "1001"), ("1", "501")]:
        paper_for(outage, premise_in(garden, "3", unit, room))

    rooms = [paper.premise.room for paper in doors_on(PaperRound.objects.get()).rows]

    assert rooms == ["501", "1001", "101"]


def test_a_long_building_is_cut_into_pages_that_lead_to_each_other(outage, garden):
    for number in range(7):
        paper_for(outage, premise_in(garden, "3", "1", str(number)))
    walk = PaperRound.objects.get()

    first = doors_on(walk, size=5)
    second = doors_on(walk, first.next, size=5)

    assert [paper.premise.room for page in (first, second) for paper in page.rows] == list("0123456")


def test_what_was_forgotten_names_no_door(outage, home, walker):
    hang_papers(papers=[paper_for(outage, home)], by=walker, at=NOON)

    forget_deliveries(notices=[outage.pk])

    assert Delivery.objects.get().premise is None
    assert home.code not in Delivery.objects.get().address
    assert PaperRound.objects.get().hung == 0


def test_a_notice_whose_doors_were_forgotten_is_on_nobodys_list(client, outage, home, walker):
    hang_papers(papers=[paper_for(outage, home)], by=walker, at=NOON)
    forget_deliveries(notices=[outage.pk])
    client.force_login(walker)

    assert client.get(reverse("papers-of-notice", args=[outage.pk])).status_code == 404


def test_every_door_gets_a_sheet(outage, garden):
    for room in ("101", "102", "103"):
        paper_for(outage, premise_in(garden, "3", "1", room), language="en" if room == "103" else "zh-hans")
    walk = PaperRound.objects.get()

    sheets = door_notices(walk, doors_of(walk), at=NOON)

    assert sheets.startswith(b"%PDF")
    assert sheets.count(b"/MediaBox") == 3


def test_words_that_look_like_a_template_stay_words(outage, home):
    NoticeText.objects.update(subject='#panic("x") *$_`', body='#include "/etc/passwd"\n= Head\n\n"\\')
    paper_for(outage, home, link="")
    walk = PaperRound.objects.get()

    assert door_notices(walk, doors_of(walk), at=NOON).startswith(b"%PDF")


def test_a_walker_hangs_what_they_ticked_and_a_second_press_changes_nothing(client, outage, garden, walker):
    hung, left = (paper_for(outage, premise_in(garden, "3", "1", room)) for room in ("101", "102"))
    client.force_login(walker)
    address = reverse("paper-round", args=[PaperRound.objects.get().pk])

    for _ in range(2):
        page = client.post(address, {"papers": [hung.pk]}, follow=True).text

    assert "walker" in page
    assert "It was noted before that these hang." in page
    assert set(doors_of(PaperRound.objects.get()).values_list("pk", "hung_by")) == {
        (hung.pk, walker.pk),
        (left.pk, None),
    }


def test_who_ticked_nothing_is_asked_to(client, outage, home, walker):
    paper_for(outage, home)
    client.force_login(walker)

    page = client.post(reverse("paper-round", args=[PaperRound.objects.get().pk]), {"papers": []}).text

    assert "Tick the doors where the notice hangs now." in page
    assert papers()[0].state == DeliveryState.WAITING


def test_a_paper_of_another_building_is_not_hung_from_here(client, outage, garden, walker):
    paper_for(outage, premise_in(garden, "3", "1", "101"))
    elsewhere = paper_for(outage, premise_in(garden, "4", "1", "101"))
    client.force_login(walker)

    client.post(reverse("paper-round", args=[PaperRound.objects.get(building="3").pk]), {"papers": [elsewhere.pk]})

    elsewhere.refresh_from_db()
    assert elsewhere.state == DeliveryState.WAITING


def test_the_pdf_of_a_building_can_be_printed_again_when_all_hangs(client, outage, home, walker):
    hang_papers(papers=[paper_for(outage, home)], by=walker, at=NOON)
    client.force_login(walker)

    answer = client.get(reverse("print-papers", args=[PaperRound.objects.get().pk]))

    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


@pytest.mark.parametrize("role", [Role.CUSTOMER, Role.VOLUNTEER, Role.PARTY, Role.AUDITOR])
def test_who_does_not_act_on_premises_finds_no_papers(client, outage, home, role):
    paper = paper_for(outage, home)
    client.force_login(person("stranger", role))
    walk = PaperRound.objects.get()

    answers = [
        client.get(reverse("papers")),
        client.get(reverse("papers-of-notice", args=[outage.pk])),
        client.post(reverse("paper-round", args=[walk.pk]), {"papers": [paper.pk]}),
        client.get(reverse("print-papers", args=[walk.pk])),
    ]

    assert {answer.status_code for answer in answers} == {404}
    assert papers()[0].state == DeliveryState.WAITING
