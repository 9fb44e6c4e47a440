"""Terms as a reader meets them: phrases where words stand together, as written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct

from waypost.graph.corpus import Corpus
from waypost.graph.texts import compounds_in

TOGETHER = 0.75
"""The share of the posts with either word in which two words make a phrase."""


class Term(Struct, frozen=True):
    """One stem or two that stand together, and the posts that hold it, newest first.

    ``columns`` are those of the stems in a table.
    """

    stems: tuple[str, ...]
    columns: tuple[int, ...]
    posts: tuple[str, ...]


def find_terms(
    singles: Iterable[Term], read: Callable[[str], tuple[str, ...]], minimum: int
) -> list[Term]:
    """Make one of two terms that stand together; the order stays.

    ``singles`` are terms of one stem. ``read`` gives the stems of a post, in the
    order of its words. A phrase is held by at least ``minimum`` posts.
    """
    left = {term.stems[0]: term for term in singles}
    found = []
    for stem in tuple(left):
        if term := left.pop(stem, None):
            phrase, second = _phrase(term, left.values(), read, minimum)
            left.pop(second, None)
            found.append(phrase)
    return found


def holds(read: Sequence[str], stems: tuple[str, ...]) -> bool:
    """Say whether a post's stems hold one stem, or two that stand together."""
    return stems[0] in read if len(stems) == 1 else stems in set(pairwise(read))


def written(term: Term, lines_of: Callable[[str], Sequence[str]], corpus: Corpus) -> str:
    """Write a term as most of its occurrences in the lines of its posts do.

    ``lines_of`` gives the lines of a post, by slug. Ties are broken by the alphabet.
    A word that mostly stands in one compound ("post-mortem") is written as that.
    """
    forms = corpus.texts.forms.get(term.stems[0], ()) if len(term.stems) == 1 else ()
    if len(forms) == 1 and forms[0].lower() not in corpus.texts.compounded:
        return forms[0]
    lines = {post: lines_of(post) for post in term.posts}
    if len(forms) == 1:
        return _compound(forms[0], lines)
    counts: Counter[str] = Counter()
    for post, texts in lines.items():
        topics = corpus.cards[post].topics
        for text in texts:
            counts.update(corpus.texts.wording.occurrences(text, topics, term.stems))
    best = _most_frequent(counts)
    if len(term.stems) == 1:
        return _compound(best, lines)
    return _hyphenated(best, [line.lower() for texts in lines.values() for line in texts])


def _phrase(
    term: Term, others: Iterable[Term], read: Callable[[str], tuple[str, ...]], minimum: int
) -> tuple[Term, str]:
    """Join a term with the first that stands together with it, and name that one."""
    for other in others:
        enough = max(minimum, TOGETHER * max(len(term.posts), len(other.posts)))
        theirs = set(other.posts)
        both = [post for post in term.posts if post in theirs]
        if len(both) < enough:
            continue
        enough = max(enough, TOGETHER * (len(term.posts) + len(theirs) - len(both)))
        for first, second in ((term, other), (other, term)):
            stems = (*first.stems, *second.stems)
            posts = tuple([post for post in both if holds(read(post), stems)])
            if len(posts) >= enough:
                return Term(stems, (*first.columns, *second.columns), posts), other.stems[0]
    return term, ""


def _compound(word: str, lines: Mapping[str, Sequence[str]]) -> str:
    plain = word.lower()
    counts: Counter[str] = Counter()
    for texts in lines.values():
        hyphenated = (text.lower() for text in texts if "-" in text)
        compounds = (c for text in hyphenated if plain in text for c in compounds_in(text))
        if found := {compound for compound in compounds if plain in compound.split("-")}:
            counts.update(found)
    best = _most_frequent(counts)
    if best and counts[best] >= TOGETHER * len(lines):
        return "-".join(word if part == plain else part for part in best.split("-"))
    return word


def _hyphenated(phrase: str, lines: Sequence[str]) -> str:
    spaced, hyphenated = phrase.lower(), phrase.lower().replace(" ", "-")
    if sum(hyphenated in line for line in lines) > sum(spaced in line for line in lines):
        return phrase.replace(" ", "-")
    return phrase


def _most_frequent(counts: Counter[str]) -> str:
    return min(counts, key=lambda form: (-counts[form], form), default="")
