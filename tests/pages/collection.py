"""Visits to collect what is owed, at the desk, at the door, and for whoever waits behind it."""

from tests.pages import ACTING, DESK, POSTED, Page, everybody, only

VISIT = {"reference": "{collection}"}
CHECKED = ("check-collector", {"reference": "C1-000001", "code": "604218"})

PAGES = [
    Page("check-collector", everybody(), 5, "billing/collection/check.html"),
    Page("collection-visit", everybody(404), 3),
    Page("collection-photo", everybody(404), 3),
    Page("refuse-collection", everybody(404), 3),
    Page("complain-of-collection", everybody(404), 3),
    Page("announce-collection", only(*DESK), 12, "billing/collection/announce.html", {"number": "{account}"}),
    Page("collections", only(*DESK), 5, "billing/collection/ahead.html"),
    Page("collection", only(*DESK), 5, "billing/collection/one.html", VISIT),
    Page("resend-collection-code", POSTED, 2, "", VISIT),
    Page("collectors", only("supervisor"), 6, "billing/collection/collectors.html"),
    Page("rounds", only(*ACTING), 6, "billing/rounds/rounds.html"),
    Page("round-stop", only("field"), 10, "billing/rounds/stop.html", VISIT),
    Page("round-nobody", POSTED, 2, "", VISIT),
    Page("round-refused", POSTED, 2, "", VISIT),
]
# What is shown only to a browser that has shown the code of a visit.
BEHIND_THE_CODE = [
    Page("collection-visit", everybody(), 12, "billing/collection/visit.html", before=CHECKED),
    Page("refuse-collection", everybody(), 6, "billing/collection/say.html", before=CHECKED),
]
