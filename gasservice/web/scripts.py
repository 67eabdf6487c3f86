"""One spelling for what may be written in two scripts and two widths."""

import unicodedata
from functools import cache

from opencc import OpenCC


def simplified(text: str) -> str:
    """Write `text` in simplified signs, half width and lower case, so that both scripts are found by one search."""
    return converter().convert(unicodedata.normalize("NFKC", text)).lower()


@cache
def converter() -> OpenCC:
    return OpenCC("t2s")
