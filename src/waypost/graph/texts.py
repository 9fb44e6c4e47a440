"""What an archive's titles and descriptions say, stem by stem."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from waypost.graph.spelling import Spelling
from waypost.graph.table import Table, make_table
from waypost.graph.wording import Wording, wording
from waypost.model.archive import Card, Topic
from waypost.words import stems, tokens


@dataclass(frozen=True, slots=True)
class Texts:
    """The stems of titles, and of full texts: titles, descriptions, names of topics.

    ``titles`` hold a stem for every word of a post's title, in order, "" for a word
    that says nothing; ``labels`` the same of the names of topics, by topic; ``full``
    of all of a post's texts, with "" between them. ``title_table`` and
    ``full_table`` count posts by stem. ``forms`` leads from such a stem to the words
    of the archive that have it, the most frequent first; ``words`` from a stem of
    :mod:`waypost.words` to the most frequent word.
    """

    wording: Wording
    labels: Mapping[str, tuple[str, ...]]
    titles: Mapping[str, tuple[str, ...]]
    full: Mapping[str, tuple[str, ...]]
    title_table: Table
    full_table: Table
    forms: Mapping[str, tuple[str, ...]]
    words: Mapping[str, str]


def read_texts(cards: Sequence[Card], topics: Iterable[Topic], language: str) -> Texts:
    """Read the texts of cards, and the names of topics, in some language."""
    topics = tuple(topics)
    spelling, said = Spelling(), Counter[str]()
    words = []
    for card in cards:
        title, description = tokens(card.title), tokens(card.description)
        words.append((title, description))
        said.update(title)
        said.update(description)
        spelling.note(card.title, prose=False)
        spelling.note(card.description, prose=True)
    known = wording(topics, spelling, said, language)
    labels = {topic.slug: _label(topic, known) for topic in topics}
    titles: dict[str, tuple[str, ...]] = {}
    full: dict[str, tuple[str, ...]] = {}
    for card, (title, description) in zip(cards, words, strict=True):
        read = known.read(title, known.exceptions(card.title, card.topics))
        rest = known.read(description, known.exceptions(card.description, card.topics))
        named = [stem for topic in card.topics for stem in ("", *labels.get(topic, ()))]
        titles[card.slug] = read
        full[card.slug] = (*read, "", *rest, *named)
    forms = _forms(said, known)
    return Texts(
        wording=known,
        labels=labels,
        titles=titles,
        full=full,
        title_table=make_table(titles),
        full_table=make_table(full),
        forms=forms,
        words=_words(forms, language),
    )


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
            words.sort(key=lambda word: (-said[word], word))
    written = known.written
    return {stem: tuple([written.get(w, w) for w in words]) for stem, words in found.items()}


def _words(forms: Mapping[str, Sequence[str]], language: str) -> dict[str, str]:
    stem_of = stems(language)
    found: dict[str, str] = {}
    for words in forms.values():
        for word in words:
            found.setdefault(stem_of[word.lower()], word)
    return found
