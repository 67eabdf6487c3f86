"""What people write to a gas company, and what comes of it, from the YAML beside this module."""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import yaml

FOLDER = Path(__file__).parent / "stories"
DOORS = ("complaints", "billing", "repairs")


@dataclass(frozen=True)
class Story:
    """One matter in words: what the customer says, what we ask and answer, what was found."""

    door: str
    kind: str
    title: str
    says: str
    reply: str
    finding: str
    result: str
    note: str = ""
    ask: str = ""  # what we need from the customer, and their answer
    answer: str = ""
    waits: dict[str, str] = field(default_factory=dict)  # for whom or what else, and why
    hand: dict[str, str] = field(default_factory=dict)  # to which team, and the reason
    reopens: str = ""
    named: str = ""  # the colleague it is about
    language: str = "zh-hans"
    renamed: bool = False  # happens where an estate was renamed
    business: bool = False
    slow: bool = False


@cache
def stories() -> tuple[Story, ...]:
    """Read all stories, in the order of the files."""
    return tuple(Story(door=door, **facts) for door in DOORS for facts in read(door))


@cache
def words_of_ratings() -> dict[int, list[str]]:
    return read("ratings")


def read(name: str) -> list | dict:
    return yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
