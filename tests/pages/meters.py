"""What other desks ask of the crews, meters that are exchanged, and gas to stop and to open."""

from tests.pages import ACTING, POSTED, STAFF, Page, case, only

ASKED, STOP, RESTORE = {"pk": "{referral}"}, {"pk": "{stop}"}, {"pk": "{restore}"}
READ, TEST = {"pk": "{read_again}"}, {"pk": "{tested}"}
WORKING = only(*ACTING, outside=404)
AT_THE_DESK = set(STAFF) - {"field"}
BILL = case("meter_case")

PAGES = [
    Page("referred-work", WORKING, 3, "repairs/meters/inbox.html"),
    Page("referred", WORKING, 7, "repairs/meters/referred.html", ASKED),
    Page("referred", WORKING, 7, "repairs/meters/referred.html", READ),
    Page("order-referred", POSTED, 2, "", ASKED),
    Page("referred-photo", only("owner", *STAFF, outside=404), 6, "", READ),
    Page("meter-certificate", only("owner", *STAFF, outside=404), 6, "", TEST),
    Page(
        "exchange-meter",
        WORKING | {"officer": 403, "auditor": 403},
        7,
        "repairs/meters/exchange.html",
        {"reference": "{exchange}"},
    ),
    Page("exchange-meter", only(outside=404) | {"officer": 403, "auditor": 403}, 5, "", {"reference": "{order}"}),
    Page("supply-stops", WORKING, 6, "repairs/meters/stops.html"),
    Page("supply-stop", WORKING, 13, "repairs/meters/stop.html", STOP),
    Page("supply-stop", WORKING, 6, "repairs/meters/stop.html", RESTORE),
    Page("supply-stopped", POSTED, 2, "", STOP),
    Page("supply-restored", POSTED, 2, "", RESTORE),
    Page("case", only(*AT_THE_DESK, outside=404), 25, "cases/desk/case.html", BILL),
    Page("tracked-case", only("owner", outside=302), 25, "cases/tracking/case.html", BILL),
    Page("gas-account", only(*ACTING), 15, "portal/gas_account.html", {"number": "{shut_account}"}),
]
