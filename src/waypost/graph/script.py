"""The texts of an archive as numbers: a word is looked up once, and then is its number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import count
from typing import Any

import numpy as np
from msgspec import Struct

from waypost.graph.keyed import keys_at, numbered, written
from waypost.graph.table import Table, ranges, starts_of
from waypost.model.archive import Card, Topic
from waypost.words import END, tokens, words_apart

_SPACE = ord(" ")


class Said(Struct, frozen=True):
    """What is read of a card."""

    slug: str
    title: str
    description: str
    topics: tuple[str, ...]


def said_by(cards: Iterable[Card]) -> tuple[Said, ...]:
    """Give what is read of cards, in order."""
    return tuple([Said(card.slug, card.title, card.description, card.topics) for card in cards])


class Script(Struct, frozen=True):
    """What posts say: their titles, their descriptions, the names of their topics.

    Post r says ``numbers[starts[r]:starts[r + 1]]`` (int arrays), each text followed by
    0; its title ends at ``title_ends[r]``. ``words`` leads from words to their numbers.
    ``names`` holds, by topic, the numbers of the words of its name, which are its own:
    they count even where they are short. ``said`` counts the words of titles and
    descriptions.
    """

    numbers: Any
    starts: Any
    title_ends: Any
    words: Mapping[str, int]
    names: Mapping[str, Sequence[int]]
    said: Mapping[str, int]


def read_script(cards: Sequence[Said], topics: Iterable[Topic], tagged: Table) -> Script:
    """Read the texts of cards, whose topics ``tagged`` has row by row."""
    # Titles and descriptions in turn, and as one text.
    found, read = _words([text for card in cards for text in (card.title, card.description)])
    # Numbers say nothing, and each is looked at once here.
    read = read[~np.array([word.isnumeric() for word in found])[read]]
    ends = np.flatnonzero(read == 0) + 1
    ids = {word: number for number, word in enumerate(found) if number}
    counts = np.bincount(read, minlength=len(found)).tolist()
    said = {word: n for word, n in zip(ids, counts[1:], strict=True) if n}
    numbers = count(len(ids) + 1)
    names = {topic.slug: [next(numbers) for _ in tokens(topic.label)] for topic in topics}
    own_lengths = np.diff(ends[1::2], prepend=0)
    of_topics, topic_lengths = _names_of_rows(names, tagged)
    starts = starts_of(own_lengths + topic_lengths)
    full = np.empty(starts[-1], np.int64)
    full[ranges(starts[:-1], own_lengths)] = read
    full[ranges(starts[:-1] + own_lengths, topic_lengths)] = of_topics
    title_lengths = np.diff(ends, prepend=0)[::2]
    return Script(full, starts, starts[:-1] + title_lengths, ids, names, said)


def _words(texts: Sequence[str]) -> tuple[list[str], Any]:
    """Give the distinct words of texts, the first of which is what ends each, and the
    number of every word."""
    text = f"{END} {words_apart(texts)} ".encode()
    spaces = np.flatnonzero(np.frombuffer(text, dtype=np.uint8) == _SPACE)
    starts = np.concatenate(([0], spaces[:-1] + 1))
    there = spaces > starts
    longer: dict[tuple[int, int], bytes] = {}
    keys, numbers = numbered(keys_at(text, starts[there], spaces[there] - starts[there], longer))
    return written(keys, longer), numbers[1:]


def _names_of_rows(names: Mapping[str, Sequence[int]], tagged: Table) -> tuple[Any, Any]:
    """Give the words of the names of topics, each followed by 0, row by row, and their
    number in every row."""
    parts = [(*names[slug], 0) for slug in tagged.names]
    words = np.array([word for part in parts for word in part], dtype=np.int64)
    lengths = np.array([len(part) for part in parts], dtype=np.int64)
    of_tags = lengths[tagged.columns]
    places = ranges(starts_of(lengths)[tagged.columns], of_tags)
    return words[places], np.diff(starts_of(of_tags)[tagged.starts])
