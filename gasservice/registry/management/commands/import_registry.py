"""Take communities, premises, meters, accounts and readings over from CSV files."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from gasservice.registry.actions.importing import ImportRefused, Taken, import_registry
from gasservice.registry.sheets import SHEETS


class Command(BaseCommand):
    help = "Take the registry over from CSV files (docs/import-registry.md): all rows of all files, or none."

    def add_arguments(self, parser) -> None:
        for sheet in SHEETS:
            parser.add_argument(f"--{sheet.name}", type=Path, metavar="FILE", help=f"the {sheet.name}, as CSV")
        parser.add_argument("--dry-run", action="store_true", help="judge everything and say what would change")

    def handle(self, dry_run: bool, **options) -> None:
        files = {sheet.name: options[sheet.name] for sheet in SHEETS if options[sheet.name]}
        if not files:
            raise CommandError("Name at least one file, like --communities communities.csv.")
        for path in files.values():
            if not path.is_file():
                raise CommandError(f"There is no file {path}.")
        self.take(files, dry_run)

    def take(self, files: dict[str, Path], is_dry_run: bool) -> None:
        try:
            taken = import_registry(files=files, at=timezone.now(), is_dry_run=is_dry_run, tell=self.stdout.write)
        except ImportRefused as refusal:
            for fault in refusal.faults:
                self.stderr.write(str(fault))
            raise CommandError(refusal.message) from refusal
        for file in taken:
            self.stdout.write(said(file))
        if all(file.is_same for file in taken):
            self.stdout.write("Nothing changed: all of this was known.")
        if is_dry_run:
            self.stdout.write("This was a dry run: nothing was written.")


def said(file: Taken) -> str:
    hanging = f"; with them {file.hanging} names, service points, customers or tenures" if file.hanging else ""
    return f"{file.name}: of {file.rows} rows {file.added} added, {file.changed} changed{hanging}."
