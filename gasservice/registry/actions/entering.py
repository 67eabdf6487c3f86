"""Entering a place into the books that nobody has supplied yet."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gasservice.registry.models import Community, Premise, PremiseName
from gasservice.registry.names import community_in, search_form
from gasservice.users.models import User
from gasservice.web.refusals import Refusal


class NumberMissing(Refusal):
    """A place has a building or a room at least."""


@transaction.atomic
def enter_premise(
    *, community: Community, by: User, at: datetime, building: str = "", unit: str = "", room: str = ""
) -> Premise:
    """Enter a home by its house numbers; one that stands in the books under them is given back."""
    Community.objects.select_for_update().get(pk=community.pk)
    parts = {"building": building.strip(), "unit": unit.strip(), "room": room.strip()}
    if not (parts["building"] or parts["room"]):
        raise NumberMissing(_("Give the building or the room at least."), field="building")
    if known := Premise.objects.filter(community=community, **parts).first():
        return known
    code = "-".join([community.code, *(part or "0" for part in parts.values())])[:24]
    premise = Premise.objects.create(code=code, community=community, address=address_of(community, parts), **parts)
    names = {"name": premise.address, "search_name": search_form(premise.address)}
    PremiseName.objects.create(premise=premise, known_from=timezone.localdate(at), **names)
    return premise


def address_of(community: Community, parts: dict[str, str]) -> str:
    """Write an address as its neighbours' are written: what stands before the community's name, then the numbers."""
    neighbour = Premise.objects.filter(community=community, address__contains=community.name).order_by("code").first()
    before = street_before(neighbour, community.name) if neighbour else ""
    endings = {"building": "栋", "unit": "单元", "room": "室"}
    return before + community.name + "".join(f"{part}{endings[name]}" for name, part in parts.items() if part)


def street_before(neighbour: Premise, name: str) -> str:
    """Give what stands before the community's name in an address."""
    begins = community_in(neighbour.address, name, (neighbour.building, neighbour.unit, neighbour.room))
    return neighbour.address[: begins or 0]
