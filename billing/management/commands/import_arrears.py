"""Take over what was owed before bills were made here."""

from collections.abc import Iterator

from billing.actions.legacy import TakenArrears, import_arrears
from gasservice.registry.management.importing import ImportCommand


class Command(ImportCommand):
    help = "Take old arrears over from a CSV file (docs/import-bills.md), shared out by days: all of them, or none."
    import_file = staticmethod(import_arrears)

    def said(self, taken: TakenArrears) -> Iterator[str]:
        yield f"Of {taken.rows} rows: {taken.added} debts added, {taken.known} known."
        if taken.unowned:
            yield f"Days of nobody on record: {taken.unowned} shares wait for a supervisor."
