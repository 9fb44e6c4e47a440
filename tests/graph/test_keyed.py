"""Words as keys: each is told from all others, and read again."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from waypost.graph.keyed import first_equals, keys_at, numbered, written

# Shorter and longer than the sixteen bytes of a key, of letters of one to four.
WORDS = st.lists(st.text(st.sampled_from("abÿé語🍞"), min_size=1, max_size=18), max_size=12)
NUMBERS = st.integers(0, 2**64 - 1) | st.integers(0, 2)


@given(WORDS)
def test_words_are_numbered_as_they_come(words: list[str]) -> None:
    encoded = [word.encode() for word in words]
    lengths = np.array([len(word) for word in encoded], dtype=np.int64)
    starts = np.cumsum(lengths + 1) - lengths - 1
    longer: dict[tuple[int, int], bytes] = {}
    keys, numbers = numbered(keys_at(b" ".join(encoded), starts, lengths, longer))
    distinct = written(keys, longer)
    assert distinct == list(dict.fromkeys(words))
    assert [distinct[number] for number in numbers.tolist()] == words


@given(st.lists(st.tuples(NUMBERS, NUMBERS), max_size=60))
def test_each_key_leads_to_the_first_that_equals_it(keys: list[tuple[int, int]]) -> None:
    found = first_equals(np.array(keys, dtype=np.uint64).reshape(-1, 2))
    assert found.tolist() == [keys.index(key) for key in keys]
