"""Disputed bills: opened by their holder, decided at the desk."""

from tests.pages import DESK, POSTED, READERS, Page, case, only

BILL = {"number": "{bill}"}
HERE = case("dispute")
READING = only("agent", "named", "colleague", "supervisor", "officer", "auditor")
# Whose the case is, or who leads its team.
WORKING = READING | {"agent": 403, "named": 403, "colleague": 403, "officer": 403, "auditor": 403}

PAGES = [
    Page("dispute-bill", only("owner", *DESK), 12, "billing/disputes/new.html", BILL, query="line=1"),
    Page("dispute-bill", only(), 4, "", {"number": "{held_bill}"}),
    Page("dispute", READING, 27, "billing/disputes/dispute.html", HERE),
    Page("decide-dispute", WORKING, 30, "billing/disputes/decide.html", HERE, query="try=1"),
    Page("attach-dispute", WORKING, 6, "billing/disputes/attach.html", HERE),
    Page("attach-dispute", WORKING, 8, "billing/disputes/attach.html", HERE, query="bill=L900"),
    Page("answer-proposal", only("supervisor"), 9, "billing/disputes/answer.html", case("proposal")),
    Page("answer-proposal", only(), 5, "", HERE),
    Page("rebill-meter", POSTED, 2, "", HERE),
    Page("decision-letter", only("owner", *READERS, "named", outside=404), 11, "", case("decision")),
    Page("decision-letter", only(outside=404), 5, "", HERE),
    Page("decision-letter", only(outside=404), 5, "", case("proposal")),
    Page("api-dispute-bill", only(outside=401, others=405), 3, "", BILL),
    Page("api-dispute", only("owner", *READERS, "named", outside=401), 7, "", HERE),
]
