"""The plain figures of a hub: how many posts, since when, of which topics."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from waypost.graph.adjacency import neighbours
from waypost.graph.corpus import Corpus
from waypost.graph.names import Subject
from waypost.model.evidence import TopicFacts


def topic_facts(subject: Subject, corpus: Corpus) -> TopicFacts:
    """Compute the figures of a hub of one post or more.

    Of equal gaps the most recent counts; posts of one date have none between them.
    """
    cards = subject.cards
    newest, oldest = cards[0].published, cards[-1].published
    by_year = Counter([card.published.year for card in cards])
    by_topic = Counter([topic for card in cards for topic in card.topics])
    gap_days, gap = _longest_gap(subject.posts, corpus)
    return TopicFacts(
        slug=subject.slug,
        label=subject.label,
        own=subject.own,
        posts=subject.posts,
        first=oldest,
        last=newest,
        latest=corpus.latest,
        years={year: by_year[year] for year in range(oldest.year, newest.year + 1)},
        topics={
            topic: by_topic[topic]
            for topic in sorted(by_topic, key=lambda topic: (-by_topic[topic], topic))
        },
        gap=gap,
        gap_days=gap_days,
        neighbours=neighbours(subject, by_topic, corpus),
        superseded=tuple(card.slug for card in cards if card.superseded_by),
        updated=tuple(card.slug for card in cards if card.updated),
        evergreen=tuple(card.slug for card in cards if card.evergreen),
    )


def _longest_gap(
    newest_first: tuple[str, ...], corpus: Corpus
) -> tuple[int, tuple[str, str] | None]:
    days = [corpus.days[post] for post in newest_first]
    gaps = [newer - older for newer, older in pairwise(days)]
    longest = max(gaps, default=0)
    if not longest:
        return 0, None
    place = gaps.index(longest)
    return longest, (newest_first[place + 1], newest_first[place])
