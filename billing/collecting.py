"""When somebody may come to a door to collect, and the word by which both sides know each other. Times are local."""

from datetime import datetime, timedelta
from typing import Protocol

from django.utils.crypto import salted_hmac

from billing.terms import WindowFault

# Each in Chinese and in English, so that two people with different languages on their telephones say the same.
WORDS = (
    "梅 plum", "松 pine", "竹 bamboo", "荷 lotus", "桂 osmanthus", "菊 daisy", "柳 willow", "茶 tea",
    "桃 peach", "梨 pear", "枣 date", "杏 apricot", "鹤 crane", "燕 swallow", "鹿 deer", "马 horse",
    "鱼 fish", "虎 tiger", "兔 rabbit", "牛 ox", "山 hill", "江 river", "湖 lake", "云 cloud",
    "雪 snow", "月 moon", "星 star", "桥 bridge", "船 boat", "灯 lamp", "伞 umbrella", "鼓 drum",
)  # fmt: skip


class Rule(Protocol):
    """How visits are announced, as `CollectionRule` has it; minutes of the day count from midnight."""

    notice_hours: int
    opens: int
    closes: int
    window_hours: int


def fault_of_window(rule: Rule, starts_at: datetime, ends_at: datetime, at: datetime) -> WindowFault | None:
    """Say what is wrong with a window that is announced at a moment; nothing where the rule is kept to."""
    if starts_at >= ends_at:
        return WindowFault.BACKWARDS
    if starts_at < at + timedelta(hours=rule.notice_hours):
        return WindowFault.TOO_SOON
    if starts_at.date() != ends_at.date() or minute_of(starts_at) < rule.opens or minute_of(ends_at) > rule.closes:
        return WindowFault.HOURS
    if ends_at - starts_at > timedelta(hours=rule.window_hours):
        return WindowFault.TOO_LONG
    return None


def minute_of(moment: datetime) -> int:
    return moment.hour * 60 + moment.minute


def word_of(code_hash: str) -> str:
    """Give the word that customer and collector both see; who has neither page nor our key cannot say it."""
    drawn = salted_hmac("collection word", code_hash, algorithm="sha256").digest()
    return f"{WORDS[drawn[0] % len(WORDS)]} {drawn[1] % 90 + 10}"
