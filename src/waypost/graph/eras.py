"""Eras: what the early and the newer half of a hub dwell on, and the other lacks."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from waypost.graph.corpus import Corpus
from waypost.graph.names import Subject, is_variant
from waypost.graph.phrases import Term, find_terms, holds, written
from waypost.graph.table import Held
from waypost.model.evidence import Emphasis, Era, Shift

MEMBERS = 8
"""Members that a hub needs before its halves say anything."""

SUPPORT = 3
"""Posts of its half that hold a term: two may be chance."""

SHARE = 0.1
"""The share of its half that holds a term: less is nothing that the half dwells on."""

HALF = 4
"""Members that either half needs: posts of one date stay together, and may part unevenly."""

COMMON = 0.5
"""Stems in this share of all posts of the archive say nothing of one hub. It is more
than for motifs, since what came up everywhere is a shift too."""

HEADLINES = 2
"""Posts of its half that hold a term in the title or as a topic: what stands only in
descriptions is rarely what they are about."""

MOST = 2
"""Terms that are named of each half."""

_CANDIDATES = 2 * MOST


def shift(subject: Subject, corpus: Corpus) -> Shift | None:
    """Find what a hub's halves dwell on; None where either has no term of its own.

    A post's terms are the stems of its title, its description and its topics. No
    term, nor a variant of one, is named on both sides. Terms are ranked by the
    difference of their shares of the two halves, then in order of stem.
    """
    split = halves(subject, corpus)
    if split is None:
        return None
    table, cut = corpus.texts.full_table, len(split[0])
    newer = table.gather(split[0], subject.ranks[:cut])
    early = table.gather(split[1], subject.ranks[cut:])
    chosen: list[str] = []
    sides = []
    for own, other in ((early, newer), (newer, early)):
        terms = _terms(own, other, chosen, subject, corpus)
        if not terms:
            return None
        chosen += [stem for term in terms for stem in term.stems]
        sides.append((own.posts, other, terms))
    # Only now, since many hubs lack terms of the newer half, and writing takes long.
    return Shift(*(_era(*side, corpus) for side in sides))


def halves(subject: Subject, corpus: Corpus) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Split members by the median post into the newer and the early ones.

    Posts of one date stay together: the split is the nearest one to the middle that
    parts two dates, the earlier of two equally near. None where there is none, or
    where a half would have too few members.
    """
    count, days = len(subject.posts), corpus.columns.days[subject.ranks]
    cuts = np.flatnonzero(days[:-1] != days[1:]) + 1
    if count < MEMBERS or not len(cuts):
        return None
    # Twice the distance from the middle, so that it stays a whole number; and from the
    # oldest on, since the first of equals is found.
    older_first = cuts[::-1]
    cut = int(older_first[np.argmin(np.abs(2 * older_first - count))])
    if min(cut, count - cut) < HALF:
        return None
    return subject.posts[:cut], subject.posts[cut:]


def _terms(
    own: Held, other: Held, besides: list[str], subject: Subject, corpus: Corpus
) -> list[Term]:
    """Choose what one half dwells on and the other lacks, and what ``besides`` lacks."""
    chosen: dict[str, Term] = {}
    names = corpus.texts.full_table.names
    for column in _distinctive(own, other, corpus):
        stem = names[column]
        if is_variant(stem, (*besides, *chosen)) or subject.is_named(stem):
            continue
        term = Term((stem,), (column,), own.by(column))
        if _is_headline(term, corpus):
            chosen[stem] = term
            if len(chosen) == _CANDIDATES:
                break
    found = find_terms(chosen.values(), corpus.texts.full.read, SUPPORT)
    return [term for term in found if not _is_half_a_name(term, corpus)][:MOST]


def _is_half_a_name(term: Term, corpus: Corpus) -> bool:
    """Say whether a word is one of a topic's several: "language" of "language models"."""
    labels = corpus.texts.labels.values()
    if len(term.stems) > 1 or term.stems in labels:
        return False
    return any(term.stems[0] in label for label in labels)


def _distinctive(own: Held, other: Held, corpus: Corpus) -> list[int]:
    """Rank the stems, as columns, that one half dwells on and the other lacks.

    As the other half has none of them, they stand in order of their posts.
    """
    table, here = corpus.texts.full_table, own.counts
    columns = np.flatnonzero(here >= max(SUPPORT, SHARE * len(own.posts)))
    lacking = other.counts[columns] == 0
    columns = columns[lacking & (table.totals[columns] < COMMON * len(corpus.cards))]
    # Columns are in order of stem, and a stable sort keeps it among equals.
    ranked: list[int] = columns[np.argsort(-here[columns], kind="stable")].tolist()
    return ranked


def _is_headline(term: Term, corpus: Corpus) -> bool:
    texts, stem, headlines = corpus.texts, term.stems[0], 0
    for post in term.posts:
        labels = (texts.labels.get(topic, ()) for topic in corpus.cards[post].topics)
        headlines += stem in texts.titles.read(post) or any(stem in label for label in labels)
        if headlines == HEADLINES:
            return True
    return False


def _era(own: Sequence[str], other: Held, terms: list[Term], corpus: Corpus) -> Era:
    return Era(
        posts=tuple(own),
        first=corpus.cards[own[-1]].published,
        last=corpus.cards[own[0]].published,
        terms=tuple(
            Emphasis(
                word=written(term, corpus.lines, corpus),
                stems=term.stems,
                posts=term.posts,
                others=_count(term, other, corpus),
            )
            for term in terms
        ),
    )


def _count(term: Term, held: Held, corpus: Corpus) -> int:
    """Count the posts that hold a term."""
    both = set.intersection(*(set(held.by(column)) for column in term.columns))
    return sum(holds(corpus.texts.full.read(post), term.stems) for post in both)
