"""Take over what was owed before bills were made here."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from billing.actions.legacy import import_arrears
from gasservice.registry.actions.importing import ImportRefused


class Command(BaseCommand):
    help = "Take old arrears over from a CSV file (docs/import-bills.md), shared out by days: all of them, or none."

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="judge everything and say what would change")

    def handle(self, file: Path, dry_run: bool, **options) -> None:
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        try:
            taken = import_arrears(path=file, at=timezone.now(), is_dry_run=dry_run)
        except ImportRefused as refusal:
            for fault in refusal.faults:
                self.stderr.write(str(fault))
            raise CommandError(refusal.message) from refusal
        self.stdout.write(f"Of {taken.rows} rows: {taken.added} debts added, {taken.known} known.")
        if taken.unowned:
            self.stdout.write(f"Days of nobody on record: {taken.unowned} shares wait for a supervisor.")
        if dry_run:
            self.stdout.write("This was a dry run: nothing was written.")
