"""An archive that remembers the one before is the one that is made from nothing."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from support.planted import archives, histories
from support.values import SITE, archive
from waypost.graph import candidates as finding
from waypost.graph import likeness as scoring
from waypost.graph import related as relating
from waypost.model.archive import Archive
from waypost.model.memory import Memory


def is_same(one: Archive, other: Archive) -> bool:
    """Compare two archives, their orders too."""
    return one == other and repr(one) == repr(other)


@given(
    histories(),
    st.sampled_from([1, 3, 64]),
    st.sampled_from([0.0, 0.3, 1.0]),
    st.sampled_from([(1, 1), (3, 2), (20, 8)]),
)
def test_every_archive_of_a_history_is_as_from_nothing(
    history: list[list[Any]], frequent: int, many: float, most: tuple[int, int]
) -> None:
    memory = Memory(lasting=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scoring, "FREQUENT", frequent)
        patch.setattr(relating, "MANY", many)
        patch.setattr(finding, "MOST", most[0])
        patch.setattr(relating, "MOST", most[1])
        for values in history:
            found, expected = archive(*values, memory=memory), archive(*values)
            assert is_same(found.value, expected.value)
            assert found.diagnostics == expected.diagnostics


@given(archives(least=2, most=8))
def test_another_time_zone_shows_in_every_date(values: list[Any]) -> None:
    memory = Memory(lasting=True)
    archive(*values, memory=memory)
    elsewhere = replace(SITE, timezone=ZoneInfo("Asia/Tokyo"))
    found = archive(*values, site=elsewhere, memory=memory).value
    assert is_same(found, archive(*values, site=elsewhere).value)
