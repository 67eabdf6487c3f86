"""What everybody may know: how we are doing, the same as open data, and what became of each promise."""

from tests.pages import Page, everybody

SETS = ("promises", "satisfaction", "opinions", "waits", "redress", "escalations", "notices", "districts")

PAGES = [
    Page("how-we-are-doing", everybody(), 11, "oversight/how_we_are_doing.html"),
    Page("glossary", everybody(), 3, "oversight/glossary.html"),
    Page("open-figures", everybody(), 10, "", {"form": "csv"}),
    Page("open-figures", everybody(), 10, "", {"form": "json"}),
    Page("open-figures", everybody(404), 3, "", {"form": "pdf"}),
    Page("open-data", everybody(), 11, "oversight/open_data.html"),
    Page("open-data-words", everybody(), 10),
    *(Page("open-dataset", everybody(), 10, "", {"code": code, "form": "csv"}) for code in SETS),
    Page("open-dataset", everybody(), 10, "", {"code": "promises", "form": "json"}),
    Page("open-dataset", everybody(404), 3, "", {"code": "people", "form": "csv"}),
    Page("promise-history", everybody(), 6, "standards/promise_history.html", {"code": "complaint-answered"}),
    Page("promise-history", everybody(404), 4, "", {"code": "guess"}),
]
