"""A case is called by the customer's own first words."""

import re

SENTENCE_END = re.compile(r"[。！？!?；;\n]|\.(?=\s|$)")
LONGEST = 60


def title_of(words: str) -> str:
    """Take the first sentence, shortened at a word or sign."""
    plain = " ".join(words.split())
    first = next((part.strip() for part in SENTENCE_END.split(plain) if part.strip()), plain)
    if len(first) <= LONGEST:
        return first
    cut = first[:LONGEST]
    return (cut.rsplit(" ", 1)[0] if " " in cut[LONGEST // 2 :] else cut).rstrip(" ,，、") + "…"
