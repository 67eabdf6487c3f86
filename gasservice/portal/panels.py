"""What the doors add to the page of a gas account; each registers in its own `panels.py`, as it does for cases."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from gasservice.registry.access import Period
from gasservice.registry.queries.usage import AccountPage


@dataclass(frozen=True)
class AccountPanel:
    """A section of the page: the door's own `template`, drawn with `shown`; what is urgent stands above all else."""

    template: str
    shown: object
    is_urgent: bool = False


# An account as somebody may see it, the periods they may see it in, and today.
DrawForAccount = Callable[[AccountPage, Sequence[Period], date], AccountPanel | None]
_for_accounts: list[DrawForAccount] = []


def register_for_accounts(draw: DrawForAccount) -> DrawForAccount:
    _for_accounts.append(draw)
    return draw


def panels_for_account(page: AccountPage, periods: Sequence[Period], day: date) -> list[AccountPanel]:
    return [panel for draw in _for_accounts if (panel := draw(page, periods, day))]
