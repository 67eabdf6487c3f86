"""What an import of payments asks of the database: its rows are judged and written by a few statements over all."""

from django.utils.translation import gettext_lazy as _

from gasservice.registry.actions.statements import Check

# The bank is how most pay: a row that says nothing else means it. Told twice alike in one file, a payment is one.
TOLD_OTHERWISE = """SELECT line, reference FROM (
    SELECT line, reference,
           (account, amount, paid_at, coalesce(s.method, 'bank'))
               IS DISTINCT FROM first_value((account, amount, paid_at, coalesce(s.method, 'bank'))) OVER told
               AS is_other
    FROM staged s WINDOW told AS (PARTITION BY reference ORDER BY line)) AS rows WHERE is_other"""
KNOWN_OTHERWISE = """SELECT s.line, s.reference FROM staged s
JOIN billing_payment payment ON payment.reference = s.reference
JOIN registry_gasaccount account ON account.id = payment.gas_account_id
WHERE (account.number, payment.amount, payment.paid_at, payment.method)
    IS DISTINCT FROM (s.account, s.amount, s.paid_at, coalesce(s.method, 'bank')::varchar)"""
OF_REDRESS = "SELECT line, reference FROM staged WHERE starts_with(reference, 'RD-')"
NO_ACCOUNT = """SELECT line, account FROM staged s
WHERE NOT EXISTS (SELECT 1 FROM registry_gasaccount account WHERE account.number = s.account)"""
NOTHING = "SELECT line, amount::text FROM staged WHERE amount = 0"
NOT_YET = "SELECT line, paid_at::text FROM staged WHERE paid_at > %(at)s"
NO_BILL = """SELECT line, bill FROM staged s WHERE bill IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM billing_bill bill JOIN registry_gasaccount account ON account.id = bill.gas_account_id
    WHERE bill.number = s.bill AND account.number = s.account AND bill.released_at IS NOT NULL
        AND bill.withdrawn_at IS NULL)"""
PAID_A_FEE = """SELECT s.line, charge.reference FROM staged s
JOIN registry_gasaccount account ON account.number = s.account
JOIN registry_servicepoint point ON point.id = account.service_point_id
JOIN registry_feecharge charge ON charge.premise_id = point.premise_id AND charge.payment_reference = s.reference
WHERE NOT EXISTS (SELECT 1 FROM billing_payment payment WHERE payment.reference = s.reference)"""

ANOTHER_WAS_KNOWN = Check("reference", _("another payment came in under %(value)s before"), KNOWN_OTHERWISE)
CHECKS = (
    Check("reference", _("an earlier row tells of another payment under %(value)s"), TOLD_OTHERWISE),
    Check("reference", _("%(value)s begins as references of redress do"), OF_REDRESS),
    Check("account", _("there is no account “%(value)s”"), NO_ACCOUNT),
    Check("amount", _("a payment of nothing"), NOTHING),
    Check("paid_at", _("%(value)s lies in the future"), NOT_YET),
    Check("bill", _("this account has no bill “%(value)s”"), NO_BILL),
    Check("reference", _("it was noted for the fee of receipt %(value)s before"), PAID_A_FEE),
    ANOTHER_WAS_KNOWN,
)
WRITE = """INSERT INTO billing_payment
    (reference, gas_account_id, bill_id, amount, shared, method, paid_at, taken_at)
SELECT DISTINCT ON (s.reference)
    s.reference, account.id, bill.id, s.amount, 0, coalesce(s.method, 'bank'), s.paid_at, %(at)s
FROM staged s
JOIN registry_gasaccount account ON account.number = s.account
LEFT JOIN billing_bill bill ON bill.number = s.bill
ORDER BY s.reference, s.line
ON CONFLICT (reference) DO NOTHING
RETURNING gas_account_id, amount"""
