"""An archive that remembers the one before is the one that is made from nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.planted import archives
from support.values import SITE, archive
from waypost.graph import candidates as finding
from waypost.graph import likeness as scoring
from waypost.graph import related as relating
from waypost.model.archive import Archive
from waypost.model.memory import Memory
from waypost.model.post import Post


def is_same(one: Archive, other: Archive) -> bool:
    """Compare two archives, their orders too."""
    return one == other and repr(one) == repr(other)


@st.composite
def histories(draw: st.DrawFn) -> list[list[Any]]:
    """Draw an archive, and what becomes of it by changing, adding and removing sources."""
    now = draw(archives(least=6, most=16))
    history = [now]
    for _ in range(draw(st.integers(1, 4))):
        others = {_name(one): one for one in draw(archives(least=6, most=16))}
        changed = draw(st.lists(st.sampled_from(sorted(others)), unique=True, max_size=3))
        known = {_name(one): one for one in now}
        for name in changed:
            known[name] = _mixed(draw, known[name], others[name]) if name in known else others[name]
        gone = draw(st.lists(st.sampled_from(sorted(known)), unique=True, max_size=1))
        now = [one for name, one in known.items() if name not in gone or len(known) < 4]
        history.append(now)
    return history


def _name(value: Any) -> str:
    return str(value.source)


def _mixed(draw: st.DrawFn, old: Any, new: Any) -> Any:
    """Change some fields of a post, and leave the others."""
    if not isinstance(old, Post) or not isinstance(new, Post):
        return new
    fields = ("date", "topics", "title", "links", "superseded_by", "evergreen", "terms", "words")
    chosen = draw(st.lists(st.sampled_from(fields), unique=True, max_size=2))
    return replace(old, **{name: getattr(new, name) for name in chosen})


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
