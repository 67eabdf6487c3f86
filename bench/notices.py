"""Telling and sending 10,000 against the same rows written by hand: `python -m bench.notices`.

What the portal does is timed beside one statement of SQL that leaves the same rows, on the same server in one run.
The ratio is what rendering, claiming one batch at a time and marking each delivery by itself cost.
"""

from datetime import UTC, datetime

from bench.ground import city, run, seconds

COUNT = 10_000
NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)
TOLD_BY_HAND = """
WITH told AS (
    INSERT INTO notices_notice (key, topic, is_urgent, created_at) VALUES ('by hand', 'case-asked', false, %(at)s)
    RETURNING id
), words AS (
    INSERT INTO notices_noticetext (notice_id, language, subject, body, short) SELECT id, 'en', 's', 'b', 't' FROM told
)
INSERT INTO notices_delivery (notice_id, user_id, channel, address, language, link, state, urgency, not_before,
                              attempts, sent_at, failure)
SELECT told.id, u.id, 'portal', u.id, 'en', '', 'sent', 0, %(at)s, 0, %(at)s, '' FROM told, users_user u
"""
SENT_BY_HAND = """
UPDATE notices_delivery SET state = 'sent', sent_at = %(at)s, attempts = 1, link = '' WHERE state = 'waiting'
"""


def by_hand(sql: str) -> float:
    return seconds(lambda: run(sql, at=NOON))


def telling() -> tuple[float, float]:
    """Tell 10,000 users on the site, where a message is there at once."""
    from gasservice.notices.actions import tell
    from gasservice.notices.models import Delivery, Preference
    from gasservice.notices.terms import Recipient
    from gasservice.users.models import User

    people = [User(email=f"{number}@home.example", language="en") for number in range(COUNT)]
    users = User.objects.bulk_create(people)
    Preference.objects.bulk_create(Preference(user=user, by_email=False, by_sms=False) for user in users)
    facts = {"reference": "482-719-365", "title": "A late charge"}
    to = [Recipient(user) for user in users]
    ours = seconds(lambda: tell(key="ours", topic="case-asked", to=to, facts=facts, at=NOON))
    hand = by_hand(TOLD_BY_HAND)
    assert Delivery.objects.count() == 2 * COUNT
    return ours, hand


def sending() -> tuple[float, float]:
    """Sweep 10,000 waiting deliveries that nothing carries away, so that only our own work is timed."""
    from gasservice.notices.actions import send_waiting
    from gasservice.notices.models import Delivery

    def wait_again() -> None:
        Delivery.objects.filter(notice__key="ours").update(state="waiting", sent_at=None)
        run("VACUUM ANALYZE notices_delivery")

    def sweep() -> None:
        while send_waiting(at=NOON):
            pass

    wait_again()
    ours = seconds(sweep)
    wait_again()
    hand = by_hand(SENT_BY_HAND)
    assert not Delivery.objects.filter(state="waiting").exists()
    return ours, hand


def main() -> None:
    with city():
        for name, (ours, hand) in {"telling": telling(), "sending": sending()}.items():
            rate, ratio = COUNT / ours, ours / hand
            print(f"{name:8} {COUNT:,}: {ours:.2f} s ({rate:,.0f}/s); one statement {hand:.3f} s; ratio {ratio:.1f}")


if __name__ == "__main__":
    main()
