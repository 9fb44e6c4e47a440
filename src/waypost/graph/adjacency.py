"""Adjacency: the topics that a hub's posts share more often than chance has it."""

from __future__ import annotations

from collections.abc import Iterable
from math import log2

import numpy as np

from waypost.graph.centrality import DIGITS
from waypost.graph.corpus import Corpus
from waypost.graph.names import Subject
from waypost.graph.table import Held
from waypost.model.evidence import Neighbour

SUPPORT = 3
"""Shared posts that a neighbour needs: two may be chance."""

LIFT = 1.2
"""How many times as often as in the archive a neighbour stands in the hub."""


def neighbours(subject: Subject, held: Held, corpus: Corpus) -> tuple[Neighbour, ...]:
    """Find a hub's neighbours, strongest first; never its own topics or their parents.

    ``held`` is what its members hold of the table of topics.

    Lift is the topic's share of the hub's members over its share of the archive.
    Neighbours are ranked by shared posts times the binary logarithm of lift: the
    hub's part in the mutual information of the two, which a reader can recompute.
    Lift alone would rank a rare topic with three shared posts before one with
    thirty; shared posts alone would rank what stands everywhere. Equals stand in
    order of slug.
    """
    table, excluded = corpus.tagged, {*subject.own, *ancestors(subject.own, corpus)}
    columns = np.flatnonzero(held.counts >= SUPPORT)
    shared, totals = held.counts[columns], table.totals[columns]
    lifts = np.round(shared * len(corpus.cards) / (len(subject.posts) * totals), DIGITS)
    enough = lifts >= LIFT
    entries = (part[enough].tolist() for part in (columns, shared, totals, lifts))
    ranked = sorted(
        (-round(strength(common, lift), DIGITS), column, common, total, lift)
        for column, common, total, lift in zip(*entries, strict=True)
        if table.names[column] not in excluded
    )
    return tuple(
        Neighbour(table.names[column], common, total, lift, held.by(column))
        for _, column, common, total, lift in ranked
    )


def strength(shared: int, lift: float) -> float:
    """Give what a neighbour is ranked by."""
    return shared * log2(lift)


def ancestors(topics: Iterable[str], corpus: Corpus) -> frozenset[str]:
    """Gather the parents of topics, and theirs; a circle ends where it began."""
    found: set[str] = set()
    waiting = list(topics)
    while waiting:
        topic = corpus.topics.get(waiting.pop())
        if topic and topic.parent and topic.parent not in found:
            found.add(topic.parent)
            waiting.append(topic.parent)
    return frozenset(found)
