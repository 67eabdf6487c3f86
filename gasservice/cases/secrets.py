"""The secret in a tracking link: handed out once, kept only as a hash."""

import hashlib
import secrets

from django.utils.crypto import constant_time_compare, salted_hmac


def secret_for(submission: object | None) -> str:
    """Make the secret of a new case; the same form sent twice gets the same one, for its case is the same."""
    if submission is None:
        return secrets.token_urlsafe(18)
    return salted_hmac("case secret", str(submission), algorithm="sha256").hexdigest()[:24]


def hash_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def is_secret_of(secret: str, secret_hash: str) -> bool:
    """Compare in constant time."""
    return constant_time_compare(hash_of(secret), secret_hash)
