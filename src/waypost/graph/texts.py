"""What an archive's titles and descriptions say, stem by stem."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from waypost.graph.script import Script, read_script
from waypost.graph.spelling import Spelling
from waypost.graph.table import Runs, Table, table_of
from waypost.graph.wording import Wording, wording
from waypost.model.archive import Card, Topic
from waypost.words import stems, tokens

LEAST = 3
"""Places that a stem needs to be counted: with fewer posts it is neither a motif nor an
emphasis, and most stems have fewer. They would be looked at again for every hub."""


@dataclass(frozen=True, slots=True, eq=False)
class Texts:
    """The stems of titles, and of full texts: titles, descriptions, names of topics.

    ``titles`` hold a stem for every word of a post's title, ``full`` of all of its
    texts, with "" between them; ``title_table`` and ``full_table`` count posts by
    stem, without those that stand there less than :data:`LEAST` times. ``labels`` are
    the stems of the names of topics, by topic. ``forms`` leads from such a stem to the
    words of the archive that have it, the most frequent first; ``words`` from a stem
    of :mod:`waypost.words` to the most frequent word.
    """

    wording: Wording
    titles: Runs
    full: Runs
    title_table: Table
    full_table: Table
    labels: Mapping[str, tuple[str, ...]]
    forms: Mapping[str, tuple[str, ...]]
    words: Mapping[str, str]


def read_texts(
    cards: Sequence[Card], topics: Iterable[Topic], tagged: Table, language: str
) -> Texts:
    """Read the texts of cards, and the names of topics, in some language.

    ``tagged`` holds the topics of the cards, row by row.
    """
    topics = tuple(topics)
    script, spelling = read_script(cards, topics, tagged), Spelling()
    for card in cards:
        spelling.note(card.title, prose=False)
        spelling.note(card.description, prose=True)
    known = wording(topics, spelling, script.said, language)
    labels = {topic.slug: _label(topic, known) for topic in topics}
    titles, full = _runs(script, cards, known, labels)
    forms = _forms(script.said, known)
    return Texts(
        wording=known,
        titles=titles,
        full=full,
        title_table=table_of(titles, LEAST),
        full_table=table_of(full, LEAST),
        labels=labels,
        forms=forms,
        words=_words(forms, language),
    )


def _runs(
    script: Script, cards: Sequence[Card], known: Wording, labels: Mapping[str, tuple[str, ...]]
) -> tuple[Runs, Runs]:
    """Give the stems of titles and of full texts."""
    exceptional = list(_exceptional(script, cards, known))
    of_numbers = ["", *map(known.stems.__getitem__, script.words)]
    for topic in script.names:
        of_numbers += labels[topic]
    # In order, so that of equals the first column is the first by the alphabet too.
    stems = sorted({*of_numbers, *(word for _, word in exceptional)})
    columns = {stem: column for column, stem in enumerate(stems)}
    numbers = np.array([columns[stem] for stem in of_numbers])[script.numbers]
    for place, word in exceptional:
        numbers[place] = columns[word]
    rows = {card.slug: row for row, card in enumerate(cards)}
    names, starts = tuple(stems), script.starts[:-1]
    return (
        Runs(rows, names, numbers, starts, script.title_ends),
        Runs(rows, names, numbers, starts, script.starts[1:]),
    )


def _exceptional(
    script: Script, cards: Sequence[Card], known: Wording
) -> Iterator[tuple[int, str]]:
    """Find the words that count although they are short or stop words."""
    starts, title_ends = script.starts.tolist(), script.title_ends.tolist()
    for row, card in enumerate(cards):
        middle = title_ends[row]
        for text, first, last in (
            (card.title, starts[row], middle),
            (card.description, middle, starts[row + 1]),
        ):
            for word in known.exceptions(text, card.topics):
                if word in script.words and not known.stems[word]:
                    here = script.numbers[first:last] == script.words[word]
                    for place in np.flatnonzero(here).tolist():
                        yield first + place, word


def _label(topic: Topic, known: Wording) -> tuple[str, ...]:
    if topic.slug in known.short:
        return (known.short[topic.slug][0],)
    return known.read(tokens(topic.label), known.exceptions(topic.label))


def _forms(said: Mapping[str, int], known: Wording) -> dict[str, tuple[str, ...]]:
    stem_of, written = known.stems, known.written
    found: dict[str, tuple[str, ...]] = {}
    for word in said:
        if stem := stem_of[word]:
            found[stem] = (*found[stem], word) if stem in found else (word,)
    for stem, words in found.items():
        # Most stems have one form, and nothing to sort.
        if len(words) > 1:
            words = tuple(sorted(words, key=lambda word: (-said[word], len(word), word)))
        found[stem] = tuple([written.get(word, word) for word in words])
    return found


def _words(forms: Mapping[str, Sequence[str]], language: str) -> dict[str, str]:
    stem_of = stems(language)
    found: dict[str, str] = {}
    for words in forms.values():
        for word in words:
            found.setdefault(stem_of[word.lower()], word)
    return found
