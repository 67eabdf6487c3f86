"""Shops and works, a hospital, schools and a home for the aged."""

from gasservice.portal.sample.homes import Builder, Need
from gasservice.portal.sample.places import Place
from gasservice.portal.sample.pools import BUSINESSES

# As communities: district, street and number, name, in English, built, former names.
PUBLIC_PLACES = [
    ("jiangbei", "健康路1号", "临江市第一人民医院", "Linjiang First People's Hospital", 1986, []),
    ("gulou", "文化路20号", "临江市实验小学", "Linjiang Experimental Primary School", 1994, []),
    ("jiangnan", "桂花路46号", "江南区夕阳红养老院", "Sunset Home for the Aged", 2007, []),
    ("gaoxin", "学院路2号", "临江市第三中学", "Linjiang No. 3 Middle School", 2001, []),
]
PUBLIC_NEEDS = [
    Need(380_000, "steady", "public", 7),
    Need(42_000, "school", "public", 6),
    Need(26_000, "home", "public", 6),
    Need(65_000, "school", "public", 6),
]
SHOPS = 3  # in each community, as long as there are names for them


def build_public_places(builder: Builder, places: list[Place]) -> None:
    for place, need in zip(places, PUBLIC_NEEDS, strict=True):
        premise = builder.build_premise(place, "", {})
        builder.supply(premise, place, need, route=5, is_remote=True, holder=place.community.name)


def build_shops(builder: Builder, places: list[Place]) -> None:
    """Give the first communities their shops on the ground floor."""
    for n, name in enumerate(BUSINESSES):
        place = places[n // SHOPS % len(places)]
        room = f"{n + 1:02}"
        premise = builder.build_premise(place, f"商铺{room}号", {"building": "S", "room": room})
        need = Need(builder.chance.uniform(2_500, 60_000), "steady", "commercial", 6)
        builder.supply(premise, place, need, route=8, is_remote=n % 2 == 0, holder=name)
