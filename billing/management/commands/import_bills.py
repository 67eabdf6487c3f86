"""Take bills over from the ledger's file."""

from collections.abc import Iterator

from billing.actions.importing import TakenBills, import_bills
from billing.terms import BillDoubt
from gasservice.registry.management.importing import ImportCommand


class Command(ImportCommand):
    help = "Take bills over from a CSV file (docs/import-bills.md): all of them, or none."
    import_file = staticmethod(import_bills)

    def said(self, taken: TakenBills) -> Iterator[str]:
        yield f"Of {taken.rows} rows: {taken.added} bills added, {taken.known} known."
        for doubt, count in taken.doubted.items():
            yield f"Held back: {count} - {BillDoubt(doubt).label}."
