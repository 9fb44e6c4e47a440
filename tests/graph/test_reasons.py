"""Reasons: what two posts share is found once, whichever leads to the other."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from waypost.graph.reasons import Pairs

ROWS = st.integers(0, 4)


@given(st.lists(st.tuples(ROWS, ROWS), max_size=12))
def test_two_posts_stand_once_whichever_leads_to_the_other(drawn: list[tuple[int, int]]) -> None:
    left, right = np.array(drawn, dtype=np.int64).reshape(-1, 2).T
    each, places = Pairs(left, right, ("a", "b", "c", "d", "e")).either_way()
    found = list(zip(each.left.tolist(), each.right.tolist(), strict=True))
    assert [found[place] for place in places.tolist()] == [tuple(sorted(pair)) for pair in drawn]
    assert len(found) == len(set(found))
    assert each.slugs == ("a", "b", "c", "d", "e")
