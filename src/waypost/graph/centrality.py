"""Centrality: how much of a hub runs through each of its posts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from waypost.graph.corpus import Corpus
from waypost.graph.vectors import Vectors

DIGITS = 6
"""Decimals that scores are rounded to before they are compared, so that the last
bits, which depend on the order of sums, decide nothing."""


@dataclass(frozen=True, slots=True)
class Centrality:
    """How central a post is among some posts; see :class:`DerivedStep` for the fields."""

    links: int
    similarity: float
    value: float


def centrality(posts: Sequence[str], corpus: Corpus, vectors: Vectors) -> Mapping[str, Centrality]:
    """Measure how central each of some posts is among them.

    Half of it is links: the posts that it links to or that link to it, over the
    most that any has. Half is terms: the cosine between the post's and the mean of
    all, over the largest. Each half is 0 where no post has any.
    """
    among = frozenset(posts)
    links = {post: len(among.intersection(_linked(post, corpus))) for post in posts}
    cosines = _cosines(posts, vectors)
    most_links = max(links.values(), default=0) or 1
    most_alike = max(cosines.values(), default=0.0) or 1.0
    found = {}
    for post in posts:
        similarity = round(cosines[post] / most_alike, DIGITS)
        value = round((links[post] / most_links + similarity) / 2, DIGITS)
        found[post] = Centrality(links[post], similarity, value)
    return found


def _linked(post: str, corpus: Corpus) -> set[str]:
    return {*corpus.links.get(post, ()), *corpus.backlinks.get(post, ())}


def _cosines(posts: Sequence[str], vectors: Vectors) -> dict[str, float]:
    # In order of rows, so that the sums don't depend on the order of the posts; and
    # by hand, since a sparse product costs more than it computes on so few rows.
    ordered = sorted(posts, key=vectors.rows.__getitem__)
    rows = vectors.weights[[vectors.rows[post] for post in ordered]]
    total = np.bincount(rows.indices, rows.data, vectors.weights.shape[1])
    length = sqrt(np.square(total).sum()) or 1.0
    parts = np.cumsum(np.concatenate(([0.0], rows.data * total[rows.indices])))
    cosines = np.diff(parts[rows.indptr]) / length
    return {
        post: round(cosine, DIGITS) for post, cosine in zip(ordered, cosines.tolist(), strict=True)
    }
