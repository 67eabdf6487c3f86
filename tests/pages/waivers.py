"""Late charges that somebody asks us to drop."""

from tests.pages import DESK, Page, only

SEEN_BY = only("supervisor", "auditor")
WAIVER = {"pk": "{waiver}"}

PAGES = [
    Page("waive-late-charge", only("owner", *DESK), 13, "billing/waive_late_charge.html", {"number": "{bill}"}),
    Page("waivers-to-decide", only(*DESK), 5, "billing/waivers_desk.html"),
    Page("decide-waiver", only(*DESK), 14, "billing/decide_waiver.html", WAIVER),
    Page("waiver-paper", only(*DESK), 4, "", WAIVER),
    Page("waivers-decided", SEEN_BY, 5, "billing/waivers_decided.html"),
    Page("waiver-figures", SEEN_BY, 5, "billing/waiver_figures.html"),
    Page("waiver-figures-csv", SEEN_BY, 5),
]
