"""The names of topics, and the words that are only variants of them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import Any

import numpy as np
from msgspec import Struct

from waypost.graph.corpus import Corpus
from waypost.graph.table import distinct
from waypost.words import tokens

_ROOT = 4
"""Letters that a stem needs before another that starts with it is its variant."""

_ENDING = 3
"""Letters that a variant may have more: config, configured."""

_LONG_ROOT = 6
"""Letters of a stem that may have one letter more yet: postgres (postgr), postgresql."""


class Subject(Struct, frozen=True, eq=False):
    """A hub as the statistics see it.

    ``own`` are the slugs of the topics that make a post its member; ``posts`` are
    the members, newest first, and ``ranks`` (an int array) their places in the corpus;
    ``names`` are the stems of all that the hub is called.
    """

    slug: str
    label: str
    own: tuple[str, ...]
    posts: tuple[str, ...]
    ranks: Any
    names: frozenset[str]

    def is_named(self, stem: str) -> bool:
        """Say whether a stem is one of the hub's names, or a variant of one."""
        return is_variant(stem, self.names)


def subject(
    slug: str, label: str, own: Iterable[str], members: Iterable[str], corpus: Corpus
) -> Subject:
    """Make a subject of a hub's slug, title, own topics (slugs) and members (slugs)."""
    own = tuple(own)
    names = names_of((slug, *own), corpus, label)
    ranks = distinct(np.array(list(map(corpus.ranks.__getitem__, members))))
    posts = tuple(map(corpus.posts.__getitem__, ranks.tolist()))
    return Subject(slug, label, own, posts, ranks, names)


def names_of(topics: Iterable[str], corpus: Corpus, *more: str) -> frozenset[str]:
    """Gather the stems of topics' slugs, labels and aliases, and their short forms.

    "Code review" gives the stems of code, review, codereview and cr; "Kubernetes"
    those of kubernetes and k8s. ``more`` are further names.
    """
    spellings = list(more)
    for slug in topics:
        spellings += [slug, *corpus.aliases.get(slug, ())]
        if topic := corpus.topics.get(slug):
            spellings.append(topic.label)
    stem_of = corpus.texts.wording.stems
    found = {word for spelling in spellings for word in _words_of(spelling)}
    return frozenset([stem_of[word] or word for word in found])


# A topic is asked for by its own hub, and by every one that it stands beside.
@lru_cache(maxsize=1 << 12)
def _words_of(spelling: str) -> tuple[str, ...]:
    """Give the words of a name, their short forms, and those of the whole."""
    words = tokens(spelling)
    joined = ("".join(words), "".join([word[0] for word in words]))
    return tuple([word for word in (*words, *map(_numeronym, words), *joined) if word])


def is_variant(stem: str, others: Collection[str]) -> bool:
    """Say whether a stem is among others, or one with a short ending more or less."""
    root = stem[:_ROOT]
    if len(root) < _ROOT:
        return stem in others
    # Seldom more than one: whatever differs within its root is told apart here.
    near = [other for other in others if other.startswith(root)]
    return any(_are_variants(stem, other) for other in near)


def _are_variants(one: str, other: str) -> bool:
    short, long = (one, other) if len(one) < len(other) else (other, one)
    ending = _ENDING + (len(short) >= _LONG_ROOT)
    return len(short) >= _ROOT and len(long) - len(short) <= ending and long.startswith(short)


def _numeronym(word: str) -> str:
    return f"{word[0]}{len(word) - 2}{word[-1]}" if re.fullmatch(r"\w{4,}", word) else ""
