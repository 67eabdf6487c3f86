"""Count everything anew, or compare what is counted with what should be."""

from datetime import datetime

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from gasservice.oversight.actions.recounting import (
    count_accounts,
    portions_of_everything,
    recount,
    recount_changed,
    wrong_facts,
)
from gasservice.oversight.actions.sums import hold_figures, rebuild_totals, wrong_totals


class Command(BaseCommand):
    help = "Count every case and outage anew; --check only tells what differs, and fails if anything does."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--check", action="store_true", help="count what waits, then only tell each difference")

    def handle(self, *, check: bool, **options) -> None:
        if check:
            self.check_figures()
        else:
            self.count_everything(timezone.now())

    def count_everything(self, at: datetime) -> None:
        wrong = seen = 0
        for source, ids in portions_of_everything():
            wrong += recount(source, ids)
            seen += len(ids)
            self.stdout.write(f"{seen:,} counted, {wrong:,} counts put right", ending="\r")
        with transaction.atomic():
            rebuild_totals()
        count_accounts(at=at)
        self.stdout.write(f"{seen:,} cases and outages counted anew; {wrong:,} counts were not as they should be.")

    def check_figures(self) -> None:
        while recount_changed():  # what waits is not wrong, only late
            pass
        found = self.differences()
        for difference in found:
            self.stdout.write(difference)
        if found:
            raise CommandError(f"{len(found):,} counts are wrong. `manage.py recount` puts them right.")
        self.stdout.write("Every figure is as it should be.")

    @transaction.atomic
    def differences(self) -> list[str]:
        """Compare what stands with a full count, while nobody else counts."""
        hold_figures()
        facts = (
            ((source, pk, *cell), stands, should)
            for source, ids in portions_of_everything()
            for pk, cell, stands, should in wrong_facts(source, ids)
        )
        sums = ((("sum", *key), stands, should) for *key, stands, should in wrong_totals())
        return [f"{' '.join(map(str, of))}: {stands}, should be {should}" for of, stands, should in (*facts, *sums)]
