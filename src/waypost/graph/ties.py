"""Ties: the posts of a hub that lead on to its neighbours."""

from __future__ import annotations

from collections.abc import Mapping
from heapq import heappushpop
from math import log2

from waypost.graph.centrality import DIGITS
from waypost.graph.corpus import Corpus
from waypost.graph.names import Subject
from waypost.model.evidence import Neighbour, Tie

MOST = 8
"""Ties that a hub shows."""

LINK = 0.25
"""What a link to or from a neighbour's post counts, beside 1 for the topic itself."""

MOST_LINKS = 2
"""Links that count: a list of links is no closer tie than a post with both topics."""


def ties(subject: Subject, neighbours: tuple[Neighbour, ...], corpus: Corpus) -> tuple[Tie, ...]:
    """Find the members that tie a hub to its neighbours best, strongest first.

    A neighbour weighs what it is ranked by: shared posts times the binary logarithm
    of lift. A post counts the weight of each neighbour that it has, and a quarter of
    it for each post of a neighbour outside the hub that it links to or that links to
    it; of a post with several neighbours the strongest counts, and two posts at most.
    Superseded posts are left out. Of equals the newer stands first, and of one date
    the first by slug.
    """
    weights = {n.slug: n.shared * log2(n.lift) for n in neighbours}
    strengths = _strengths(subject, weights, corpus)
    best = sorted(strengths, key=lambda post: -strengths[post])[:MOST]
    return tuple(
        Tie(
            post=post,
            topics=tuple(topic for topic in weights if topic in corpus.cards[post].topics),
            links=corpus.newest_first(
                other
                for other in corpus.around.get(post, ())
                if other not in subject.members and _strongest(other, weights, corpus)
            ),
            strength=round(strengths[post] / strengths[best[0]], DIGITS),
        )
        for post in best
    )


def _strengths(subject: Subject, weights: Mapping[str, float], corpus: Corpus) -> dict[str, float]:
    own = {
        card.slug: sum([weights[topic] for topic in card.topics if topic in weights])
        for card in subject.cards
        if not card.superseded_by
    }
    # Links are looked at only while they can lift a post among the best.
    most = LINK * MOST_LINKS * max(weights.values(), default=0.0)
    found: dict[str, float] = {}
    best = [0.0] * MOST
    for post in sorted(own, key=lambda post: -own[post]):
        if own[post] + most < best[0]:
            break
        linked = corpus.around.get(post, frozenset()) - subject.members
        lifts = sorted([_strongest(other, weights, corpus) for other in linked])
        found[post] = round(own[post] + LINK * sum(lifts[-MOST_LINKS:]), DIGITS)
        heappushpop(best, found[post])
    return {post: found[post] for post in own if found.get(post)}


def _strongest(post: str, weights: Mapping[str, float], corpus: Corpus) -> float:
    return max([weights.get(topic, 0.0) for topic in corpus.cards[post].topics], default=0.0)
