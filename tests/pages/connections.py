"""New connections, meter hanging and first inspections."""

from tests.pages import ACTING, POSTED, READERS, STAFF, Page, case, only

# The customer service desk runs the connection, the north team hangs the meter; the partner designs, and who leads
# the desk may mark that step too.
RUNNERS = ("agent", "named", "supervisor")
READING = (*READERS, "named")
RUN = only(*RUNNERS) | dict.fromkeys(set(READING) - set(RUNNERS), 403)
HERE = "repairs/connections"
PROJECT = case("project")
HUNG = case("hung_case")
DESIGN = PROJECT | {"code": "design"}

PAGES: list[Page] = [
    Page("projects", only(*STAFF, "party"), 12, f"{HERE}/projects.html"),
    Page("projects", only(*STAFF, "party"), 14, f"{HERE}/projects.html", query="q=红旗大院"),
    Page("projects", only(*STAFF, "party"), 5, f"{HERE}/projects.html", query="finished=1"),
    Page("project", only(*READING, "party"), 15, f"{HERE}/project.html", PROJECT),
    Page("finish-step", only("supervisor", "party"), 7, f"{HERE}/step.html", DESIGN),
    Page("delay-step", only("supervisor", "party"), 7, f"{HERE}/step.html", DESIGN),
    Page("finish-step", only(*RUNNERS), 8, f"{HERE}/step.html", PROJECT | {"code": "survey"}),
    Page("project-paper", only(*READING, "party"), 5, "", PROJECT | {"file": "{project_paper}"}),
    Page("begin-project", only(*RUNNERS), 5, f"{HERE}/desk/ask.html", PROJECT),
    Page("assign-firm", RUN, 5, f"{HERE}/desk/ask.html", PROJECT),
    Page("project-places", RUN, 8, f"{HERE}/desk/places.html", PROJECT, query="name=红旗大院"),
    Page("enter-place", POSTED, 2, "", PROJECT),
    Page("project-fee", RUN, 10, f"{HERE}/desk/fee.html", PROJECT),
    Page("begin-meter-hanging", POSTED, 2, "", HUNG),
    Page("connection", only("owner", outside=404), 18, f"{HERE}/customer/connection.html", PROJECT),
    Page("connection-paper", only("owner", outside=404), 6, "", PROJECT | {"file": "{project_paper}"}),
    Page("case", only(*READING, outside=404), 18, "cases/desk/case.html", PROJECT),
    Page("tracked-case", only("owner"), 17, "cases/tracking/case.html", PROJECT),
    Page("case", only(*READING, "field", outside=404), 20, "cases/desk/case.html", HUNG),
    Page("tracked-case", only("owner"), 18, "cases/tracking/case.html", HUNG),
    Page("door", only("owner", outside=404), 10, f"{HERE}/customer/door.html", HUNG),
    Page("send-door-code", POSTED, 2, "", HUNG),
    Page("withdraw-door", POSTED, 2, "", HUNG),
    Page("inspection", only("owner", outside=404), 17, f"{HERE}/customer/inspection.html", HUNG),
    Page("followed-photo", only("owner", outside=404), 5, "", HUNG | {"pk": "{fault_photo}"}),
    Page("check-door", only(*ACTING), 5, f"{HERE}/visit/door.html", case("recheck")),
    Page("hang-meter", only(*ACTING), 6, f"{HERE}/visit/meter.html", case("hanging")),
    Page("take-back-meter", only(*ACTING), 6, f"{HERE}/desk/ask.html", case("hanging")),
    Page("inspect", only(*ACTING), 9, f"{HERE}/visit/inspect.html", case("recheck")),
    Page("inspect", only(*ACTING), 10, f"{HERE}/visit/inspected.html", case("inspected")),
    Page("inspect", only(*ACTING), 6, f"{HERE}/visit/begin.html", case("uninspected")),
    Page("look-at-more", POSTED, 2, "", case("recheck")),
    Page("inspection-photo", only(*STAFF), 4, "", {"pk": "{fault_photo}"}),
]
