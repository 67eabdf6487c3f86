"""What the doors keep about a person in a case: each door registers it in its own `particulars.py`, found at the start.

Who asks for their data gets it with the case, and who asks to be forgotten is forgotten there too.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from gasservice.cases.models import Case


@dataclass(frozen=True)
class Particulars:
    """Rows of a door's own: `own_facts` gives what they say by the key of the case, `forget` empties those of one."""

    name: str
    own_facts: Callable[[Iterable[int]], dict[int, object]]
    forget: Callable[[Case], None]


_kept: list[Particulars] = []


def register(particulars: Particulars) -> None:
    _kept.append(particulars)


def own_facts_in(cases: Iterable[int]) -> dict[int, dict[str, object]]:
    """Give what the doors keep of cases, by the key of the case and the name of the particulars."""
    cases, found = list(cases), {}
    for particulars in _kept:
        for case, facts in particulars.own_facts(cases).items():
            found.setdefault(case, {})[particulars.name] = facts
    return found


def forget_particulars(case: Case) -> None:
    for particulars in _kept:
        particulars.forget(case)
