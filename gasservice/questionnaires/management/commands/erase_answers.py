"""Erase what customers who ask for it wrote into questionnaires and about outages."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from gasservice.cases.access import may_erase_words
from gasservice.questionnaires.actions.erasing import erase_words
from gasservice.registry.queries import customer_known_as
from gasservice.users.models import User
from gasservice.web.refusals import Refusal


class Command(BaseCommand):
    """Erase the words of customers by their numbers, all or none; what is counted stays."""

    help = "Erase the words customers wrote into questionnaires and about outages, all or none. It cannot be undone."

    def add_arguments(self, parser) -> None:
        parser.add_argument("customers", nargs="+", help="customer numbers or telephone numbers")
        parser.add_argument("--by", required=True, help="e-mail of the officer or supervisor who answers for it")
        parser.add_argument("--reason", required=True, help="why, for the log")

    @transaction.atomic
    def handle(self, *, customers: list[str], by: str, reason: str, **options) -> None:
        officer = User.objects.filter(email__iexact=by).first()
        if officer is None or not may_erase_words(officer):
            raise CommandError(f"{by} is no standards officer or supervisor.")
        erased = 0
        for known_as in customers:
            customer = customer_known_as(known_as)
            if customer is None:
                raise CommandError(f"{known_as}: there is no such customer. Nothing was erased.")
            try:
                erased += erase_words(customer=customer, reason=reason, by=officer, at=timezone.now()).answers
            except Refusal as refusal:
                raise CommandError(f"{known_as}: {refusal.message} Nothing was erased.") from refusal
        self.stdout.write(f"Erased the words of {erased} answers.")
