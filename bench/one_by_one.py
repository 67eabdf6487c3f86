"""What most would build: a Celery task for each delivery, which loads it, sends it and marks it."""

from contextlib import closing

import django
from celery import Celery, shared_task

django.setup()
app = Celery("bench", set_as_current=True)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.CELERY_DB_REUSE_MAX = 1_000_000  # Celery would connect anew for each task, which takes most of its time


@shared_task(name="bench.send_one")
def send_one(pk: int) -> None:
    from django.utils import timezone

    from gasservice.notices.carriers import TextCarrier
    from gasservice.notices.models import Delivery, NoticeText
    from gasservice.notices.terms import DeliveryState

    delivery = Delivery.objects.select_related("notice").get(pk=pk)
    text = NoticeText.objects.get(notice=delivery.notice, language=delivery.language)
    with closing(TextCarrier()) as carrier:
        carrier.carry(delivery, text)
    Delivery.objects.filter(pk=pk).update(state=DeliveryState.SENT, sent_at=timezone.now(), attempts=1, link="")
