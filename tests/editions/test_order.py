"""How one list became another: the fewest edits that an editor would speak of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waypost.editions.order import Edit, edits

CASES: list[tuple[str, str, list[Edit]]] = [
    ("", "", []),
    ("ab", "ab", []),
    ("", "a", [Edit("", 0, "a", 1)]),
    ("a", "", [Edit("a", 1, "", 0)]),
    ("abc", "axc", [Edit("b", 2, "x", 2)]),
    ("abc", "axyc", [Edit("b", 2, "x", 2), Edit("", 0, "y", 3)]),
    ("abc", "ac", [Edit("b", 2, "", 0)]),
    ("abc", "cab", [Edit("c", 3, "c", 1)]),
    # What only others moved around is not told.
    ("abc", "cba", [Edit("c", 3, "c", 1)]),
    # Not "b" for "a": "b" was there before.
    ("ab", "xa", [Edit("", 0, "x", 1), Edit("b", 2, "", 0)]),
    # A step may stand there twice, if an edition says so.
    ("a", "aa", [Edit("a", 1, "a", 2)]),
]


@pytest.mark.parametrize(("old", "new", "expected"), CASES)
def test_a_list_became_another_by(old: str, new: str, expected: list[Edit]) -> None:
    assert list(edits(old, new)) == expected


@given(st.text("abcd", max_size=6), st.text("abcd", max_size=6))
def test_only_equal_lists_need_no_edit(old: str, new: str) -> None:
    assert bool(edits(old, new)) == (old != new)


@given(st.permutations("abcdef"), st.permutations("cdefgh"), st.integers(0, 6), st.integers(0, 6))
def test_all_that_came_and_went_is_told_once(
    one: list[str], other: list[str], cut: int, end: int
) -> None:
    old, new = one[:cut], other[:end]
    found = [edit for edit in edits(old, new) if not edit.moved]
    assert sorted(edit.before for edit in found if edit.was) == sorted(set(old) - set(new))
    assert sorted(edit.after for edit in found if edit.now) == sorted(set(new) - set(old))
    for edit in edits(old, new):
        assert not edit.was or old[edit.was - 1] == edit.before
        assert not edit.now or new[edit.now - 1] == edit.after
