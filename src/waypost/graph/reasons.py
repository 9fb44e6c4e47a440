"""Why one post leads to another: what both share, by name."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import repeat
from typing import Any

import numpy as np
from msgspec import Struct

from waypost.graph.corpus import Corpus
from waypost.graph.likeness import FULL, Likeness, Part, overlaps, values
from waypost.graph.lineage import is_earlier
from waypost.graph.table import distinct, positions
from waypost.graph.vectors import some_entries

MOST = 3
"""Reasons of one kind that are named; a reader takes in no more."""

_DIRECTIONS = ("", "to", "from", "both")
_FULL_BITS = FULL.bit_length()
_COLUMN_BITS = 23
"""A block has less than 2 ** 15 pairs, so that all fits into 63 bits."""


class Pairs(Struct, frozen=True, eq=False):
    """Pairs of posts: one, and another that it leads to.

    ``left`` and ``right`` are int arrays of rows, of one length; ``slugs`` are the posts
    by row.
    """

    left: Any
    right: Any
    slugs: tuple[str, ...]

    def either_way(self) -> tuple[Pairs, Any]:
        """Give every two posts once, whichever of them leads to the other, and the place
        of each pair among these.

        What both have in common is the same either way, and of four pairs three stand in
        both lists.
        """
        size = max(len(self.slugs), 1)
        one, other = np.minimum(self.left, self.right), np.maximum(self.left, self.right)
        each, places = np.unique(one * size + other, return_inverse=True)
        return Pairs(*np.divmod(each, size), self.slugs), places


def shared(pairs: Pairs, part: Part, most: int = MOST) -> Any:
    """Name what both posts of each pair have of a part, in the part's order: an array of
    tuples."""
    # Few posts stand on a path, and comparing costs by pair.
    has = np.diff(part.matrix.indptr) > 0
    places = np.flatnonzero(has[pairs.left] & has[pairs.right])
    blocks = overlaps(part.matrix, pairs.left[places], pairs.right[places])
    names = objects(part.names, len(part.names))
    named = _named(names, ((both.indices, both.indptr) for both in blocks), most)
    if len(places) == len(pairs.left):
        return named
    found = _nothing(len(pairs.left))
    found[places] = named
    return found


def shared_terms(pairs: Pairs, likeness: Likeness, corpus: Corpus) -> Any:
    """Name the terms that both posts of each pair share, three at most, strongest first.

    Terms are named by the word that titles and descriptions write most; those that
    only stand in bodies are left out, since nobody has seen their stems.
    """
    matrix, stems = likeness.terms.matrix, likeness.terms.names
    # Only what these posts have is named: after an edit there are few.
    had = np.zeros(len(stems), dtype=bool)
    had[matrix.indices[positions(matrix.indptr, distinct(pairs.left))]] = True
    columns = np.flatnonzero(had)
    of_columns = map(stems.__getitem__, columns.tolist())
    words = np.full(len(stems), "", dtype=object)
    words[columns] = list(map(corpus.texts.words.get, of_columns, repeat("")))
    named = words.astype(bool)
    shown = some_entries(matrix, named[matrix.indices])
    blocks = overlaps(shown, pairs.left, pairs.right)
    return _named(words, ((_strongest_first(both), both.indptr) for both in blocks), MOST)


def _strongest_first(both: Any) -> Any:
    """Give the columns of a matrix row by row, of each the strongest first."""
    owners = np.arange(both.shape[0]).repeat(np.diff(both.indptr))
    # Sorted as one number each: by row, by strength, and by column.
    strengths = FULL - both.data.astype(np.int64)
    keys = np.sort((((owners << _FULL_BITS) + strengths) << _COLUMN_BITS) + both.indices)
    return keys & ((1 << _COLUMN_BITS) - 1)


def _named(names: Any, blocks: Iterable[tuple[Any, Any]], most: int) -> Any:
    """Name the first columns of each row, by an array of the columns' names; blocks are
    columns, and where rows start. Gives an array of tuples."""
    found = [_nothing(0)]
    for columns, starts in blocks:
        lengths = np.minimum(np.diff(starts), most)
        tuples = _nothing(len(lengths))
        for length in np.unique(lengths[lengths > 0]).tolist():
            rows = np.flatnonzero(lengths == length)
            places = starts[rows]
            if length == 1:
                # Many have one reason, of a few that there are: they share a tuple.
                each, which = np.unique(columns[places], return_inverse=True)
                tuples[rows] = objects(zip(names[each].tolist(), strict=True), len(each))[which]
                continue
            # Tuples are made column by column: in C, and not one by one.
            parts = [names[columns[places + at]].tolist() for at in range(length)]
            tuples[rows] = objects(zip(*parts, strict=True), len(rows))
        found.append(tuples)
    return np.concatenate(found)


def _nothing(size: int) -> Any:
    """Make an array of empty tuples."""
    found = np.empty(size, dtype=object)
    found.fill(())
    return found


def objects(values: Iterable[object], size: int) -> Any:
    """Make an array of one dimension of values that may be sequences themselves."""
    return np.fromiter(values, dtype=object, count=size)


def directions(pairs: Pairs, likeness: Likeness, corpus: Corpus) -> list[str]:
    """Say of each pair whether a link leads "to" the second, "from" it, "both", or ""."""
    ranks = corpus.by_slug
    cited = likeness.cited.matrix
    there = values(cited, pairs.left, ranks[pairs.right]) > 0
    back = values(cited, pairs.right, ranks[pairs.left]) > 0
    return [_DIRECTIONS[way] for way in (there + 2 * back).tolist()]


def earlier_versions(pairs: Pairs, corpus: Corpus) -> list[bool]:
    """Say of each pair whether the first post supersedes the second."""
    found = [False] * len(pairs.left)
    superseded = ~corpus.columns.standing[corpus.by_slug]
    for place in np.flatnonzero(superseded[pairs.right]).tolist():
        one, other = pairs.slugs[pairs.left[place]], pairs.slugs[pairs.right[place]]
        found[place] = is_earlier(corpus.cards[other], one, corpus.cards)
    return found
