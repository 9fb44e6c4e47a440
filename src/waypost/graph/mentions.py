"""Which posts have a word: in the title, the description, or the name of a topic."""

from __future__ import annotations

from collections.abc import Iterable

from waypost.graph.corpus import Corpus
from waypost.words import tokens


class Mentions:
    """Finds words and phrases in some posts. Inflections count together."""

    def __init__(self, posts: Iterable[str], corpus: Corpus) -> None:
        self._posts = tuple(posts)
        self._corpus = corpus
        self._stems: dict[str, frozenset[str]] | None = None
        self._known: dict[str, tuple[str, ...]] = {}

    def of(self, phrase: str) -> tuple[str, ...]:
        """Give the posts that have a word, or the words of a phrase one after the other."""
        if phrase not in self._known:
            self._known[phrase] = self._find(tokens(phrase))
        return self._known[phrase]

    def of_any(self, phrases: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Give the phrases that some post has, and the posts that have one, in their order."""
        found = {phrase: posts for phrase in phrases if (posts := self.of(phrase))}
        having = {post for posts in found.values() for post in posts}
        return tuple(found), tuple(post for post in self._posts if post in having)

    def _find(self, words: list[str]) -> tuple[str, ...]:
        wanted = self._read(words)
        telling = {stem for stem in map(self._corpus.wording.stems.__getitem__, words) if stem}
        must = telling if len(words) > 1 else set(wanted)
        near = [post for post, stems in self._by_post().items() if must <= stems]
        if len(words) < 2:
            return tuple(near) if words else ()
        return tuple(post for post in near if self._has_in_a_row(post, wanted))

    def _has_in_a_row(self, post: str, wanted: list[str]) -> bool:
        # The corpus leaves stop words out, and a phrase may hold one: "on call".
        card = self._corpus.cards[post]
        labels = (self._corpus.topics[topic].label for topic in card.topics)
        for text in (card.title, card.description, *labels):
            read = self._read(tokens(text))
            if any(
                read[start : start + len(wanted)] == wanted
                for start in range(len(read) - len(wanted) + 1)
            ):
                return True
        return False

    def _read(self, words: list[str]) -> list[str]:
        stems = self._corpus.wording.stems
        return [stems[word] or word for word in words]

    def _by_post(self) -> dict[str, frozenset[str]]:
        if self._stems is None:
            self._stems = {post: frozenset(self._corpus.texts[post]) for post in self._posts}
        return self._stems
