"""Finding a case by its words, in either script."""

import pytest
from django.contrib.postgres.search import SearchQuery

from gasservice.cases.actions.search import add_to_search
from gasservice.cases.bigrams import query_of
from gasservice.cases.models import Case
from gasservice.web.scripts import simplified

pytestmark = pytest.mark.django_db


def found(typed: str) -> bool:
    query = SearchQuery(query_of(simplified(typed)), config="simple", search_type="raw")
    return Case.objects.filter(search=query).exists()


@pytest.mark.parametrize(
    "typed", ["泄漏", "洩漏", "燃气表", "燃氣表", "表", "Chen", "chen xiu", "ＣＨＥＮ", "燃气表 Chen", "88号"]
)
def test_it_finds_words_in_both_scripts_and_widths(case, typed):
    add_to_search(case=case, texts=["燃氣表旁有泄漏，找過88号的人", "Chen Xiulan"])

    assert found(typed)


@pytest.mark.parametrize("typed", ["账单", "帳單", "賬單"])
def test_a_bill_is_found_however_its_sign_is_written(case, typed):
    add_to_search(case=case, texts=["上月帳單讀數不對"])

    assert found(typed)


@pytest.mark.parametrize("typed", ["漏表", "气泄", "li", "电表", "燃气表 Li"])
def test_it_finds_nothing_that_is_not_there(case, typed):
    add_to_search(case=case, texts=["燃氣表旁有泄漏", "Chen Xiulan"])

    assert not found(typed)


def test_later_words_are_added_to_the_earlier(case):
    add_to_search(case=case, texts=["late charge"])
    add_to_search(case=case, texts=["违约金"])

    assert found("late")
    assert found("违约金")


@pytest.mark.parametrize("typed", ["'; DROP TABLE", "a:*|b", "((", "\\", "!"])
def test_signs_of_the_query_language_are_only_text(case, typed):
    assert found(typed) in (True, False)
