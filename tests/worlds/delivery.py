"""What is sent in the world."""

from datetime import datetime, timedelta


def build(people: dict, names: dict, now: datetime) -> dict:
    """Tell two doors of a building on paper, of which one has it; give the notice and the building."""
    from gasservice.notices.actions import hang_papers
    from gasservice.notices.models import Delivery, Notice, NoticeText, PaperRound
    from gasservice.registry.models import Community
    from tests.registry.conftest import premise_in

    garden = Community.objects.get(code="C1")
    notice = Notice.objects.create(key="outage:1:1:announced", topic="outage", created_at=now)
    words = {"subject": "停气通知：滨河花园", "body": "因更换管道，将停止供气。", "short": "停气通知"}
    NoticeText.objects.create(notice=notice, language="zh-hans", **words)
    for room in ("101", "102"):
        home = premise_in(garden, "9", "1", room)
        Delivery.objects.create(
            notice=notice,
            channel="paper",
            address=home.code,
            premise=home,
            language="zh-hans",
            link="/outages/T-1/",
            not_before=now,
        )
    hang_papers(papers=[notice.deliveries.latest("pk")], by=people["field"], at=now - timedelta(hours=1))
    return {"notice_on_paper": notice.pk, "paper_round": PaperRound.objects.get(notice=notice).pk}
