"""Take in what readers and remote meters showed."""

from collections.abc import Iterator

from gasservice.registry.actions.later_readings import ReadingsTaken, import_readings
from gasservice.registry.management.importing import ImportCommand


class Command(ImportCommand):
    help = "Take in readings from a CSV file (docs/import-readings.md): all rows of the file, or none."
    import_file = staticmethod(import_readings)

    def said(self, taken: ReadingsTaken) -> Iterator[str]:
        counts = f"{taken.added} added, {taken.corrected} corrected, {taken.known} as before"
        yield f"{taken.rows} rows: {counts}."
        if taken.known == taken.rows:
            yield "Nothing changed: all of this was known."
