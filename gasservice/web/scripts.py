"""One spelling for what may be written in two scripts and two widths."""

import unicodedata
from functools import cache

from opencc import OpenCC


def simplified(text: str) -> str:
    """Write `text` in simplified signs, half width and lower case, so that both scripts are found by one search."""
    # The converter turns 賬 into 账 but 帳 into 帐; a bill is written with either, and is one word.
    return converter().convert(unicodedata.normalize("NFKC", text)).lower().replace("帐", "账")


@cache
def converter() -> OpenCC:
    return OpenCC("t2s")
