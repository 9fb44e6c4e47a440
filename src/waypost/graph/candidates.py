"""The posts that are most like each post, found without comparing every pair."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np
from msgspec import Struct

from waypost.graph.likeness import Likeness, products
from waypost.matrices import sparse

MOST = 20
"""Candidates of a post, from which its related posts are chosen."""

_BLOCK = 1024
_ROW_BITS = 24
_ROWS = (1 << _ROW_BITS) - 1


class Candidates(Struct, frozen=True, eq=False):
    """The most alike posts of every post.

    ``keys`` is an int64 array of posts x 20 *keys*, best first, -1 where there are no
    more. A key sorts by score, then by row: see :func:`keys_of`. ``found`` has one more,
    in any order, before frequent terms count and the post itself is left out.
    """

    keys: Any
    found: Any


def candidates(likeness: Likeness) -> Candidates:
    """Find the most alike posts of every post."""
    size = likeness.rare.shape[0]
    # One more, for the post itself.
    found = np.full((size, MOST + 1), -1, dtype=np.int64)
    product = _product(likeness)
    for start in range(0, size, _BLOCK):
        rows = np.arange(start, min(start + _BLOCK, size))
        _keep_best(product(rows), found[rows[0] : rows[-1] + 1])
    return Candidates(_finished(found, np.arange(size), likeness), found)


def candidates_again(likeness: Likeness, before: Candidates, changed: Any) -> Candidates:
    """Find the same as :func:`candidates`, where all but some rows are as they were.

    ``before`` are the candidates of as many posts; ``changed`` (an int array) are the
    rows of which anything that they are compared by has changed since.
    """
    product = _product(likeness)
    found, own = before.found.copy(), product(changed)
    is_changed = np.zeros(len(found), dtype=bool)
    is_changed[changed] = True
    old = (found >= 0) & is_changed[rows_of(found)]
    touched = old.any(axis=1)
    touched[own.indices] = True
    others = np.flatnonzero(touched & ~is_changed)
    again = _put_in(found, others, own, changed, old)
    for rows in (changed, others[again]):
        best = np.full((len(rows), found.shape[1]), -1, dtype=np.int64)
        _keep_best(own if rows is changed else product(rows), best)
        found[rows] = best
    # Where a candidate has changed, what frequent terms add to it may have too.
    stale = is_changed | touched | ((found >= 0) & is_changed[rows_of(found)]).any(axis=1)
    keys, rows = before.keys.copy(), np.flatnonzero(stale)
    keys[rows] = _finished(found[rows], rows, likeness)
    return Candidates(keys, found)


def _put_in(found: Any, others: Any, own: Any, changed: Any, old: Any) -> Any:
    """Put changed rows among the best of other rows, in place of what they were there.

    ``own`` has the scores of the changed rows with all. Says of which of the ``others``
    (a bool each) the best are not known by that: one that was good enough no longer is,
    and what comes next was never kept.
    """
    most = found.shape[1]
    before = found[others]
    # Of a row that is not full all that is like it is there.
    full = (before >= 0).all(axis=1)
    least = np.where(full, before.min(axis=1), -1)
    kept = np.where(old[others], -1, before)
    place = np.full(len(found), -1)
    place[others] = np.arange(len(others))
    whose = place[own.indices]
    entries = np.flatnonzero(whose >= 0)
    which = changed.repeat(np.diff(own.indptr))[entries]
    new = np.full((len(others), max(len(changed), 1)), -1, dtype=np.int64)
    column = np.empty(len(found), dtype=np.int64)
    column[changed] = np.arange(len(changed))
    new[whose[entries], column[which]] = keys_of(own.data[entries], which)
    best = best_first(np.concatenate((kept, new), axis=1))[:, :most]
    found[others] = best
    return full & (best[:, -1] < least)


def keys_of(scores: Any, rows: Any) -> Any:
    """Join scores and rows to keys; of equal scores the first row has the larger key."""
    keys = np.asarray(scores).astype(np.int64)
    keys <<= _ROW_BITS
    keys += _ROWS - np.asarray(rows)
    return keys


def rows_of(keys: Any) -> Any:
    """Give the rows of keys; a key of -1 gives row 0."""
    return np.where(keys < 0, 0, _ROWS - (keys & _ROWS))


def scores_of(keys: Any) -> Any:
    """Give the scores of keys; a key of -1 gives -1."""
    return keys >> _ROW_BITS


def best_first(keys: Any) -> Any:
    """Sort each row of keys, the best first."""
    return -np.sort(-keys, axis=1)


def _product(likeness: Likeness) -> Callable[[Any], Any]:
    """Give what compares some rows (an int array, in order) with all: a CSR matrix."""
    size = likeness.rare.shape[0]
    # One product for all: the rows with each other, and, through an
    # identity matrix beside them, the pairs that are given.
    pairs = (likeness.links + likeness.near).tocsr()
    right = sparse.vstack([likeness.rare.T, pairs], format="csr", dtype=np.int32)

    def product(rows: Any) -> Any:
        return _beside_ones(likeness.rare[rows], rows, size) @ right

    return product


def _beside_ones(matrix: Any, columns: Any, width: int) -> Any:
    """Put a matrix of some width beside a CSR one, with a single 1 in each row, in a column
    of its own. By hand, since SciPy would sort all entries for that."""
    kind = matrix.indices.dtype
    starts = (matrix.indptr + np.arange(len(columns) + 1)).astype(kind)
    data, indices = np.ones(starts[-1], dtype=np.int32), np.empty(starts[-1], dtype=kind)
    before = np.ones(starts[-1], dtype=bool)
    before[starts[1:] - 1] = False
    data[before], indices[before] = matrix.data, matrix.indices
    indices[~before] = columns + matrix.shape[1]
    shape = (len(columns), matrix.shape[1] + width)
    return sparse.csr_array((data, indices, starts), shape=shape)


def _keep_best(block: Any, found: Any) -> None:
    keys, bounds, most = keys_of(block.data, block.indices), block.indptr.tolist(), found.shape[1]
    for row, (start, end) in enumerate(pairwise(bounds)):
        part = keys[start:end]
        if len(part) > most:
            # In place: the keys of a row are of no use after this.
            part.partition(len(part) - most)
            part = part[-most:]
        found[row, : len(part)] = part


def _finished(found: Any, rows: Any, likeness: Likeness) -> Any:
    """Leave the posts themselves out, add to the scores what is left out of the product,
    and sort; ``rows`` are those that ``found`` has."""
    found = found.copy()
    found[(rows_of(found) == rows[:, np.newaxis]) | (found <= _ROWS)] = -1
    found = best_first(found)[:, :MOST]
    place, column = np.nonzero(found >= 0)
    keys = found[place, column]
    others = rows_of(keys)
    scores = scores_of(keys) + products(likeness.frequent, rows[place], others)
    found[place, column] = keys_of(scores, others)
    return best_first(found)
