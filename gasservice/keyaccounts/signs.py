"""What the doors know of a customer who is about to leave: each registers in its own `signs.py`, found at the start."""

from collections.abc import Callable, Collection
from datetime import datetime

from gasservice.keyaccounts.evidence import Seen
from gasservice.registry.models import GasAccount

# All accounts of a portion at once: what is seen of each at a moment, by its key.
SignsOf = Callable[[Collection[GasAccount], datetime], dict[int, list[Seen]]]
_of_doors: list[SignsOf] = []


def register_signs(signs: SignsOf) -> SignsOf:
    _of_doors.append(signs)
    return signs


def signs_of_doors(accounts: Collection[GasAccount], at: datetime) -> list[dict[int, list[Seen]]]:
    return [signs(accounts, at) for signs in _of_doors]
