"""The secret of a link to a questionnaire: made with our key for one who was drawn, kept nowhere."""

from django.core.signing import BadSignature, Signer

SIGNER = Signer(salt="questionnaire", sep="~")


def secret_of_asked(asked: int) -> str:
    return SIGNER.sign(asked)


def asked_by_link(secret: str) -> int | None:
    """Read for whom a secret was made; nothing when it is none of ours."""
    try:
        return int(SIGNER.unsign(secret))
    except (BadSignature, ValueError):
        return None
