"""Whether a text reads like a gas leak: rather once too often than once too seldom."""

import re
from functools import cache
from pathlib import Path

import yaml

from gasservice.web.scripts import simplified

WORDS = Path(__file__).parent / "seed" / "leak-words.yaml"


def reads_like_leak(text: str) -> bool:
    """Say whether somebody who writes this may be in danger now."""
    words, whole = leak_words(), simplified(text).replace("’", "'")
    plain = words["unless"].sub(" ", whole)
    is_both = words["gas"].search(plain) and words["escapes"].search(plain)
    return bool(words["always"].search(whole) or words["alone"].search(plain) or is_both)


@cache
def leak_words() -> dict[str, re.Pattern]:
    lists = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    longest_first = {name: sorted(words, key=len, reverse=True) for name, words in lists.items()}
    return {name: re.compile("|".join(map(shape_of, words))) for name, words in longest_first.items()}


def shape_of(word: str) -> str:
    """Latin words are found whole, Chinese ones anywhere."""
    return rf"\b{re.escape(word)}\b" if word.isascii() else re.escape(word)
