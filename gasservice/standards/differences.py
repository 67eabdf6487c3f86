"""What is different between two texts, word by word, and which parts of two lists are the same part."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

# Latin words and numbers are read whole, Chinese sign by sign.
WORD = re.compile(r"[A-Za-z0-9À-ɏ]+|\s+|.", re.DOTALL)
ALIKE = 0.5  # a part that keeps so much of its words is the same part, changed


@dataclass(frozen=True)
class Run:
    """Words that were kept, added or taken out."""

    kind: str
    text: str


def runs_between(old: str, new: str) -> list[Run]:
    """Give the words of both texts in the order of reading, those taken out before those in their place."""
    before, after = WORD.findall(old), WORD.findall(new)
    runs = []
    for kind, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            runs.append(Run("kept", "".join(before[i:j])))
            continue
        runs += [Run("taken_out", "".join(before[i:j]))] if i < j else []
        runs += [Run("added", "".join(after[k:m]))] if k < m else []
    return runs


def parts_paired(old: Sequence[tuple], new: Sequence[tuple]) -> Iterator[tuple[int | None, int | None]]:
    """Give which part of the old list became which of the new one; None on one side was added or taken out."""
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield from zip(range(i, j), range(k, m), strict=True)
            continue
        left = list(range(i, j))
        for number in range(k, m):
            match = next((one for one in left if are_alike(old[one], new[number])), None)
            if match is not None:
                yield from ((gone, None) for gone in left[: left.index(match)])
                left = left[left.index(match) + 1 :]
            yield match, number
        yield from ((gone, None) for gone in left)


def are_alike(old: tuple[str, ...], new: tuple[str, ...]) -> bool:
    return SequenceMatcher(None, " ".join(old), " ".join(new), autojunk=False).ratio() >= ALIKE
