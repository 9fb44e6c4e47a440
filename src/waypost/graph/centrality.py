"""Centrality: how much of a hub runs through each of its posts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from msgspec import Struct

from waypost.graph.corpus import Corpus
from waypost.graph.table import Table, positions
from waypost.graph.vectors import Vectors

DIGITS = 6
"""Decimals that scores are rounded to before they are compared, so that the last
bits, which depend on the order of sums, decide nothing."""


class Centrality(Struct, frozen=True, eq=False):
    """How central some posts are among each other, post by post.

    ``links`` counts the posts that each links to or that link to it (an int),
    ``similarity`` and ``value`` (0 to 1, float) are as in :class:`DerivedStep`.
    """

    links: Sequence[int]
    similarity: Sequence[float]
    value: Sequence[float]


def centrality(ranks: Any, corpus: Corpus, vectors: Vectors) -> Centrality:
    """Measure how central each of some posts, by their ranks (int array), is among them.

    Half of it is links, over the most that any has. Half is terms: the cosine
    between the post's and the sum of all, over the largest. Each half is 0 where no
    post has any.
    """
    links = _links(ranks, corpus.around)
    cosines = _cosines(corpus.rows[ranks], vectors)
    similarity = np.round(cosines / (cosines.max() or 1.0), DIGITS)
    value = np.round((links / (links.max() or 1) + similarity) / 2, DIGITS)
    return Centrality(links.tolist(), similarity.tolist(), value.tolist())


def _links(ranks: Any, around: Table) -> Any:
    among = np.zeros(len(around.names), dtype=bool)
    among[ranks] = True
    owners, linked = around.entries(ranks)
    return np.bincount(owners[among[linked]], minlength=len(ranks))


def _cosines(order: Any, vectors: Vectors) -> Any:
    """Give each row's cosine to the sum of all, times the length of that sum."""
    # In order of rows, so that the sums don't depend on the order of the posts; and
    # by hand, since a sparse product costs more than it computes on so few rows.
    places = np.argsort(order)
    rows, weights = order[places], vectors.weights
    held = positions(weights.indptr, rows)
    columns, values = weights.indices[held], weights.data[held]
    total = np.bincount(columns, values, weights.shape[1])
    parts = np.concatenate(([0.0], np.cumsum(values * total[columns])))
    ends = np.concatenate(([0], np.cumsum(weights.indptr[rows + 1] - weights.indptr[rows])))
    cosines = np.empty(len(order))
    cosines[places] = np.diff(parts[ends])
    return np.round(cosines, DIGITS)
