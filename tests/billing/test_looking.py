"""Bills that wait: seen at the desk alone, beside our own rating, and decided once."""

from datetime import date
from pathlib import Path
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.urls import reverse

from billing.actions.importing import import_bills
from billing.actions.releasing import LookedAtBefore, decide_bill
from billing.models import Bill
from billing.queries.looking import look_into
from billing.telling.doubts import told_doubts
from billing.terms import BillDoubt, LookDecision
from gasservice.users.models import User
from tests.billing.conftest import NOON
from tests.billing.test_import_bills import FEBRUARY, HEAD, JANUARY
from tests.shelf import publish_catalogue

pytestmark = pytest.mark.django_db
WRONG = FEBRUARY.replace("69.60", "75.00").replace("2.32", "2.50").replace("450,480,,30", "455,480,,25")


@pytest.fixture(autouse=True)
def published(db):
    publish_catalogue()


def take(folder: Path, *rows: str) -> None:
    path = folder / "bills.csv"
    path.write_text(HEAD + "".join(rows), encoding="utf-8")
    import_bills(path=path, at=NOON)


@pytest.fixture
def waiting(account, tmp_path: Path) -> Bill:
    """January fits; February has a gap of 5 m³, another price, and another volume than its amount says."""
    take(tmp_path, JANUARY, WRONG)
    return Bill.objects.held_back().get()


@pytest.fixture
def desk(client, lee):
    client.force_login(lee)
    return client


def look(bill: Bill) -> str:
    return reverse("look-at-bill", args=[bill.number])


def test_our_rating_stands_beside_the_bill_as_if_it_were_made_now(waiting):
    found = look_into(waiting)

    [pair] = found.pairs
    assert (pair.rated.used_m3, pair.rated.volume_m3, pair.rated.amount) == (30, 25, 58)
    assert pair.differs == {"price", "amount"}
    assert found.rating.amount == waiting.rated_amount


def test_each_doubt_is_told_with_what_it_goes_by(waiting):
    said = dict(told_doubts(look_into(waiting), NOON))

    words = "\n".join(text for facts in said.values() for text in facts)
    assert "The ledger bills ¥75.00 for gas; its own readings come to ¥58.00." in words
    assert "The bill before it, L1, ended on Sun 1 Feb." in words
    assert "Meter LJ4711 ended there at 450 m³; here it begins on Sun 1 Feb at 455 m³." in words
    assert all(said.values())


@pytest.mark.parametrize(
    ("doubt", "row", "words"),
    [
        ("backwards", FEBRUARY.replace("450,480", "450,440"), "450 m³ on Sun 1 Feb, then 440 m³ on Sun 1 Mar"),
        ("reading", FEBRUARY.replace("450,480,,30", "450,479,,29"), "480 m³ in our books, 479 m³ on the bill"),
        ("volume", FEBRUARY.replace(",,30,", ",,31,"), "bills 31 m³; between its readings lie 30 m³"),
    ],
)
def test_what_the_readings_say_against_it_is_told(account, tmp_path, doubt, row, words):
    take(tmp_path, JANUARY, row)
    bill = Bill.objects.held_back().get()

    said = told_doubts(look_into(bill), NOON)

    assert doubt in bill.doubts
    assert words in "\n".join(text for _label, facts in said for text in facts)


@pytest.mark.parametrize("doubt", BillDoubt)
def test_no_doubt_is_left_without_a_word(waiting, doubt):
    Bill.objects.filter(pk=waiting.pk).update(doubts=[doubt])
    waiting.refresh_from_db()

    [(label, _said)] = told_doubts(look_into(waiting), NOON)

    assert label == doubt.label


def test_the_list_and_the_page_are_for_the_desk_alone(waiting, client, mei):
    crew = User.objects.create_user("crew@gas.example", name="Crew", role="field_worker")
    addresses = [reverse("bills-to-look-at"), look(waiting)]
    for user in (mei, crew):
        client.force_login(user)
        assert [client.get(address).status_code for address in addresses] == [404, 404]
        assert client.post(look(waiting), {"decision": "as_it_is", "reason": "x"}).status_code == 404
    assert Bill.objects.held_back().count() == 1


def test_corrected_it_comes_to_what_was_read_and_its_customer_reads_why(waiting, desk, mei):
    answer = desk.post(look(waiting), {"decision": "corrected", "reason": "Billed at an old price"})

    assert answer.status_code == 302
    waiting.refresh_from_db()
    assert (waiting.is_issued, waiting.principal) == (True, 58)
    desk.force_login(mei)
    page = desk.get(reverse("bill", args=[waiting.number])).content.decode()
    assert "Billed at an old price" in page
    assert "The company’s ledger made this line" in page


@pytest.mark.parametrize(
    ("decision", "issued", "principal"), [("as_it_is", True, 75), ("take_back", False, 75), ("corrected", True, 58)]
)
def test_each_decision_is_kept_with_its_reason(waiting, desk, lee, decision, issued, principal):
    desk.post(look(waiting), {"decision": decision, "reason": "Called the customer"})

    waiting.refresh_from_db()
    assert (waiting.is_issued, waiting.principal) == (issued, principal)
    assert waiting.released_by == lee if issued else waiting.withdrawn_by == lee
    assert "Called the customer" in (waiting.release_note, waiting.withdrawn_because)


@pytest.mark.parametrize("said", [{}, {"decision": "as_it_is"}, {"decision": "burn", "reason": "x"}])
def test_without_a_reason_or_a_decision_nothing_happens(waiting, desk, said):
    assert desk.post(look(waiting), said).status_code == 200
    assert Bill.objects.held_back().count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_at_once_one_wins(waiting, lee):
    start, ends = Barrier(2), []

    def decide(decision: LookDecision) -> None:
        start.wait()
        try:
            decide_bill(bill=Bill.objects.get(pk=waiting.pk), decision=decision, reason="So", by=lee, at=NOON)
            ends.append(decision)
        except LookedAtBefore:
            ends.append(None)
        connection.close()

    clicks = [Thread(target=decide, args=[one]) for one in (LookDecision.CORRECTED, LookDecision.TAKE_BACK)]
    for one in clicks:
        one.start()
    for one in clicks:
        one.join()

    [won] = [one for one in ends if one]
    waiting.refresh_from_db()
    assert waiting.is_issued == (won == LookDecision.CORRECTED)
    assert waiting.adjustments.count() == (1 if won == LookDecision.CORRECTED else 0)


def test_a_tier_is_rated_by_what_the_year_had_used_before(account, tmp_path):
    high = FEBRUARY.replace("450,480,,30,2.32,69.60", "450,1480,,1030,2.32,2389.60")
    take(tmp_path, JANUARY, high)

    found = look_into(Bill.objects.held_back().get())

    assert [pair.rated.used_m3 for pair in found.pairs] == [30, 500, 660]
    assert found.pairs[1].billed is None
    assert found.last.until == date(2026, 2, 1)
