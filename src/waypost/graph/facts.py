"""The plain figures of a hub: how many posts, since when, of which topics."""

from __future__ import annotations

from typing import Any

import numpy as np

from waypost.graph.adjacency import neighbours
from waypost.graph.corpus import Corpus
from waypost.graph.names import Subject
from waypost.model.evidence import TopicFacts


def topic_facts(subject: Subject, corpus: Corpus) -> TopicFacts:
    """Compute the figures of a hub of one post or more.

    Of equal gaps the most recent counts; posts of one date have none between them.
    """
    columns, ranks, posts = corpus.columns, subject.ranks, subject.posts
    held = corpus.tagged.gather(posts, ranks)
    gap_days, gap = _longest_gap(posts, columns.days[ranks])

    def those(flags: Any) -> tuple[str, ...]:
        return tuple([posts[place] for place in np.flatnonzero(flags[ranks]).tolist()])

    return TopicFacts(
        slug=subject.slug,
        label=subject.label,
        own=subject.own,
        posts=posts,
        first=corpus.cards[posts[-1]].published,
        last=corpus.cards[posts[0]].published,
        latest=corpus.latest,
        years=_by_year(columns.years[ranks]),
        topics=_by_topic(held.counts, corpus),
        gap=gap,
        gap_days=gap_days,
        neighbours=neighbours(subject, held, corpus),
        superseded=those(~columns.standing),
        updated=those(columns.updated),
        evergreen=those(columns.evergreen),
    )


def _by_year(newest_first: Any) -> dict[int, int]:
    first = int(newest_first[-1])
    return dict(enumerate(np.bincount(newest_first - first).tolist(), start=first))


def _by_topic(counts: Any, corpus: Corpus) -> dict[str, int]:
    # The table is in order of slug, and a stable sort keeps it among equals.
    order = np.argsort(-counts, kind="stable")[: np.count_nonzero(counts)]
    names = map(corpus.tagged.names.__getitem__, order.tolist())
    return dict(zip(names, counts[order].tolist(), strict=True))


def _longest_gap(posts: tuple[str, ...], days: Any) -> tuple[int, tuple[str, str] | None]:
    if len(posts) < 2:
        return 0, None
    gaps = days[:-1] - days[1:]
    place = int(np.argmax(gaps))
    longest = int(gaps[place])
    return (longest, (posts[place + 1], posts[place])) if longest else (0, None)
