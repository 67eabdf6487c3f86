"""Moving and changing pipes."""

from tests.pages import POSTED, READERS, Page, case, everybody, only

# The agent has the case and the supervisor leads its team; all who answer for cases read it, the named agent too.
READ = only(*READERS, "named", outside=404)
MAY_WORK = READ | {"named": 403, "colleague": 403, "officer": 403, "auditor": 403}
DRAFT = case("pipes", version="{pipe_draft}")
SENT = case("pipes", version="{pipe_quote}")

PAGES = [
    Page("file-kind", everybody(), 12, "cases/filing/kind.html", {"door": "repairs", "kind_code": "pipe-change"}),
    Page("pipe-desk", READ, 14, "repairs/pipes/desk.html", case("pipes")),
    Page("pipe-desk", READ, 11, "repairs/pipes/desk.html", case("pipes_asked")),
    Page("pipe-particulars", MAY_WORK, 6, "repairs/pipes/act.html", case("pipes_asked")),
    Page("judge-paper", MAY_WORK, 7, "repairs/pipes/act.html", case("pipes", code="identity")),
    Page("pipe-survey", MAY_WORK, 13, "repairs/pipes/act.html", case("pipes")),
    Page("work-check", MAY_WORK, 4, "repairs/pipes/act.html", case("pipes")),
    Page("build-quote", MAY_WORK, 12, "repairs/pipes/build.html", DRAFT),
    *(Page(name, POSTED, 2, "", case("pipes")) for name in ("begin-quote", "begin-bill")),
    *(Page(name, POSTED, 2, "", DRAFT) for name in ("drop-line", "quote-discounts", "send-quote")),
    Page("pipe-papers", only("owner", outside=404), 8, "repairs/pipes/papers.html", case("pipes")),
    Page("quote", only("owner", *READERS, "named", outside=404), 12, "repairs/pipes/quote.html", SENT),
    Page("accept-quote", POSTED, 2, "", SENT),
    Page("decline-quote", only("owner", outside=404), 6, "repairs/pipes/decline.html", SENT),
    Page("tracked-case", only("owner"), 22, "cases/tracking/case.html", case("pipes")),
    Page("case", READ, 23, "cases/desk/case.html", case("pipes")),
    Page("api-work", only("owner", *READERS, "named", outside=401), 10, "", case("pipes")),
]
