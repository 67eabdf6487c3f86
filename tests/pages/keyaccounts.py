"""Early warnings: to judge, held back and judged; the accounts that are watched; false alarms."""

from tests.pages import DESK, Page, only

LOOKING = only(*DESK, "auditor")
# The agent looks after the account.
SEEN_BY = only("agent", "supervisor", "auditor")
SUPERVISOR = only("supervisor")
KEY, WARNING, CONFIRMED = {"pk": "{key_account}"}, {"pk": "{warning}"}, {"pk": "{confirmed_warning}"}

PAGES = [
    Page("early-warnings", LOOKING, 8, "keyaccounts/warnings.html"),
    Page("early-warnings", LOOKING, 8, "keyaccounts/warnings.html", query="list=held-back"),
    Page("early-warnings", LOOKING, 8, "keyaccounts/warnings.html", query="list=judged"),
    Page("early-warning", SEEN_BY, 8, "keyaccounts/warning.html", WARNING),
    Page("early-warning", SEEN_BY, 8, "keyaccounts/warning.html", CONFIRMED),
    Page("early-warning-outcome", only("agent", "supervisor"), 5, "keyaccounts/outcome.html", CONFIRMED),
    Page("false-alarms", LOOKING, 5, "keyaccounts/false_alarms.html"),
    Page("key-accounts", LOOKING, 8, "keyaccounts/key_accounts.html"),
    Page("mark-key-account", SUPERVISOR, 5, "keyaccounts/mark.html"),
    Page("key-account", SUPERVISOR, 6, "keyaccounts/key_account.html", KEY),
    Page("unmark-key-account", SUPERVISOR, 5, "keyaccounts/unmark.html", KEY),
]
