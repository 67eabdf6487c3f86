"""Prices and bills."""

from tests.pages import Page, everybody

ASKED = "tariff=residential&persons=3&since=2025-06-01&until=2025-08-01&volume_m3=62&used_m3=480"

PAGES = [
    Page("gas-prices", everybody(), 8, "billing/prices.html"),
    Page("gas-prices", everybody(), 10, "billing/prices.html", query=ASKED),
    Page("api-prices", everybody(), 2),
    Page("api-price-estimate", everybody(), 4, query=ASKED),
    Page("api-price-estimate", everybody(400), 2),
]
