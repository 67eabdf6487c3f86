"""Case numbers survive the telephone."""

from hypothesis import assume, given
from hypothesis import strategies as st

from gasservice.cases.references import FIRST, LAST, read_reference, reference_of

numbers = st.integers(FIRST, LAST)


@given(numbers)
def test_it_is_read_however_it_is_written(number):
    reference = reference_of(number)

    assert read_reference(reference) == reference
    assert read_reference(reference.replace("-", " ")) == reference
    assert read_reference(reference.translate({ord(str(n)): chr(0xFF10 + n) for n in range(10)})) == reference


@given(numbers, st.integers(0, 8), st.integers(0, 9))
def test_one_wrong_digit_is_noticed(number, place, digit):
    said = list(reference_of(number).replace("-", ""))
    assume(said[place] != str(digit))
    said[place] = str(digit)

    assert read_reference("".join(said)) is None


@given(numbers, st.integers(0, 7))
def test_two_swapped_neighbours_are_noticed(number, place):
    said = list(reference_of(number).replace("-", ""))
    assume(said[place] != said[place + 1])
    said[place], said[place + 1] = said[place + 1], said[place]

    assert read_reference("".join(said)) is None


def test_it_refuses_what_is_no_number():
    assert read_reference("") is None
    assert read_reference("call me") is None
    assert read_reference("123") is None
