"""Reasons: what two posts have in common, and how they hang together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from waypost.graph.corpus import Corpus
from waypost.graph.likeness import Likeness
from waypost.graph.vectors import Vectors, some_columns
from waypost.model.archive import ReadingPath

MOST = 3
"""Reasons of one kind that are named; a reader takes in no more."""


Reason = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], str]
"""Shared topics, cited posts, and paths by slug; and the direction of a link."""

_NOTHING: frozenset[str] = frozenset()


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
        holding: dict[str, set[str]] = {}
        for path in paths.values():
            for step in path.steps:
                holding.setdefault(step.cited.post, set()).add(path.slug)
        self._paths = {slug: frozenset(own) for slug, own in holding.items()}

    def of(self, one: str, others: Iterable[str]) -> list[Reason]:
        """Give the reasons why a post leads to each of some others.

        These are: the topics that both have, the rarest first; posts that both link
        to, three at most, newest first; the reading paths that hold both; and whether
        the post links "to" the other, is linked "from" it, or "both", or "".
        """
        topics, paths = self._topics[one], self._paths.get(one, _NOTHING)
        links = self._links.get(one, _NOTHING)
        around = self._corpus.around.get(one, _NOTHING)
        found = []
        for other in others:
            theirs = self._topics[other]
            cited = links and links & self._links.get(other, _NOTHING)
            found.append(
                (
                    tuple([topic for topic in topics if topic in theirs]),
                    self._corpus.newest_first(cited)[:MOST] if cited else (),
                    tuple(sorted(paths & self._paths.get(other, _NOTHING))) if paths else (),
                    self._direction(other, one, links) if other in around else "",
                )
            )
        return found

    def _direction(self, other: str, one: str, links: frozenset[str]) -> str:
        if other not in links:
            return "from"
        return "both" if one in self._links.get(other, _NOTHING) else "to"


def shared_terms(
    left: Any, right: Any, likeness: Likeness, vectors: Vectors, corpus: Corpus
) -> list[tuple[str, ...]]:
    """Name the terms that pairs of posts share, three at most, the strongest first.

    ``left`` and ``right`` are int arrays of rows, of one length. Terms are named by
    the word that titles and descriptions write most; those that only stand in bodies
    are left out, since nobody has seen their stems.
    """
    words = [corpus.texts.words.get(stem, "") for stem in vectors.stems]
    known = np.array([bool(word) for word in words], dtype=bool)
    shown = some_columns(likeness.terms, known)
    both = shown[left].multiply(shown[right]).tocsr()
    pairs = np.repeat(np.arange(len(left)), np.diff(both.indptr))
    order = np.argsort((pairs << 32) - both.data, kind="stable")
    places = np.arange(len(order)) - both.indptr[pairs]
    kept = order[places < MOST]
    found = [words[column] for column in both.indices[kept].tolist()]
    ends = np.cumsum(np.minimum(np.diff(both.indptr), MOST)).tolist()
    return [tuple(found[a:b]) for a, b in zip([0, *ends], ends, strict=False)]
