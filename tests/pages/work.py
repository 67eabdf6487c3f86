"""Work orders, visits and fees."""

from tests.pages import ACTING, DESK, POSTED, STAFF, Page, case, everybody, only

ORDER, OPEN = {"reference": "{order}"}, {"reference": "{order_open}"}
VISIT, CHARGE = {"pk": "{crew_visit}"}, {"reference": "{hose_charge}"}
WORKING = only(*ACTING, outside=404)
AT_THE_DESK = only(*set(STAFF) - {"field"}, outside=404)
WORKS_CASES = only(*DESK, outside=404) | {"officer": 403, "auditor": 403}
LETS_MONEY_GO = AT_THE_DESK | dict.fromkeys(("agent", "named", "colleague", "officer", "auditor"), 403)
VISITING = WORKING | {"officer": 403, "auditor": 403}

PAGES = [
    Page("work-orders", only(*STAFF, outside=404), 5, "repairs/orders.html"),
    Page("work-order", only(*STAFF, outside=404), 15, "repairs/order.html", ORDER),
    Page("work-order", only(*STAFF, outside=404), 15, "repairs/order.html", OPEN),
    Page("open-order", only(*DESK, outside=404), 5, "repairs/open_order.html", case("fault")),
    Page("job-order", only(status=302, outside=404) | dict.fromkeys(ACTING, 302), 6, "", {"uid": "{visit}"}),
    Page("begin-visit", POSTED, 2, "", OPEN),
    Page("cancel-order", POSTED, 2, "", OPEN),
    Page("visit", VISITING | dict.fromkeys(ACTING, 302), 6, "", VISIT),
    *(
        Page("visit-step", VISITING, 9, f"repairs/visit/{step}.html", VISIT | {"step": step})
        for step in ("before", "work", "parts", "after", "sign", "leave")
    ),
    Page("remove-fee-line", POSTED, 2, "", VISIT | {"line": "{line}"}),
    Page("remove-visit-photo", POSTED, 2, "", VISIT | {"photo": "{visit_photo}"}),
    Page("work-file", only("owner", *STAFF, outside=404), 8, "", {"file": "{work_file}"}),
    Page("charge", AT_THE_DESK, 8, "repairs/charge.html", CHARGE),
    Page("pay-charge", WORKS_CASES, 4, "repairs/pay_charge.html", CHARGE),
    Page("withdraw-charge", LETS_MONEY_GO, 4, "repairs/withdraw_charge.html", CHARGE),
    Page("owed-back", only("supervisor", outside=404), 4, "repairs/owed_back.html"),
    Page("refund-charge", LETS_MONEY_GO, 7, "repairs/refund.html", {"reference": "{owed_charge}"}),
    Page(
        "case-credit-note",
        only("owner", outside=404),
        7,
        "repairs/credit_note.html",
        {"reference": "{fault}", "number": "{credit_note}"},
    ),
    Page(
        "case-receipt",
        only("owner", outside=404),
        7,
        "repairs/receipt.html",
        {"reference": "{fault}", "receipt": "{hose_charge}"},
    ),
    Page(
        "my-receipt",
        only("owner", *ACTING),
        7,
        "portal/receipt.html",
        {"number": "{account}", "reference": "{hose_charge}"},
    ),
    Page("case", AT_THE_DESK, 21, "cases/desk/case.html", case("fault")),
    Page("tracked-case", only("owner", outside=302), 20, "cases/tracking/case.html", case("fault")),
    Page("api-work", only("owner", *set(STAFF) - {"field"}, outside=401), 8, "", case("fault")),
    Page("api-charges", only("owner", *set(STAFF) - {"field"}, outside=401), 4, "", case("fault")),
    Page("visit-step", everybody(404), 4, "", {"pk": "999999", "step": "work"}),
]
