"""Centrality: how much of a hub runs through each of its posts."""

from __future__ import annotations

from math import sqrt
from typing import Any

import numpy as np
import pytest
from hypothesis import given

from support.planted import archives
from support.values import archive, corpus_of
from waypost.graph.centrality import centrality
from waypost.graph.vectors import Vectors, term_vectors
from waypost.model.archive import Archive, NodeKind


@given(archives(most=16))
def test_centrality_is_what_comparing_each_post_with_all_gives(values: list[Any]) -> None:
    made = archive(*values).value
    corpus = corpus_of(made)
    vectors = term_vectors(made.posts)
    posts = corpus.posts[::2]
    found = centrality(np.array([corpus.ranks[p] for p in posts]), corpus, vectors)

    links = [len(_around(post, made) & set(posts)) for post in posts]
    cosines = _cosines(posts, vectors)
    similarity = [cosine / (max(cosines) or 1) for cosine in cosines]
    assert found.links == links
    assert found.similarity == pytest.approx(similarity, abs=1e-4)
    value = [(n / (max(links) or 1) + s) / 2 for n, s in zip(links, similarity, strict=True)]
    assert found.value == pytest.approx(value, abs=1e-4)


def _around(post: str, made: Archive) -> set[str]:
    links = {r.key for r in made.references[post] if r.kind is NodeKind.POST}
    return {*links, *made.backlinks.get(post, ())} - {post}


def _cosines(posts: tuple[str, ...], vectors: Vectors) -> list[float]:
    rows = vectors.weights.toarray()[[vectors.rows[post] for post in posts]]
    center = rows.sum(axis=0)
    length = sqrt(float((center**2).sum())) or 1.0
    return [float(row @ center) / length for row in rows]
