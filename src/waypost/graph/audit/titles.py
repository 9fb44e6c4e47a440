"""Titles that readers will take for one another."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from msgspec import Struct
from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from waypost.graph.audit.flaw import Flaw, Material, flaw
from waypost.graph.lineage import last_successor
from waypost.words import stems, tokens

ALIKE = 85
"""Percent: of the words of two titles that are the same, and of the letters of two
words that differ by a slip."""

RAREST = 3
"""Words of a title that another one must share one of, to be compared with it."""

COMMON = 100
"""A word of more titles than this is not rare, and so many titles at most are compared
with each other at once: it is what keeps a large archive's cost from being quadratic."""

_ROUGHLY = 75
_NUMBER = re.compile(r"\d+")


class _Title(Struct, frozen=True):
    """A post's title: the stems of its words in order, and its numbers."""

    post: str
    stems: tuple[str, ...]
    numbers: tuple[str, ...]


def near_duplicate_titles(material: Material) -> Iterator[Flaw]:
    """Find posts whose title is nearly an older post's: each once, with the likest.

    Two titles are near duplicates where 85 percent of the words of both are the same,
    in the same order; inflections and a slip within a word make no difference. Numbers
    do, since the parts of a series are no duplicates, and neither are a post and what
    supersedes it. Only titles that share one of their three rarest words are compared.
    """
    cards = material.archive.cards
    first: dict[tuple[object, ...], _Title] = {}
    twins: dict[str, str] = {}
    for post in reversed(material.archive.posts):
        title = _read(post.slug.value, post.title.value, material.language)
        key = (title.stems or post.title.value.casefold(), title.numbers)
        older = first.setdefault(key, title)
        if older is not title:
            twins[title.post] = older.post
    twins |= _likest(list(first.values()))
    for newer, old in twins.items():
        if last_successor(cards[newer], cards) != last_successor(cards[old], cards):
            yield flaw(
                "near-duplicate-title",
                newer,
                f"the title '{cards[newer].title}' is nearly that of the older post '{old}', "
                f"'{cards[old].title}'",
                material.title_place(newer),
                "say in one of the titles what only that post is about",
            )


def _read(post: str, title: str, language: str) -> _Title:
    stem_of = stems(language)
    words = tuple(stem_of[word] for word in tokens(title))
    return _Title(post, words, tuple(_NUMBER.findall(title)))


def _likest(titles: Sequence[_Title]) -> dict[str, str]:
    """Lead from titles to the likest older one; ``titles`` are distinct, oldest first."""
    best: dict[int, tuple[float, int]] = {}
    for older, newer in sorted(_near(titles)):
        likeness = _likeness(titles[older], titles[newer])
        if likeness >= ALIKE and likeness > best.get(newer, (0, 0))[0]:
            best[newer] = likeness, older
    return {titles[newer].post: titles[older].post for newer, (_, older) in best.items()}


def _near(titles: Sequence[_Title]) -> set[tuple[int, int]]:
    """Give the pairs of titles, by index and the older one first, that look roughly alike."""
    lines = [" ".join(title.stems) for title in titles]
    found: set[tuple[int, int]] = set()
    for block in _blocks(titles):
        text = [lines[index] for index in block]
        scores = process.cdist(text, text, scorer=fuzz.ratio, score_cutoff=_ROUGHLY, dtype=np.uint8)
        pairs = np.argwhere(np.triu(scores, 1)).tolist()
        found.update((block[one], block[other]) for one, other in pairs)
    return found


def _blocks(titles: Sequence[_Title]) -> Iterable[list[int]]:
    """Group titles by the rare words that they share; of each group the indices in order."""
    counts = Counter(stem for title in titles for stem in set(title.stems))
    groups: dict[str, list[int]] = defaultdict(list)
    plain: list[int] = []
    for index, title in enumerate(titles):
        shared = [stem for stem in set(title.stems) if counts[stem] > 1]
        rare = sorted(
            (stem for stem in shared if counts[stem] <= COMMON), key=lambda s: (counts[s], s)
        )
        for stem in rare[:RAREST]:
            groups[stem].append(index)
        if shared and not rare:
            plain.append(index)
    # Titles of common words alone are compared with those that begin like them.
    plain.sort(key=lambda index: titles[index].stems)
    runs = (sorted(plain[start : start + COMMON]) for start in range(0, len(plain), COMMON))
    return [group for group in (*groups.values(), *runs) if len(group) > 1]


def _likeness(one: _Title, other: _Title) -> float:
    """Give the percentage of the words of two titles that are the same."""
    if one.numbers != other.numbers:
        return 0
    same = 0
    for step in Levenshtein.opcodes(one.stems, other.stems):
        left = one.stems[step.src_start : step.src_end]
        right = other.stems[step.dest_start : step.dest_end]
        if step.tag == "equal":
            same += len(left)
        elif step.tag == "replace":
            pairs = zip(left, right, strict=True)
            same += sum(fuzz.ratio(a, b) >= ALIKE for a, b in pairs)
    return 200 * same / (len(one.stems) + len(other.stems))
