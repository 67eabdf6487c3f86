"""What every promise has whose steps are swept: their moments, how many were taken, and whom each was told to."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from gasservice.standards.terms import Rung


class Climbing(models.Model):
    """A promise that climbs the ladder of its policy.

    `step_times` are the moments of the policy's steps in order: the warning, the due time, each rung of the ladder.
    `steps_taken` counts those the sweep has taken and `next_step_at` is the moment of the one after, empty while the
    clock stands or nothing is left to do.
    """

    step_times = ArrayField(models.DateTimeField(), default=list)
    steps_taken = models.PositiveSmallIntegerField(default=0)
    next_step_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True


class StepTaken(models.Model):
    """A step of the ladder that was taken for a promise, once, and when who it is told to had a letter of it."""

    position = models.PositiveSmallIntegerField()
    rung = models.CharField(max_length=12, choices=Rung)
    told = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    digested_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
