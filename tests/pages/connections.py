"""New connections, meter hanging and first inspections."""

from tests.pages import ACTING, POSTED, STAFF, Page, case, only

# The north team's lead owns both; of the world's people only the field worker is of that team.
OF_OTHERS = only(outside=302) | dict.fromkeys(STAFF, 403)
AT_THE_DOOR = only(*ACTING)
CUSTOMER = "repairs/connections/customer"
PROJECT = case("project")
HUNG = case("hung_case")

PAGES: list[Page] = [
    Page("projects", only(*STAFF, "party"), 16, ""),
    Page("projects", only(*STAFF, "party"), 18, "", query="q=红旗大院"),
    Page("projects", only(*STAFF, "party"), 16, "", query="finished=1"),
    Page("project", only(*STAFF, "party"), 28, "", PROJECT),
    Page("finish-step", only("party"), 10, "", PROJECT | {"code": "design"}),
    Page("delay-step", only("party"), 10, "", PROJECT | {"code": "design"}),
    Page("finish-step", only(), 8, "", PROJECT | {"code": "survey"}),
    Page("project-paper", only(*STAFF, "party"), 8, "", PROJECT | {"file": "{project_paper}"}),
    Page("assign-firm", OF_OTHERS, 8, "", PROJECT),
    Page("project-places", OF_OTHERS, 8, "", PROJECT),
    Page("project-fee", OF_OTHERS, 8, "", PROJECT),
    Page("begin-project", only(), 8, "", PROJECT),
    Page("begin-meter-hanging", POSTED, 2, "", HUNG),
    Page("connection", only("owner", outside=404), 25, f"{CUSTOMER}/connection.html", PROJECT),
    Page("connection-paper", only("owner", outside=404), 8, "", PROJECT | {"file": "{project_paper}"}),
    Page("door", only("owner", outside=404), 13, f"{CUSTOMER}/door.html", HUNG),
    Page("send-door-code", POSTED, 2, "", HUNG),
    Page("withdraw-door", POSTED, 2, "", HUNG),
    Page("inspection", only("owner", outside=404), 12, f"{CUSTOMER}/inspection.html", HUNG),
    Page("followed-photo", only("owner", outside=404), 7, "", HUNG | {"pk": "{fault_photo}"}),
    Page("check-door", AT_THE_DOOR, 7, "repairs/connections/visit/door.html", case("recheck")),
    Page("hang-meter", AT_THE_DOOR, 8, "repairs/connections/visit/meter.html", case("hanging")),
    Page("inspect", AT_THE_DOOR, 9, "repairs/connections/visit/inspect.html", case("recheck")),
    Page("inspect", AT_THE_DOOR, 13, "repairs/connections/visit/inspected.html", case("inspected")),
    Page("look-at-more", POSTED, 2, "", case("recheck")),
    Page("inspection-photo", only(*STAFF, outside=302), 6, "", {"pk": "{fault_photo}"}),
]
