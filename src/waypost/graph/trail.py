"""The suggested reading path of a hub: current state, middle, foundations."""

from __future__ import annotations

from bisect import bisect_right
from datetime import datetime, timedelta
from typing import Any

import numpy as np

from waypost.graph.centrality import DIGITS, Centrality, centrality
from waypost.graph.corpus import Corpus
from waypost.graph.names import Subject
from waypost.graph.vectors import Vectors
from waypost.model.evidence import DerivedStep

MEMBERS = 5
"""Members that nothing supersedes which a path is chosen from; with fewer, the list
of all of them is the path."""

NEWEST = 3
"""Posts at least that may be the current state."""

YEAR = timedelta(days=365)
"""What is older than the newest post by more than this is no current state."""

ROLES = ("current", "middle", "foundational")


def trail(subject: Subject, corpus: Corpus, vectors: Vectors) -> tuple[DerivedStep, ...]:
    """Choose a hub's reading path: three steps, newest first, or none.

    Only members that nothing supersedes are chosen, of at least 5. *Current* is, of
    the newest quarter (of three posts at least), and of the year that the newest
    ends, the one with the greatest sum of recency and centrality. *Foundational* is,
    of the oldest third, an evergreen post where there is one, and of these the one
    with the greatest sum of age (one less recency) and centrality. *Middle* is the
    most central post between the two, of the middle third where one is between them.
    Of equals the newer is chosen, and of one date the first by slug.
    """
    ranks = subject.ranks[corpus.columns.standing[subject.ranks]]
    count = len(ranks)
    if count < MEMBERS:
        return ()
    central = centrality(ranks, corpus, vectors)
    recency = np.round(1 - np.arange(count) / (count - 1), DIGITS)
    value = np.array(central.value)
    evergreen = corpus.columns.evergreen[ranks]
    third = -(-count // 3)

    def best(first: int, end: int, scores: Any) -> int:
        return first + int(np.argmax(np.round(scores[first:end], DIGITS)))

    newest = ranks[: max(NEWEST, -(-count // 4))].tolist()
    last = _published(newest[0], corpus)
    recent = bisect_right(newest, YEAR, key=lambda rank: last - _published(rank, corpus))
    current = best(0, recent, recency + value)
    # At least one post stays between the two. An evergreen post beats any other.
    oldest = max(count - third, current + 2)
    foundational = best(oldest, count, 1 - recency + value + 3 * evergreen)
    between = (max(third, current + 1), min(count - third, foundational))
    if between[0] >= between[1]:
        between = (current + 1, foundational)
    middle = best(*between, value)
    return tuple(
        _step(role, place, ranks, float(recency[place]), central, corpus)
        for role, place in zip(ROLES, (current, middle, foundational), strict=True)
    )


def _published(rank: int, corpus: Corpus) -> datetime:
    return corpus.cards[corpus.posts[rank]].published


def _step(
    role: str,
    place: int,
    ranks: Any,
    recency: float,
    central: Centrality,
    corpus: Corpus,
) -> DerivedStep:
    post = corpus.posts[ranks[place]]
    return DerivedStep(
        role=role,
        post=post,
        rank=place + 1,
        of=len(ranks),
        recency=recency,
        links=central.links[place],
        similarity=central.similarity[place],
        centrality=central.value[place],
        evergreen=corpus.cards[post].evergreen,
    )
