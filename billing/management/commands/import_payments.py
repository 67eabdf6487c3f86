"""Take payments over from a file of the bank, the ledger or the till."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from billing.actions.payment_files import import_payments
from gasservice.registry.actions.importing import ImportRefused


class Command(BaseCommand):
    help = "Take payments over from a CSV file (docs/import-payments.md): all of them, or none."

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="judge everything and say what would change")

    def handle(self, file: Path, dry_run: bool, **options) -> None:
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        try:
            taken = import_payments(path=file, at=timezone.now(), is_dry_run=dry_run, tell=self.stdout.write)
        except ImportRefused as refusal:
            for fault in refusal.faults:
                self.stderr.write(str(fault))
            raise CommandError(refusal.message) from refusal
        said = f"Of {taken.rows} rows: {taken.added} payments added, {taken.amount} yuan; {taken.known} known."
        self.stdout.write(said)
        if dry_run:
            self.stdout.write("This was a dry run: nothing was written.")
