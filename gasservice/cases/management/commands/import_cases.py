"""Take requests of another system over as cases."""

from collections import Counter
from datetime import datetime
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from gasservice.cases.actions.importing import CasesRefused, Imported, import_cases
from gasservice.cases.mapping import find_mapping, read_mapping
from gasservice.web.refusals import Refusal

WORDS = {True: "kept", False: "missed"}


class Command(BaseCommand):
    help = "Take requests of another system over as cases (docs/import-cases.md): all rows of the file, or none."

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", type=Path, help="the requests, as CSV")
        parser.add_argument("--mapping", required=True, help="a mapping file, or the name of a shipped one")
        parser.add_argument("--judged-at", help="when open requests are judged (2026-11-23 or with a time); now")
        parser.add_argument("--dry-run", action="store_true", help="judge everything and say what would change")

    def handle(self, file: Path, mapping: str, judged_at: str | None, dry_run: bool, **options) -> None:
        for path in (file, find_mapping(mapping)):
            if not path.is_file():
                raise CommandError(f"There is no file {path}.")
        now = timezone.now()
        judged = moment(judged_at) if judged_at else now
        try:
            rules = read_mapping(find_mapping(mapping).read_text(encoding="utf-8"))
            facts = {"judged_at": judged, "at": now, "is_dry_run": dry_run, "tell": self.stdout.write}
            imported = import_cases(path=file, mapping=rules, **facts)
        except CasesRefused as refusal:
            for fault in refusal.faults:
                self.stderr.write(str(fault))
            raise CommandError(refusal.message) from refusal
        except Refusal as refusal:
            raise CommandError(refusal.message) from refusal
        self.say(imported, judged, dry_run)

    def say(self, imported: Imported, judged_at: datetime, is_dry_run: bool) -> None:
        counts = f"{imported.added} added, {imported.changed} changed, {imported.same} as before"
        self.stdout.write(f"{imported.rows} rows: {counts}.")
        for row in imported.left:
            self.stdout.write(f"Line {row.line}: {row.reference} changed there, but is worked on here; left as it is.")
        if imported.verdicts:
            self.stdout.write(f"Judged at {timezone.localtime(judged_at):%Y-%m-%d %H:%M %Z}:")
            self.stdout.write(table(imported.verdicts))
        if imported.rows == imported.same:
            self.stdout.write("Nothing changed: all of this was known.")
        if is_dry_run:
            self.stdout.write("This was a dry run: nothing was written.")


def moment(text: str) -> datetime:
    """Read a day or a moment; without an offset it is our own time."""
    try:
        at = parse_datetime(text) or datetime.fromisoformat(text)
    except ValueError as wrong:
        raise CommandError(f"{text} is no day or moment, like 2026-11-23 or 2026-11-23 09:00.") from wrong
    return at if at.tzinfo else timezone.make_aware(at)


def table(verdicts: Counter[tuple[bool, bool]]) -> str:
    """Draw the source's word on each target beside ours."""
    lines = [f"{'':14}{'we: kept':>10}{'we: missed':>12}"]
    for theirs in (True, False):
        counts = f"{verdicts[theirs, True]:>10}{verdicts[theirs, False]:>12}"
        lines.append(f"{'source: ' + WORDS[theirs]:<16}{counts[2:]}")
    agreed = verdicts[True, True] + verdicts[False, False]
    return "\n".join([*lines, f"{agreed} of {verdicts.total()} targets judged as the source does."])
