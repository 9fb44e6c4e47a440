"""Adjacency: the topics that a hub's posts share more often than chance has it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import log2

from waypost.graph.corpus import Corpus
from waypost.graph.names import Subject
from waypost.model.evidence import Neighbour

SUPPORT = 3
"""Shared posts that a neighbour needs: two may be chance."""

LIFT = 1.2
"""How many times as often as in the archive a neighbour stands in the hub."""


def neighbours(
    subject: Subject, counts: Mapping[str, int], corpus: Corpus
) -> tuple[Neighbour, ...]:
    """Find a hub's neighbours, strongest first; never its own topics or their parents.

    ``counts`` says how many members have each topic.

    Lift is the topic's share of the hub's members over its share of the archive.
    Neighbours are ranked by shared posts times the binary logarithm of lift: the
    hub's part in the mutual information of the two, which a reader can recompute.
    Lift alone would rank a rare topic with three shared posts before one with
    thirty; shared posts alone would rank what stands everywhere. Equals stand in
    order of slug.
    """
    excluded = {*subject.own, *ancestors(subject.own, corpus)}
    found: dict[str, float] = {}
    for topic, shared in counts.items():
        if shared >= SUPPORT and topic not in excluded:
            expected = len(subject.posts) * len(corpus.topics[topic].posts)
            lift = round(shared * len(corpus.cards) / expected, 6)
            if lift >= LIFT:
                found[topic] = lift
    ranked = sorted(found, key=lambda topic: (-round(counts[topic] * log2(found[topic]), 6), topic))
    shared_posts: dict[str, list[str]] = {topic: [] for topic in ranked}
    for card in subject.cards:
        for topic in card.topics:
            if topic in shared_posts:
                shared_posts[topic].append(card.slug)
    return tuple(
        Neighbour(
            slug=topic,
            shared=counts[topic],
            total=len(corpus.topics[topic].posts),
            lift=found[topic],
            posts=tuple(shared_posts[topic]),
        )
        for topic in ranked
    )


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
