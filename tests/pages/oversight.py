"""The supervisors' pages beside the dashboard."""

from tests.pages import DESK, POSTED, Page, only

OVERSEEING = only(*DESK, "officer", "auditor")
LEADING = only("supervisor")

PAGES = [
    Page("weekly-summary", POSTED, 2),
    Page("causes", OVERSEEING, 8, "oversight/causes.html"),
    Page("teams-and-people", LEADING, 8, "oversight/people.html"),
    Page("standards-kept", OVERSEEING, 7, "oversight/standards.html"),
    Page("escalations-now", OVERSEEING, 10, "oversight/escalations.html"),
    Page("board-figures", OVERSEEING, 6, "", {"board": "causes", "form": "csv"}),
    Page("board-figures", LEADING, 6, "", {"board": "people", "form": "csv"}),
    Page("board-figures", OVERSEEING, 5, "", {"board": "standards", "form": "xlsx"}),
]
