"""Appointments, slots and crews."""

from tests.pages import DESK, POSTED, Page, case, everybody, only

VISIT = {"uid": "{visit}"}
PAGES: list[Page] = [
    Page("choose-time", only("owner", outside=404), 18, "repairs/visits/choose.html", case("to_visit")),
    Page("choose-time", only("owner", outside=404), 18, "repairs/visits/choose.html", case("visited")),
    Page("tracked-case", only("owner") | {"visitor": 302, "filer": 302}, 14, "", case("visited")),
    Page("tracked-case", only("owner") | {"visitor": 302, "filer": 302}, 14, "", case("to_visit")),
    Page("appointment-file", everybody(), 1, "", VISIT),
    Page("cancel-visit", POSTED, 2, "", case("visited", uid="{visit}")),
    Page("visit-not-come", POSTED, 2, "", case("visited", uid="{visit}")),
    Page("agree-time", only(*DESK, outside=404), 12, "repairs/desk/choose.html", case("visited")),
    Page("call-off-time", only(*DESK, outside=404), 6, "repairs/desk/call_off.html", case("visited")),
]
