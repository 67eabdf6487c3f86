"""Take in what readers and remote meters showed."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from gasservice.registry.actions.importing import ImportRefused
from gasservice.registry.actions.later_readings import import_readings


class Command(BaseCommand):
    help = "Take in readings from a CSV file (docs/import-readings.md): all rows of the file, or none."

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", type=Path, help="the readings, as CSV")
        parser.add_argument("--dry-run", action="store_true", help="judge everything and say what would change")

    def handle(self, file: Path, dry_run: bool, **options) -> None:
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        try:
            taken = import_readings(path=file, at=timezone.now(), is_dry_run=dry_run, tell=self.stdout.write)
        except ImportRefused as refusal:
            for fault in refusal.faults:
                self.stderr.write(str(fault))
            raise CommandError(refusal.message) from refusal
        counts = f"{taken.added} added, {taken.corrected} corrected, {taken.known} as before"
        self.stdout.write(f"{taken.rows} rows: {counts}.")
        if taken.known == taken.rows:
            self.stdout.write("Nothing changed: all of this was known.")
        if dry_run:
            self.stdout.write("This was a dry run: nothing was written.")
