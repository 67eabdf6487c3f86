"""Load the published catalogue from its files."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from gasservice.standards.actions.loading import CatalogueRefused, load_catalogue
from gasservice.standards.catalogue import SEED


class Command(BaseCommand):
    help = "Load services, fees, kinds, promises and calendars from YAML; doing it again changes nothing."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--folder", type=Path, default=SEED, help="where the files are, if not our own")

    def handle(self, folder: Path, verbosity: int, **options) -> None:
        try:
            loading = load_catalogue(folder=folder)
        except CatalogueRefused as refusal:
            raise CommandError(f"Nothing was loaded.\n{refusal.message}") from refusal
        for name, count in loading.written.items() if verbosity else ():
            self.stdout.write(f"{name}: {count} ({loading.new[name]} new)")
