"""A case is called by the customer's own first words."""

import pytest

from gasservice.cases.titles import LONGEST, title_of


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("上个月按时交费，却收了违约金。请退给我。", "上个月按时交费，却收了违约金"),
        ("The bill is wrong. It says 4.50 for nothing.", "The bill is wrong"),
        ("It costs 4.50 too much", "It costs 4.50 too much"),
        ("\n\n  灶台没有气\n昨天开始", "灶台没有气 昨天开始"),
        ("！？", "！？"),
    ],
)
def test_it_takes_the_first_sentence(words, title):
    assert title_of(words) == title


@pytest.mark.parametrize("words", ["很长的话" * 40, "a long story without any end " * 10])
def test_a_long_sentence_is_cut_and_says_so(words):
    title = title_of(words)

    assert len(title) <= LONGEST + 1
    assert title.endswith("…")
    assert words.startswith(title[:-1])
