"""Lines by number, as authors write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waypost.load.line_numbers import read_lines


@pytest.mark.parametrize(
    ("written", "lines"),
    [("1", {1}), ("2-4", {2, 3, 4}), (" 1, 3 - 4 ,9", {1, 3, 4, 9}), ("3,3,2-3", {2, 3})],
)
def test_numbers_and_ranges_are_read(written: str, lines: set[int]) -> None:
    found, wrong = read_lines(written, 9)
    assert found == lines
    assert not wrong


@pytest.mark.parametrize(
    ("written", "message", "offset", "fix"),
    [
        ("1,4-2", "the range 4-2 ends before it starts", 2, "write '2-4'"),
        ("1, 7", "there is no line 7: the block has 6 lines", 3, "count from the first line, 1"),
        ("5-7", "there is no line 7: the block has 6 lines", 0, "count from the first line, 1"),
        ("0", "there is no line 0: the block has 6 lines", 0, "count from the first line, 1"),
        ("a", "'a' is neither a line nor a range of lines", 0, ""),
        ("", "'' is neither a line nor a range of lines", 0, ""),
        ("1,,2", "'' is neither a line nor a range of lines", 2, ""),
        ("1-", "'1-' is neither a line nor a range of lines", 0, ""),
        ("9999999", "'9999999' is neither a line nor a range of lines", 0, ""),
    ],
)
def test_what_means_no_lines_says_where_and_why(
    written: str, message: str, offset: int, fix: str
) -> None:
    _, (wrong,) = read_lines(written, 6)
    assert (wrong.message, wrong.offset) == (message, offset)
    assert wrong.fix == fix or "'2,4-6'" in wrong.fix


def test_a_block_of_one_line_has_one() -> None:
    assert read_lines("2", 1)[1][0].message == "there is no line 2: the block has 1 line"


@given(st.text(st.sampled_from("0123456789,- a"), max_size=12), st.integers(0, 40))
def test_only_lines_of_the_block_are_given(written: str, count: int) -> None:
    lines, wrong = read_lines(written, count)
    assert all(1 <= line <= count for line in lines)
    assert lines or wrong
    assert all(0 <= each.offset <= len(written) for each in wrong)
