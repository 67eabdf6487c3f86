"""Arrears: at the desk, of one's own account, in parts, and shared out."""

from tests.pages import ACTING, POSTED, Page, only

DEBT, SHARE = {"pk": "{arrears}"}, {"pk": "{share}"}
OWN, PLANNED = {"number": "{account}"}, {"number": "{planned_account}"}
SUPERVISOR = only("supervisor")

PAGES = [
    Page("arrears-desk", only(*ACTING), 3, "billing/arrears/desk.html"),
    Page("arrears-desk", only(*ACTING), 3, "billing/arrears/desk.html", query="step=written_notice&barred=yes"),
    Page("arrears", only(*ACTING), 15, "billing/arrears/ladder_page.html", DEBT),
    Page("hold-arrears", SUPERVISOR, 4, "billing/arrears/ask.html", DEBT),
    Page("withdraw-arrears", SUPERVISOR, 4, "billing/arrears/ask.html", DEBT),
    Page("account-arrears", only("owner", *ACTING), 20, "billing/arrears/account.html", OWN),
    Page("account-arrears", only(*ACTING), 20, "billing/arrears/account.html", PLANNED),
    Page("holder-arrears", only("owner", *ACTING), 17, "billing/arrears/account.html", OWN | {"tenure": "{holding}"}),
    Page("holder-arrears", only(*ACTING), 13, "billing/arrears/account.html", OWN | {"tenure": "{former_holding}"}),
    Page("cancel-plan", POSTED, 2, "", {"pk": "{plan}"}),
    Page("unowned-arrears", SUPERVISOR, 4, "billing/arrears/unowned.html"),
    Page("unowned-share", SUPERVISOR, 4, "billing/arrears/share.html", SHARE),
    Page("assign-share", POSTED, 2, "", SHARE),
    Page("write-off-share", POSTED, 2, "", SHARE),
    Page("agree-on-share", POSTED, 2, "", SHARE),
    Page("decline-share", POSTED, 2, "", SHARE),
    Page("share-evidence", SUPERVISOR, 4, "", SHARE),
    Page("share-out-bill", POSTED, 2, "", {"number": "A1000001"}),
    Page("arrears-statement", only("owner", *ACTING), 5, "billing/arrears/statement.html", {"pk": "{statement}"}),
]
