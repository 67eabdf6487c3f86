"""The code that proves whose account it is: sent once, kept only as a keyed hash."""

import secrets

from django.utils.crypto import constant_time_compare, salted_hmac

DIGITS = 6


def new_code() -> str:
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"


def hash_of_code(code: str, number: str) -> str:
    """Hash a code with our key: six digits alone would be found by trying them all."""
    return salted_hmac(f"account claim {number}", code, algorithm="sha256").hexdigest()


def is_code_of(code: str, number: str, code_hash: str) -> bool:
    """Compare in constant time."""
    return constant_time_compare(hash_of_code(code, number), code_hash)
