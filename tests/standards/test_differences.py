"""What differs between two texts and two lists."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gasservice.standards.differences import parts_paired, runs_between


@pytest.mark.parametrize(
    ("old", "new", "runs"),
    [
        (
            "Within 3 days",
            "Within 2 days",
            [("kept", "Within "), ("taken_out", "3"), ("added", "2"), ("kept", " days")],
        ),
        ("3个工作日内", "2个工作日内", [("taken_out", "3"), ("added", "2"), ("kept", "个工作日内")]),
        ("", "新", [("added", "新")]),
        ("旧", "", [("taken_out", "旧")]),
    ],
)
def test_words_that_differ(old, new, runs):
    assert [(run.kind, run.text) for run in runs_between(old, new)] == runs


@given(st.text(), st.text())
def test_runs_give_both_texts_back(old, new):
    runs = runs_between(old, new)

    assert "".join(run.text for run in runs if run.kind != "added") == old
    assert "".join(run.text for run in runs if run.kind != "taken_out") == new


def test_a_changed_part_is_the_same_part_beside_a_new_one():
    old = [("Send papers",), ("We look at them within 3 days",)]
    new = [("Send papers",), ("Pay nothing",), ("We look at them within 2 days",)]

    assert list(parts_paired(old, new)) == [(0, 0), (None, 1), (1, 2)]


@given(st.lists(st.tuples(st.text(max_size=4))), st.lists(st.tuples(st.text(max_size=4))))
def test_each_part_is_told_once(old, new):
    pairs = list(parts_paired(old, new))

    assert sorted(was for was, _ in pairs if was is not None) == list(range(len(old)))
    assert [now for _, now in pairs if now is not None] == list(range(len(new)))
