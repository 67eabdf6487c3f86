"""Appointments, slots and crews."""

from tests.pages import ACTING, DESK, POSTED, Page, case, everybody, only

VISIT, CREW = {"uid": "{visit}"}, {"code": "north-1"}
ITS_OWNER = only("owner") | {"visitor": 302}
PAGES: list[Page] = [
    Page("choose-time", only("owner", outside=404), 12, "repairs/visits/choose.html", case("to_visit")),
    Page("choose-time", only("owner", outside=404), 12, "repairs/visits/choose.html", case("visited")),
    Page("tracked-case", ITS_OWNER, 17, "cases/tracking/case.html", case("visited")),
    Page("tracked-case", ITS_OWNER, 17, "cases/tracking/case.html", case("to_visit")),
    Page("appointment-file", everybody(), 3, "", VISIT),
    Page("cancel-visit", POSTED, 2, "", case("visited", uid="{visit}")),
    Page("visit-not-come", POSTED, 2, "", case("visited", uid="{visit}")),
    Page("agree-time", only(*DESK, outside=404), 12, "repairs/desk/choose.html", case("visited")),
    Page("call-off-time", only(*DESK, outside=404), 6, "repairs/desk/call_off.html", case("visited")),
    Page("case", only(*DESK, "officer", "auditor", outside=404), 16, "cases/desk/case.html", case("visited")),
    Page("case", only(*DESK, "officer", "auditor", outside=404), 16, "cases/desk/case.html", case("to_visit")),
    Page("rule-on-visit", only("supervisor", outside=404), 13, "repairs/desk/dispute.html", case("disputed")),
    Page("day-plan", only(*ACTING, outside=404), 10, "repairs/desk/day.html"),
    Page("my-jobs", only(*ACTING, outside=404), 4, "repairs/desk/my_jobs.html"),
    Page("record-arrival", POSTED, 2, "", VISIT),
    Page("record-no-access", POSTED, 2, "", VISIT),
    Page("crews", only("supervisor", outside=404), 6, "repairs/desk/crews.html"),
    Page("new-crew", only("supervisor", outside=404), 6, "repairs/desk/crew.html"),
    Page("crew", only("supervisor", outside=404), 10, "repairs/desk/crew.html", CREW),
    Page("crew-shifts", only("supervisor", outside=404), 5, "repairs/desk/shifts.html", CREW),
    Page("drop-shift", POSTED, 2, "", CREW | {"pk": "{shift}"}),
]
