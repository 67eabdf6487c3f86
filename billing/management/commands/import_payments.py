"""Take payments over from a file of the bank, the ledger or the till."""

from collections.abc import Iterator

from billing.actions.payment_files import TakenPayments, import_payments
from gasservice.registry.management.importing import ImportCommand


class Command(ImportCommand):
    help = "Take payments over from a CSV file (docs/import-payments.md): all of them, or none."
    import_file = staticmethod(import_payments)

    def said(self, taken: TakenPayments) -> Iterator[str]:
        yield f"Of {taken.rows} rows: {taken.added} payments added, {taken.amount} yuan; {taken.known} known."
