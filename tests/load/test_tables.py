"""Tables that have more cells than columns."""

from __future__ import annotations

import pytest

from support.parsing import told


@pytest.mark.parametrize(
    "text",
    [
        "| a |\n|---|\n| b | c |",
        "| a |\n|---|\n| b |\n| b | c | d |",
        "a | b\n--|--\nb | e | c",
        "> | a |\n> |---|\n> | b | c |",
        "| a |\n|---|\n| \\| | c |",
        "| a |\n|---|\n| [[b|c]] |",
    ],
)
def test_a_cell_that_is_not_on_the_page_is_a_warning_where_it_stands(text: str) -> None:
    line = text.count("\n", 0, text.rindex("c")) + 5
    column = text.rindex("c") - text.rfind("\n", 0, text.rindex("c"))
    assert told(text)[:1] == [f"a.md:{line}:{column} warning extra-cells"]


@pytest.mark.parametrize(
    "text",
    ["| a |\n|---|\n| b \\| c |", "| a |\n|---|\n| b |  |", "| a |\n|---|\n|", "a|b\n-|-\n|c|d|"],
)
def test_a_row_of_no_more_than_its_columns_is_fine(text: str) -> None:
    assert told(text) == []
