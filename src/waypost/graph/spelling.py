"""Spelling: the words that an archive always writes with capitals."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

_WORD = re.compile(r"\w+")
_WITHIN_A_SENTENCE = re.compile(r"(?<=[\w,;] )\w+")


def has_capitals(text: str) -> bool:
    """Say whether a text has capitals besides its first letter."""
    rest = text[1:]
    return rest != rest.lower()


class Spelling:
    """Learns from titles and descriptions which words are names, and how they look."""

    def __init__(self) -> None:
        self._forms: Counter[str] = Counter()
        self._within: Counter[str] = Counter()
        self.capitalised: set[str] = set()
        """The texts that have capitals besides their first letter."""

    def note(self, texts: Iterable[str], *, prose: bool) -> None:
        """Learn from texts; ``prose`` says that they are made of sentences."""
        # Most texts have no capital but the first, and few different first words.
        firsts: Counter[str] = Counter()
        for text in texts:
            if has_capitals(text):
                self.capitalised.add(text)
                self._note(text, prose=prose)
            else:
                firsts[text.partition(" ")[0]] += 1
        for first, count in firsts.items():
            if first[:1].isupper() and (word := _WORD.match(first)):
                self._forms[word[0]] += count

    def _note(self, text: str, *, prose: bool) -> None:
        words = _WORD.findall(text)
        capitals = [word for word in words if word != word.lower()]
        self._forms.update(capitals)
        # Where most words have capitals they tell nothing.
        if prose and len(capitals) * 2 < len(words):
            within = _WITHIN_A_SENTENCE.findall(text)
            self._within.update([word for word in within if word != word.lower()])

    def names(self, said: Mapping[str, int]) -> dict[str, str]:
        """Find words that are never written in lower case, and how they are written.

        ``said`` counts all words, lower-cased. A capital inside ("LLM") tells a name
        by itself; one at the start only where the word stands within a sentence, since
        titles may capitalise all.
        """
        telling: dict[str, list[str]] = {}
        for form in self._forms:
            if form in self._within or not form[1:].islower():
                telling.setdefault(form.lower(), []).append(form)
        capitalised: Counter[str] = Counter()
        for form, count in self._forms.items():
            if (word := form.lower()) in telling:
                capitalised[word] += count
        return {
            word: self._most_frequent(forms)
            for word, forms in telling.items()
            if said.get(word, 0) <= capitalised[word]
        }

    def name(self, word: str) -> str:
        """Give the capitalised form of a lower-cased word that is a name."""
        forms = [form for form in (word.capitalize(), word.upper()) if self._forms[form]]
        return self._most_frequent(forms) if forms else word.capitalize()

    def _most_frequent(self, forms: Iterable[str]) -> str:
        return min(forms, key=lambda form: (-self._forms[form], form))
