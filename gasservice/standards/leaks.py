"""Whether a text reads like a gas leak: rather once too often than once too seldom."""

import re
from functools import cache
from pathlib import Path

import yaml

from gasservice.web.scripts import simplified

WORDS = Path(__file__).parent / "seed" / "leak-words.yaml"


def reads_like_leak(text: str) -> bool:
    """Say whether somebody who writes this may be in danger now."""
    words = leak_words()
    plain = words["unless"].sub(" ", simplified(text))
    return bool(words["alone"].search(plain) or (words["gas"].search(plain) and words["escapes"].search(plain)))


@cache
def leak_words() -> dict[str, re.Pattern]:
    lists = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    return {name: re.compile("|".join(shape_of(word) for word in words)) for name, words in lists.items()}


def shape_of(word: str) -> str:
    """Latin words are found whole, Chinese ones anywhere."""
    return rf"\b{re.escape(word)}\b" if word.isascii() else re.escape(word)
