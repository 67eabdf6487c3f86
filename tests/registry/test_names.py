"""One form of a name, however it is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gasservice.registry.names import search_form, splits_of


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
