"""Prices and bills."""

from tests.pages import Page, everybody

ASKED = "tariff=residential&persons=3&since=2025-06-01&until=2025-08-01&volume_m3=62&used_m3=480"

PAGES = [
    Page("gas-prices", everybody(), 9, "billing/prices.html"),
    Page("gas-prices", everybody(), 11, "billing/prices.html", query=ASKED),
    Page("api-prices", everybody(), 4),
    Page("api-price-estimate", everybody(), 6, query=ASKED),
    Page("api-price-estimate", everybody(400), 4),
]
