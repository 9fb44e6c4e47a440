"""What is the same thing in two editions."""

from __future__ import annotations

import pytest

from waypost.editions.matching import matched

CASES: list[tuple[str, list[str], list[str], list[tuple[str, str]]]] = [
    ("the first mark weighs most", ["1x", "2y"], ["2x", "1z"], [("2y", "2x"), ("1x", "1z")]),
    ("the second tells what the first does not", ["1x"], ["2x"], [("1x", "2x")]),
    ("a mark of two things tells nothing", ["1x", "1y"], ["1z"], []),
    ("nor does one that two have in the newer edition", ["1x"], ["1y", "1z"], []),
    ("one that is taken is no longer in the way", ["1x", "2x"], ["1y", "3x"], [
        ("1x", "1y"), ("2x", "3x"),
    ]),
    ("an empty mark tells nothing", ["1"], ["2"], []),
]  # fmt: skip


@pytest.mark.parametrize(("why", "old", "new", "expected"), CASES)
def test_things_are_the_same_by_their_marks(
    why: str, old: list[str], new: list[str], expected: list[tuple[str, str]]
) -> None:
    assert matched(old, new, lambda thing: thing[0], lambda thing: thing[1:]) == expected, why
