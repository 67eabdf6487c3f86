"""Who holds an account, who lives there, and what its meter showed."""

from tests.pages import ACTING, DESK, POSTED, POSTED_TO_API, Page, only

ACCOUNT = {"number": "{account}"}
HOUSEHOLD = {"pk": "{household}"}

PAGES = [
    Page("reading", only(*ACTING), 7, "portal/reading.html", ACCOUNT | {"pk": "{reading}"}),
    Page("household", only("owner", *ACTING), 7, "portal/household.html", ACCOUNT),
    Page("household-evidence", only("owner", *ACTING), 4, "", HOUSEHOLD),
    Page("households-to-look-at", only(*ACTING), 3, "portal/households_desk.html"),
    Page("look-at-household", only(*ACTING), 4, "portal/look_at_household.html", HOUSEHOLD),
    Page("confirm-household", POSTED, 2, "", HOUSEHOLD),
    Page("holders", only(*DESK), 5, "portal/holders.html", ACCOUNT),
    Page("hand-over-account", only(*DESK), 5, "portal/hand_over.html", ACCOUNT),
    Page("hand-over-account", only(*DESK), 5, "portal/hand_over.html", ACCOUNT, query="case={case}"),
    Page("record-former-holder", only(*DESK), 4, "portal/former_holder.html", ACCOUNT),
    Page("tenure-evidence", only(*DESK), 4, "", {"pk": "{tenure}"}),
    Page("api-readings", POSTED_TO_API, 2),
]
