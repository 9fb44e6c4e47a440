"""Texts that are made to take long: eight times the text takes no sixty-four times the time."""

from __future__ import annotations

from time import process_time

import pytest

from waypost.load.markdown import parse_blocks
from waypost.model.diagnostic import Place
from waypost.model.site import ParseSettings


def spent(text: str) -> float:
    """Give the CPU time that a text takes, in seconds: the least of three times."""
    times = []
    for _ in range(3):
        start = process_time()
        parse_blocks(text, Place("a.md", 1, 1), ParseSettings())
        times.append(process_time() - start)
    return min(times)


@pytest.mark.parametrize(
    ("before", "again", "behind", "count"),
    [
        ("", "$x\\", "", 1_000),
        ("{.a}\n# a", "    ", "b", 1_000),
        ("```py ", 'a="b" ', "\nx\n```", 4_000),
        ("", '![""](a.png) ', "", 3_000),
        ("|a|\n|-|\n|", "[a](b) ", "|", 1_000),
    ],
    ids=["escaped dollars", "blanks in a heading", "options", "images", "links in a cell"],
)
def test_a_long_line_takes_time_in_proportion(
    before: str, again: str, behind: str, count: int
) -> None:
    few, many = (spent(f"{before}{again * times}{behind}") for times in (count, 8 * count))
    assert many < 32 * few + 0.1


def test_a_row_of_many_cells_takes_time_in_proportion() -> None:
    few, many = (
        spent(f"|{'a|' * count}\n|{'-|' * count}\n|{'[a](b)|' * count}") for count in (500, 4_000)
    )
    assert many < 32 * few + 0.1
