"""The decision of a dispute as a letter: what it says in three languages, and who may read it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import translation

from billing.actions.deciding import decide_dispute
from billing.models import Dispute
from billing.printing import decision_letter
from billing.queries.disputes import decision_of
from billing.telling.disputes import usual_alternatives
from gasservice.cases.models import Case
from gasservice.users.models import User
from gasservice.web.languages import LANGUAGES
from tests.billing.disputing import bills_of_autumn, disputed, noon
from tests.papers import text_of

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 26)
SAID = {
    "en": (
        "Your dispute is upheld in part",
        "On Thu 26 Nov 2026 you disputed ¥69.60",
        "You wrote: The reading is wrong",
        "Of the disputed ¥69.60 we credit ¥23.20; ¥46.40 stays.",
        "for 15 days after this decision, that is before Sat 12 Dec 2026",
        "never any for the days from Thu 26 Nov 2026 to Fri 11 Dec 2026",
        "How the bill stands on Thu 26 Nov 2026",
        "What else you can do",
    ),
    "zh-hans": ("账单争议处理决定", "争议部分成立", "2026年12月12日", "2026年11月26日", "其中退减¥23.20", "违约金"),
    "zh-hant": ("帳單爭議處理決定", "爭議部分成立", "2026年12月12日", "2026年11月26日", "其中退減¥23.20", "違約金"),
}


@pytest.fixture
def bill(account, lee, time_machine):
    time_machine.move_to(noon(DAY))
    return bills_of_autumn(account, lee.team)[2]


@pytest.fixture
def decided(bill, mei, lee) -> Case:
    return decide(disputed(bill, mei, DAY), lee, "part", "23.20")


def decide(dispute: Dispute, by: User, verdict: str, credit: str | None = None) -> Case:
    credits = {row.pk: credit and Decimal(credit) for row in dispute.lines.all()}
    with translation.override("en"):
        ways = usual_alternatives()
    facts = {"words": "We read it as 720; your photo shows 710.\n\nWe are sorry.", "alternatives": ways}
    return decide_dispute(dispute=dispute, verdict=verdict, credits=credits, by=by, at=noon(DAY), **facts).case


def letter(case: Case, day: date = DAY, language: str = "en") -> str:
    with translation.override(language):
        return text_of(decision_letter(decision_of(case, day), at=noon(day)))


def test_the_usual_ways_are_in_the_readers_language_and_changed_ones_as_they_were_written(decided):
    assert "申請計量檢定機構檢定燃氣錶" in letter(decided, language="zh-hant").replace("\n", "")

    Dispute.objects.update(alternatives="If you do not agree: write to Ms Li.")
    assert "write to Ms Li" in letter(decided, language="zh-hant")


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_can_be_read_in_three_languages(decided, language):
    said = letter(decided, language=language)

    assert [words for words in SAID[language] if words not in said] == []
    assert decided.reference in said and decided.gas_account.number in said and "Mei" in said
    assert "your photo shows 710." in said and "We are sorry." in said  # as it was written
    assert ("Go to court" in said) == (language == "en")  # nobody changed the usual ways


def test_what_was_decided_never_changes_but_how_the_bill_stands_does(decided):
    soon, later = letter(decided), letter(decided, DAY + timedelta(days=40))

    assert "Need not be paid yet-¥46.40To pay now¥0.00" in soon
    assert "that is before Sat 12 Dec 2026" in later
    assert "Late charge¥0.58To pay now¥46.98" in later  # for the 25 days since then


def test_refused_all_stays_and_upheld_nothing_is_left(bill, mei, lee):
    refused = letter(decide(disputed(bill, mei, DAY), lee, "refused"))
    assert "Your dispute is not upheld¥0.00 credited" in refused
    assert "The disputed ¥69.60 stays as it is." in refused

    upheld = letter(decide(disputed(bill, lee, DAY, reason="meter"), lee, "upheld"))
    assert "All of the disputed ¥69.60 is credited." in upheld
    assert "Nothing of what you disputed is left to pay." in upheld


def test_its_customer_and_the_desk_read_it_from_their_pages_and_nobody_else(client, decided, mei, lee):
    there = reverse("decision-letter", args=[decided.reference])
    assert client.get(there).status_code == 404
    client.force_login(User.objects.create_user("li@home.example", name="Li"))
    assert client.get(there).status_code == 404

    for reader, page in ((mei, "tracked-case"), (lee, "dispute")):
        client.force_login(reader)
        assert there in client.get(reverse(page, args=[decided.reference])).text
        answer = client.get(there)
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")


def test_before_the_decision_there_is_none(client, bill, mei):
    case = disputed(bill, mei, DAY).case
    client.force_login(mei)

    assert client.get(reverse("decision-letter", args=[case.reference])).status_code == 404
    assert client.get(f"/api/v1/cases/{case.reference}/dispute/").json()["letter"] is None


def test_a_program_is_given_the_way_to_it(client, decided, mei):
    client.force_login(mei)

    told = client.get(f"/api/v1/cases/{decided.reference}/dispute/").json()

    assert told["letter"].endswith(reverse("decision-letter", args=[decided.reference]))
    assert client.get(told["letter"]).status_code == 200


def test_who_wrote_about_an_account_of_somebody_else_is_not_called_by_their_name(decided):
    Case.objects.filter(pk=decided.pk).update(customer=None, contact_name="Aunt Wang")

    said = letter(Case.objects.get(pk=decided.pk))

    assert "NameAunt Wang" in said
