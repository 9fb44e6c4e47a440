"""How alike posts are, in whole numbers, so that no order of sums changes a score."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import sqrt
from typing import Any

import numpy as np
from msgspec import Struct

from waypost.graph.corpus import Records
from waypost.graph.table import Table, distinct, make_table, positions, starts_of
from waypost.graph.vectors import Vectors, compressed, idf, some_entries, unit_rows
from waypost.matrices import sparse
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


class Part(Struct, frozen=True, eq=False):
    """One of the things that posts are compared by: posts x ``names``, a CSR matrix."""

    matrix: Any
    names: Sequence[str]


class Likeness(Struct, frozen=True, eq=False):
    """What posts are compared by; rows are posts in order of slug, values int32.

    The score of two posts, of :data:`FULL`, is the product of their rows of ``rare``,
    plus that of their rows of ``frequent``, plus ``links`` (posts x posts, symmetric).
    ``near`` (posts x posts) holds a 1 for what is near in time within a frequent
    topic. Both are made of parts: of ``terms``; of ``topics``, the rarest first; of
    the posts that are ``cited``, the newest first; and of ``paths``, in order of slug.
    """

    rare: Any
    frequent: Any
    links: Any
    near: Any
    terms: Part
    topics: Part
    cited: Part
    paths: Part

    def scores(self, left: Any, right: Any) -> Any:
        """Score pairs of rows (two int arrays of one length): an int64 array."""
        alike = products(self.rare, left, right) + products(self.frequent, left, right)
        return alike + values(self.links, left, right)


def products(matrix: Any, left: Any, right: Any) -> Any:
    """Multiply rows with rows of a sparse int32 matrix: an int64 array of sums."""
    # Faster than asking the sparse matrices for the sums of their rows.
    sums = [np.diff(starts_of(both.data)[both.indptr]) for both in overlaps(matrix, left, right)]
    return np.concatenate([np.zeros(0, dtype=np.int64), *sums])


def overlaps(matrix: Any, left: Any, right: Any) -> Iterator[Any]:
    """Multiply rows with rows entry by entry: CSR matrices, a row a pair, in order.

    They come part by part, since the rows of all pairs are many times the matrix.
    """
    for start in range(0, len(left), _PAIRS):
        part = slice(start, start + _PAIRS)
        yield matrix[left[part]].multiply(matrix[right[part]]).tocsr()


def values(matrix: Any, rows: Any, columns: Any) -> Any:
    """Give entries of a sparse matrix (two int arrays of one length): an int64 array."""
    if not len(rows):
        # Sparse arrays indexed by nothing are still sparse, and no numbers.
        return np.zeros(0, dtype=np.int64)
    return np.asarray(matrix[rows, columns]).ravel().astype(np.int64)


def likeness(records: Records, vectors: Vectors, paths: Mapping[str, ReadingPath]) -> Likeness:
    """Prepare the comparison of all posts of an archive."""
    ranks = records.by_slug
    tagged = _rarest_first(records.tagged)
    topics = _incidence(tagged, ranks)
    on_paths = _on_paths(records, paths)
    terms = Part(_whole(vectors.weights, TERMS), vectors.stems)
    by_topics = Part(_whole(_idf_weighed(topics), TOPICS), tagged.names)
    cited = _unit_part(records.linking, ranks, COUPLING)
    common = _unit_part(on_paths, ranks, PATHS)
    parts = [part.matrix for part in (terms, by_topics, cited, common)]
    features = sparse.hstack(parts, format="csr")
    often = (_spread(features) > FREQUENT)[features.indices]
    return Likeness(
        rare=some_entries(features, ~often),
        frequent=some_entries(features, often),
        links=_links(records, records.rows),
        near=_near(records, records.rows),
        terms=terms,
        topics=by_topics,
        cited=cited,
        paths=common,
    )


def _rarest_first(tagged: Table) -> Table:
    # Stable, so that equals stay in order of slug.
    order = np.argsort(tagged.totals, kind="stable")
    places = np.empty_like(order)
    places[order] = np.arange(len(order))
    names = tuple([tagged.names[column] for column in order.tolist()])
    return Table(names, places[tagged.columns], tagged.starts, tagged.totals[order])


def _on_paths(records: Records, paths: Mapping[str, ReadingPath]) -> Table:
    names = tuple(sorted(paths))
    stations = [
        (records.ranks[step.cited.post], column)
        for column, name in enumerate(names)
        for step in paths[name].steps
    ]
    entries = np.array(stations, dtype=np.int64).reshape(-1, 2)
    return make_table(names, len(records.posts), entries[:, 0], entries[:, 1])


def _incidence(table: Table, ranks: Any) -> Any:
    """Make a matrix with a 1 for each name that a post holds, of rows that are ranks."""
    starts = starts_of(table.starts[ranks + 1] - table.starts[ranks])
    columns = table.columns[positions(table.starts, ranks)]
    shape = (len(ranks), len(table.names))
    matrix = compressed(np.ones(len(columns)), columns, starts, shape)
    matrix.sort_indices()
    return matrix


def _unit_part(table: Table, ranks: Any, share: float) -> Part:
    return Part(_whole(unit_rows(_incidence(table, ranks)), share), table.names)


def _idf_weighed(matrix: Any) -> Any:
    telling = idf(_spread(matrix), matrix.shape[0])
    weights = telling[matrix.indices]
    return unit_rows(compressed(weights, matrix.indices, matrix.indptr, matrix.shape))


def _spread(matrix: Any) -> Any:
    return np.bincount(matrix.indices, minlength=matrix.shape[1])


def _whole(matrix: Any, share: float) -> Any:
    """Scale unit rows so that their products are of ``share`` times FULL, and round."""
    weights = np.rint(matrix.data * (_SCALE * sqrt(share))).astype(np.int32)
    return compressed(weights, matrix.indices, matrix.indptr, matrix.shape)


def _links(records: Records, rows: Any) -> Any:
    sources, targets = records.linking.entries(np.arange(len(rows)))
    return _symmetric(rows[sources], rows[targets], len(rows), int(LINK * FULL))


def _near(records: Records, rows: Any) -> Any:
    ranks, topics = records.tagged.entries(np.arange(len(rows)))
    often = records.tagged.totals[topics] > FREQUENT
    # Stable, so that the posts of each topic stay in order of date.
    order = np.flatnonzero(often)[np.argsort(topics[often], kind="stable")]
    by_date, topics = rows[ranks[order]], topics[order]
    newer, older = [], []
    for distance in range(1, _NEAREST + 1):
        within = topics[:-distance] == topics[distance:]
        newer.append(by_date[:-distance][within])
        older.append(by_date[distance:][within])
    return _symmetric(np.concatenate(newer), np.concatenate(older), len(rows), 1)


def _symmetric(one: Any, other: Any, size: int, value: int) -> Any:
    both = distinct(np.concatenate((one * size + other, other * size + one)))
    rows, columns = np.divmod(both, size)
    starts = starts_of(np.bincount(rows, minlength=size))
    return compressed(np.full(len(both), value, np.int32), columns, starts, (size, size))
