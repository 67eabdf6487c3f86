"""Celery's application and the one page that says what runs when."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gasservice.settings")

app = Celery("gasservice")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

MINUTE = 60.0
HOUR = 60 * MINUTE

# Tasks sweep rows; running one twice, late or beside itself is harmless.
app.conf.beat_schedule = {
    "say that beat is alive": {"task": "web.beat_alive", "schedule": MINUTE},
    "warn, mark missed and escalate": {"task": "cases.sweep_promises", "schedule": MINUTE},
    "close what stayed solved": {"task": "cases.close_settled", "schedule": 10 * MINUTE},
    "send what is waiting": {"task": "notices.send_waiting", "schedule": 10.0},
    "remind of priority needs to review": {"task": "registry.remind_reviews", "schedule": 24 * HOUR},
    "forget old drafts": {"task": "cases.forget_drafts", "schedule": HOUR},
    "forget used idempotency keys": {"task": "web.forget_old_keys", "schedule": HOUR},
}
