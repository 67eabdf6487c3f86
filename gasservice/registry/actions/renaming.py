"""Giving a place a new name: the old one stays known, with its days."""

from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gasservice.registry.models import Community, CommunityName, Premise, PremiseName
from gasservice.registry.names import community_in, search_form
from gasservice.users.models import User
from gasservice.web.refusals import Refusal

# A place that was entered without its names bore the one it has for as long as anybody knows.
LONG_AGO = date(1900, 1, 1)
BATCH = 2_000
UPDATED_AT_ONCE = 500


class NameNotPossible(Refusal):
    """The name is empty, or the place has it already."""


class Renamed(NamedTuple):
    """A premise and the address it gets."""

    premise: Premise
    address: str


@transaction.atomic
def rename_community(*, community: Community, name: str, by: User, at: datetime) -> Community:
    """Rename a community and every address in it that bears its name; the old names stay known."""
    held = Community.objects.select_for_update().get(pk=community.pk)
    before, name = held.name, checked_name(name, held.name)
    day = timezone.localdate(at)
    change_name(CommunityName.objects.filter(community=held), before, name, day, community=held)
    Community.objects.filter(pk=held.pk).update(name=name)
    rename_addresses(held, before, name, day)
    held.name = name
    return held


@transaction.atomic
def rename_premise(*, premise: Premise, address: str, by: User, at: datetime) -> Premise:
    """Give a premise a new address; it is the same premise, and the old address stays known."""
    held = Premise.objects.select_for_update().get(pk=premise.pk)
    before, address = held.address, checked_name(address, held.address)
    day = timezone.localdate(at)
    change_name(PremiseName.objects.filter(premise=held), before, address, day, premise=held)
    Premise.objects.filter(pk=held.pk).update(address=address)
    held.address = address
    return held


def checked_name(name: str, before: str) -> str:
    name = " ".join(name.split())
    if not search_form(name):
        raise NameNotPossible(_("Write the new name."), field="name")
    if name == before:
        raise NameNotPossible(_("This is the name in use already."), field="name")
    return name


def change_name(names, before: str, name: str, day: date, **place) -> None:
    """Close the name in use on `day` and open the new one."""
    if not names.filter(known_until__isnull=True).exists():
        names.create(**place, name=before, search_name=search_form(before), known_from=LONG_AGO)
    names.filter(known_until__isnull=True).update(known_until=day)
    names.update_or_create(
        **place, name=name, known_from=day, defaults={"search_name": search_form(name), "known_until": None}
    )


def rename_addresses(community: Community, before: str, name: str, day: date) -> None:
    """Follow a community's new name in its addresses, some thousand at a time; streets keep theirs."""
    bearing = Premise.objects.filter(community=community, address__contains=before).select_for_update()
    batch: list[Renamed] = []
    for premise in bearing.iterator(BATCH):
        if address := with_new_name(premise, before, name):
            batch.append(Renamed(premise, address))
        if len(batch) == BATCH:
            change_addresses(batch, day)
            batch = []
    change_addresses(batch, day)


def with_new_name(premise: Premise, before: str, name: str) -> str:
    """Write an address with the new name where the community's stands; nothing where it bears it in no such place."""
    numbers = (premise.building, premise.unit, premise.room)
    begins = community_in(premise.address, before, numbers)
    if begins is None:
        return ""
    return premise.address[:begins] + name + premise.address[begins + len(before) :]


def change_addresses(batch: list[Renamed], day: date) -> None:
    premises = [renamed.premise for renamed in batch]
    names = PremiseName.objects.filter(premise__in=premises, known_until__isnull=True)
    named = set(names.values_list("premise_id", flat=True))
    PremiseName.objects.bulk_create(
        name_of(premise, premise.address, LONG_AGO) for premise in premises if premise.pk not in named
    )
    names.update(known_until=day)
    for premise, address in batch:
        premise.address = address
    Premise.objects.bulk_update(premises, ["address"], batch_size=UPDATED_AT_ONCE)
    PremiseName.objects.bulk_create(
        [name_of(premise, premise.address, day) for premise in premises],
        update_conflicts=True,
        unique_fields=["premise", "name", "known_from"],
        update_fields=["known_until"],
    )


def name_of(premise: Premise, address: str, known_from: date) -> PremiseName:
    return PremiseName(premise=premise, name=address, search_name=search_form(address), known_from=known_from)
