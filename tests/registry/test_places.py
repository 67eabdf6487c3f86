"""Finding a place by whatever it is or was called."""

import pytest
from django.db import connection

from gasservice.registry.actions.entering import enter_premise
from gasservice.registry.actions.renaming import NameNotPossible, rename_community, rename_premise
from gasservice.registry.models import Community, CommunityName, Premise, PremiseName
from gasservice.registry.names import search_form
from gasservice.registry.queries import places_named
from tests.registry.conftest import NOW, TODAY, person, premise_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("query", ["红旗", "红旗大院", "紅旗大院", "大院", "旗大"])
def test_a_former_name_finds_the_community_in_both_scripts(garden, query):
    [found] = places_named(query)

    assert (found.community, found.name_found, found.is_former, found.name_now) == (
        garden,
        "红旗大院",
        True,
        "阳光花园",
    )


@pytest.mark.parametrize(
    "query",
    ["阳光花园3栋2单元501", "陽光花園3棟2單元501室", "阳光花园 3-2-501", "红旗大院3栋2单元501", "紅旗大院3-501"],
)
def test_a_name_and_house_numbers_find_the_premise(garden, home, query):
    premise_in(garden, "3", "2", "502")

    found = places_named(query)[0]

    assert found.premise == home
    assert found.name_now == "阳光花园3栋2单元501室"
    assert found.is_former == query.startswith(("红", "紅"))


def test_house_numbers_that_lead_nowhere_still_find_the_community(garden, home):
    [found] = places_named(f"{garden.name}99栋9单元999")

    assert (found.community, found.premise) == (garden, None)


def test_two_signs_find_the_present_and_the_beginnings_of_addresses(garden, home):
    kinds = [place.kind for place in places_named("阳光")]

    assert kinds == ["community", "premise"]


def test_nothing_is_found_by_nothing(garden):
    assert places_named(" ，。") == []


def test_it_finds_no_more_than_asked_for_and_each_place_once(garden):
    for room in range(501, 531):
        premise_in(garden, "3", "2", str(room))

    found = places_named("阳光花园3栋", limit=20)

    assert len(found) == len({place.identity for place in found}) == 20


def test_one_search_takes_three_queries_however_much_it_finds(garden, django_assert_max_num_queries):
    for room in range(501, 511):
        premise_in(garden, "3", "2", str(room))

    with django_assert_max_num_queries(4):
        assert [place.community.district.code for place in places_named("阳光花园3栋")] == ["north"] * 10


@pytest.mark.parametrize("pattern", ["%阳光花园3%", "阳光%"])
def test_an_index_serves_addresses(garden, pattern):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("EXPLAIN SELECT id FROM registry_premisename WHERE search_name::text LIKE %s", [pattern])
        plan = "\n".join(row[0] for row in cursor.fetchall())

    assert "premise_name_search" in plan


def test_a_renamed_community_keeps_its_old_name_findable(garden, home):
    rename_community(community=garden, name="金色阳光城", by=person("li", "supervisor"), at=NOW)

    assert Community.objects.get().name == "金色阳光城"
    old = CommunityName.objects.get(name="阳光花园")
    assert (old.known_until, CommunityName.objects.get(name="金色阳光城").known_from) == (TODAY, TODAY)
    assert places_named("阳光花园3栋2单元501")[0].premise == home
    assert places_named("金色阳光城3栋2单元501")[0].name_now == "金色阳光城3栋2单元501室"


def test_its_addresses_follow_a_renamed_community(garden, home):
    rename_community(community=garden, name="金色阳光城", by=person("li", "supervisor"), at=NOW)

    home.refresh_from_db()
    assert home.address == "金色阳光城3栋2单元501室"
    names = PremiseName.objects.filter(premise=home).values_list("name", "known_until")
    assert set(names) == {("阳光花园3栋2单元501室", TODAY), ("金色阳光城3栋2单元501室", None)}


def test_a_street_named_like_the_estate_keeps_its_name(garden):
    address = "江北区阳光花园路16号阳光花园8栋1单元101室"
    facts = {"building": "8", "unit": "1", "room": "101", "address": address}
    home = Premise.objects.create(code="C1-8", community=garden, **facts)
    Premise.objects.create(code="C1-9", community=garden, building="9", address="阳光花园路18号9栋")

    rename_community(community=garden, name="金色阳光城", by=person("li", "supervisor"), at=NOW)

    home.refresh_from_db()
    assert home.address == "江北区阳光花园路16号金色阳光城8栋1单元101室"
    assert Premise.objects.get(code="C1-9").address == "阳光花园路18号9栋"
    assert not PremiseName.objects.filter(premise__code="C1-9").exists()


def test_a_new_home_stands_behind_its_neighbours_street(garden):
    address = "江北区阳光花园路16号阳光花园8栋"
    Premise.objects.create(code="C1-8", community=garden, building="8", address=address)

    home = enter_premise(community=garden, building="9", room="101", by=person("li", "supervisor"), at=NOW)

    assert home.address == "江北区阳光花园路16号阳光花园9栋101室"


def test_a_new_name_takes_the_first_place_of_the_old_one_behind_a_street(district, garden):
    yard = Community.objects.create(code="C2", district=district, name="老槐树院")
    address = "江北区望江街16号阳光花园71栋阳光花园底商"
    facts = {"building": "71", "address": address}
    shop = Premise.objects.create(code="C1-71", community=garden, **facts)
    other = Premise.objects.create(code="C2-71", community=yard, **facts)

    rename_community(community=garden, name="阳光花园二期", by=person("li", "supervisor"), at=NOW)

    shop.refresh_from_db()
    other.refresh_from_db()
    assert shop.address == "江北区望江街16号阳光花园二期71栋阳光花园底商"
    assert other.address == address
    names = PremiseName.objects.filter(premise=shop).values_list("name", "search_name", "known_until")
    assert set(names) == {
        (address, search_form(address), TODAY),
        (shop.address, search_form(shop.address), None),
    }
    assert not PremiseName.objects.filter(premise=other).exists()


def test_a_name_that_is_given_back_the_same_day_is_in_use_again(garden, home):
    li = person("li", "supervisor")

    rename_community(community=garden, name="金色阳光城", by=li, at=NOW)
    rename_community(community=garden, name="阳光花园", by=li, at=NOW)
    rename_community(community=garden, name="金色阳光城", by=li, at=NOW)

    in_use = CommunityName.objects.filter(known_until__isnull=True)
    assert [name.name for name in in_use] == ["金色阳光城"]
    assert PremiseName.objects.get(premise=home, known_until__isnull=True).name == "金色阳光城3栋2单元501室"


def test_a_place_without_recorded_names_keeps_its_old_name_too(district):
    yard = Community.objects.create(code="C2", district=district, name="老槐树院")

    rename_community(community=yard, name="槐香苑", by=person("li", "supervisor"), at=NOW)

    assert [place.community for place in places_named("老槐树")] == [yard]


def test_a_renamed_premise_is_the_same_premise(home):
    rename_premise(premise=home, address="阳光花园甲3号501室", by=person("li", "supervisor"), at=NOW)

    for query in ("甲3号", "3栋2单元501室"):
        assert [place.premise for place in places_named(query)] == [home]
    assert [place.is_former for place in places_named("3栋2单元501室")] == [True]


@pytest.mark.parametrize("name", ["", " 。", "阳光花园", " 阳光花园 "])
def test_an_empty_name_or_the_same_is_refused(garden, name):
    with pytest.raises(NameNotPossible):
        rename_community(community=garden, name=name, by=person("li", "supervisor"), at=NOW)
