"""The posts that are most like each post, found without comparing every pair."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
from scipy import sparse

from waypost.graph.likeness import Likeness, products

MOST = 20
"""Candidates of a post, from which its related posts are chosen."""

_BLOCK = 1024
_ROW_BITS = 24
_ROWS = (1 << _ROW_BITS) - 1


def candidates(likeness: Likeness) -> Any:
    """Find the most alike posts of every post.

    Gives an int64 array of posts x 20 *keys*, best first, -1 where there are no
    more. A key sorts by score, then by row: see :func:`keys_of`.
    """
    size = likeness.rare.shape[0]
    # One more, for the post itself.
    found = np.full((size, MOST + 1), -1, dtype=np.int64)
    # One product for all: the rows with each other, and, through an
    # identity matrix beside them, the pairs that are given.
    pairs = (likeness.links + likeness.near).tocsr()
    right = sparse.vstack([likeness.rare.T, pairs], format="csr", dtype=np.int32)
    for start in range(0, size, _BLOCK):
        stop = min(start + _BLOCK, size)
        own = sparse.eye_array(stop - start, size, k=start, dtype=np.int32, format="csr")
        left = sparse.hstack([likeness.rare[start:stop], own], format="csr", dtype=np.int32)
        _keep_best(left @ right, found[start:stop])
    found[(rows_of(found) == np.arange(size)[:, np.newaxis]) | (found <= _ROWS)] = -1
    return _with_frequent(best_first(found)[:, :MOST], likeness)


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


def _keep_best(block: Any, found: Any) -> None:
    keys, bounds, most = keys_of(block.data, block.indices), block.indptr.tolist(), found.shape[1]
    for row, (start, end) in enumerate(pairwise(bounds)):
        part = keys[start:end]
        if len(part) > most:
            # In place: the keys of a row are of no use after this.
            part.partition(len(part) - most)
            part = part[-most:]
        found[row, : len(part)] = part


def _with_frequent(found: Any, likeness: Likeness) -> Any:
    """Add to the scores what is left out of the product, and sort."""
    row, column = np.nonzero(found >= 0)
    keys = found[row, column]
    others = rows_of(keys)
    scores = scores_of(keys) + products(likeness.frequent, row, others)
    found[row, column] = keys_of(scores, others)
    return best_first(found)
