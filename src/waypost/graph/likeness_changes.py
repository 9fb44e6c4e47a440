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
        differing(before.rare, now.rare, columns)
        | differing(before.frequent, now.frequent, columns)
        | differing(before.links, now.links, themselves)
        | differing(before.near, now.near, themselves)
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
        found.append(places(old.names, new.names, start))
        start += len(new.names)
    return np.concatenate(found)


def places(old: Sequence[str], new: Sequence[str], start: int = 0) -> Any:
    """Give the place of each old name among the new ones, -1 where it is not there.

    The first place is ``start``.
    """
    if old == new:
        return np.arange(start, start + len(new))
    found = {name: place for place, name in enumerate(new, start)}
    return np.array([found.get(name, -1) for name in old], dtype=np.int64)


def differing(old: Any, new: Any, columns: Any) -> Any:
    """Say of every row of two CSR matrices (a bool each) whether they differ.

    ``columns`` are those of the new one that the columns of the old one have become.
    """
    lengths = np.diff(new.indptr)
    found = np.diff(old.indptr) != lengths
    rows = np.flatnonzero(~found)
    one, other = positions(old.indptr, rows), positions(new.indptr, rows)
    unlike = (columns[old.indices[one]] != new.indices[other]) | (old.data[one] != new.data[other])
    found[rows.repeat(lengths[rows])[unlike]] = True
    return found
