"""Look at the key accounts now, as the timer does each morning."""

from django.core.management.base import BaseCommand
from django.utils import timezone


class Command(BaseCommand):
    help = "Look for signs in all key accounts that were not looked at today."

    def handle(self, **options) -> None:
        from gasservice.keyaccounts.actions.sweeping import mark_large_accounts, watch_key_accounts

        marked = len(mark_large_accounts(at=timezone.now()))
        self.stdout.write(f"{marked} accounts marked by their volume.")
        looked = 0
        while count := watch_key_accounts(at=timezone.now()):
            looked += count
            self.stdout.write(f"{looked} key accounts looked at ...")
        self.stdout.write("All key accounts were looked at today.")
