"""Districts and communities: estates were renamed, and the old names are still in people's mouths."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from gasservice.portal.sample.pools import FIRST_PARTS, LAST_PARTS, STREETS
from gasservice.registry.models import Community, CommunityName, District
from gasservice.registry.names import search_form

DISTRICTS = [
    ("jiangbei", "Jiangbei", "江北区", "江北區"),
    ("gaoxin", "Gaoxin", "高新区", "高新區"),
    ("gulou", "Gulou", "鼓楼区", "鼓樓區"),
    ("jiangnan", "Jiangnan", "江南区", "江南區"),
    ("nanhu", "Nanhu", "南湖区", "南湖區"),
]
# District, street and number, present name, romanised, year of building, former names with the years until which.
KNOWN = [
    ("jiangbei", "滨江路88号", "滨江一号", "Binjiang One", 2009, [("阳光花园", -1)]),
    ("jiangbei", "望江街16号", "翡翠湾", "Jade Bay", 2005, [("江边新村", -9), ("临江新苑", -2)]),
    ("jiangnan", "纺织路5号", "锦纺佳苑", "Jinfang Court", 2003, [("第二纺织厂宿舍", -4)]),
    ("gulou", "中山路203号", "梧桐里", "Wutong Lane", 2006, [("东方红小区", -6)]),
    ("gaoxin", "科技大道66号", "新城国际", "Xincheng International", 2016, []),
    ("gulou", "学院路31号", "学府里", "Xuefu Lane", 2012, []),
    ("jiangnan", "桂花路9号", "金桂园", "Jingui Garden", 2010, []),
    ("nanhu", "临湖路120号", "江畔人家", "Riverside Homes", 2004, [("化工新村", -3)]),
    ("nanhu", "临湖路55号", "碧湖花园", "Bihu Gardens", 2014, []),
    ("gaoxin", "创业路18号", "云谷小区", "Yungu Estate", 2018, []),
    ("jiangbei", "和平路77号", "和平新村", "Heping New Village", 2002, []),
    ("jiangnan", "人民路142号", "桃源小区", "Taoyuan Estate", 2008, []),
]


@dataclass(frozen=True)
class Era:
    """A name and the days it was in use; the present one has no end."""

    name: str
    since: date
    until: date | None


@dataclass(frozen=True)
class Place:
    """A community with its street and its names through time."""

    community: Community
    district: District
    street: str
    eras: list[Era]

    def addresses(self, rest: str) -> list[Era]:
        """Give the address of something in it, under each name it bore."""
        before = f"{self.district.name_zh_hans}{self.street}"
        return [Era(f"{before}{era.name}{rest}", era.since, era.until) for era in self.eras]


def lay_districts() -> dict[str, District]:
    rows = [
        District(code=code, name_en=english, name_zh_hans=simplified, name_zh_hant=traditional)
        for code, english, simplified, traditional in DISTRICTS
    ]
    return {row.code: row for row in District.objects.bulk_create(rows)}


def names_of_communities(count: int, chance: Random) -> list[tuple]:
    """Give the facts of `count` communities; the known ones come first."""
    return KNOWN[:count] + [drawn_community(chance, n) for n in range(count - len(KNOWN))]


def lay_communities(facts: list[tuple], districts: dict[str, District], today: date) -> list[Place]:
    """Lay communities with all the names they bore."""
    places = [place_of(n, districts[each[0]], each, today) for n, each in enumerate(facts, 1)]
    Community.objects.bulk_create(place.community for place in places)
    CommunityName.objects.bulk_create(
        CommunityName(
            community=place.community,
            name=era.name,
            search_name=search_form(era.name),
            known_from=era.since,
            known_until=era.until,
        )
        for place in places
        for era in place.eras
    )
    return places


def drawn_community(chance: Random, n: int) -> tuple:
    """Draw a community; the pair of its name's parts is taken only once."""
    first, last = FIRST_PARTS[n % len(FIRST_PARTS)], LAST_PARTS[n // len(FIRST_PARTS) % len(LAST_PARTS)]
    number = chance.randint(1, 320)
    street = f"{chance.choice(STREETS)}{number}号"
    district = chance.choice(DISTRICTS)[0]
    built = chance.randint(1999, 2021)
    is_renamed = chance.random() < 0.2 and built < 2012
    former = [(f"{first[0]}{chance.choice('一二三四')}村", -chance.randint(1, 9))] if is_renamed else []
    return district, street, first[0] + last[0], f"{first[1]} {last[1]}", built, former


def place_of(n: int, district: District, facts: tuple, today: date) -> Place:
    _, street, name, name_en, built, former = facts
    community = Community(code=f"LJ-{n:04}", district=district, name=name, name_en=name_en)
    since, eras = date(built, 9, 1), []
    for former_name, years in former:
        until = date(today.year + years, 3, 1) + timedelta(days=n)
        eras.append(Era(former_name, since, until))
        since = until
    return Place(community, district, street, [*eras, Era(name, since, None)])
