"""Planned and emergency outages."""

from tests.pages import DESK, Page, everybody, only

OUTAGE = {"reference": "{outage}"}

PAGES: list[Page] = [
    Page("outages", everybody(), 13, "repairs/outage/public-list.html"),
    Page("outage", everybody(), 9, "repairs/outage/public.html", OUTAGE),
    Page("outage-check", everybody(), 17, "repairs/outage/public-check.html", query="place=红旗大院3-2-501"),
    Page("outages-feed", everybody(), 7),
    Page("outages-json", everybody(), 7),
    Page("outage-calendar", everybody(), 8, "", OUTAGE),
    Page("outage-cap", everybody(), 8, "", OUTAGE),
    Page("outage-proof", only(*DESK, "field", "auditor"), 4, "", OUTAGE),
]
