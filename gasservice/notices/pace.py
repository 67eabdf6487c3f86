"""How many a provider takes in a second, shared by all who send: a count in Redis for each second."""

from datetime import datetime

from django.conf import settings
from django.core.cache import cache

KEPT = 60  # seconds; longer than the clocks of our machines are apart


def share_of(provider: str, asked: int, *, at: datetime) -> int:
    """Take up to `asked` of what a provider still takes in the second of `at`; without a limit that is all."""
    limit = settings.SENT_PER_SECOND[provider]
    if not limit:
        return asked
    key = f"pace:{provider}:{int(at.timestamp())}"
    cache.add(key, 0, timeout=KEPT)
    taken = cache.incr(key, asked) - asked
    return max(0, min(asked, limit - taken))
