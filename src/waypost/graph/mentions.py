"""Which posts have a word: in the title, the description, or the name of a topic."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from waypost.graph.corpus import Corpus
from waypost.model.archive import Card
from waypost.model.lens import LensRule
from waypost.words import stems, tokens


class Mentions:
    """The posts that have given words or phrases; inflections count together.

    A phrase is found where its words stand one after the other. Each text is read once,
    its stop words too: a "page" may say nothing to statistics, but does to those on call.
    """

    def __init__(self, phrases: Iterable[str], corpus: Corpus, language: str) -> None:
        self._cards = corpus.cards
        self._telling, self._any = corpus.texts.wording.stems, stems(language)
        self._labels = {slug: self._read(topic.label) for slug, topic in corpus.topics.items()}
        self._phrases = {phrase: self._read(phrase) for phrase in phrases}
        self._having = self._by_stem({stem for read in self._phrases.values() for stem in read})
        self._known: dict[str, frozenset[str]] = {}

    def among(
        self, posts: tuple[str, ...], phrases: Iterable[str]
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Give those phrases that some of the posts have, and the posts that have any."""
        members = frozenset(posts)
        found = {phrase: having for phrase in phrases if (having := self._of(phrase) & members)}
        telling = frozenset[str]().union(*found.values())
        return tuple(found), tuple(post for post in posts if post in telling)

    def _of(self, phrase: str) -> frozenset[str]:
        if phrase not in self._known:
            wanted = self._phrases[phrase]
            near = frozenset.intersection(*(self._having[stem] for stem in wanted))
            if len(wanted) > 1:
                near = frozenset(post for post in near if self._in_a_row(self._cards[post], wanted))
            self._known[phrase] = near
        return self._known[phrase]

    def _by_stem(self, vocabulary: set[str]) -> Mapping[str, frozenset[str]]:
        having: dict[str, set[str]] = {stem: set() for stem in vocabulary}
        for slug, card in self._cards.items() if vocabulary else ():
            for read in self._texts(card):
                for stem in vocabulary.intersection(read):
                    having[stem].add(slug)
        return {stem: frozenset(posts) for stem, posts in having.items()}

    def _in_a_row(self, card: Card, wanted: list[str]) -> bool:
        size = len(wanted)
        return any(
            read[start : start + size] == wanted
            for read in self._texts(card)
            for start in range(len(read) - size + 1)
        )

    def _texts(self, card: Card) -> Iterator[list[str]]:
        yield self._read(card.title)
        yield self._read(card.description)
        for topic in card.topics:
            yield self._labels[topic]

    def _read(self, text: str) -> list[str]:
        telling, any_word = self._telling, self._any
        return [telling[word] or any_word[word] for word in tokens(text)]


def mentions_of(rules: Iterable[LensRule], corpus: Corpus, language: str) -> Mentions:
    """Look for the words of rules in an archive; the topics of rules are slugs.

    Rules on topics that the archive lacks are left out.
    """
    topics = corpus.topics.keys()
    asked = (rule for rule in rules if not rule.topics or not topics.isdisjoint(rule.topics))
    words = (word for rule in asked for word in (*rule.field, *rule.needs.words))
    return Mentions(dict.fromkeys(words), corpus, language)
