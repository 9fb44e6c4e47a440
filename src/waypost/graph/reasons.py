"""Reasons: what two posts have in common, and how they hang together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from waypost.graph.corpus import Corpus
from waypost.graph.likeness import FREQUENT, Likeness
from waypost.graph.vectors import Vectors
from waypost.model.archive import ReadingPath

MOST = 3
"""Reasons of one kind that are named; a reader takes in no more."""


class Reasons:
    """Finds why a post is related to another, by slug.

    What is computed here for all posts serves each of the pairs.
    """

    def __init__(self, corpus: Corpus, paths: Mapping[str, ReadingPath]) -> None:
        rarest = sorted(corpus.topics.values(), key=lambda topic: (len(topic.posts), topic.slug))
        order = {topic.slug: place for place, topic in enumerate(rarest)}
        self._corpus = corpus
        self._topics = {
            card.slug: tuple(sorted(card.topics, key=order.__getitem__))
            for card in corpus.cards.values()
        }
        self._links = {slug: frozenset(targets) for slug, targets in corpus.links.items()}
        self._paths: dict[str, dict[str, None]] = {}
        for path in paths.values():
            for step in path.steps:
                self._paths.setdefault(step.cited.post, {})[path.slug] = None

    def topics(self, one: str, other: str) -> tuple[str, ...]:
        """Name the topics that both have, the rarest first."""
        others = self._topics[other]
        return tuple([topic for topic in self._topics[one] if topic in others])

    def cites(self, one: str, other: str) -> tuple[str, ...]:
        """Name posts that both link to, three at most, the newest first."""
        if one not in self._links or other not in self._links:
            return ()
        both = self._links[one] & self._links[other]
        return self._corpus.newest_first(both)[:MOST] if both else ()

    def paths(self, one: str, other: str) -> tuple[str, ...]:
        """Name the reading paths that hold both, in their order."""
        if one not in self._paths or other not in self._paths:
            return ()
        return tuple([path for path in self._paths[one] if path in self._paths[other]])

    def link(self, one: str, other: str) -> str:
        """Say whether the first post links "to" the other, comes "from" it, or "both"."""
        around = self._corpus.around
        if one not in around or other not in around[one]:
            return ""
        to, back = (b in self._links.get(a, ()) for a, b in ((one, other), (other, one)))
        return "both" if to and back else "to" if to else "from"


def shared_terms(
    left: Any, right: Any, likeness: Likeness, vectors: Vectors, corpus: Corpus
) -> list[tuple[str, ...]]:
    """Name the terms that pairs of posts share, three at most, the strongest first.

    ``left`` and ``right`` are int arrays of rows, of one length. Terms are named by
    the word that titles and descriptions write most; those that only stand in bodies
    are left out, since nobody has seen their stems.
    """
    columns = np.flatnonzero(vectors.spread <= FREQUENT)
    words = [corpus.texts.words.get(vectors.stems[column], "") for column in columns.tolist()]
    known = np.array([bool(word) for word in words], dtype=bool)
    shown = likeness.terms[:, np.flatnonzero(known)]
    both = shown[left].multiply(shown[right]).tocsr()
    pairs = np.repeat(np.arange(len(left)), np.diff(both.indptr))
    order = np.argsort((pairs << 32) - both.data, kind="stable")
    places = np.arange(len(order)) - both.indptr[pairs]
    kept = order[places < MOST]
    names = [word for word in words if word]
    found = [names[column] for column in both.indices[kept].tolist()]
    ends = np.cumsum(np.minimum(np.diff(both.indptr), MOST)).tolist()
    return [tuple(found[a:b]) for a, b in zip([0, *ends], ends, strict=False)]
