"""The trails of all hubs; those of before, where they rest on the same."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from msgspec import Struct

from waypost.graph.corpus import Corpus
from waypost.graph.likeness_changes import differing, places
from waypost.graph.names import Subject
from waypost.graph.trail import trail
from waypost.graph.vectors import Vectors
from waypost.model.evidence import DerivedStep
from waypost.model.memory import Memory

Trail = tuple[DerivedStep, ...]


class _Before(Struct, frozen=True, eq=False):
    corpus: Corpus
    vectors: Vectors
    subjects: Mapping[str, Subject]
    trails: Mapping[str, Trail]


def trails(
    subjects: Mapping[str, Subject], corpus: Corpus, vectors: Vectors, memory: Memory
) -> dict[str, Trail]:
    """Choose the trail of every hub: see :func:`trail`."""
    before: _Before | None = memory.last("trails")
    kept = _kept(before, subjects, corpus, vectors) if before else {}
    found = {
        slug: kept[slug] if slug in kept else trail(about, corpus, vectors)
        for slug, about in subjects.items()
    }
    memory.note("trails", _Before(corpus, vectors, subjects, found))
    return found


def _kept(
    before: _Before, subjects: Mapping[str, Subject], corpus: Corpus, vectors: Vectors
) -> dict[str, Trail]:
    """Give the trails of hubs of which no member has other terms than before."""
    if before.corpus is not corpus or before.vectors.rows != vectors.rows:
        return {}
    columns = places(before.vectors.stems, vectors.stems)
    changed = differing(before.vectors.weights, vectors.weights, columns)
    slugs = tuple(vectors.rows)
    others = {slugs[row] for row in np.flatnonzero(changed).tolist()}
    return {
        slug: before.trails[slug]
        for slug, about in subjects.items()
        if before.subjects.get(slug) is about and others.isdisjoint(about.posts)
    }
