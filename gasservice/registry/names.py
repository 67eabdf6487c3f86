"""How a name is written for searching: one form for both Chinese scripts, full and half width, any spacing."""

import re
import unicodedata
from collections.abc import Iterable

from gasservice.web.scripts import simplified

NOT_A_SIGN = re.compile(r"[\W_]+")
NUMBER = re.compile(r"[a-z]?[0-9]+[a-z]?")
# Behind a name these make a street of it: 阳光花园路 runs past 阳光花园.
STREETS = ("路", "街", "巷", "弄", "道", "大道", "胡同", "衚衕")


def spaced_form(text: str) -> str:
    """Write a text simplified, half-width and in lower case, one space for whatever is no letter, sign or digit."""
    return NOT_A_SIGN.sub(" ", simplified(text)).strip()


def search_form(text: str) -> str:
    """Write a name as it is searched: simplified, half-width, lower case, without spaces and punctuation."""
    return spaced_form(text).replace(" ", "")


def number_form(text: str) -> str:
    """Write an account's number as it is kept: without the spaces, full width or small letters people type."""
    return "".join(unicodedata.normalize("NFKC", text).split()).upper()


def splits_of(query: str, shortest: int = 2) -> dict[str, list[str]]:
    """Cut a query wherever a community's name may end: each beginning, and the house numbers in what follows it."""
    text = spaced_form(query)
    ends = range(len(text), shortest - 1, -1)
    cuts = {text[:end].replace(" ", ""): NUMBER.findall(text[end:]) for end in ends}
    return {name: numbers for name, numbers in cuts.items() if len(name) >= shortest}


def community_in(address: str, name: str, numbers: Iterable[str]) -> int | None:
    """Say where in an address its community's name begins: before the house numbers, never in a street named after it.

    `numbers` are building, unit and room; None where the address bears the name nowhere or in a street alone.
    """
    first = re.escape(next(filter(None, numbers), "")) or "[0-9]"
    ends = r"(?![0-9])" if first[-1].isdigit() else ""
    called = list(re.finditer(re.escape(name), address))
    before_numbers = (match for match in called if re.match(rf"[\W_]*{first}{ends}", address[match.end() :]))
    no_street = (match for match in called if not address.startswith(STREETS, match.end()))
    return next((match.start() for match in [*before_numbers, *no_street]), None)
