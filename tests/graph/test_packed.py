"""Packed terms: reading all at once gives what reading post by post gives."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waypost.graph import packed
from waypost.graph.packed import read_terms
from waypost.model.post import Terms

# Stems shorter and longer than the sixteen bytes of a key, of letters of one to four.
STEMS = st.text(st.sampled_from("abÿé語🍞"), min_size=1, max_size=18)
TERMS = st.dictionaries(STEMS, st.integers(1, 2_000), max_size=5)


@given(st.lists(TERMS, max_size=8), st.integers(1, 3))
def test_terms_are_those_of_every_post(posts: list[dict[str, int]], block: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(packed, "_BLOCK", block)
        table = read_terms([Terms.of(iter(terms.items())).packed for terms in posts])
    stems = [table.stems[column] for column in table.columns.tolist()]
    counts, starts = table.counts.tolist(), table.starts.tolist()
    read = [
        dict(zip(stems[start:end], counts[start:end], strict=True))
        for start, end in pairwise(starts)
    ]
    assert read == posts
    assert list(table.stems) == list(dict.fromkeys(stem for terms in posts for stem in terms))


@pytest.mark.parametrize("stem", ["pipeline", "virtual-pipeline", "virtual-pipelines"])
def test_a_stem_is_not_the_start_of_a_longer_one(stem: str) -> None:
    table = read_terms([f"{stem} 3 {stem}s 2 {stem[:-1]} 1", f"{stem}s 4"])
    assert list(table.stems) == [stem, f"{stem}s", stem[:-1]]
    assert table.columns.tolist() == [0, 1, 2, 1]
    assert table.counts.tolist() == [3, 2, 1, 4]
