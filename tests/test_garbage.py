"""Garbage is looked for seldom, and as before afterwards."""

from __future__ import annotations

import gc
from weakref import ref

import pytest

from waypost.garbage import left_to_collector, uncollected


def test_what_is_made_uncollected_counts_as_old_at_once() -> None:
    with uncollected():
        assert not gc.isenabled()
        made = [[number] for number in range(10)]
    assert gc.isenabled()
    assert not any(one is made for one in gc.get_objects(generation=0))
    assert any(one is made for one in gc.get_objects(generation=2))
    # Frozen it would never be looked through again.
    assert gc.get_freeze_count() == 0


def test_what_is_left_to_the_collector_stays_until_it_looks() -> None:
    made = {1, 2, 3}
    left = ref(made)
    with uncollected():
        left_to_collector(made)
        del made
        assert left() == {1, 2, 3}
    gc.collect()
    assert left() is None


def test_garbage_is_looked_for_again_after_a_failure() -> None:
    with pytest.raises(ValueError, match="made"), uncollected():
        raise ValueError("made")
    assert gc.isenabled()


def test_what_looked_for_no_garbage_before_looks_for_none_afterwards() -> None:
    gc.disable()
    try:
        with uncollected():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
