"""The ledger's files: what bills and payments come in as, column by column."""

from billing.terms import LineKind, PaymentMethod
from gasservice.registry.cells import amount, code, day, moment, number, one_of, text
from gasservice.registry.sheets import Column, Sheet

YES_NO = ["yes", "no"]
BILLS = Sheet(
    "bills",
    (
        Column("bill", code(24), is_required=True),
        Column("account", number, is_required=True),
        Column("issued_on", day, "date", is_required=True),
        Column("due_on", day, "date", is_required=True),
        Column("kind", one_of([LineKind.GAS, LineKind.FEE]), is_required=True),
        Column("meter", text(40)),
        Column("since", day, "date"),
        Column("until", day, "date"),
        Column("start_index", amount(3), "numeric"),
        Column("end_index", amount(3), "numeric"),
        Column("estimated", one_of(YES_NO)),
        Column("volume_m3", amount(3), "numeric"),
        Column("price", amount(4), "numeric"),
        Column("fee", text(50)),
        Column("quantity", amount(2), "numeric"),
        Column("amount", amount(2), "numeric", is_required=True),
        Column("receipt", text(20)),
    ),
)
# What a row of gas and a row of a fee must say beside what every row must.
NEEDED = {
    LineKind.GAS: ("meter", "since", "until", "start_index", "end_index", "volume_m3"),
    LineKind.FEE: ("fee",),
}
PAYMENTS = Sheet(
    "payments",
    (
        Column("reference", text(60), is_required=True),
        Column("account", number, is_required=True),
        Column("amount", amount(2), "numeric", is_required=True),
        Column("paid_at", moment, "timestamptz", is_required=True),
        Column("method", one_of([way for way in PaymentMethod.values if way != PaymentMethod.REDRESS])),
        Column("bill", text(24)),
    ),
)
# What was owed before bills were made here.
ARREARS = Sheet(
    "arrears",
    (
        Column("reference", text(40), is_required=True),
        Column("account", number, is_required=True),
        Column("since", day, "date", is_required=True),
        Column("until", day, "date", is_required=True),
        Column("due_on", day, "date", is_required=True),
        Column("volume_m3", amount(3), "numeric"),
        Column("amount", amount(2), "numeric"),
    ),
)
