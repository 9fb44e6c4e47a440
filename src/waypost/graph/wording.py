"""Which words of an archive say something, and how the archive writes them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from msgspec import Struct

from waypost.graph.spelling import Spelling, has_capitals
from waypost.model.archive import Topic
from waypost.words import stems, stop_words, tokens

SHORTEST = 3
"""Letters that a word needs, unless it is written as an abbreviation."""

_ABBREVIATION = re.compile(r"\b[A-Z]{2,}\b")
_VOWELLESS_PLURAL = re.compile(r"[^\Waeiouy\d_]+[^\Waeiouys\d_]s")


class Wording(Struct, frozen=True):
    """Reads titles and descriptions.

    ``stems`` leads from a lower-cased word to its stem, or "" where it says
    nothing; it fills itself. ``written`` leads from words that the archive always
    writes with capitals to how it writes them. ``short`` holds, by topic slug, a
    topic's one-word name that ``stems`` would leave out, such as "go", and the
    form that tells it from the word.
    """

    stems: Mapping[str, str]
    written: Mapping[str, str]
    short: Mapping[str, tuple[str, str]]

    def exceptions(self, text: str, topics: Iterable[str] = ()) -> dict[str, str]:
        """Find the words of a text that count although they are short or stop words.

        These are abbreviations ("AI"), and the capitalised names of the topics that
        the text's post has ("Go"): by lower-cased word, as they are written.
        """
        found = {}
        for topic in self.short.keys() & topics if self.short else ():
            word, form = self.short[topic]
            if re.search(rf"(?<!\w){re.escape(form)}(?!\w)", text):
                found[word] = form
        if has_capitals(text) and not text.isupper():
            found.update((word.lower(), word) for word in _ABBREVIATION.findall(text))
        return found

    def read(self, words: Iterable[str], exceptions: Mapping[str, str]) -> tuple[str, ...]:
        """Give the stem of each word, in order; "" for one that says nothing."""
        known = self.stems
        if not exceptions:
            return tuple([known[word] for word in words])
        return tuple([known[word] or (word if word in exceptions else "") for word in words])

    def occurrences(self, text: str, topics: Iterable[str], stems: tuple[str, ...]) -> list[str]:
        """Find a run of stems in a text; give each occurrence as the archive writes it."""
        exceptions = self.exceptions(text, topics)
        words = tokens(text)
        read = self.read(words, exceptions)
        return [
            " ".join(self._form(word, exceptions) for word in words[start : start + len(stems)])
            for start in range(len(read))
            if read[start : start + len(stems)] == stems
        ]

    def _form(self, word: str, exceptions: Mapping[str, str]) -> str:
        return self.written.get(word, word) if self.stems[word] else exceptions[word]


def wording(
    topics: Iterable[Topic], spelling: Spelling, said: Mapping[str, int], language: str
) -> Wording:
    """Make the wording of an archive in some language.

    ``spelling`` has seen all its texts, and ``said`` counts their words.
    """
    names = {topic.slug: words[0] for topic in topics if len(words := tokens(topic.label)) == 1}
    kept = _Kept(language, names.values(), said)
    short = {slug: (name, spelling.name(name)) for slug, name in names.items() if not kept[name]}
    return Wording(kept, spelling.names(said), short)


class _Kept(dict[str, str]):
    """Stems by word, filled on demand, with "" for words that say nothing."""

    def __init__(self, language: str, names: Iterable[str], said: Iterable[str]) -> None:
        super().__init__()
        self._made_of = language, tuple(names)
        self._stems = stems(language)
        self._stop = stop_words(language)
        # An archive with a topic "testing" has something to say with "test".
        self._names = {self._stems[name] for name in self._made_of[1]}
        # Nearly all that is said is kept as it is, and needs no look one by one.
        plain = [
            word
            for word in said
            if len(word) >= SHORTEST and word[-1] != "s" and not word[0].isdigit()
        ]
        self.update(zip(plain, map(self._stems.__getitem__, plain), strict=True))
        for word in self._stop & self.keys():
            del self[word]

    def __reduce__(self) -> tuple[object, ...]:
        # A stemmer can't be sent to another process, which has one of its own.
        return _Kept, (*self._made_of, ()), None, None, iter(self.items())

    def __missing__(self, word: str) -> str:
        # The stemmer needs a vowel to see a plural, and "LLMs" has none.
        whole = word[:-1] if word[-1] == "s" and _VOWELLESS_PLURAL.fullmatch(word) else word
        stem = self._stems[whole]
        named = stem in self._names and len(word) >= SHORTEST
        short = len(word) < SHORTEST and word.isalpha()
        nothing = word in self._stop or short or word[0].isdigit()
        self[word] = "" if nothing and not named else stem
        return self[word]
