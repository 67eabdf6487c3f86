"""Planned and emergency outages."""

from tests.pages import ACTING, DESK, POSTED, Page, everybody, only

OUTAGE = {"reference": "{outage}"}
TOLD = {"reference": "{told_outage}"}
DRAFT = {"reference": "{outage_draft}"}

PAGES = [
    Page("outages", everybody(), 14, "repairs/outage/public-list.html"),
    Page("outage", everybody(), 9, "repairs/outage/public.html", OUTAGE),
    Page("outage-check", everybody(), 17, "repairs/outage/public-check.html", query="place=红旗大院3-2-501"),
    Page("outages-feed", everybody(), 7),
    Page("outages-json", everybody(), 7),
    Page("outage-calendar", everybody(), 8, "", OUTAGE),
    Page("outage-cap", everybody(), 8, "", OUTAGE),
    Page("outage-proof", only(*DESK, "field", "auditor"), 4, "", OUTAGE),
    Page("desk-outages", only(*ACTING), 5, "repairs/outages/list.html"),
    Page("new-outage", only(*DESK), 3, "repairs/outages/write.html"),
    Page("desk-outage", only(*ACTING), 11, "repairs/outages/outage.html", TOLD),
    Page("desk-outage", only(*ACTING), 15, "repairs/outages/outage.html", DRAFT),
    Page("write-outage", only(*DESK), 7, "repairs/outages/write.html", TOLD),
    Page("outage-versions", only(*ACTING), 6, "repairs/outages/versions.html", TOLD),
    Page("outage-progress", only(*ACTING), 6, "repairs/outages/progress_page.html", TOLD),
    Page("outage-calls", only(*DESK), 9, "repairs/outages/calls.html", TOLD),
    Page("outage-call", POSTED, 2, "", TOLD | {"pk": "{notice_receipt}"}),
    Page("outage-act", POSTED, 2, "", TOLD | {"act": "start"}),
    Page("publish-outage", POSTED, 2, "", DRAFT),
    Page("discard-outage-draft", POSTED, 2, "", DRAFT),
    Page("confirm-receipt", everybody(), 6, "repairs/outages/confirm.html", {"secret": "{receipt_secret}"}),
    Page("confirm-receipt", everybody(404), 4, "", {"secret": "nonsense"}),
]
