"""What everybody may know: how we are doing, the same as open data, and what became of each promise."""

from tests.pages import Page, everybody

SETS = (
    "promises",
    "promises-by-kind",
    "satisfaction",
    "satisfaction-by-kind",
    "opinions",
    "waits",
    "redress",
    "escalations",
    "notices",
    "districts",
)

PAGES = [
    Page("how-we-are-doing", everybody(), 8, "oversight/how_we_are_doing.html"),
    Page("glossary", everybody(), 3, "oversight/glossary.html"),
    Page("open-figures", everybody(), 7, "", {"form": "csv"}),
    Page("open-figures", everybody(), 7, "", {"form": "json"}),
    Page("open-figures", everybody(404), 3, "", {"form": "pdf"}),
    Page("open-data", everybody(), 8, "oversight/open_data.html"),
    Page("open-data-words", everybody(), 7),
    *(Page("open-dataset", everybody(), 7, "", {"code": code, "form": "csv"}) for code in SETS),
    Page("open-dataset", everybody(), 7, "", {"code": "promises", "form": "json"}),
    Page("open-dataset", everybody(404), 3, "", {"code": "people", "form": "csv"}),
    Page("promise-history", everybody(), 6, "standards/promise_history.html", {"code": "complaint-answered"}),
    Page("promise-history", everybody(404), 4, "", {"code": "guess"}),
]
