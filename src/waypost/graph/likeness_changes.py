"""Which posts are compared by something else than the time before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from waypost.graph.likeness import Likeness
from waypost.graph.table import positions


def changed_rows(before: Likeness, now: Likeness) -> Any:
    """Say of every row (a bool each) whether anything in it differs.

    Both are of the same posts. A row may be said to differ though it does not, where
    the order of what it holds has changed.
    """
    columns = _columns(before, now)
    themselves = np.arange(now.rare.shape[0])
    return (
        _differing(before.rare, now.rare, columns)
        | _differing(before.frequent, now.frequent, columns)
        | _differing(before.links, now.links, themselves)
        | _differing(before.near, now.near, themselves)
    )


def _columns(before: Likeness, now: Likeness) -> Any:
    """Give the column that each column of before has now, -1 where it has none."""
    found, start = [], 0
    for old, new in (
        (before.terms, now.terms),
        (before.topics, now.topics),
        (before.cited, now.cited),
        (before.paths, now.paths),
    ):
        found.append(_places(old.names, new.names, start))
        start += len(new.names)
    return np.concatenate(found)


def _places(old: Sequence[str], new: Sequence[str], start: int) -> Any:
    if old == new:
        return np.arange(start, start + len(new))
    places = {name: place for place, name in enumerate(new, start)}
    return np.array([places.get(name, -1) for name in old], dtype=np.int64)


def _differing(old: Any, new: Any, columns: Any) -> Any:
    lengths = np.diff(new.indptr)
    differing = np.diff(old.indptr) != lengths
    rows = np.flatnonzero(~differing)
    one, other = positions(old.indptr, rows), positions(new.indptr, rows)
    unlike = (columns[old.indices[one]] != new.indices[other]) | (old.data[one] != new.data[other])
    differing[rows.repeat(lengths[rows])[unlike]] = True
    return differing
