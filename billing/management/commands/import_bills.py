"""Take bills over from the ledger's file."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from billing.actions.importing import TakenBills, import_bills
from billing.terms import BillDoubt
from gasservice.registry.actions.importing import ImportRefused


class Command(BaseCommand):
    help = "Take bills over from a CSV file (docs/import-bills.md): all of them, or none."

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="judge everything and say what would change")

    def handle(self, file: Path, dry_run: bool, **options) -> None:
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        try:
            taken = import_bills(path=file, at=timezone.now(), is_dry_run=dry_run, tell=self.stdout.write)
        except ImportRefused as refusal:
            for fault in refusal.faults:
                self.stderr.write(str(fault))
            raise CommandError(refusal.message) from refusal
        self.say(taken)
        if dry_run:
            self.stdout.write("This was a dry run: nothing was written.")

    def say(self, taken: TakenBills) -> None:
        self.stdout.write(f"Of {taken.rows} rows: {taken.added} bills added, {taken.known} known.")
        for doubt, count in taken.doubted.items():
            self.stdout.write(f"Held back: {count} - {BillDoubt(doubt).label}.")
