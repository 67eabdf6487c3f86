"""The pages of a pipe change: who gets in, and that nothing typed is lost."""

import pytest
from django.urls import reverse
from django.utils import timezone

from gasservice.cases.models import Case
from gasservice.cases.secrets import secret_for
from repairs.models import PipePaper, Quote
from repairs.queries.papers import papers_needed
from tests.files.pictures import picture, upload
from tests.repairs.pipes.conftest import DAY, fee

pytestmark = pytest.mark.django_db


@pytest.fixture
def open_quote(quote):
    """The quote as it stands today, good for another week."""
    Quote.objects.filter(pk=quote.pk).update(valid_until=timezone.localdate() + 7 * DAY)
    quote.refresh_from_db()
    return quote


def address(name: str, quote: Quote) -> str:
    return reverse(name, args=[quote.case.reference, quote.version])


def test_a_stranger_sees_no_quote_and_answers_none(client, open_quote):
    read = client.get(address("quote", open_quote))
    accepted = client.post(address("accept-quote", open_quote), {"name": "Mallory"})

    open_quote.refresh_from_db()
    assert (read.status_code, accepted.status_code) == (404, 404)
    assert open_quote.state == "sent"


def test_whoever_has_the_link_reads_and_accepts_without_an_account(client, open_quote):
    case = Case.objects.get(pk=open_quote.case_id)
    client.get(reverse("track-link", args=[case.reference, secret_for(case.submission)]))

    page = client.get(address("quote", open_quote))
    client.post(address("accept-quote", open_quote), {"name": "梅"})

    open_quote.refresh_from_db()
    assert "¥363.00" in page.text
    assert (open_quote.state, open_quote.answered_name, open_quote.answered_by) == ("accepted", "梅", None)


def test_accepting_without_a_name_asks_for_it(client, open_quote, mei):
    client.force_login(mei)

    page = client.post(address("accept-quote", open_quote), {"name": ""})

    assert page.context["form"].errors.keys() == {"name"}
    assert Quote.objects.get(pk=open_quote.pk).state == "sent"


def test_a_quote_that_has_expired_offers_nothing_to_press(client, open_quote, mei):
    Quote.objects.filter(pk=open_quote.pk).update(valid_until=timezone.localdate())
    client.force_login(mei)

    page = client.get(address("quote", open_quote))

    assert address("accept-quote", open_quote) not in page.text


def test_our_people_read_the_quote_and_never_answer_it(client, open_quote, lee):
    client.force_login(lee)

    page = client.get(address("quote", open_quote))
    answer = client.post(address("accept-quote", open_quote), {"name": "Lee"})

    assert address("accept-quote", open_quote) not in page.text
    assert answer.status_code == 404


def test_a_draft_is_nobodys_to_read_but_the_desks(client, draft, mei, lee):
    client.force_login(mei)
    hers = client.get(address("quote", draft)), client.get(address("build-quote", draft))
    client.force_login(lee)

    assert [answer.status_code for answer in hers] == [404, 404]
    assert client.get(address("build-quote", draft)).status_code == 200


def test_htmx_gets_only_the_sheet_with_its_new_total(client, draft, lee):
    client.force_login(lee)
    line = {"fee": fee("hose").pk, "quantity": "2"}

    page = client.post(address("build-quote", draft), line, headers={"HX-Request": "true"})

    assert "¥493.00" in page.text
    assert "<html" not in page.text


def test_a_price_outside_the_table_is_refused_beside_its_field_and_stays(client, draft, lee):
    client.force_login(lee)

    page = client.post(
        address("build-quote", draft), {"fee": fee("pipe-metre").pk, "quantity": "2", "unit_price": "99"}
    )

    assert page.context["form"].errors.keys() == {"unit_price"}
    assert 'value="99"' in page.text


def test_a_paper_sent_back_is_given_again_and_a_fake_is_refused_by_its_content(client, change, lee, mei):
    rule = papers_needed(change)[0]
    PipePaper.objects.filter(change=change, paper=rule).update(
        state="again", reason="看不清", checked_at=timezone.now()
    )
    client.force_login(mei)
    papers = reverse("pipe-papers", args=[change.case.reference])

    fake = client.post(papers, {f"paper_{rule.code}": upload(b"MZ not a photo", "id.jpg")})
    real = client.post(papers, {f"paper_{rule.code}": upload(picture(), "id.jpg")})

    assert "id.jpg" in fake.context["form"].errors[f"paper_{rule.code}"][0]
    assert real.status_code == 302
    assert PipePaper.objects.filter(change=change, paper=rule, state="given").count() == 1
