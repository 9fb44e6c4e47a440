"""Ties: the posts of a hub that lead on to its neighbours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from msgspec import Struct

from waypost.graph.adjacency import strength
from waypost.graph.centrality import DIGITS
from waypost.graph.corpus import Corpus
from waypost.graph.names import Subject
from waypost.graph.table import starts_of
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
    if not neighbours:
        return ()
    weights = {n.slug: strength(n.shared, n.lift) for n in neighbours}
    by_column = _by_column(weights, corpus)
    ranks = subject.ranks[corpus.columns.standing[subject.ranks]]
    links = _links_outside(subject, ranks, by_column, corpus)
    owners, topics = corpus.tagged.entries(ranks)
    own = np.bincount(owners, by_column[topics], len(ranks))
    strengths = np.round(own + LINK * links.strongest(len(ranks)), DIGITS)
    # Stable, so that of equals the newer stands first.
    best = [at for at in np.argsort(-strengths, kind="stable")[:MOST].tolist() if strengths[at]]
    found = []
    for place in best:
        post = corpus.posts[ranks[place]]
        linked = tuple([corpus.posts[rank] for rank in links.of(place)])
        found.append(
            Tie(
                post=post,
                topics=_held([post], weights, corpus),
                links=linked,
                through=_held(linked, weights, corpus),
                strength=round(float(strengths[place] / strengths[best[0]]), DIGITS),
            )
        )
    return tuple(found)


def _held(posts: Iterable[str], topics: Iterable[str], corpus: Corpus) -> tuple[str, ...]:
    """Give those of some topics that any of some posts has, in their order."""
    held = {topic for post in posts for topic in corpus.cards[post].topics}
    return tuple([topic for topic in topics if topic in held])


class _Links(Struct, frozen=True):
    """Links between members and posts of neighbours outside the hub: arrays of one length.

    ``owners`` are places of members, in order; ``ranks`` are the linked posts', in order
    too for each; ``weights`` are above 0.
    """

    owners: Any
    ranks: Any
    weights: Any

    def strongest(self, members: int) -> Any:
        """Add up the strongest links of every member."""
        order = np.lexsort((-self.weights, self.owners))
        # The owners are in order already, so that they stay where they are.
        first = starts_of(np.bincount(self.owners, minlength=members))[self.owners]
        counted = np.arange(len(order)) - first < MOST_LINKS
        return np.bincount(self.owners[counted], self.weights[order][counted], members)

    def of(self, member: int) -> list[int]:
        """Give the ranks of the posts that a member is linked with, newest first."""
        ranks: list[int] = self.ranks[self.owners == member].tolist()
        return ranks


def _links_outside(subject: Subject, ranks: Any, by_column: Any, corpus: Corpus) -> _Links:
    owners, linked = corpus.around.entries(ranks)
    outside = np.ones(len(corpus.posts), dtype=bool)
    outside[subject.ranks] = False
    owners, linked = owners[outside[linked]], linked[outside[linked]]
    holders, topics = corpus.tagged.entries(linked)
    weights = np.zeros(len(linked))
    np.maximum.at(weights, holders, by_column[topics])
    near = weights > 0
    return _Links(owners[near], linked[near], weights[near])


def _by_column(weights: Mapping[str, float], corpus: Corpus) -> Any:
    """Give the weights of all topics, 0 for those that are no neighbours."""
    found = np.zeros(len(corpus.tagged.names))
    found[[corpus.tagged.column(slug) for slug in weights]] = list(weights.values())
    return found
