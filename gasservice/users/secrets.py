"""Secrets that open a door: handed out once, kept only as a hash."""

import hashlib
import secrets


def new_secret(prefix: str = "") -> str:
    """Make a secret too long to guess; the prefix tells people and scanners what it is."""
    return prefix + secrets.token_urlsafe(32)


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
