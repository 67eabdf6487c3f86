"""What the doors add to "my gas" and to the page of an account; each registers in its own `panels.py`, as for cases."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from gasservice.registry.access import Period
from gasservice.registry.models import Tenure
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


# All the times somebody held an account, and today: the panels by the key of the tenure, read for all at once.
DrawForHomes = Callable[[Sequence[Tenure], date], dict[int, AccountPanel]]
_for_homes: list[DrawForHomes] = []


def register_for_homes(draw: DrawForHomes) -> DrawForHomes:
    _for_homes.append(draw)
    return draw


def panels_for_homes(tenures: Sequence[Tenure], day: date) -> dict[int, list[AccountPanel]]:
    """Give what the doors say of each time somebody held an account, by its key."""
    found = [draw(tenures, day) for draw in _for_homes] if tenures else []
    return {row.pk: [panels[row.pk] for panels in found if row.pk in panels] for row in tenures}


def register_for_accounts(draw: DrawForAccount) -> DrawForAccount:
    _for_accounts.append(draw)
    return draw


def panels_for_account(page: AccountPage, periods: Sequence[Period], day: date) -> list[AccountPanel]:
    return [panel for draw in _for_accounts if (panel := draw(page, periods, day))]
