"""The secret of a tracking link: twelve signs that can be read out, handed out once, kept only as a keyed hash."""

from base64 import urlsafe_b64encode
from uuid import UUID

from django.utils.crypto import constant_time_compare, salted_hmac

# Crockford's signs: nothing that is taken for something else when it is read out or copied by hand.
SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 12
MISREAD = str.maketrans("OIL", "011")


def secret_for(submission: UUID) -> str:
    """Make the secret of a case from the form that filed it; only who has our key can make it again."""
    drawn = salted_hmac("case secret", str(submission), algorithm="sha256").digest()
    return in_fours("".join(SIGNS[byte % len(SIGNS)] for byte in drawn[:LENGTH]))


def in_fours(signs: str) -> str:
    return "-".join(signs[start : start + 4] for start in range(0, len(signs), 4))


def read_secret(typed: str) -> str:
    """Read a secret as people type it, in any case and spacing."""
    return "".join(sign for sign in typed.upper().translate(MISREAD) if sign in SIGNS)


def hash_of(secret: str) -> str:
    """Hash a secret with our key: the rows alone do not give it away, however short it is."""
    return salted_hmac("case secret hash", read_secret(secret), algorithm="sha256").hexdigest()


def secret_of_survey(key: str) -> str:
    """Make the secret of the link to a question from what it asks about; only who has our key can make it again."""
    return urlsafe_b64encode(salted_hmac("survey secret", key, algorithm="sha256").digest()[:18]).decode()


def hash_of_link(secret: str) -> str:
    """Hash the long secret of a link that nobody types."""
    return salted_hmac("link secret hash", secret, algorithm="sha256").hexdigest()


def is_secret_of(secret: str, secret_hash: str) -> bool:
    """Compare in constant time."""
    return constant_time_compare(hash_of(secret), secret_hash)
