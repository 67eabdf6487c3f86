"""Prices and bills."""

from tests.pages import ACTING, Page, everybody, only

ASKED = "tariff=residential&persons=3&since=2025-06-01&until=2025-08-01&volume_m3=62&used_m3=480"
LATE = "owed=1000&due_on=2025-12-20&paid_on=2026-01-20"

PAGES = [
    Page("gas-prices", everybody(), 9, "billing/prices.html"),
    Page("gas-prices", everybody(), 11, "billing/prices.html", query=ASKED),
    Page("gas-prices", everybody(), 10, "billing/prices.html", query=LATE),
    Page("billing-rules", everybody(), 9, "billing/rules.html"),
    Page("send-reading", only("owner", *ACTING), 7, "billing/send_reading.html", {"number": "{account}"}),
    Page("readings-to-look-at", only(*ACTING), 3, "billing/readings_desk.html"),
    Page("look-at-reading", only(*ACTING), 9, "billing/look_at_reading.html", {"pk": "{self_reading}"}),
    Page("reading-photo", only("owner", *ACTING), 4, "", {"pk": "{self_reading}"}),
    Page("api-prices", everybody(), 4),
    Page("api-billing-rules", everybody(), 8),
    Page("api-price-estimate", everybody(), 6, query=ASKED),
    Page("api-price-estimate", everybody(400), 4),
]
