"""Faults, and who is responsible for what."""

from tests.pages import DESK, STAFF, Page, case, everybody, only

DRAFT = {"door": "repairs", "submission": "{repair_draft}"}
PAGES: list[Page] = [
    Page("who-pays", everybody(), 5, "standards/who_pays.html"),
    Page("file-kind", everybody(), 4, "cases/filing/call_first.html", {"door": "repairs", "kind_code": "leak"}),
    Page("file-step", only("filer", outside=404), 6, "repairs/which_part.html", DRAFT | {"step": "details"}),
    Page("without-us", everybody(), 5, "repairs/without_us.html", {"part": "appliance"}),
    Page("without-us", everybody(404), 5, "", {"part": "meter"}),
    Page("case", only(*STAFF, outside=404), 14, "cases/desk/case.html", case("repair_told")),
    Page("note-part", only(*DESK, outside=404), 6, "repairs/note_part.html", case("repair_told")),
    Page("api-parts", everybody(), 4),
]
