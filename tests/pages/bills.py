"""Prices, bills and payments."""

from tests.pages import ACTING, DESK, OUTSIDE, SIGNED_IN, Page, everybody, only
from tests.world import ROLES

ASKED = "tariff=residential&persons=3&since=2025-06-01&until=2025-08-01&volume_m3=62&used_m3=480"
LATE = "owed=1000&due_on=2025-12-20&paid_on=2026-01-20"
ACCOUNT = {"number": "{account}"}
BILL = {"number": "{bill}"}
PAYMENT = {"reference": "{payment}"}

PAGES = [
    Page("gas-prices", everybody(), 9, "billing/prices.html"),
    Page("gas-prices", everybody(), 11, "billing/prices.html", query=ASKED),
    Page("gas-prices", everybody(), 10, "billing/prices.html", query=LATE),
    Page("billing-rules", everybody(), 10, "billing/rules.html"),
    Page("send-reading", only("owner", *ACTING), 7, "billing/send_reading.html", {"number": "{account}"}),
    Page("readings-to-look-at", only(*ACTING), 3, "billing/readings_desk.html"),
    Page("look-at-reading", only(*ACTING), 9, "billing/look_at_reading.html", {"pk": "{self_reading}"}),
    Page("reading-photo", only("owner", *ACTING), 4, "", {"pk": "{self_reading}"}),
    Page("take-payment", only(*DESK), 9, "billing/take_payment.html", {"number": "{account}"}),
    Page("fees-of-place", only("owner", *ACTING), 8, "billing/fees_of_place.html", {"number": "{account}"}),
    Page("fees-unbilled", only(*DESK), 3, "billing/fees_unbilled.html"),
    Page("redress-owed", only("supervisor"), 3, "billing/redress_owed.html"),
    Page("redress", only("supervisor"), 4, "billing/redress.html", {"pk": "{redress}"}),
    Page("api-payments", only(*DESK, status=405, outside=401, others=403), 2),
    Page("api-ledger-bills", only("supervisor", status=405, outside=401, others=403), 2),
    Page("my-bills", SIGNED_IN, 12, "billing/my_bills.html"),
    Page("account-bills", only("owner", *ACTING), 16, "billing/account_bills.html", ACCOUNT),
    Page("bills-csv", only("owner", *ACTING), 5, "", ACCOUNT),
    Page("bill", only("owner", *ACTING), 10, "billing/bill.html", BILL),
    Page("bill", only(*ACTING), 10, "billing/bill.html", {"number": "{held_bill}"}),
    Page("bill-paper", only("owner", *ACTING), 10, "", BILL),
    Page("bill-paper", only(status=404), 5, "", {"number": "{held_bill}"}),
    Page("account-payments", only("owner", *ACTING), 6, "billing/payments.html", ACCOUNT),
    Page("payment", only("owner", *ACTING), 8, "billing/payment.html", PAYMENT),
    Page("payment-paper", only("owner", *ACTING), 8, "", PAYMENT),
    Page("bills-to-look-at", only(*DESK), 3, "billing/bills_desk.html"),
    Page("look-at-bill", only(*DESK), 15, "billing/look_at_bill.html", {"number": "{held_bill}"}),
    Page("api-bills", only(*(set(ROLES) - set(OUTSIDE)), outside=401), 7),
    Page("api-bill", only("owner", *ACTING, outside=401), 10, "", BILL),
    Page("api-bill", only(*ACTING, outside=401), 10, "", {"number": "{held_bill}"}),
    Page("api-prices", everybody(), 4),
    Page("api-billing-rules", everybody(), 9),
    Page("api-price-estimate", everybody(), 6, query=ASKED),
    Page("api-price-estimate", everybody(400), 4),
]
