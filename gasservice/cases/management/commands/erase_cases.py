"""Erase what finished cases say about a person who asks for it."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from gasservice.cases.access import may_erase_words, visible_to
from gasservice.cases.actions.erasing import erase_case
from gasservice.cases.models import Case
from gasservice.cases.references import read_reference
from gasservice.users.models import User
from gasservice.web.refusals import Refusal


class Command(BaseCommand):
    """Erase cases by their numbers, all or none, in the name of a standards officer or supervisor."""

    help = "Erase words, photos, names and addresses of finished cases, all or none. It cannot be undone."

    def add_arguments(self, parser) -> None:
        parser.add_argument("numbers", nargs="+", help="case numbers, like 482-719-365")
        parser.add_argument("--by", required=True, help="e-mail of the officer or supervisor who answers for it")

    def handle(self, *, numbers: list[str], by: str, **options) -> None:
        officer = User.objects.filter(email__iexact=by).first()
        if officer is None or not may_erase_words(officer):
            raise CommandError(f"{by} is no standards officer or supervisor.")
        with transaction.atomic():
            for number in numbers:
                self.erase(number, officer)
        self.stdout.write(f"Erased {len(numbers)}.")

    def erase(self, number: str, officer: User) -> None:
        try:
            case = visible_to(officer).get(reference=read_reference(number))
            erase_case(case=case, by=officer, at=timezone.now())
        except Case.DoesNotExist:
            raise CommandError(f"{number}: there is no such case. Nothing was erased.") from None
        except Refusal as refusal:
            raise CommandError(f"{number}: {refusal.message} Nothing was erased.") from refusal
