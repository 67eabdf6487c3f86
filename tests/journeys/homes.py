"""Homes without gas, for those who ask for it."""

from datetime import date

from gasservice.registry.models import Community, Premise, PremiseName
from gasservice.registry.names import search_form

STREETS = {"翡翠湾": "江北区望江街16号", "滨江一号": "江北区滨江路88号"}


def make_home(community: str, building: str) -> Premise:
    """Enter a home that has no gas yet into the books."""
    row = Community.objects.get(name=community)
    address = f"{STREETS[community]}{community}{building}栋1单元101室"
    facts = {"building": building, "unit": "1", "room": "101", "address": address}
    home = Premise.objects.create(code=f"{row.code}-{building}", community=row, **facts)
    PremiseName.objects.create(
        premise=home, name=address, search_name=search_form(address), known_from=date(2020, 1, 1)
    )
    return home
