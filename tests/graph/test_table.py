"""Tables of stems: counting many posts at once gives what counting each gives."""

from __future__ import annotations

from collections import Counter
from itertools import accumulate

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from waypost.graph.table import Runs, distinct, held_by, make_table, positions, table_of

NAMES = ("", "salt", "crust", "rye")
READ = st.lists(st.lists(st.sampled_from(NAMES), max_size=6), min_size=1, max_size=8)


def runs(read: list[list[str]]) -> Runs:
    """Make the runs of posts p0, p1 and so on."""
    ends = list(accumulate(map(len, read)))
    numbers = [NAMES.index(stem) for stems in read for stem in stems]
    return Runs(
        rows={f"p{row}": row for row in range(len(read))},
        stems=NAMES,
        numbers=np.array(numbers, dtype=np.int64),
        starts=np.array([0, *ends[:-1]]),
        ends=np.array(ends),
    )


@given(READ)
def test_runs_give_back_what_was_read(read: list[list[str]]) -> None:
    made = runs(read)
    assert [list(made.read(f"p{row}")) for row in range(len(read))] == read


@given(READ, st.data())
def test_a_table_counts_each_stem_of_a_post_once(
    read: list[list[str]], data: st.DataObject
) -> None:
    table = table_of(runs(read))
    assert list(table.names) == sorted(table.names)
    every = st.integers(0, len(read) - 1)
    rows = data.draw(st.lists(every, unique=True, min_size=1).map(sorted))
    held = table.gather([f"p{row}" for row in rows], np.array(rows))
    expected = Counter(stem for row in rows for stem in set(read[row]) - {""})
    counts = dict(zip(table.names, held.counts.tolist(), strict=True))
    assert {name: count for name, count in counts.items() if count} == expected
    for column, name in enumerate(table.names):
        assert held.by(column) == tuple(f"p{row}" for row in rows if name in read[row])
        assert table.totals[column] == sum(name in stems for stems in read)


@given(READ, st.integers(1, 4))
def test_what_is_held_seldom_is_left_out_of_a_table(read: list[list[str]], least: int) -> None:
    table, said = table_of(runs(read), least), Counter(stem for stems in read for stem in stems)
    assert set(table.names) == {stem for stem in said if said[stem] >= least} - {""}
    for column, name in enumerate(table.names):
        assert table.totals[column] == sum(name in stems for stems in read)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2)), max_size=12))
def test_a_table_of_entries_has_each_once_in_order(entries: list[tuple[int, int]]) -> None:
    pairs = np.array(entries, dtype=np.int64).reshape(-1, 2)
    table = make_table(("a", "b", "c"), 4, pairs[:, 0], pairs[:, 1])
    owners, columns = table.entries(np.array([3, 1, 0, 2]))
    found = [([3, 1, 0, 2][owner], column) for owner, column in zip(owners, columns, strict=True)]
    assert sorted(found) == sorted(set(entries))
    assert owners.tolist() == sorted(owners)
    assert table.totals.tolist() == [sum(c == n for _, c in set(entries)) for n in range(3)]


def test_a_name_has_a_column_and_what_is_none_has_not() -> None:
    none = np.zeros(0, dtype=np.int64)
    table = make_table(("ale", "rye"), 1, none, none)
    assert [table.column("ale"), table.column("rye")] == [0, 1]
    for name in ("aardvark", "bun", "salt"):
        with pytest.raises(KeyError):
            table.column(name)


@given(st.lists(st.integers(-3, 3)))
def test_distinct_numbers_are_sorted_and_each_once(numbers: list[int]) -> None:
    assert distinct(np.array(numbers, dtype=np.int64)).tolist() == sorted(set(numbers))


def test_positions_are_those_of_the_rows_in_their_order() -> None:
    starts = np.array([0, 2, 2, 5])
    assert positions(starts, np.array([2, 0])).tolist() == [2, 3, 4, 0, 1]
    assert positions(starts, np.array([1])).tolist() == []


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2)), max_size=12))
def test_what_rows_hold_stands_under_their_names(entries: list[tuple[int, int]]) -> None:
    pairs = np.array(entries, dtype=np.int64).reshape(-1, 2)
    table = make_table(("a", "b", "c"), 4, pairs[:, 0], pairs[:, 1])
    assert held_by(table, "wxyz") == {
        name: tuple("abc"[column] for owner, column in sorted(set(entries)) if owner == row)
        for row, name in enumerate("wxyz")
    }
