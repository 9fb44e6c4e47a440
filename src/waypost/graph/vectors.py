"""Posts as vectors of terms, for how alike they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import log
from typing import Any

import numpy as np
from msgspec import Struct

from waypost.graph.packed import read_terms
from waypost.matrices import sparse
from waypost.model.memory import NONE, Memory
from waypost.model.post import Post

WEAK = 0.1
"""Terms of less weight in a post are left out of it: they are two fifths of all, and
two posts that share one are more alike by less than a hundredth."""


class Vectors(Struct, frozen=True, eq=False):
    """The terms of posts: row by row in order of slug, a column a stem, in order too.

    ``weights`` is a sparse matrix (posts x stems, float64). Each row had length 1, or
    was empty, before the weak terms and those of a single post were left out.
    ``rows`` leads from slugs to rows, and ``stems`` names the columns.
    """

    rows: Mapping[str, int]
    weights: Any
    stems: tuple[str, ...]


def term_vectors(posts: Iterable[Post], memory: Memory = NONE) -> Vectors:
    """Weigh posts' terms by tf-idf: (1 + ln count) times :func:`idf`."""
    packed = {post.slug.value: post.terms.packed for post in posts}
    ordered = sorted(packed)
    terms = read_terms(list(map(packed.__getitem__, ordered)), memory)
    spread = np.bincount(terms.columns, minlength=len(terms.stems))
    # By a table: few counts are met very often.
    tf = np.array([0.0, *(1 + log(n) for n in range(1, terms.counts.max(initial=0) + 1))])
    weights = tf[terms.counts] * idf(spread, len(ordered))[terms.columns]
    shape = (len(ordered), len(terms.stems))
    matrix = unit_rows(compressed(weights, terms.columns, terms.starts, shape))
    telling = some_entries(matrix, (matrix.data >= WEAK) & (spread > 1)[terms.columns])
    kept = np.flatnonzero(np.bincount(telling.indices, minlength=len(spread)))
    by_name = sorted(kept.tolist(), key=terms.stems.__getitem__)
    return Vectors(
        rows=dict(zip(ordered, range(len(ordered)), strict=True)),
        weights=_renumbered(telling, np.array(by_name, dtype=np.int64)),
        stems=tuple(map(terms.stems.__getitem__, by_name)),
    )


def compressed(data: Any, columns: Any, starts: Any, shape: tuple[int, int]) -> Any:
    """Make a CSR matrix of entries, their columns, and where rows start (arrays).

    With indices of 32 bits: most of what is done with a large matrix is to move it
    through the processor's caches, and SciPy keeps the 64 of what it is given.
    """
    indices = columns.astype(np.int32, copy=False), starts.astype(np.int32, copy=False)
    return sparse.csr_array((data, *indices), shape=shape)


def idf(spread: Any, posts: int) -> Any:
    """Say how much it tells that a post has something, by how many of all have it.

    It is ln(1 + n / spread), in steps of a half, where n is the number of posts, rounded
    up to a power of two: so that one post more or less changes what hardly any term
    weighs, and with it what other posts lead to. Where ``spread`` is 0 it is that of 1.
    """
    posts = 1 << max(posts - 1, 0).bit_length()
    return np.rint(2 * np.log1p(posts / np.maximum(spread, 1))) / 2


def unit_rows(matrix: Any) -> Any:
    """Scale the rows of a CSR matrix to length 1; empty rows stay empty."""
    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    lengths = np.sqrt(np.bincount(rows, np.square(matrix.data), matrix.shape[0]))
    # Every entry is more than 0, and so is the length of a row that has any.
    weights = matrix.data / lengths[rows]
    return compressed(weights, matrix.indices, matrix.indptr, matrix.shape)


def some_entries(matrix: Any, kept: Any) -> Any:
    """Keep some entries of a CSR matrix (a bool for each); its shape stays."""
    starts = np.concatenate(([0], np.cumsum(kept)))[matrix.indptr]
    return compressed(matrix.data[kept], matrix.indices[kept], starts, matrix.shape)


def _renumbered(matrix: Any, columns: Any) -> Any:
    """Keep only some columns of a CSR matrix, which are all that it has entries in."""
    numbers = np.zeros(matrix.shape[1], dtype=matrix.indices.dtype)
    numbers[columns] = np.arange(len(columns))
    shape = (matrix.shape[0], len(columns))
    found = compressed(matrix.data, numbers[matrix.indices], matrix.indptr, shape)
    found.sort_indices()
    return found
