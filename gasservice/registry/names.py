"""How a name is written for searching: one form for both Chinese scripts, full and half width, any spacing."""

import re
import unicodedata

from gasservice.web.scripts import simplified

NOT_A_SIGN = re.compile(r"[\W_]+")
NUMBER = re.compile(r"[a-z]?[0-9]+[a-z]?")


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
