"""Planned and emergency outages."""

from tests.pages import ACTING, DESK, POSTED, Page, everybody, only

OUTAGE = {"reference": "{outage}"}
DRAFT = {"reference": "{outage_draft}"}

PAGES = [
    Page("desk-outages", only(*ACTING), 8, "repairs/outages/list.html"),
    Page("new-outage", only(*DESK), 3, "repairs/outages/write.html"),
    Page("desk-outage", only(*ACTING), 20, "repairs/outages/outage.html", OUTAGE),
    Page("desk-outage", only(*ACTING), 30, "repairs/outages/outage.html", DRAFT),
    Page("write-outage", only(*DESK), 10, "repairs/outages/write.html", OUTAGE),
    Page("outage-versions", only(*ACTING), 9, "repairs/outages/versions.html", OUTAGE),
    Page("outage-progress", only(*ACTING), 6, "repairs/outages/progress_page.html", OUTAGE),
    Page("outage-calls", only(*DESK), 9, "repairs/outages/calls.html", OUTAGE),
    Page("outage-call", POSTED, 2, "", OUTAGE | {"pk": "{receipt}"}),
    Page("outage-act", POSTED, 2, "", OUTAGE | {"act": "start"}),
    Page("publish-outage", POSTED, 2, "", DRAFT),
    Page("discard-outage-draft", POSTED, 2, "", DRAFT),
    Page("confirm-receipt", everybody(), 6, "repairs/outages/confirm.html", {"secret": "{receipt_secret}"}),
    Page("confirm-receipt", everybody(404), 3, "", {"secret": "nonsense"}),
]
