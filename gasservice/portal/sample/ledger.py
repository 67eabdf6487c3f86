"""Rows gathered until there are enough to write them in one statement a table."""

from collections import defaultdict

from django.db import models

from gasservice.portal.sample.readings import Usage, write_readings
from gasservice.registry.models import (
    Customer,
    GasAccount,
    Meter,
    Premise,
    PremiseName,
    PriorityNeed,
    ServicePoint,
    Tenure,
)

BATCH = 5_000
# What points comes after what it points to.
ORDER = [Premise, PremiseName, ServicePoint, Customer, GasAccount, Tenure, Meter, PriorityNeed]


class Ledger:
    """Rows of the registry on their way into the database, and how much gas their meters will have counted."""

    def __init__(self, months: list) -> None:
        self.months = months
        self.rows: dict[type[models.Model], list[models.Model]] = defaultdict(list)
        self.usages: list[Usage] = []

    def add(self, row: models.Model) -> models.Model:
        self.rows[type(row)].append(row)
        return row

    def flush_when_full(self) -> None:
        if len(self.rows[Premise]) >= BATCH:
            self.flush()

    def flush(self) -> None:
        """Write what was gathered, then the readings of the new meters."""
        for model in ORDER:
            model.objects.bulk_create(self.rows.pop(model, []), batch_size=BATCH)
        write_readings(self.usages, self.months)
        self.usages = []
