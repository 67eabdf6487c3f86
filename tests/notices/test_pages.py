"""What a user sees of what we told them, and what nobody else does."""

import pytest
from django.urls import reverse

from gasservice.notices.actions import tell
from gasservice.notices.models import Delivery, Preference
from gasservice.notices.queries import deliveries_of, inbox_of, unread_count
from gasservice.notices.terms import Channel, Recipient
from tests.notices.conftest import ASKED, NOON, minutes

pytestmark = pytest.mark.django_db


def ask(*users, number: int = 1):
    facts = ASKED | {"reference": f"case number {number}"}
    to = [Recipient(user, link="/my-case/482-719-365/") for user in users]
    return tell(key=f"case-asked:{number}", topic="case-asked", to=to, facts=facts, at=NOON + minutes(number))


def message_of(user) -> Delivery:
    return Delivery.objects.get(user=user, channel=Channel.PORTAL)


def test_a_user_finds_their_messages_the_newest_first(client, alice):
    ask(alice, number=1)
    ask(alice, number=2)
    client.force_login(alice)

    page = client.get(reverse("inbox")).text

    assert 0 < page.index("case number 2") < page.index("case number 1")


def test_bob_sees_nothing_of_alices(client, alice, bob):
    ask(alice)
    client.force_login(bob)

    assert "case number" not in client.get(reverse("inbox")).text
    assert inbox_of(bob).rows == []
    assert unread_count(bob).number == 0


@pytest.mark.parametrize("method", ["get", "post"])
def test_bob_cannot_open_alices_message(client, alice, bob, method):
    ask(alice, bob)
    client.force_login(bob)

    response = getattr(client, method)(reverse("inbox-message", args=[message_of(alice).pk]))

    assert response.status_code == 404
    assert message_of(alice).read_at is None


def test_a_mail_or_text_message_is_not_opened_as_a_message(client, alice):
    ask(alice)
    client.force_login(alice)

    mail = Delivery.objects.get(channel=Channel.EMAIL)
    assert client.get(reverse("inbox-message", args=[mail.pk])).status_code == 404


@pytest.mark.parametrize("name", ["inbox", "notice-preferences"])
def test_a_visitor_is_asked_to_sign_in(client, name):
    response = client.get(reverse(name))

    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))


def test_opening_a_message_marks_it_read_and_looking_does_not(client, alice):
    ask(alice)
    client.force_login(alice)
    address = reverse("inbox-message", args=[message_of(alice).pk])

    assert "“A late charge”" in client.get(address).text
    assert unread_count(alice).number == 1

    page = client.post(address, follow=True).text
    assert 'href="/my-case/482-719-365/"' in page
    assert unread_count(alice).number == 0


def test_the_first_opening_is_what_counts(client, alice):
    ask(alice)
    client.force_login(alice)
    address = reverse("inbox-message", args=[message_of(alice).pk])

    client.post(address)
    opened_at = message_of(alice).read_at
    client.post(address)

    assert message_of(alice).read_at == opened_at is not None


def test_a_full_inbox_is_cut_into_pages_that_lead_to_each_other(client, alice):
    for number in range(30):
        ask(alice, number=number)
    client.force_login(alice)

    first = client.get(reverse("inbox"))
    second = client.get(reverse("inbox"), {"cursor": first.context["page"].next})

    seen = [letter.pk for page in (first, second) for letter in page.context["page"].rows]
    assert seen == sorted(seen, reverse=True)
    assert len(set(seen)) == 30
    assert second.context["page"].previous


def test_a_full_inbox_costs_no_more_queries_than_an_empty_one(client, alice, django_assert_num_queries):
    client.force_login(alice)
    client.get(reverse("inbox"))

    for number in range(30):
        ask(alice, number=number)
    with django_assert_num_queries(3):  # user, messages, unread
        page = client.get(reverse("inbox")).context["page"]

    assert len(page.rows) == 25


def test_nobody_counts_more_than_99_unread(alice):
    Delivery.objects.bulk_create(
        Delivery(
            notice=tell(key=f"{number}", topic="case-asked", to=[], at=NOON),
            user=alice,
            channel=Channel.PORTAL,
            address=str(alice.pk),
            language="en",
            state="sent",
            sent_at=NOON,
            not_before=NOON,
        )
        for number in range(101)
    )

    assert str(unread_count(alice)) == "99+"


def test_a_user_chooses_how_they_are_told(client, alice):
    client.force_login(alice)
    address = reverse("notice-preferences")
    assert "Send me e-mails" in client.get(address).text

    response = client.post(address, {"by_sms": "on", "in_quiet_hours": "on"}, follow=True)

    assert "We will tell you as you wish." in response.text
    chosen = Preference.objects.get(user=alice)
    assert (chosen.by_email, chosen.by_sms, chosen.in_quiet_hours) == (False, True, True)


def test_choosing_again_changes_the_choice(client, alice, bob):
    for user, answers in [(alice, {"by_sms": "on"}), (bob, {}), (alice, {"by_email": "on"})]:
        client.force_login(user)
        client.post(reverse("notice-preferences"), answers)

    assert set(Preference.objects.values_list("user__name", "by_email", "by_sms")) == {
        ("Alice", True, False),
        ("Bob", False, False),
    }


def test_the_proof_names_who_was_told_how_and_when_but_not_their_way_in(alice, bob, django_assert_num_queries):
    told = ask(alice, bob, number=1)
    ask(alice, number=2)

    with django_assert_num_queries(1):
        proof = [(row.user.name, row.channel, row.state, row.notice.key) for row in deliveries_of([told])]

    assert set(proof) == {
        ("Alice", "portal", "sent", "case-asked:1"),
        ("Alice", "email", "waiting", "case-asked:1"),
        ("Alice", "sms", "waiting", "case-asked:1"),
        ("Bob", "portal", "sent", "case-asked:1"),
        ("Bob", "email", "waiting", "case-asked:1"),
    }
    assert "link" in deliveries_of([told])[0].get_deferred_fields()


def test_every_page_says_how_many_messages_are_unread(client, alice):
    ask(alice)
    client.force_login(alice)

    assert f'href="{reverse("inbox")}"' in client.get(reverse("home")).text
    assert "1<span" in client.get(reverse("home")).text

    client.post(reverse("inbox-message", args=[message_of(alice).pk]))
    assert "1<span" not in client.get(reverse("home")).text


def test_a_visitor_is_offered_no_messages(client):
    assert reverse("inbox") not in client.get(reverse("home")).text
