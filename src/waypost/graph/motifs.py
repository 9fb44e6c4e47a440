"""Motifs: words that recur in the titles of a hub's members."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from waypost.graph.centrality import DIGITS
from waypost.graph.corpus import Corpus
from waypost.graph.names import Subject, is_variant
from waypost.graph.phrases import Term, find_terms, written
from waypost.graph.table import Held, Table
from waypost.model.evidence import Motif

MINIMUM = 3
"""Titles that a motif needs: two may be chance, or a series of two."""

COMMON = 0.25
"""Stems in this share of all titles of the archive say nothing of one hub."""

LIFT = 1.3
"""How many times as many of a hub's titles as of the archive's a motif needs."""

MOST = 4
"""Motifs of a hub; a sentence holds no more names."""

_CANDIDATES = 2 * MOST


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
    held = table.gather(subject.posts, subject.ranks)
    chosen: dict[str, Term] = {}
    for column in _ranked(held, table, len(cards)):
        stem = table.names[column]
        if not subject.is_named(stem) and not is_variant(stem, (*besides, *chosen)):
            chosen[stem] = Term((stem,), (column,), held.by(column))
            if len(chosen) == _CANDIDATES:
                break
    terms = find_terms(chosen.values(), corpus.texts.titles.read, MINIMUM)[:most]
    return tuple(
        Motif(written(term, lambda post: (cards[post].title,), corpus), term.stems, term.posts)
        for term in terms
    )


def _ranked(held: Held, table: Table, posts: int) -> list[int]:
    """Rank the columns that are frequent enough among some of an archive's posts."""
    columns = np.flatnonzero(held.counts >= MINIMUM)
    columns = columns[table.totals[columns] < COMMON * posts]
    counts, expected = held.counts[columns], len(held.posts) * table.totals[columns]
    lifts = np.round(counts * posts / expected, DIGITS)
    enough = lifts >= LIFT
    weights = np.round(counts[enough] * np.log2(lifts[enough]), DIGITS)
    # Columns are in order of stem, and a stable sort keeps it among equals.
    ranked: list[int] = columns[enough][np.argsort(-weights, kind="stable")].tolist()
    return ranked
