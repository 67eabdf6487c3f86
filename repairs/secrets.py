"""The secret of a link by which somebody confirms that they know of an outage: made with our key, kept nowhere."""

from django.core.signing import BadSignature, Signer

SIGNER = Signer(salt="receipt of an outage notice", sep="~")


def secret_of(receipt: int) -> str:
    return SIGNER.sign(receipt)


def receipt_in(secret: str) -> int | None:
    """Read the receipt that a secret was made for; nothing when it is none of ours."""
    try:
        return int(SIGNER.unsign(secret))
    except (BadSignature, ValueError):
        return None
