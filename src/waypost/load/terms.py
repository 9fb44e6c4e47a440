"""What a post is about: its most frequent terms; and how long it is."""

from __future__ import annotations

from collections import Counter

from waypost.model.post import Terms
from waypost.words import stems, stop_words, tokens

MOST_TERMS = 48
"""How many terms of a post are kept."""

_TITLE_WEIGHT = 3
_DESCRIPTION_WEIGHT = 2


def terms_of(title: str, description: str, prose: str, language: str) -> Terms:
    """Count a post's stems, stop words left out.

    A word counts 1 in the prose, 2 in the description and 3 in the title. The 48
    most frequent are kept, ties in alphabetical order.
    """
    words = Counter(tokens(prose))
    for text, weight in ((title, _TITLE_WEIGHT), (description, _DESCRIPTION_WEIGHT)):
        for word in tokens(text):
            words[word] += weight
    ignored, stem_of = stop_words(language), stems(language)
    counts: dict[str, int] = {}
    for word, count in words.items():
        if word not in ignored and len(word) > 1:
            stem = stem_of[word]
            counts[stem] = counts.get(stem, 0) + count
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return Terms.of(iter(ranked[:MOST_TERMS]))


def count_words(prose: str) -> int:
    """Count what stands between spaces in some plain text, for the reading time."""
    return len(prose.split())
