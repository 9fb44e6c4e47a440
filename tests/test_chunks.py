"""How many items a worker is sent at once."""

from __future__ import annotations

import pytest

from waypost.chunks import chunk_size, chunks


@pytest.mark.parametrize(
    ("items", "jobs", "size"),
    [(1, 2, 32), (1_000, 2, 32), (2_047, 2, 32), (2_048, 2, 64), (10_000, 2, 64), (10_000, 16, 32)],
)
def test_chunks_are_large_where_there_are_enough_of_them_for_all(
    items: int, jobs: int, size: int
) -> None:
    assert chunk_size(items, jobs) == size


@pytest.mark.parametrize(
    ("items", "expected"), [(0, []), (2, [(0, 1)]), (5, [(0, 1), (2, 3), (4,)])]
)
def test_all_items_are_in_chunks_in_their_order(
    items: int, expected: list[tuple[int, ...]]
) -> None:
    assert list(chunks(range(items), 2)) == expected
