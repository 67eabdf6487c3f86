"""Telling and sending against the same done otherwise: `python -m bench.notices [--deliveries 50000]`.

Telling 10,000 people is timed beside one statement of SQL that leaves the same rows. Sending goes to a provider that
takes everything at once, so that only our own work is timed: the sweep as the worker runs it, beside one statement that
marks the same rows, and beside one Celery task for each delivery through a real worker over a real broker.
"""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
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
WAITING = """
INSERT INTO notices_delivery (notice_id, channel, address, language, link, state, urgency, not_before, attempts,
                              failure)
SELECT n.id, 'sms', '+86138' || lpad(i::text, 8, '0'), 'en', '/outages/1/', 'waiting', 0, %(at)s, 0, ''
FROM notices_notice n, generate_series(1, %(count)s) i WHERE n.key = %(key)s
"""
SENT_BY_HAND = """
UPDATE notices_delivery SET state = 'sent', sent_at = %(at)s, attempts = 1, link = '' WHERE state = 'waiting'
"""


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
    hand = seconds(lambda: run(TOLD_BY_HAND, at=NOON))
    assert Delivery.objects.count() == 2 * COUNT
    return ours, hand


def let_wait(key: str, count: int) -> None:
    """Let text messages of a notice wait, as an outage leaves them."""
    from gasservice.notices.models import Notice, NoticeText

    notice = Notice.objects.create(key=key, topic="case-asked", created_at=NOON)
    NoticeText.objects.create(notice=notice, language="en", subject="Gas off", body="Gas is off.", short="Gas is off.")
    run(WAITING, key=key, count=count, at=NOON)
    run("VACUUM ANALYZE notices_delivery")


def left(key: str) -> int:
    from gasservice.notices.models import DeliveryTally

    return DeliveryTally.objects.get(notice__key=key, state="waiting").number


def swept(count: int) -> float:
    """Sweep as the worker does, in one process."""
    from gasservice.notices.actions import send_waiting

    def sweep() -> None:
        while send_waiting(at=NOON):
            pass

    let_wait("swept", count)
    took = seconds(sweep)
    assert left("swept") == 0
    return took


def by_hand(count: int) -> float:
    let_wait("marked by hand", count)
    return seconds(lambda: run(SENT_BY_HAND, at=NOON))


def one_by_one(count: int) -> float:
    """Ask for one task each, and wait until a worker of one process has done them all."""
    from bench.one_by_one import send_one
    from gasservice.notices.models import Delivery

    def ask(key: str) -> None:
        for pk in Delivery.objects.filter(notice__key=key).values_list("pk", flat=True):
            send_one.delay(pk)
        while left(key):
            time.sleep(0.05)

    let_wait("warm", 10)
    let_wait("one by one", count)
    with worker():
        ask("warm")  # it has started and holds its connections
        return seconds(lambda: ask("one by one"))


@contextmanager
def worker() -> Iterator[None]:
    command = [sys.executable, "-m", "celery", "-A", "bench.one_by_one", "worker", "--concurrency", "1"]
    process = subprocess.Popen([*command, "--loglevel", "ERROR"], env=os.environ, stdout=subprocess.DEVNULL)
    yield
    process.terminate()
    process.wait()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--deliveries", type=int, default=50_000)
    count = parser.parse_args().deliveries
    os.environ["SMS_GATEWAY_URL"] = "null:"
    with city():
        ours, hand = telling()
        print(f"telling {COUNT:,}: {ours:.2f} s ({COUNT / ours:,.0f}/s); one statement {hand:.3f} s, {ours / hand:.1f}")
        ours, hand, tasks = swept(count) / count, by_hand(count) / count, one_by_one(count // 10) / (count // 10)
        print(f"sending {count:,}: {1 / ours:,.0f}/s; one statement {1 / hand:,.0f}/s, ratio {ours / hand:.1f}")
        print(f"one task each, {count // 10:,}: {1 / tasks:,.0f}/s; the sweep is {tasks / ours:.1f} times as quick")


if __name__ == "__main__":
    main()
