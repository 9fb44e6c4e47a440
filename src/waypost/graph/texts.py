"""What an archive's titles and descriptions say, stem by stem."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

import numpy as np

from waypost.graph.spelling import Spelling
from waypost.graph.table import Runs, Table, make_table
from waypost.graph.wording import Wording, wording
from waypost.model.archive import Card, Topic
from waypost.words import stems, tokens


@dataclass(frozen=True, slots=True)
class Texts:
    """The stems of titles, and of full texts: titles, descriptions, names of topics.

    ``titles`` hold a stem for every word of a post's title, ``full`` of all of its
    texts, with "" between them; ``title_table`` and ``full_table`` count posts by
    stem. ``labels`` are the stems of the names of topics, by topic. ``forms`` leads
    from such a stem to the words of the archive that have it, the most frequent
    first; ``words`` from a stem of :mod:`waypost.words` to the most frequent word.
    """

    wording: Wording
    titles: Runs
    full: Runs
    title_table: Table
    full_table: Table
    labels: Mapping[str, tuple[str, ...]]
    forms: Mapping[str, tuple[str, ...]]
    words: Mapping[str, str]


def read_texts(cards: Sequence[Card], topics: Iterable[Topic], language: str) -> Texts:
    """Read the texts of cards, and the names of topics, in some language."""
    topics = tuple(topics)
    script, spelling = _Script(topics), Spelling()
    for card in cards:
        script.write(card)
        spelling.note(card.title, prose=False)
        spelling.note(card.description, prose=True)
    said = script.said()
    known = wording(topics, spelling, said, language)
    labels = {topic.slug: _label(topic, known) for topic in topics}
    titles, full = script.runs(cards, known, labels)
    forms = _forms(said, known)
    return Texts(
        wording=known,
        titles=titles,
        full=full,
        title_table=make_table(titles),
        full_table=make_table(full),
        labels=labels,
        forms=forms,
        words=_words(forms, language),
    )


class _Script:
    """All texts as one array of numbers, a number a word.

    Each word of a million is looked up once here; all else is done by number.
    """

    def __init__(self, topics: Iterable[Topic]) -> None:
        self._ids: defaultdict[str, int] = defaultdict(count().__next__)
        self._nothing = self._ids[""]
        # The words of a topic's name are its own, since they count even where they
        # are short; a space keeps them apart from words of texts.
        self._names = {
            topic.slug: [self._ids[f"{topic.slug} {place}"] for place in range(len(words))]
            for topic in topics
            if (words := tokens(topic.label))
        }
        self._numbers = array("i")
        self._starts, self._title_ends = array("q"), array("q")

    def write(self, card: Card) -> None:
        """Add a post's title, description, and names of topics, parted by nothing."""
        numbers, id_of = self._numbers, self._ids.__getitem__
        self._starts.append(len(numbers))
        numbers.extend(map(id_of, tokens(card.title)))
        self._title_ends.append(len(numbers))
        numbers.append(self._nothing)
        numbers.extend(map(id_of, tokens(card.description)))
        for topic in card.topics:
            numbers.append(self._nothing)
            numbers.extend(self._names.get(topic, ()))

    def said(self) -> dict[str, int]:
        """Count the words of titles and descriptions."""
        counts = np.bincount(np.array(self._numbers), minlength=len(self._ids)).tolist()
        pairs = zip(self._ids, counts, strict=True)
        return {word: count for word, count in pairs if word and " " not in word}

    def runs(
        self, cards: Sequence[Card], known: Wording, labels: Mapping[str, tuple[str, ...]]
    ) -> tuple[Runs, Runs]:
        """Give the stems of titles and of full texts."""
        ids: defaultdict[str, int] = defaultdict(count().__next__)
        nothing = ids[""]
        said = (word if " " not in word else "" for word in self._ids)
        stem_of = [ids[known.stems[word]] if word else nothing for word in said]
        for topic, numbers in self._names.items():
            for number, stem in zip(numbers, labels[topic], strict=True):
                stem_of[number] = ids[stem]
        numbers = np.array(stem_of)[np.array(self._numbers)]
        for place, word in self._exceptional(cards, known):
            numbers[place] = ids[word]
        rows = {card.slug: row for row, card in enumerate(cards)}
        starts = np.array(self._starts)
        title_ends, ends = np.array(self._title_ends), np.append(starts[1:], len(numbers))
        names = tuple(ids)
        return (
            Runs(rows, names, numbers, starts, title_ends),
            Runs(rows, names, numbers, starts, ends),
        )

    def _exceptional(self, cards: Sequence[Card], known: Wording) -> Iterable[tuple[int, str]]:
        """Find the words that count although they are short or stop words."""
        for row, card in enumerate(cards):
            middle = self._title_ends[row]
            end = self._starts[row + 1] if row + 1 < len(cards) else len(self._numbers)
            for text, first, last in (
                (card.title, self._starts[row], middle),
                (card.description, middle, end),
            ):
                for word in known.exceptions(text, card.topics):
                    if not known.stems[word]:
                        number = self._ids[word]
                        for place in range(first, last):
                            if self._numbers[place] == number:
                                yield place, word


def _label(topic: Topic, known: Wording) -> tuple[str, ...]:
    if topic.slug in known.short:
        return (known.short[topic.slug][0],)
    return known.read(tokens(topic.label), known.exceptions(topic.label))


def _forms(said: Mapping[str, int], known: Wording) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for word in said:
        if stem := known.stems[word]:
            found.setdefault(stem, []).append(word)
    for words in found.values():
        if len(words) > 1:
            words.sort(key=lambda word: (-said[word], len(word), word))
    written = known.written
    return {stem: tuple([written.get(w, w) for w in words]) for stem, words in found.items()}


def _words(forms: Mapping[str, Sequence[str]], language: str) -> dict[str, str]:
    stem_of = stems(language)
    found: dict[str, str] = {}
    for words in forms.values():
        for word in words:
            found.setdefault(stem_of[word.lower()], word)
    return found
