"""Celery's application and the one page that says what runs when."""

import os

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gasservice.settings")

app = Celery("gasservice")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

# Read here and not in the settings, which are not ready when this page is first imported.
SWEEP = float(os.environ.get("SWEEP_SECONDS", "60"))
SOON = min(10.0, SWEEP)
HOUR = 3600.0

# Tasks sweep rows; running one twice, late or beside itself is harmless.
app.conf.beat_schedule = {
    "say that beat is alive": {"task": "web.beat_alive", "schedule": SOON, "options": {"expires": 10}},
    "warn, mark missed and escalate": {"task": "cases.sweep_promises", "schedule": SWEEP},
    "warn of answers to volunteers, and escalate": {"task": "volunteers.sweep_observations", "schedule": SWEEP},
    "remind of visits, and apologise for those missed": {"task": "cases.tell_of_visits", "schedule": SWEEP},
    "count anew what has changed": {"task": "oversight.recount_changed", "schedule": SOON, "options": {"expires": 10}},
    "count the gas accounts": {"task": "oversight.count_accounts", "schedule": HOUR},
    "publish the figures of what is over": {"task": "oversight.publish_figures", "schedule": HOUR},
    "send what waits": {"task": "notices.send_waiting", "schedule": SOON, "options": {"expires": 10}},
    "watch the steps of new connections": {"task": "repairs.watch_milestones", "schedule": SWEEP},
    "close what is settled": {"task": "cases.close_settled", "schedule": 10 * SWEEP},
    "make the notices of outages": {
        "task": "repairs.make_outage_mailings",
        "schedule": SOON,
        "options": {"expires": 10},
    },
    "count whom drafts of outages hit": {
        "task": "repairs.count_outage_drafts",
        "schedule": SOON,
        "options": {"expires": 10},
    },
    "see what is due about outages": {"task": "repairs.sweep_outages", "schedule": SWEEP},
    "tell of bills": {"task": "billing.tell_of_bills", "schedule": SOON, "options": {"expires": 10}},
    "tell of gas stopped and opened": {"task": "billing.tell_of_supply", "schedule": SWEEP},
    "pay what is not disputed any more": {"task": "billing.settle_ended_holds", "schedule": HOUR},
    "remind of needs to look at again": {"task": "portal.remind_reviews", "schedule": HOUR},
    "forget drafts that nobody sent": {"task": "cases.forget_drafts", "schedule": HOUR},
    "follow pipe changes": {"task": "repairs.follow_pipe_changes", "schedule": SWEEP},
    "end collection visits that nobody closed": {"task": "billing.end_missed_visits", "schedule": 10 * SWEEP},
    "delete papers that were kept long enough": {"task": "registry.discard_old_papers", "schedule": HOUR},
    "erase words that were kept long enough": {"task": "questionnaires.erase_old_words", "schedule": HOUR},
    "bill fees": {"task": "billing.bill_fees", "schedule": HOUR},
    "follow fees that were billed": {"task": "billing.follow_fees", "schedule": 10 * SWEEP},
    "credit redress": {"task": "billing.credit_redress", "schedule": HOUR},
    "take the steps about arrears": {"task": "billing.climb_arrears", "schedule": HOUR},
    "look at key accounts, once the readings of the night are in": {
        "task": "keyaccounts.watch",
        "schedule": crontab(hour="7-9", minute="*/10"),
    },
    "tell of early warnings": {"task": "keyaccounts.tell", "schedule": 10 * SWEEP},
    "ask how visits and outages were": {"task": "cases.ask_how_it_was", "schedule": 10 * SWEEP},
    "ask how connections were": {"task": "repairs.ask_about_connections", "schedule": 10 * SWEEP},
    "draw closed cases to call back": {"task": "cases.draw_call_backs", "schedule": HOUR},
    "send questionnaires": {"task": "questionnaires.send_questionnaires", "schedule": SWEEP},
    "draw cases for volunteers to check": {"task": "volunteers.draw_checks", "schedule": HOUR},
    "draw cases and visits to score": {"task": "training.draw_work", "schedule": HOUR},
    "send the summary of the week": {"task": "oversight.send_summaries", "schedule": HOUR},
    "forget used idempotency keys": {"task": "web.forget_old_keys", "schedule": HOUR},
}
