"""An address so far hidden that its owner knows it and nobody else could write to it."""

from gasservice.notices.terms import Channel

HIDDEN = "***"


def masked(channel: str, address: str) -> str:
    """Hide most of an e-mail address or phone number; the number of a user or a door says nothing to strangers."""
    if channel == Channel.EMAIL and "@" in address:
        name, _, domain = address.rpartition("@")
        return f"{name[:1]}{HIDDEN}@{domain}"
    if channel == Channel.SMS and address.startswith("+"):
        return f"{address[:6]}{HIDDEN}{address[-4:]}" if len(address) > 10 else HIDDEN
    return address
