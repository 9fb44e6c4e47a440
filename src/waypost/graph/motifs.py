"""Motifs: words that recur in the titles of a hub's members."""

from __future__ import annotations

from collections.abc import Collection
from math import log2

import numpy as np

from waypost.graph.centrality import DIGITS
from waypost.graph.corpus import Corpus
from waypost.graph.names import Subject, is_variant
from waypost.graph.phrases import find_terms, written
from waypost.model.evidence import Motif

MINIMUM = 3
"""Titles that a motif needs: two may be chance, or a series of two."""

COMMON = 0.25
"""Stems in this share of all titles of the archive say nothing of one hub."""

LIFT = 1.3
"""How many times as many of a hub's titles as of the archive's a motif needs."""

MOST = 4
"""Motifs of a hub; a sentence holds no more names."""

_CANDIDATES = 12


def motifs(
    subject: Subject, corpus: Corpus, besides: Collection[str] = (), most: int = MOST
) -> tuple[Motif, ...]:
    """Find the motifs of a hub, strongest first.

    Each title counts a stem once. Stop words, the hub's own names with their
    variants, and what is common to the whole archive are no motifs, nor are the
    stems in ``besides``. Ranked by titles times the binary logarithm of lift, which
    puts neither the rare nor the everywhere frequent first; equals in order of stem.
    Of two variants the stronger stands; words that stand together make a phrase.
    """
    cards, table = corpus.cards, corpus.texts.title_table
    counts = table.counts(subject.posts)
    enough = np.flatnonzero((counts >= MINIMUM) & (table.totals < COMMON * len(cards)))
    ranked = []
    for column in enough.tolist():
        count, total = int(counts[column]), int(table.totals[column])
        lift = round(count * len(cards) / (len(subject.posts) * max(total, 1)), DIGITS)
        if total and lift >= LIFT:
            ranked.append((-round(count * log2(lift), DIGITS), table.stems[column]))
    chosen: list[str] = []
    for _, stem in sorted(ranked):
        if len(chosen) == _CANDIDATES:
            break
        if not subject.is_named(stem) and not is_variant(stem, (*besides, *chosen)):
            chosen.append(stem)
    return tuple(
        Motif(written(term, lambda post: (cards[post].title,), corpus), term.stems, term.posts)
        for term in find_terms(chosen, subject.posts, corpus.texts.titles, MINIMUM)[:most]
    )
