"""Posts as vectors of terms."""

from __future__ import annotations

from math import log, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.values import post
from waypost.graph.vectors import WEAK, Vectors, term_vectors
from waypost.model.post import Terms

COUNTS = st.dictionaries(st.sampled_from([f"t{n}" for n in range(12)]), st.integers(1, 40))


def vectors(counts: list[dict[str, int]]) -> Vectors:
    """Make the vectors of posts p0, p1 and so on, given in another order."""
    posts = [post(f"p{n}", terms=Terms.of(iter(c.items()))) for n, c in enumerate(counts)]
    return term_vectors(posts[::-1])


def by_stem(made: Vectors, slug: str) -> dict[str, float]:
    """Give the weights of a post."""
    row = made.weights[[made.rows[slug]]].tocoo()
    return {
        made.stems[n]: w for n, w in zip(row.coords[1].tolist(), row.data.tolist(), strict=True)
    }


def idf(posts: int, spread: int) -> float:
    """Say what it tells that a post has something: in steps of a half, of posts counted
    up to a power of two."""
    most = 1
    while most < posts:
        most *= 2
    return round(2 * log(1 + most / spread)) / 2


@given(st.lists(COUNTS, min_size=1, max_size=8))
def test_weights_are_tf_idf_of_unit_length_without_the_weak_and_the_lonely(
    counts: list[dict[str, int]],
) -> None:
    made = vectors(counts)
    spread = {stem: sum(stem in own for own in counts) for own in counts for stem in own}
    for number, own in enumerate(counts):
        raw = {t: (1 + log(c)) * idf(len(counts), spread[t]) for t, c in own.items()}
        length = sqrt(sum(weight**2 for weight in raw.values()))
        kept = {t: w / length for t, w in raw.items() if spread[t] > 1}
        # Rounding decides what lies at the limit itself.
        clear = {t: w for t, w in kept.items() if abs(w - WEAK) > 1e-9 and w > WEAK}
        found = by_stem(made, f"p{number}")
        assert set(clear) <= set(found) <= set(kept)
        assert found == pytest.approx({t: kept[t] for t in found})


def test_rows_are_in_order_of_slug() -> None:
    assert list(vectors([{"t1": 1}] * 3).rows) == ["p0", "p1", "p2"]


def test_posts_without_terms_have_empty_rows() -> None:
    made = vectors([{}, {}])
    assert made.weights.shape == (2, 0)
    assert made.stems == ()
