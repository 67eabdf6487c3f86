"""What an import of accounts asks of the database: a row is an account and one time somebody held it."""

from django.utils.translation import gettext_lazy as _

from gasservice.registry.actions.statements import COUNTED, PLACED, POINT, POINTS, Check, Statements, once, ordered

# An empty cell leaves what is known: the ledger and the customer may know it better than the file. How many live in a
# home is theirs to say once they have said it.
CUSTOMERS = f"""INSERT INTO registry_customer AS t (code, name, phone, email, language)
SELECT DISTINCT ON (s.customer) s.customer, coalesce(s.customer_name, o.name), coalesce(s.phone, o.phone),
    coalesce(s.email, o.email, ''), coalesce(s.language, o.language, '')
FROM staged s LEFT JOIN registry_customer o ON o.code = s.customer
WHERE s.customer IS NOT NULL ORDER BY s.customer, s.line DESC
ON CONFLICT (code) DO UPDATE SET name = excluded.name, phone = excluded.phone, email = excluded.email,
    language = excluded.language
WHERE (t.name, t.phone, t.email, t.language) IS DISTINCT FROM
      (excluded.name, excluded.phone, excluded.email, excluded.language) {COUNTED}"""  # noqa: S608
ACCOUNT_ROWS = f"""INSERT INTO registry_gasaccount AS t (
    number, service_point_id, supply_class, household_size, status, opened_on, last_bill_amount, last_bill_on)
SELECT DISTINCT ON (s.number) s.number, p.id, coalesce(s.supply_class, o.supply_class, 'residential'),
    CASE WHEN EXISTS (SELECT 1 FROM registry_householdsize h WHERE h.gas_account_id = o.id) THEN o.household_size
    ELSE coalesce(s.household_size, o.household_size, 3) END, coalesce(s.status, o.status, 'active'), s.opened_on,
    coalesce(s.last_bill_amount, o.last_bill_amount), coalesce(s.last_bill_on, o.last_bill_on)
FROM staged s JOIN registry_servicepoint p ON p.code = {POINT} LEFT JOIN registry_gasaccount o ON o.number = s.number
ORDER BY s.number, s.held_from DESC NULLS LAST
ON CONFLICT (number) DO UPDATE SET service_point_id = excluded.service_point_id, supply_class = excluded.supply_class,
    household_size = excluded.household_size, status = excluded.status, opened_on = excluded.opened_on,
    last_bill_amount = excluded.last_bill_amount, last_bill_on = excluded.last_bill_on
WHERE (t.service_point_id, t.supply_class, t.household_size, t.status, t.opened_on, t.last_bill_amount, t.last_bill_on)
    IS DISTINCT FROM (excluded.service_point_id, excluded.supply_class, excluded.household_size, excluded.status,
    excluded.opened_on, excluded.last_bill_amount, excluded.last_bill_on) {COUNTED}"""  # noqa: S608
# The end of one tenure makes room for the next, so known ones are changed before new ones come in.
CHANGE_TENURES = """UPDATE registry_tenure t SET customer_id = c.id, held_until = s.held_until
FROM staged s JOIN registry_gasaccount a ON a.number = s.number JOIN registry_customer c ON c.code = s.customer
WHERE t.gas_account_id = a.id AND t.held_from = s.held_from
  AND (t.customer_id, t.held_until) IS DISTINCT FROM (c.id, s.held_until) RETURNING false"""
ADD_TENURES = """INSERT INTO registry_tenure (gas_account_id, customer_id, held_from, held_until)
SELECT a.id, c.id, s.held_from, s.held_until
FROM staged s JOIN registry_gasaccount a ON a.number = s.number JOIN registry_customer c ON c.code = s.customer
WHERE NOT EXISTS (SELECT 1 FROM registry_tenure t WHERE t.gas_account_id = a.id AND t.held_from = s.held_from)
RETURNING true"""
OVERLAPS_IN_FILE = """SELECT line, before_from::text FROM (
    SELECT line, held_from, lag(held_from) OVER each_account AS before_from,
        lag(held_until) OVER each_account AS before_until
    FROM staged WHERE held_from IS NOT NULL WINDOW each_account AS (PARTITION BY number ORDER BY held_from)) AS held
WHERE before_from IS NOT NULL AND (before_until IS NULL OR before_until > held_from)"""
OVERLAPS_IN_BOOKS = """SELECT s.line, t.held_from::text FROM staged s
JOIN registry_gasaccount a ON a.number = s.number JOIN registry_tenure t ON t.gas_account_id = a.id
LEFT JOIN staged o ON o.number = s.number AND o.held_from = t.held_from
WHERE s.held_from IS NOT NULL AND o.line IS NULL
  AND t.held_from < coalesce(s.held_until, 'infinity') AND s.held_from < coalesce(t.held_until, 'infinity')"""
SOMEBODY_ELSE = _("somebody else holds the account then, since %(value)s")

ACCOUNTS = Statements(
    checks=(
        once("number", "number", "held_from"),
        *PLACED,
        ordered("held_from", "held_until"),
        Check(
            "held_from",
            _("say who holds the account and since when, or neither"),
            "SELECT line, '' FROM staged WHERE (customer IS NULL) <> (held_from IS NULL)",
        ),
        Check("held_from", SOMEBODY_ELSE, OVERLAPS_IN_FILE),
        Check("held_from", SOMEBODY_ELSE, OVERLAPS_IN_BOOKS),
        Check(
            "customer_name",
            _("the customer %(value)s is new; give a name"),
            """SELECT line, customer FROM staged s WHERE customer IS NOT NULL AND customer_name IS NULL
            AND NOT EXISTS (SELECT 1 FROM registry_customer c WHERE c.code = s.customer)""",
        ),
    ),
    before=(POINTS, CUSTOMERS),
    main=ACCOUNT_ROWS,
    after=(CHANGE_TENURES, ADD_TENURES),
)
