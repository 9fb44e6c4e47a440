"""Ties: the posts of a hub that lead on to its neighbours."""

from __future__ import annotations

from collections.abc import Mapping
from math import log2

from waypost.graph.centrality import DIGITS
from waypost.graph.corpus import Corpus
from waypost.graph.names import Subject
from waypost.model.evidence import Neighbour, Tie

MOST = 8
"""Ties that a hub shows."""

LINK = 0.25
"""What a link to or from a neighbour's post counts, beside 1 for the topic itself."""

MOST_LINKS = 4
"""Links that count: a list of links is no closer tie than a post with both topics."""


def ties(subject: Subject, neighbours: tuple[Neighbour, ...], corpus: Corpus) -> tuple[Tie, ...]:
    """Find the members that tie a hub to its neighbours best, strongest first.

    A neighbour weighs what it is ranked by: shared posts times the binary logarithm
    of lift. A post counts the weight of each neighbour that it has, and a quarter of
    it for each post of a neighbour outside the hub that it links to or that links to
    it; of a post with several neighbours the strongest counts, and four posts at
    most. Superseded posts are left out. Of equals the newer stands first, and of one
    date the first by slug.
    """
    weights = {n.slug: n.shared * log2(n.lift) for n in neighbours}
    outside = _Outside(frozenset(subject.posts), weights, corpus)
    strengths = {
        post: _strength(post, weights, outside, corpus)
        for post in subject.posts
        if not corpus.cards[post].superseded_by
    }
    best = sorted(strengths, key=lambda post: -strengths[post])[:MOST]
    return tuple(
        Tie(
            post=post,
            topics=tuple(topic for topic in weights if topic in corpus.cards[post].topics),
            links=corpus.newest_first({o for o in _linked(post, corpus) if outside[o]}),
            strength=round(strengths[post] / strengths[best[0]], DIGITS),
        )
        for post in best
        if strengths[post]
    )


class _Outside(dict[str, float]):
    """The weight of each post by its strongest neighbour, 0 for members; filled on demand."""

    def __init__(
        self, members: frozenset[str], weights: Mapping[str, float], corpus: Corpus
    ) -> None:
        super().__init__()
        self._members, self._weights, self._cards = members, weights, corpus.cards

    def __missing__(self, post: str) -> float:
        own = () if post in self._members else self._cards[post].topics
        self[post] = max((self._weights.get(topic, 0.0) for topic in own), default=0.0)
        return self[post]


def _linked(post: str, corpus: Corpus) -> set[str]:
    return {*corpus.links.get(post, ()), *corpus.backlinks.get(post, ())}


def _strength(
    post: str, weights: Mapping[str, float], outside: Mapping[str, float], corpus: Corpus
) -> float:
    own = sorted(weights[topic] for topic in corpus.cards[post].topics if topic in weights)
    linked = sorted(outside[other] for other in _linked(post, corpus))
    return round(sum(own) + LINK * sum(linked[-MOST_LINKS:]), DIGITS)
