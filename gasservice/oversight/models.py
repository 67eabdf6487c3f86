"""What is counted: what each thing counts for, and the sums of it that pages read."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from gasservice.oversight.measures import Measure
from gasservice.standards.terms import Door, Promise

# What is read of people by kind of case: promises decided, and ratings.
OF_HANDLERS = (Measure.KEPT, Measure.MISSED, Measure.OPEN_LATE, Measure.SCORE)


class Source(models.TextChoices):
    """What counts."""

    CASE = "case"
    OUTAGE = "outage"


class Counts(models.Model):
    """A number of something in a month, and what of: the columns that what is counted and its sums share.

    Teams, districts and people are primary keys, and 0 is none: a sum over all of them needs no row that it points to.
    """

    month = models.DateField()
    door = models.CharField(max_length=12, choices=Door)
    kind = models.CharField(max_length=50, help_text="the code of the kind")
    team = models.IntegerField()
    district = models.IntegerField()
    channel = models.CharField(max_length=8)
    handler = models.IntegerField()
    measure = models.CharField(max_length=16, help_text="of the table of measures, whose words may change")
    promise = models.CharField(max_length=16, choices=Promise)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.measure} {self.promise}"


class Fact(Counts):
    """What one case or outage counts for in one month."""

    source = models.CharField(max_length=8, choices=Source)
    source_id = models.BigIntegerField()
    bin = models.SmallIntegerField(help_text="where on the scale of the measure")
    n = models.BigIntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["source", "source_id"], name="fact_of_source"),
            models.Index(fields=["measure", "month", "source_id"], name="fact_of_measure"),
            models.Index(
                fields=["handler", "month", "kind"],
                condition=Q(handler__gt=0, measure__in=OF_HANDLERS),
                name="fact_of_handler",
            ),
        ]


class Total(Counts):
    """The sum of facts for one cut of the work: `level` says which columns were told apart; the others are empty.

    One row holds the whole scale: the bins in which anything fell, in order, and how many fell in each. Both are
    written as numbers between commas: a page puts thousands of them together as they stand, and reads them at once.
    """

    pk = models.CompositePrimaryKey(
        "level", "team", "door", "kind", "district", "channel", "handler", "month", "measure", "promise"
    )
    level = models.SmallIntegerField()
    bins = models.TextField()
    counts = models.TextField()


class AccountsServed(models.Model):
    """How many gas accounts a district had when they were last counted in a month."""

    month = models.DateField()
    district = models.ForeignKey("registry.District", models.CASCADE, related_name="+")
    n = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["month", "district"], name="accounts_served_once")]
        verbose_name_plural = "accounts served"

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.n}"


class Release(models.Model):
    """A set of public figures for a month or quarter that is over, as it was published: it never changes again.

    Each of `rows` has its place and for each figure what it is made of, or nothing where it is withheld.
    """

    dataset = models.CharField(max_length=24)
    since = models.DateField()
    until = models.DateField(help_text="the first day after it")
    published_at = models.DateTimeField()
    rows = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dataset", "since"], name="published_once"),
            models.CheckConstraint(condition=models.Q(until__gt=models.F("since")), name="release_is_of_days"),
        ]
        triggers = [pgtrigger.Protect(name="release_stands", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.dataset} {self.since}"


class SummaryReader(models.Model):
    """Somebody of us who asked for the summary of each week; `sent_for` is the Monday of the last one they got."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    asked_at = models.DateTimeField()
    sent_for = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.user_id)
