"""What an archive's titles and descriptions say, stem by stem."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, compress
from operator import ne

import numpy as np
from msgspec import Struct

from waypost.graph.script import Said, Script, read_script, said_by
from waypost.graph.spelling import Spelling
from waypost.graph.table import Runs, Table, table_of, tag_table
from waypost.graph.wording import Wording, wording
from waypost.model.archive import Card, Topic
from waypost.model.beside import Beside, here
from waypost.model.memory import NONE, Memory
from waypost.words import stems, tokens

_COMPOUND = re.compile(r"\w+(?:-\w+)+")

LEAST = 3
"""Places that a stem needs to be counted: with fewer posts it is neither a motif nor an
emphasis, and most stems have fewer. They would be looked at again for every hub."""


class Texts(Struct, frozen=True, eq=False):
    """The stems of titles, and of full texts: titles, descriptions, names of topics.

    ``titles`` hold a stem for every word of a post's title, ``full`` of all of its
    texts, with "" between them; ``title_table`` and ``full_table`` count posts by
    stem, without those that stand there less than :data:`LEAST` times. ``labels`` are
    the stems of the names of topics, by topic. ``forms`` leads from such a stem to the
    words of the archive that have it, the most frequent first; ``words`` from a stem
    of :mod:`waypost.words` to the most frequent word. ``compounded`` are the words,
    lower-cased, that stand in a compound somewhere ("post" and "mortem").
    """

    wording: Wording
    titles: Runs
    full: Runs
    title_table: Table
    full_table: Table
    labels: Mapping[str, tuple[str, ...]]
    forms: Mapping[str, tuple[str, ...]]
    words: Mapping[str, str]
    compounded: frozenset[str]


def compounds_in(text: str) -> list[str]:
    """Find the words of a text that are joined by hyphens, in order."""
    return _COMPOUND.findall(text)


def texts_of(
    cards: Mapping[str, Card],
    topics: Mapping[str, Topic],
    language: str,
    memory: Memory = NONE,
    beside: Beside = here,
) -> Callable[[], Texts]:
    """Have the texts of an archive read; gives what waits for that."""
    if memory.lasting:
        # Mappings are equal in any order, and that of the cards counts.
        return partial(memory.recall, "texts", _read, tuple(cards), cards, topics, language)
    return beside(read_texts, said_by(cards.values()), tuple(topics.values()), language)


def _read(
    _order: tuple[str, ...], cards: Mapping[str, Card], topics: Mapping[str, Topic], language: str
) -> Texts:
    return read_texts(said_by(cards.values()), tuple(topics.values()), language)


def read_texts(cards: Sequence[Said], topics: Sequence[Topic], language: str) -> Texts:
    """Read the texts of cards, and the names of topics, in some language.

    ``topics`` are all that cards have.
    """
    tagged = tag_table([card.topics for card in cards], [topic.slug for topic in topics])
    script, spelling = read_script(cards, topics, tagged), Spelling()
    spelling.note((card.title for card in cards), prose=False)
    spelling.note((card.description for card in cards), prose=True)
    stems(language).learn(script.words)
    known = wording(topics, spelling, script.said, language)
    labels = {topic.slug: _label(topic, known) for topic in topics}
    exceptional = list(_exceptional(script, cards, known, spelling.capitalised))
    titles, full = _runs(script, cards, known, labels, exceptional)
    forms = _forms(script.said, known)
    return Texts(
        wording=known,
        titles=titles,
        full=full,
        title_table=table_of(titles, LEAST),
        full_table=table_of(full, LEAST),
        labels=labels,
        forms=_as_written(forms, known),
        words=_words(forms, known.written, language),
        compounded=_compounded(cards, topics),
    )


def _runs(
    script: Script,
    cards: Sequence[Said],
    known: Wording,
    labels: Mapping[str, tuple[str, ...]],
    exceptional: Sequence[tuple[int, str]],
) -> tuple[Runs, Runs]:
    """Give the stems of titles and of full texts."""
    of_numbers = ["", *map(known.stems.__getitem__, script.words)]
    for topic in script.names:
        of_numbers += labels[topic]
    stems = dict.fromkeys((*of_numbers, *(word for _, word in exceptional)))
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
    script: Script, cards: Sequence[Said], known: Wording, capitalised: Collection[str]
) -> Iterator[tuple[int, str]]:
    """Find the words that count although they are short or stop words: their places.

    Texts without capitals but the first have none, unless a topic has such a name.
    """
    if not known.short and not capitalised:
        return
    starts, title_ends = script.starts.tolist(), script.title_ends.tolist()
    for row, card in enumerate(cards):
        named = known.short and not known.short.keys().isdisjoint(card.topics)
        if not (named or card.title in capitalised or card.description in capitalised):
            continue
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


def _compounded(cards: Sequence[Said], topics: Iterable[Topic]) -> frozenset[str]:
    of_cards = [text for card in cards for text in (card.title, card.description) if "-" in text]
    hyphenated = {text.lower() for text in (*of_cards, *(topic.label for topic in topics))}
    compounds = chain.from_iterable(map(compounds_in, hyphenated))
    return frozenset(part for compound in set(compounds) for part in compound.split("-"))


def _label(topic: Topic, known: Wording) -> tuple[str, ...]:
    if topic.slug in known.short:
        return (known.short[topic.slug][0],)
    return known.read(tokens(topic.label), known.exceptions(topic.label))


def _forms(said: Mapping[str, int], known: Wording) -> dict[str, tuple[str, ...]]:
    """Give the words of each stem, lower-cased."""
    words = tuple(said)
    stems = list(map(known.stems.__getitem__, words))
    last = dict(zip(stems, words, strict=True))
    # Most stems have one form, and nothing to sort.
    found: dict[str, tuple[str, ...]] = dict(
        zip(last, zip(last.values(), strict=True), strict=True)
    )
    found.pop("", None)
    several: dict[str, list[str]] = {}
    for word, stem in compress(
        zip(words, stems, strict=True), map(ne, words, map(last.__getitem__, stems))
    ):
        if stem:
            several.setdefault(stem, []).append(word)
    for stem, forms in several.items():
        forms.append(last[stem])
        forms.sort(key=lambda word: (-said[word], len(word), word))
        found[stem] = tuple(forms)
    return found


def _as_written(forms: Mapping[str, tuple[str, ...]], known: Wording) -> dict[str, tuple[str, ...]]:
    """Write those that are names with their capitals."""
    found, written = dict(forms), known.written
    for stem in {known.stems[word] for word in written} & forms.keys():
        found[stem] = tuple([written.get(word, word) for word in forms[stem]])
    return found


def _words(
    forms: Mapping[str, Sequence[str]], written: Mapping[str, str], language: str
) -> dict[str, str]:
    words = list(chain.from_iterable(forms.values()))
    # Backwards, so that of the words with one stem the first stays.
    words.reverse()
    shown = [written.get(word, word) for word in words] if written else words
    return dict(zip(map(stems(language).__getitem__, words), shown, strict=True))
