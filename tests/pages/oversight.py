"""The supervisors' pages beside the dashboard."""

from tests.pages import DESK, POSTED, Page, only

OVERSEEING = only(*DESK, "officer", "auditor")
LEADING = only("supervisor")

A_YEAR = "since=2026-01-01&until=2027-01-01"
TRIED = "of=complaints/&promise=first_answer&allowance=1&unit=working_minutes"

PAGES = [
    Page("weekly-summary", POSTED, 2),
    Page("all-figures", OVERSEEING, 12, "oversight/figures.html", query="by=kind"),
    Page("causes", OVERSEEING, 8, "oversight/causes.html"),
    Page("teams-and-people", LEADING, 8, "oversight/people.html"),
    Page("standards-kept", OVERSEEING, 11, "oversight/standards.html"),
    Page("promises-turned", OVERSEEING, 12, "oversight/cases.html", {"turn": "missed"}, TRIED),
    Page("dashboard-cases", OVERSEEING, 9, "oversight/ratings.html", query=f"figure=answers&{A_YEAR}"),
    Page("escalations-now", OVERSEEING, 10, "oversight/escalations.html"),
    Page("board-figures", OVERSEEING, 8, "", {"board": "all", "form": "xlsx"}, "by=district"),
    Page("board-figures", OVERSEEING, 6, "", {"board": "causes", "form": "csv"}),
    Page("board-figures", LEADING, 6, "", {"board": "people", "form": "csv"}),
    Page("board-figures", OVERSEEING, 9, "", {"board": "standards", "form": "xlsx"}),
    Page("board-figures", OVERSEEING, 8, "", {"board": "escalations", "form": "csv"}),
]
