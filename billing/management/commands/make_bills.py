"""Make the bills of a period from what the meters showed."""

from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from billing.actions.making import BillsAreBeingMade, Run, make_bills
from billing.terms import BillDoubt


class Command(BaseCommand):
    help = "Bill what the meters measured since each account's last bill; run again, it goes on where it stopped."

    def add_arguments(self, parser) -> None:
        days = {"type": date.fromisoformat, "metavar": "DAY"}
        parser.add_argument("--until", **days, required=True, help="readings before this day are billed")
        parser.add_argument("--due", **days, required=True, help="when the bills are to be paid")
        parser.add_argument("--issued", **days, help="the day on the bills (today)")
        parser.add_argument("--since", **days, help="where accounts that were never billed begin (their opening)")
        parser.add_argument("--estimate", action="store_true", help="estimate who was not read")

    def handle(
        self, until: date, due: date, issued: date | None, since: date | None, estimate: bool, **options
    ) -> None:
        now = timezone.now()
        issued = issued or timezone.localdate(now)
        if due < issued:
            raise CommandError("The bills would be due before they are issued.")
        run = Run(since or date.min, until, issued, due, estimate)
        try:
            made = make_bills(run=run, at=now, tell=self.stdout.write)
        except BillsAreBeingMade as refusal:
            raise CommandError(refusal.message) from refusal
        self.stdout.write(f"{made.bills} bills made, {made.estimated} of them estimated; {made.amount} yuan in all.")
        for doubt, count in made.doubted.items():
            self.stdout.write(f"Held back: {count} - {BillDoubt(doubt).label}.")
