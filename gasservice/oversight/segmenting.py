"""Which words a text is made of, Chinese ones too."""

import re
from collections.abc import Iterable

import rjieba

# Nouns, verbs and what is said of them carry a matter; names of people and what only joins words do not.
TELLING = ("n", "v", "a")
NAMES = ("nr",)
OURS = frozenset({"师傅"})  # no name, though it is taken for one
LATIN = re.compile(r"[a-z]{4,}")
JOINS = (
    "about after again also back been before being came come could does done even ever every from give going have here"
    " into just like made make many more most much need never nobody once only other over same should some still such"
    " than that their them then there they this took very want well went were what when where which will with would"
    " your"
)
SAYS_LITTLE = "没有 可以 知道 觉得 希望 不能 不会 不要 应该 就是 还是 时候 这样 需要 开始 进行 感觉"
JOINING, PLAIN = frozenset(JOINS.split()), frozenset(SAYS_LITTLE.split())


def words_of(text: str) -> set[str]:
    """Give the words of a text that say what it is about, each once."""
    chinese = {word for word, kind in rjieba.tag(text) if len(word) > 1 and (is_telling(kind) or word in OURS)} - PLAIN
    return {word for word in chinese if not word.isascii()} | set(LATIN.findall(text.lower())) - JOINING


def is_telling(kind: str) -> bool:
    return kind.startswith(TELLING) and not kind.startswith(NAMES)


def words_counted(texts: Iterable[str]) -> dict[str, int]:
    """Give in how many of the texts each word stands, the most frequent first."""
    counts: dict[str, int] = {}
    for text in texts:
        for word in words_of(text):
            counts[word] = counts.get(word, 0) + 1
    return dict(sorted(counts.items(), key=lambda one: (-one[1], one[0])))
