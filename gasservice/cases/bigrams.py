"""Chinese without spaces, made searchable: pairs of signs in order, so that a phrase of pairs finds the word.

PostgreSQL's parsers know no Chinese words; pairs find every word of two signs or more, in either script, by an index.
"""

import re

RUN = re.compile(r"[㐀-鿿]+|[a-z0-9]+")
LONGEST = 60


def lexemes_of(text: str) -> list[str]:
    """Cut `text` (already in its search form, spaces kept) into words and pairs of signs, in their order."""
    return [lexeme for run in RUN.findall(text) for lexeme in cut(run)]


def signs_of(text: str) -> list[str]:
    """Give each single Chinese sign once: the way to find by one sign alone."""
    return sorted({sign for sign in text if "㐀" <= sign <= "鿿"})


def cut(run: str) -> list[str]:
    if run[0] < "㐀":
        return [run[:LONGEST]]
    return [run[at : at + 2] for at in range(len(run) - 1)] or [run]


def query_of(text: str) -> str:
    """Write what was typed as a tsquery: every word must be there, Chinese words as phrases, others by their start."""
    return " & ".join(phrase(run) for run in RUN.findall(text))


def phrase(run: str) -> str:
    if run[0] < "㐀":
        return f"'{run[:LONGEST]}':*"
    return "(" + " <-> ".join(f"'{pair}'" for pair in cut(run)) + ")"
