"""Taking people out of words: what is known of them, and whatever looks like a way to reach or to find somebody.

Rather one word too many than one too few. Words are found in either Chinese script and in either width.
"""

import re
from dataclasses import dataclass

from gasservice.web.scripts import simplified

MASK = "[…]"
HAN = r"[㐀-鿿]"
SIGN = r"[\d零〇一二三四五六七八九十百两]"
NO_DATE = r"(?<!\d)(?!\d{4}-\d{1,2}-\d{1,2}(?!\d))"
SEEN = (
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+",  # a mailbox
    rf"{NO_DATE}\+?\d(?:[\s()/-]*\d){{6,}}",  # a telephone or account number
    rf"(?:{SIGN}+\s*(?:号楼|号院|幢|栋|座|单元|室|号)\s*)+",  # a house, a staircase, a door
    rf"{NO_DATE}\d+[a-z]?\s*-\s*\d+\s*-\s*\d+",  # the same as people write it in short
)
TITLES = "女士|先生|小姐|老师|师傅|阿姨|叔叔|大爷|大妈|大叔|奶奶|爷爷|老伯|同志|经理|主任|班长|总"
DOUBLE = ("欧阳", "上官", "司马", "诸葛", "司徒", "东方", "夏侯", "皇甫", "尉迟", "公孙", "慕容", "令狐")
SHORTEST = 2


@dataclass(frozen=True)
class Known:
    """What we know of the people of a case: what they are called, and words that only they go with."""

    names: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


def redacted(text: str, known: Known) -> str:
    """Write the words with everybody taken out of them."""
    out, end = [], 0
    for since, until in spans_of(text, known):
        out += [text[end:since], MASK]
        end = until
    return "".join([*out, text[end:]])


def still_told(text: str, known: Known) -> list[str]:
    """Give what in the words still tells who it was."""
    return [text[since:until].strip() for since, until in spans_of(text, known)]


def spans_of(text: str, known: Known) -> list[tuple[int, int]]:
    """Find what tells somebody apart, from the left; what overlaps or touches is one."""
    form, places = searched(text)
    found = sorted(match.span() for pattern in patterns_of(known) for match in re.finditer(pattern, form))
    joined: list[tuple[int, int]] = []
    for since, until in found:
        if joined and since <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(until, joined[-1][1])
        else:
            joined.append((since, until))
    return [(places[since], places[until]) for since, until in joined]


def searched(text: str) -> tuple[str, list[int]]:
    """Give the words in their search form, and where in the words each of its signs stands."""
    forms = [simplified(sign) for sign in text]
    places = [at for at, form in enumerate(forms) for _sign in form]
    return "".join(forms), [*places, len(text)]


def patterns_of(known: Known) -> list[str]:
    words = [re.escape(form) for word in known.words if len(form := simplified(word).strip()) >= SHORTEST]
    return [*SEEN, *words, *(pattern for name in known.names for pattern in of_name(simplified(name).strip()))]


def of_name(name: str) -> list[str]:
    """Give the ways a person is called by: the whole name, the given name, the family name with a title."""
    if re.fullmatch(rf"{HAN}{{2,4}}", name):
        family = name[:2] if name[:2] in DOUBLE and len(name) > SHORTEST else name[0]
        given = name[len(family) :]
        title = f"(?:{TITLES})?"
        called = [re.escape(name) + title, f"[老小]?{family}(?:{TITLES})", f"[老小]{family}(?!区)"]
        return [*called, re.escape(given) + title] if len(given) >= SHORTEST else called
    parts = [part for part in re.split(r"[\s,·.]+", name) if len(part) >= SHORTEST]
    # Between Chinese signs a foreign name stands without spaces.
    return [rf"(?<![a-z]){re.escape(part)}(?![a-z])" for part in parts]
