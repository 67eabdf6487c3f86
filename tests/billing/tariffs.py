"""Tariffs as cities publish them, for trying the rules on."""

from datetime import date
from decimal import Decimal

from billing.rating import Stretch, TariffVersion, Tier

LONG_AGO = date(2015, 1, 1)


def tiers(*pairs: tuple[str | None, str]) -> tuple[Tier, ...]:
    return tuple(Tier(Decimal(upto) if upto else None, Decimal(price)) for upto, price in pairs)


# Chongqing: 500 and 660 m3 a year; 2.19, and 1.2 and 1.5 times that; each person above four adds 100 m3 to every tier.
CHONGQING = TariffVersion(
    "chongqing", LONG_AGO, None, tiers(("500", "2.19"), ("660", "2.63"), (None, "3.29")), 4, Decimal(100)
)
# Guangzhou since 2016: 320 and 400 m3 a year.
GUANGZHOU = TariffVersion("guangzhou", LONG_AGO, None, tiers(("320", "3.45"), ("400", "4.14"), (None, "5.18")))
# Homes behind one meter, schools and welfare in Chongqing: 1.1 times the first tier.
COLLECTIVE = TariffVersion("collective", LONG_AGO, None, tiers((None, "2.41")))


def used(volume: str | Decimal | int, since: date, until: date, **more) -> Stretch:
    """Give a stretch in which a meter measured so much, from nought."""
    return Stretch(since, until, Decimal(0), Decimal(volume), **more)
