"""One form of a name, however it is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gasservice.registry.names import community_in, search_form, splits_of


@pytest.mark.parametrize("written", ["阳光花园3栋", "陽光花園3棟", "阳光花园３栋", " 陽光 花園·3-棟。"])
def test_it_reads_both_scripts_and_any_width_alike(written):
    assert search_form(written) == "阳光花园3栋"


def test_it_reads_latin_names_in_lower_case():
    assert search_form("Ｓunshine Garden, Bldg. 3") == "sunshinegardenbldg3"


@given(st.text("阳陽花園园３3栋棟ＡaA .·-#", max_size=20))
def test_a_name_once_written_so_stays_so(text):
    assert search_form(search_form(text)) == search_form(text)


@pytest.mark.parametrize("query", ["阳光花园3栋2单元501", "陽光花園 3-2-501", "阳光花园3#2#501室"])
def test_it_finds_the_house_numbers_after_a_name(query):
    assert splits_of(query)["阳光花园"] == ["3", "2", "501"]


def test_a_number_may_belong_to_the_name():
    splits = splits_of("滨河花园2期3栋501")

    assert splits["滨河花园2期"] == ["3", "501"]
    assert splits["滨河花园"] == ["2", "3", "501"]


@pytest.mark.parametrize(
    "address, numbers, before",
    [
        ("阳光花园3栋2单元501室", ("3", "2", "501"), ""),
        ("江北区阳光花园路16号阳光花园3栋2单元501室", ("3", "2", "501"), "江北区阳光花园路16号"),
        ("阳光花园大道阳光花园3栋", ("3", "", ""), "阳光花园大道"),
        ("阳光花园街30号阳光花园 3-2-501", ("3", "2", "501"), "阳光花园街30号"),
        ("望江街16号阳光花园71栋阳光花园底商", ("71", "", ""), "望江街16号"),
        ("阳光花园路8号阳光花园会所", ("3", "", ""), "阳光花园路8号"),
        ("阳光花园31栋与阳光花园3栋之间", ("3栋", "", ""), "阳光花园31栋与"),
        ("阳光花园会所", ("", "", ""), ""),
        ("阳光花园路8号", ("8", "", ""), None),
        ("滨河花园3栋", ("3", "", ""), None),
    ],
)
def test_a_street_named_after_an_estate_is_not_taken_for_it(address, numbers, before):
    begins = community_in(address, "阳光花园", numbers)

    assert (None if begins is None else address[:begins]) == before
