"""Reasons: what two posts have in common, and how they hang together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from waypost.graph.corpus import Corpus
from waypost.graph.likeness import Likeness
from waypost.graph.vectors import Vectors, some_entries
from waypost.model.archive import ReadingPath

MOST = 3
"""Reasons of one kind that are named; a reader takes in no more."""

_NOTHING: frozenset[str] = frozenset()

Pairs = Sequence[tuple[str, str]]
"""Pairs of slugs: a post, and one that it leads to."""


def shared_topics(pairs: Pairs, corpus: Corpus) -> Iterable[tuple[str, ...]]:
    """Name the topics that both posts of each pair have, the rarest first."""
    rarest = sorted(corpus.topics.values(), key=lambda topic: (len(topic.posts), topic.slug))
    order = {topic.slug: place for place, topic in enumerate(rarest)}
    topics = {
        slug: tuple(sorted(card.topics, key=order.__getitem__))
        for slug, card in corpus.cards.items()
    }
    for one, other in pairs:
        theirs = topics[other]
        yield tuple([topic for topic in topics[one] if topic in theirs])


def cited_posts(pairs: Pairs, corpus: Corpus) -> Iterable[tuple[str, ...]]:
    """Name posts that both posts of each pair link to, three at most, newest first."""
    links = {slug: frozenset(targets) for slug, targets in corpus.links.items()}
    for one, other in pairs:
        own, theirs = links.get(one, _NOTHING), links.get(other, _NOTHING)
        if own.isdisjoint(theirs):
            yield ()
        else:
            yield corpus.newest_first(own & theirs)[:MOST]


def common_paths(pairs: Pairs, paths: Mapping[str, ReadingPath]) -> Iterable[tuple[str, ...]]:
    """Name the reading paths that hold both posts of each pair, by slug, in order."""
    holding: dict[str, set[str]] = {}
    for path in paths.values():
        for step in path.steps:
            holding.setdefault(step.cited.post, set()).add(path.slug)
    for one, other in pairs:
        own = holding.get(one)
        yield tuple(sorted(own & holding.get(other, _NOTHING))) if own else ()


def directions(pairs: Pairs, corpus: Corpus) -> Iterable[str]:
    """Say of each pair whether a link leads "to" the second, "from" it, "both", or ""."""
    around, links = corpus.around, corpus.links
    for one, other in pairs:
        if other not in around.get(one, _NOTHING):
            yield ""
        elif other not in links.get(one, ()):
            yield "from"
        else:
            yield "both" if one in links.get(other, ()) else "to"


def shared_terms(
    left: Any, right: Any, likeness: Likeness, vectors: Vectors, corpus: Corpus
) -> list[tuple[str, ...]]:
    """Name the terms that pairs of posts share, three at most, the strongest first.

    ``left`` and ``right`` are int arrays of rows, of one length. Terms are named by
    the word that titles and descriptions write most; those that only stand in bodies
    are left out, since nobody has seen their stems.
    """
    words = [corpus.texts.words.get(stem, "") for stem in vectors.stems]
    named = np.array([bool(word) for word in words], dtype=bool)
    shown = some_entries(likeness.terms, named[likeness.terms.indices])
    both = shown[left].multiply(shown[right]).tocsr()
    lengths = np.diff(both.indptr)
    pairs = np.repeat(np.arange(len(left)), lengths)
    order = np.argsort((pairs << 32) - both.data, kind="stable")
    places = np.arange(len(order)) - both.indptr[pairs]
    found = [words[column] for column in both.indices[order[places < MOST]].tolist()]
    ends = np.cumsum(np.minimum(lengths, MOST)).tolist()
    return [tuple(found[a:b]) for a, b in zip([0, *ends], ends, strict=False)]
