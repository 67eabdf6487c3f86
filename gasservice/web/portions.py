"""Doing a lot of work in portions, so that a worker is free for others between its turns."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

TURN = timedelta(seconds=8)


def portion_by_portion(act: Callable[..., object]) -> None:
    """Do one portion after the other until nothing is left or the turn is over; another worker may do so beside us."""
    end = timezone.now() + TURN
    while (at := timezone.now()) < end and act(at=at):
        pass
