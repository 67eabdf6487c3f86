"""Take in how warm the days were."""

from collections.abc import Iterator

from gasservice.keyaccounts.actions.temperatures import TemperaturesTaken, import_temperatures
from gasservice.registry.management.importing import ImportCommand


class Command(ImportCommand):
    help = "Take in temperatures by district and day (docs/import-temperatures.md): all rows of the file, or none."
    import_file = staticmethod(import_temperatures)

    def said(self, taken: TemperaturesTaken) -> Iterator[str]:
        same = taken.rows - taken.added - taken.changed
        yield f"{taken.rows} rows: {taken.added} added, {taken.changed} changed, {same} as before."
        if same == taken.rows:
            yield "Nothing changed: all of this was known."
