"""Build the sample city, or say whom to sign in as."""

from datetime import date

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from gasservice.portal.sample.city import SIZES, build_city, stands_already
from gasservice.portal.sample.who import sign_in_words
from gasservice.standards.actions.loading import load_catalogue


class Command(BaseCommand):
    help = "Build Linjiang, the sample city, in an empty embedded database; --who says whom to sign in as."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--size", choices=SIZES, default="small", help="small: 600 accounts; city: 100,000")
        parser.add_argument("--today", type=date.fromisoformat, help="the day it is there (YYYY-MM-DD); default today")
        parser.add_argument("--who", action="store_true", help="only say whom to sign in as")

    def handle(self, *, size: str, today: date | None, who: bool, **options) -> None:
        if not settings.EMBEDDED:
            raise CommandError(
                "The sample city has people with known passwords. It is built only in the embedded database, "
                "and DATABASE_URL names another."
            )
        if who:
            self.stdout.write(sign_in_words() if stands_already() else "The sample city is not built yet.")
        elif stands_already():
            self.stdout.write("The city stands already.")
        else:
            load_catalogue()
            build_city(size=SIZES[size], today=today or timezone.localdate(), tell=self.stdout.write)
