"""Case numbers: nine digits in threes, short enough to say on the phone, the last one a check digit."""

import re

# Damm's quasigroup: it finds every single wrong digit and every swap of neighbours.
DAMM = (
    "0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
    "3674209581", "5869720134", "8945362017", "9438617205", "2581436790",
)  # fmt: skip
SHAPE = re.compile(r"\d{9}")
FIRST, LAST = 10_000_000, 99_999_999


def reference_of(number: int) -> str:
    """Write `number` (eight digits) as a reference with its check digit, like "482-719-365"."""
    digits = f"{number:08}"
    return in_threes(digits + check_digit(digits))


def read_reference(said: str) -> str | None:
    """Read a reference as people type or say it, in any spacing and width; None when its check digit is wrong."""
    digits = digits_of(said)
    return in_threes(digits) if SHAPE.fullmatch(digits) and check_digit(digits) == "0" else None


def digits_of(typed: str) -> str:
    """Give the digits of what was typed, in whatever width."""
    return "".join(str(int(sign)) for sign in typed if sign.isdecimal())


def check_digit(digits: str) -> str:
    state = 0
    for digit in digits:
        state = int(DAMM[state][int(digit)])
    return str(state)


def in_threes(digits: str) -> str:
    return f"{digits[:3]}-{digits[3:6]}-{digits[6:]}"


class ReferenceConverter:
    """A case number in an address, like 482-719-365."""

    regex = "[0-9]{3}-[0-9]{3}-[0-9]{3}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
