"""Erase what customers who ask for it wrote into questionnaires and about outages."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from gasservice.questionnaires.actions.answering import forget_words_of
from gasservice.registry.queries import customer_known_as


class Command(BaseCommand):
    """Erase the words of customers by their numbers, all or none; what is counted stays."""

    help = "Erase the words customers wrote into questionnaires and about outages, all or none. It cannot be undone."

    def add_arguments(self, parser) -> None:
        parser.add_argument("customers", nargs="+", help="customer numbers or telephone numbers")

    @transaction.atomic
    def handle(self, *, customers: list[str], **options) -> None:
        erased = 0
        for known_as in customers:
            customer = customer_known_as(known_as)
            if customer is None:
                raise CommandError(f"{known_as}: there is no such customer. Nothing was erased.")
            erased += forget_words_of(customer=customer)
        self.stdout.write(f"Erased the words of {erased}.")
