"""Words, stop words and stems: what loading and the graph both make terms of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any
from unicodedata import category, normalize

from Stemmer import Stemmer
from stop_words import StopWordError, get_stop_words

# Combining marks are no part of \w, and without them the scripts of India, Thai
# and vocalised Arabic fall into pieces.
_MARKS = "\u0300-\u036f\u064b-\u065f\u0900-\u0963\u0966-\u0dff\u0e00-\u0e7f"

# Names that a plain split would spoil stay whole: c++, c#, f#, node.js, asp.net.
# An apostrophe joins only what English contracts, so that l'homme is two words.
_WORD = re.compile(
    rf"[\w{_MARKS}]+"
    r"(?:'(?:t|s|re|ve|ll|d|m)\b|\.(?:js|net)\b|(?<=\b[cfj])(?:\+\+|\#)(?!\w))?"
)
# The same for plain English letters, in half the time.
_ASCII_WORD = re.compile(
    r"[a-z0-9]+(?:'(?:t|s|re|ve|ll|d|m)\b|\.(?:js|net)\b|(?<=\b[cfj])(?:\+\+|\#)(?![a-z0-9]))?"
)
# All that is no part of a plain word becomes a space: a split at spaces then finds
# words in a third of the time that an expression takes.
_SPACED = "".join(char if char.isalnum() or char == "'" else " " for char in map(chr, range(128)))
_NAME_SIGNS = ("+", "#", ".js", ".net")
# What is common in English and not ASCII, but no part of a word.
_TYPOGRAPHY = "\u2014\u2013\u2026\u201c\u201d\u201e\u2018\u00a0\u2192\u00d7"
END = "\x02"
"""Stands after the words of each of many texts; no word holds it."""

_WORD_OR_END = re.compile(rf"{END}|{_WORD.pattern}")
_ASCII_WORD_OR_END = re.compile(rf"{END}|{_ASCII_WORD.pattern}")
_SPACED_BUT_END = _SPACED[: ord(END)] + END + _SPACED[ord(END) + 1 :]
_TEXTS_AT_ONCE = 256
_TOPIC_BREAKS = re.compile(r"[^\w+#.]+|_+")
_NAME = re.compile(r"[\d.+#]")

_ALGORITHMS = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german",
    "el": "greek", "en": "english", "eo": "esperanto", "es": "spanish", "et": "estonian",
    "eu": "basque", "fa": "persian", "fi": "finnish", "fr": "french", "ga": "irish",
    "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian",
    "lt": "lithuanian", "nb": "norwegian", "ne": "nepali", "nl": "dutch", "nn": "norwegian",
    "no": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian",
    "sr": "serbian", "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip

_MOST_STEMS = 100_000


def tokens(text: str) -> list[str]:
    """Split text into lower-cased words, in order.

    A word has at least one letter: numbers alone are left out. Hyphens, slashes
    and underscores separate words.
    """
    return [word for word in _split(_lowered(text)) if not word.isnumeric()]


def _lowered(text: str) -> str:
    return text.lower().replace("_", " ").replace("\u2019", "'")


def _split(plain: str) -> list[str]:
    return (_ASCII_WORD if plain.isascii() else _WORD).findall(plain)


def words_of(text: str) -> list[str]:
    """Split a text as :func:`tokens` does, in no order; numbers are given too."""
    plain = _lowered(text)
    if (spaced := _spaced(plain, _SPACED)) is None:
        return _split(plain)
    found = spaced.split()
    if "'" in spaced:
        apart = [word for word in found if "'" in word]
        found = [word for word in found if "'" not in word]
        for word in apart:
            found += _split(word)
    return found


def words_apart(texts: Sequence[str]) -> str:
    """Split texts as :func:`tokens` does, but numbers are given too.

    Gives the words of all texts in order, with one space or more between them, and
    :data:`END` as a word after those of each: thousands of short texts take a tenth of
    the time together that they take one by one.
    """
    found = []
    # Some at a time, so that one name such as "C++" does not cost the time of all.
    for start in range(0, len(texts), _TEXTS_AT_ONCE):
        some = texts[start : start + _TEXTS_AT_ONCE]
        plain = _lowered("".join([text.replace(END, " ") + f" {END} " for text in some]))
        spaced = _spaced(plain, _SPACED_BUT_END)
        if spaced is None:
            words = (_ASCII_WORD_OR_END if plain.isascii() else _WORD_OR_END).findall(plain)
            spaced = " ".join(words)
        elif "'" in spaced:
            spaced = " ".join(
                [" ".join(_split(word)) if "'" in word else word for word in spaced.split()]
            )
        found.append(spaced)
    return " ".join(found)


def _spaced(plain: str, signs: str) -> str | None:
    """Put spaces for all that is no word, by a table of what stands for each sign of ASCII;
    None where a split at spaces would not find the words."""
    spaced = plain
    if not plain.isascii():
        for sign in _TYPOGRAPHY:
            spaced = spaced.replace(sign, " ")
    if not spaced.isascii() or any(sign in spaced for sign in _NAME_SIGNS):
        return None
    return spaced.translate(signs)


def topic_key(spelling: str) -> str:
    """Reduce the name of a topic to what all its spellings share.

    "Code Review", "code-review" and "code_review" are one; "C", "C++" and "C#"
    are three, since the signs are part of the name.
    """
    folded = normalize("NFKC", spelling).casefold()
    return _TOPIC_BREAKS.sub("-", folded).strip("-.")


def author_key(name: str) -> str:
    """Reduce a person's name to what all its spellings share, which can stand in a URL.

    "J. Doe" and "j doe" are one. Gives "" for a name without letters or digits.
    """
    folded = normalize("NFKC", name).casefold()
    # Marks are the vowels of many scripts, but are not alphanumeric to Python.
    kept = (c if c.isalnum() or category(c).startswith("M") else " " for c in folded)
    return "-".join("".join(kept).split())


def stem(word: str, language: str) -> str:
    """Give the stem of a lower-cased word.

    ``language`` is a tag such as ``en`` or ``de-AT``; in a language without a
    stemmer, and for names such as ``node.js`` or ``k8s``, it is the word itself.
    """
    return stems(language)[word]


def stems(language: str) -> Stems:
    """Give the mapping behind :func:`stem`: it finds a word's stem when asked for it."""
    return _stems(_primary(language))


def stop_words(language: str) -> frozenset[str]:
    """Give the words of a language that say nothing of a text's subject; lower-cased."""
    return _stop_words(_primary(language))


class Stems(dict[str, str]):
    """Stems by word, filled on demand: stemming costs ten times a look-up."""

    def __init__(self, stemmer: Any) -> None:
        super().__init__()
        self._stemmer = stemmer

    def learn(self, words: Iterable[str]) -> None:
        """Find the stems of many words at once: one by one takes twice as long."""
        if self._stemmer is None:
            return
        unknown = (word for word in words if word not in self)
        new = [word for word in unknown if word.isalpha() or not _NAME.search(word)]
        if len(self) + len(new) <= _MOST_STEMS:
            self.update(zip(new, self._stemmer.stemWords(new), strict=True))

    def __missing__(self, word: str) -> str:
        # Bounded, because a worker may read ten thousand posts.
        if len(self) >= _MOST_STEMS:
            self.clear()
        known = self._stemmer is not None and not _NAME.search(word)
        result: str = self._stemmer.stemWord(word) if known else word
        self[word] = result
        return result


@cache
def _stems(primary: str) -> Stems:
    algorithm = _ALGORITHMS.get(primary)
    # Without the stemmer's own cache: beside this one it would cost more than stemming.
    return Stems(Stemmer(algorithm, 0) if algorithm else None)


@cache
def _stop_words(primary: str) -> frozenset[str]:
    try:
        return frozenset(get_stop_words("nb" if primary in ("no", "nn") else primary))
    except StopWordError:
        return frozenset()


def _primary(language: str) -> str:
    return language.replace("_", "-").partition("-")[0].lower()
