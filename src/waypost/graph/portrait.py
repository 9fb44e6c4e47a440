"""What the rules of derived sections may look at, and what they give."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import chain

from msgspec import Struct

from waypost.graph.corpus import Corpus
from waypost.graph.names import Subject
from waypost.model.evidence import Figure, TopicFacts

Found = tuple[dict[str, Figure], tuple[str, ...]]
"""Figures by name, and the slugs of the posts that they rest on, newest first."""

NAMED = 3
"""Neighbours that a definition names."""

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Portrait(Struct, frozen=True):
    """A hub, its figures, and the archive around it."""

    subject: Subject
    facts: TopicFacts
    corpus: Corpus

    def posts(self, groups: Iterable[Iterable[str]]) -> tuple[str, ...]:
        """Join groups of slugs: each once, newest first."""
        chosen = frozenset(chain.from_iterable(groups))
        return self.corpus.newest_first(chosen, among=self.facts.posts)

    def label(self, topic: str) -> str:
        """Give a topic's label."""
        return self.corpus.topics[topic].label


def month(moment: datetime) -> str:
    """Write a month: Feb 2016."""
    return f"{_MONTHS[moment.month - 1]} {moment.year}"
