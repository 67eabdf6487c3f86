"""What the commands that take a file over have in common."""

from collections.abc import Callable, Iterable
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from gasservice.registry.actions.importing import ImportRefused


class ImportCommand(BaseCommand):
    """Take one CSV file over, all of it or nothing: each command gives its action, and says what became of the rows."""

    import_file: Callable

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", type=Path, help="the rows, as CSV")
        parser.add_argument("--dry-run", action="store_true", help="judge everything and say what would change")

    def handle(self, file: Path, dry_run: bool, **options) -> None:
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        try:
            taken = self.import_file(path=file, at=timezone.now(), is_dry_run=dry_run, tell=self.stdout.write)
        except ImportRefused as refusal:
            for fault in refusal.faults:
                self.stderr.write(str(fault))
            raise CommandError(refusal.message) from refusal
        for line in self.said(taken):
            self.stdout.write(line)
        if dry_run:
            self.stdout.write("This was a dry run: nothing was written.")

    def said(self, taken) -> Iterable[str]:
        """Say what became of the rows, line by line."""
        raise NotImplementedError
