"""The arithmetic of charts."""

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from gasservice.web.charts import line_chart, pair_chart, spark
from gasservice.web.escaping import Linked

USAGE = ("Month", "2025", "2026")
KEPT = ("Month", "Kept, %")
amounts = st.none() | st.integers(0, 5000)


def test_it_lets_the_highest_bar_set_the_scale():
    chart = pair_chart([("Jan", 40, 80)], columns=USAGE)

    before, now = chart.bars
    assert now.height == pytest.approx(2 * before.height, abs=0.1)
    assert before.y + before.height == pytest.approx(chart.base, abs=0.1)


def test_it_leaves_a_month_without_reading_empty():
    chart = pair_chart([("Jan", 40, None)], columns=USAGE)

    assert chart.bars[1].height == 0
    assert [text.words for text in chart.texts] == ["Jan"]
    assert chart.rows == [["Jan", 40, "–"]]


@pytest.mark.parametrize("rows", [[], [("Jan", None, None)]])
def test_it_knows_when_there_is_nothing_to_draw(rows):
    assert pair_chart(rows, columns=USAGE).is_empty


@given(st.lists(st.tuples(st.just("x"), amounts, amounts), min_size=1, max_size=24))
def test_it_draws_inside_its_box(rows):
    chart = pair_chart(rows, columns=USAGE)

    for bar in chart.bars:
        assert -0.1 <= bar.x <= bar.x + bar.width <= chart.width + 0.1
        assert -0.1 <= bar.y <= bar.y + bar.height <= chart.base + 0.1


def test_it_says_the_ends_and_the_extremes_of_a_line():
    chart = line_chart([("Jan", 90), ("Feb", 87), ("Mar", 94), ("Apr", 92)], columns=KEPT, low=85, high=100)

    said = {text.words for text in chart.texts}
    assert {"90", "87", "94", "92"} <= said


def test_it_draws_an_open_month_dashed():
    chart = line_chart([("Jan", 90), ("Feb", 92), ("Mar", 91)], columns=KEPT, low=85, high=100, last_is_open=True)

    assert chart.path.count("L") == 1
    assert chart.open_path.count("L") == 1
    assert [dot.tone for dot in chart.dots] == ["now", "now", "past"]


def test_it_skips_a_month_without_a_value():
    chart = line_chart([("Jan", 90), ("Feb", None), ("Mar", 91)], columns=KEPT, low=85, high=100)

    assert len(chart.dots) == 2
    assert chart.rows[1] == ["Feb", "–"]


def test_it_puts_a_table_behind_the_drawing():
    chart = line_chart([("Jan", 90)], columns=KEPT, low=85, high=100, target=(95, "target"))

    page = render_to_string("components/chart.html", {"title": "Are promises kept?", "chart": chart})

    assert 'role="img"' in page
    assert "<table" in page
    assert ">target</text>" in page


def test_it_draws_no_way_through_one_value():
    assert spark([3]) == ""
    assert spark([1, 2]) == "4.0,32.0 108.0,4.0"


def test_it_draws_the_limits_of_chance_beside_the_line():
    rows, limits = [("Jan", 90), ("Feb", 92), ("Mar", 91)], [(86, 96), None, (40, 99)]
    chart = line_chart(rows, columns=KEPT, low=85, high=100, limits=limits)

    low, high = (rule.path for rule in chart.rules if rule.shape == "c-limit")
    assert low.count("L") == high.count("L") == 1
    assert low.endswith(f" {chart.height - 24.0}")  # what lies below the drawing is drawn at its foot


def drawn(chart) -> str:
    return render_to_string("components/chart.html", {"title": "How much?", "chart": chart})


def test_a_mark_and_its_cell_open_the_same():
    ways = [(Linked("Jan: 90%, <opens>", "/cases?a=1&b=2"),), ()]
    page = drawn(line_chart([("Jan", 90), ("Feb", 87)], columns=KEPT, low=85, high=100, ways=ways))

    assert page.count('<a href="/cases?a=1&amp;b=2">') == page.count("<a ") == 2
    assert "<title>Jan: 90%, &lt;opens&gt;</title>" in page
    assert '<td data-num><a href="/cases?a=1&amp;b=2">90</a></td>' in page
    assert 'role="group"' in page
    assert 'role="img"' not in page


def test_each_bar_of_a_pair_opens_its_own():
    ways = [(Linked("Jan, then", "/then"), None), (None, Linked("Feb, now", "/now"))]
    chart = pair_chart([("Jan", 40, 0), ("Feb", 0, 80)], columns=USAGE, ways=ways)

    assert [(strip.way.url, strip.x, strip.width) for strip in chart.strips] == [("/then", 0, 90), ("/now", 270, 90)]
    assert chart.rows == [["Jan", Linked(40, "/then"), 0], ["Feb", 0, Linked(80, "/now")]]


def test_a_drawing_that_opens_nothing_is_an_image():
    page = drawn(pair_chart([("Jan", 40, 80)], columns=USAGE))

    assert 'role="img"' in page
    assert "<a " not in page


@given(st.integers(2, 24))
def test_strips_stand_side_by_side_and_hold_their_dots(periods):
    ways = [(Linked("x", "/x"),)] * periods
    chart = line_chart([("x", 90)] * periods, columns=KEPT, low=85, high=100, ways=ways)

    for strip, dot in zip(chart.strips, chart.dots, strict=True):
        assert strip.x < dot.x < strip.x + strip.width
    for strip, beside in zip(chart.strips, chart.strips[1:], strict=False):
        assert strip.x + strip.width <= beside.x + 0.2
