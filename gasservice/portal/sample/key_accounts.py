"""Works and houses that use much gas, read from afar each day; what happened to some; and what was made of it."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from math import cos, pi

from gasservice.keyaccounts.models import DayTemperature
from gasservice.portal.sample.chance import chance_of
from gasservice.portal.sample.homes import Builder, Need
from gasservice.portal.sample.places import Place
from gasservice.registry.access import midnight
from gasservice.registry.models import District, GasAccount, Meter, Reading, ServicePoint

ZONE = ("gaoxin", "创业路200号", "临江经济开发区", "Linjiang Development Zone", 2008, [])
DAYS = 560  # of daily readings and temperatures, yesterday last
DIGITS = 7
WARM = 18.0


@dataclass(frozen=True)
class Works:
    """What a customer uses on a day, in m3: always, and more for each degree below 18; `weekend` is their share then.

    From `since` until `until` days ago they used only the share `left` of it.
    """

    name: str
    base: float
    heat: float
    weekend: float
    noise: float
    left: float = 1.0
    since: int = 0
    until: int = 0


BREWERY, DYERS, HOTEL, LAUNDRY, KITCHEN = (
    Works("江城啤酒厂", 900, 22, 0.7, 0.06, left=0.6, since=37),
    Works("长江印染有限公司", 1500, 16, 0.9, 0.06, left=0.0, since=19, until=6),
    Works("云帆国际酒店", 260, 30, 1.1, 0.07, left=0.55, since=134, until=92),
    Works("康洁布草洗涤中心", 420, 9, 0.85, 0.06, left=0.45, since=88),
    Works("明厨中央厨房", 330, 10, 0.6, 0.07),
)
ALL = (BREWERY, DYERS, HOTEL, LAUNDRY, KITCHEN, Works("晶辉玻璃制品厂", 2200, 12, 1.0, 0.04))


def build_works(builder: Builder, place: Place, today: date) -> dict[Works, tuple[GasAccount, Meter]]:
    """Give each its premise, account and a remote meter; their readings follow once these rows are written."""
    hung, built = today - timedelta(days=DAYS + 1), {}
    for n, works in enumerate(ALL, 1):
        premise = builder.build_premise(place, f"{n}号厂区", {"building": f"{n}", "room": "1"})
        number = next(builder.numbers)
        point = builder.ledger.add(ServicePoint(code=f"SP{number:08}", premise=premise))
        facts = {"supply_class": "commercial", "household_size": 1, "opened_on": place.eras[0].since}
        account = builder.ledger.add(GasAccount(number=f"60{number:08}", service_point=point, **facts))
        builder.hold(account, number, works.name)
        need = Need(0, "steady", "commercial", DIGITS)
        built[works] = (account, builder.hang(point, number, need, hung, None))
    return built


def read_works(built: dict[Works, tuple[GasAccount, Meter]], today: date) -> None:
    """Write how warm each day was, and what each remote meter showed at its beginning."""
    warmth, chance, readings = weather(today), chance_of("works"), []
    for works, (_account, meter) in built.items():
        index = Decimal(chance.randint(10_000, 90_000))
        for day, warm in warmth.items():
            readings.append(Reading(meter=meter, index_m3=index, read_at=midnight(day), source="remote"))
            index += Decimal(f"{used_on(works, day, warm, today) * chance.lognormvariate(0, works.noise):.2f}")
    Reading.objects.bulk_create(readings, batch_size=2_000)
    DayTemperature.objects.bulk_create(
        DayTemperature(district=district, day=day, mean_c=Decimal(f"{warm:.1f}"))
        for district in District.objects.all()
        for day, warm in warmth.items()
    )


def weather(today: date) -> dict[date, float]:
    """Draw the mean temperatures of a city on the Yangtze: about 4 degrees in January, 28 in July, in spells."""
    chance, spell, warmth = chance_of("weather"), 0.0, {}
    for number in range(DAYS, 0, -1):
        day = today - timedelta(days=number)
        spell = 0.8 * spell + chance.gauss(0, 1.8)
        warmth[day] = 16.5 - 12 * cos(2 * pi * (day.timetuple().tm_yday - 20) / 365.25) + spell
    return warmth


def used_on(works: Works, day: date, warm: float, today: date) -> float:
    share = works.weekend if day.weekday() >= 5 else 1.0
    ago = (today - day).days
    left = works.left if works.until < ago <= works.since else 1.0
    return (works.base + works.heat * max(WARM - warm, 0)) * share * left
