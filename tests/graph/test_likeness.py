"""Likeness: the scores of related posts, beside those of comparing all pairs."""

from __future__ import annotations

from itertools import pairwise, permutations
from math import log, sqrt
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.planted import archives
from support.values import archive, corpus_of
from waypost.graph import candidates as finding
from waypost.graph import likeness as scoring
from waypost.graph.candidates import candidates, keys_of, rows_of, scores_of
from waypost.graph.corpus import Corpus
from waypost.graph.likeness import COUPLING, FULL, LINK, PATHS, TERMS, TOPICS, Likeness, likeness
from waypost.graph.vectors import Vectors, term_vectors
from waypost.model.archive import Archive, NodeKind, ReadingPath

NEAR = 3e-3
"""What rounding to whole numbers may change in a score."""

Weights = dict[str, float]


def prepared(values: list[Any]) -> tuple[Archive, Corpus, Vectors, dict[str, ReadingPath]]:
    """Make an archive, and what its posts are compared by; paths of editors only."""
    made = archive(*values).value
    corpus = corpus_of(made)
    paths = {slug: path for slug, path in made.paths.items() if path.source}
    return made, corpus, term_vectors(made.posts), paths


def idf(posts: int, spread: int) -> float:
    """Say what it tells that a post has something: in steps of a half, of posts counted
    up to a power of two."""
    most = 1
    while most < posts:
        most *= 2
    return round(2 * log(1 + most / spread)) / 2


def naive(
    made: Archive, vectors: Vectors, paths: dict[str, ReadingPath]
) -> dict[tuple[str, str], float]:
    """Score all pairs of an archive one by one."""
    count = len(made.cards)
    terms: dict[str, Weights] = {}
    topics: dict[str, Weights] = {}
    stations: dict[str, Weights] = {}
    for slug, card in made.cards.items():
        row = vectors.weights[[vectors.rows[slug]]]
        terms[slug] = dict(zip(map(str, row.indices.tolist()), row.data.tolist(), strict=True))
        topics[slug] = {t: idf(count, len(made.topics[t].posts)) for t in card.topics}
        on = [p.slug for p in paths.values() if any(s.cited.post == slug for s in p.steps)]
        stations[slug] = dict.fromkeys(on, 1.0)
    cited = {
        slug: {
            r.key: 1.0 for r in made.references[slug] if r.kind is NodeKind.POST and r.key != slug
        }
        for slug in made.cards
    }
    return {
        (one, other): TERMS * _dot(terms[one], terms[other])
        + TOPICS * _cosine(topics[one], topics[other])
        + COUPLING * _cosine(cited[one], cited[other])
        + PATHS * _cosine(stations[one], stations[other])
        + LINK * (other in cited[one] or one in cited[other])
        for one, other in permutations(made.cards, 2)
    }


def _dot(one: Weights, other: Weights) -> float:
    return sum(weight * other[name] for name, weight in one.items() if name in other)


def _cosine(one: Weights, other: Weights) -> float:
    lengths = sqrt(_dot(one, one) * _dot(other, other))
    return _dot(one, other) / lengths if lengths else 0.0


def found(alike: Likeness, vectors: Vectors) -> dict[str, dict[str, float]]:
    """Give the candidates of every post with their scores, best first."""
    slugs = tuple(vectors.rows)
    return {
        slugs[row]: {
            slugs[rows_of(np.array(key))]: int(scores_of(np.array(key))) / FULL
            for key in keys.tolist()
            if key >= 0
        }
        for row, keys in enumerate(candidates(alike).keys)
    }


@given(archives(most=20))
def test_few_posts_are_scored_as_all_pairs_are(values: list[Any]) -> None:
    made, corpus, vectors, paths = prepared(values)
    expected = naive(made, vectors, paths)
    for slug, scores in found(likeness(corpus, vectors, paths), vectors).items():
        alike = {other: s for (one, other), s in expected.items() if one == slug and s > 0}
        assert scores == pytest.approx(alike, abs=NEAR)
        assert list(scores.values()) == sorted(scores.values(), reverse=True)


@given(archives(least=8, most=20), st.integers(1, 4), st.integers(1, 5), st.integers(1, 3))
def test_what_is_frequent_finds_nothing_but_counts(
    values: list[Any], frequent: int, most: int, block: int
) -> None:
    made, corpus, vectors, paths = prepared(values)
    expected = naive(made, vectors, paths)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scoring, "FREQUENT", frequent)
        patch.setattr(scoring, "_PAIRS", block)
        patch.setattr(finding, "MOST", most)
        patch.setattr(finding, "_BLOCK", block)
        best = found(likeness(corpus, vectors, paths), vectors)
        for slug, scores in best.items():
            assert len(scores) <= most
            assert slug not in scores
            for other, score in scores.items():
                assert score == pytest.approx(expected[slug, other], abs=NEAR)
        for topic in made.topics.values():
            # Whoever stands next in a frequent topic is a candidate, if there is room.
            for newer, older in pairwise(topic.posts):
                assert older in best[newer] or len(best[newer]) == most


@given(archives(least=2, most=12))
def test_a_pair_has_one_score_whoever_asks(values: list[Any]) -> None:
    made, corpus, vectors, paths = prepared(values)
    expected, slugs = naive(made, vectors, paths), tuple(vectors.rows)
    alike = likeness(corpus, vectors, paths)
    pairs = np.array(list(permutations(range(len(slugs)), 2)))
    there = alike.scores(pairs[:, 0], pairs[:, 1])
    assert there.tolist() == alike.scores(pairs[:, 1], pairs[:, 0]).tolist()
    of = [expected[slugs[one], slugs[other]] for one, other in pairs.tolist()]
    assert (there / FULL).tolist() == pytest.approx(of, abs=NEAR)
    assert alike.scores(pairs[:0, 0], pairs[:0, 1]).tolist() == []


def test_a_key_sorts_by_score_and_of_equals_the_first_row_is_best() -> None:
    scores, rows = np.array([5, 5, 9]), np.array([7, 2, 4])
    keys = keys_of(scores, rows)
    assert sorted(range(3), key=lambda n: -keys[n]) == [2, 1, 0]
    assert rows_of(keys).tolist() == rows.tolist()
    assert scores_of(keys).tolist() == scores.tolist()
