"""How alike posts are, in whole numbers, so that no order of sums changes a score."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from math import sqrt
from typing import Any

import numpy as np
from scipy import sparse

from waypost.graph.corpus import Corpus
from waypost.graph.table import distinct
from waypost.graph.vectors import Vectors, some_entries, unit_rows
from waypost.model.archive import ReadingPath

TERMS, TOPICS, LINK, COUPLING, PATHS = 0.4, 0.25, 0.2, 0.1, 0.05
"""What counts how much: the cosine of terms, the cosine of topics (weighed by idf), a
direct link either way, the cosine of the posts that both link to, and of the reading
paths that hold both. Terms say most and are in every post; topics are an editor's
word, but a coarse one; a link is the author's own, but is on the page already."""

FREQUENT = 64
"""Terms, topics, links and paths of more posts than this find no candidates: comparing
the posts of each pairwise would make a large archive's cost quadratic, and they say
little. They count in the scores of the candidates that the others find. Posts near in
time within a frequent topic are candidates too, so that it alone can relate posts."""

FULL = 1 << 24
"""The score of a post that is alike in everything."""

_SCALE = 1 << 12
_NEAREST = 2
_PAIRS = 1 << 15


@dataclass(frozen=True, slots=True)
class Likeness:
    """What posts are compared by; rows are posts in order of slug, values int32.

    The score of two posts, of :data:`FULL`, is the product of their rows of ``rare``,
    plus that of their rows of ``frequent``, plus ``links`` (posts x posts, symmetric).
    ``near`` (posts x posts) holds a 1 for what is near in time within a frequent
    topic. ``terms`` are the columns of both that are terms, in the order of the
    vectors' stems.
    """

    rare: Any
    frequent: Any
    links: Any
    near: Any
    terms: Any

    def scores(self, left: Any, right: Any) -> Any:
        """Score pairs of rows (two int arrays of one length): an int64 array."""
        if not len(left):
            # Sparse arrays indexed by nothing are still sparse, and no numbers.
            return np.zeros(0, dtype=np.int64)
        direct = np.asarray(self.links[left, right]).ravel().astype(np.int64)
        return direct + products(self.rare, left, right) + products(self.frequent, left, right)


def products(matrix: Any, left: Any, right: Any) -> Any:
    """Multiply rows with rows of a sparse int32 matrix: an int64 array of sums."""
    found = np.zeros(len(left), dtype=np.int64)
    # Part by part, since the rows of all pairs are many times the matrix.
    for start in range(0, len(left), _PAIRS):
        part = slice(start, start + _PAIRS)
        both = matrix[left[part]].multiply(matrix[right[part]])
        found[part] = np.asarray(both.sum(axis=1, dtype=np.int64)).ravel()
    return found


def likeness(corpus: Corpus, vectors: Vectors, paths: Mapping[str, ReadingPath]) -> Likeness:
    """Prepare the comparison of all posts of an archive."""
    rows = vectors.rows
    terms = _whole(vectors.weights, TERMS)
    topics = _incidence([corpus.cards[slug].topics for slug in rows])
    cited = _incidence([corpus.links.get(slug, ()) for slug in rows])
    stations = _incidence(_paths_of(rows, paths))
    features = sparse.hstack(
        [
            terms,
            _whole(_idf_weighed(topics), TOPICS),
            _whole(unit_rows(cited), COUPLING),
            _whole(unit_rows(stations), PATHS),
        ],
        format="csr",
    )
    often = (_spread(features) > FREQUENT)[features.indices]
    return Likeness(
        rare=some_entries(features, ~often),
        frequent=some_entries(features, often),
        links=_links(corpus, rows),
        near=_near(corpus, rows),
        terms=terms,
    )


def _incidence(groups: Sequence[Iterable[str]]) -> Any:
    """Make a matrix of rows x names with a 1 for each name in a row's group."""
    columns: dict[str, int] = {}
    indices, starts = [], [0]
    for group in groups:
        indices += [columns.setdefault(name, len(columns)) for name in group]
        starts.append(len(indices))
    shape = (len(groups), len(columns))
    matrix = sparse.csr_array((np.ones(len(indices)), indices, starts), shape=shape)
    matrix.sort_indices()
    return matrix


def _paths_of(rows: Mapping[str, int], paths: Mapping[str, ReadingPath]) -> list[list[str]]:
    found: dict[str, list[str]] = {slug: [] for slug in rows}
    for path in paths.values():
        for step in path.steps:
            found[step.cited.post].append(path.slug)
    return list(found.values())


def _idf_weighed(matrix: Any) -> Any:
    idf = np.log1p(matrix.shape[0] / np.maximum(_spread(matrix), 1))
    entries = (idf[matrix.indices], matrix.indices, matrix.indptr)
    return unit_rows(sparse.csr_array(entries, shape=matrix.shape))


def _spread(matrix: Any) -> Any:
    return np.bincount(matrix.indices, minlength=matrix.shape[1])


def _whole(matrix: Any, share: float) -> Any:
    """Scale unit rows so that their products are of ``share`` times FULL, and round."""
    weights = np.rint(matrix.data * (_SCALE * sqrt(share))).astype(np.int32)
    return sparse.csr_array((weights, matrix.indices, matrix.indptr), shape=matrix.shape)


def _links(corpus: Corpus, rows: Mapping[str, int]) -> Any:
    sources = [rows[slug] for slug, targets in corpus.links.items() for _ in targets]
    targets = [rows[slug] for slug in chain.from_iterable(corpus.links.values())]
    return _symmetric(sources, targets, len(rows), int(LINK * FULL))


def _near(corpus: Corpus, rows: Mapping[str, int]) -> Any:
    newer: list[int] = []
    older: list[int] = []
    for topic in corpus.topics.values():
        if len(topic.posts) > FREQUENT:
            by_date = [rows[slug] for slug in corpus.newest_first(topic.posts)]
            for distance in range(1, _NEAREST + 1):
                newer += by_date[:-distance]
                older += by_date[distance:]
    return _symmetric(newer, older, len(rows), 1)


def _symmetric(ones: list[int], others: list[int], size: int, value: int) -> Any:
    one, other = np.array(ones, dtype=np.int64), np.array(others, dtype=np.int64)
    both = distinct(np.concatenate((one * size + other, other * size + one)))
    starts = np.concatenate(([0], np.cumsum(np.bincount(both // size, minlength=size))))
    entries = (np.full(len(both), value, dtype=np.int32), both % size, starts)
    return sparse.csr_array(entries, shape=(size, size))
