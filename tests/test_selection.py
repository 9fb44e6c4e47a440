"""The moment that a site is built for."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from waypost.config import Options
from waypost.selection import selection_of

NOW = datetime(2026, 6, 1, 22, 30, tzinfo=UTC)
BERLIN, AUCKLAND, LOS_ANGELES = map(
    ZoneInfo, ("Europe/Berlin", "Pacific/Auckland", "America/Los_Angeles")
)


@pytest.mark.parametrize("zone", [BERLIN, AUCKLAND, LOS_ANGELES, ZoneInfo("UTC")])
def test_now_is_one_moment_everywhere_on_the_sites_clock(zone: ZoneInfo) -> None:
    moment = selection_of(Options(Path(), NOW), zone).as_of
    assert moment == NOW
    assert moment.tzinfo is zone


@pytest.mark.parametrize(
    ("zone", "last"),
    [
        (ZoneInfo("UTC"), datetime(2026, 6, 1, 23, 59, 59, 999_999, UTC)),
        (BERLIN, datetime(2026, 6, 1, 21, 59, 59, 999_999, UTC)),
        (AUCKLAND, datetime(2026, 6, 1, 11, 59, 59, 999_999, UTC)),
        (LOS_ANGELES, datetime(2026, 6, 2, 6, 59, 59, 999_999, UTC)),
    ],
)
def test_a_day_is_shown_up_to_its_end_on_the_sites_clock(zone: ZoneInfo, last: datetime) -> None:
    asked = Options(Path(), NOW, as_of=date(2026, 6, 1))
    assert selection_of(asked, zone).as_of.astimezone(UTC) == last


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)])
def test_a_day_may_have_23_or_25_hours(day: date) -> None:
    before, after = (
        selection_of(Options(Path(), NOW, as_of=day + timedelta(days=days)), BERLIN).as_of
        for days in (-1, 0)
    )
    hours = (after.astimezone(UTC) - before.astimezone(UTC)) / timedelta(hours=1)
    assert hours == (23 if day.month == 3 else 25)


def test_the_clock_plays_no_part_where_a_day_is_asked_for() -> None:
    here, there = (
        selection_of(Options(Path(), now, as_of=date(2024, 2, 29)), BERLIN)
        for now in (NOW, NOW.astimezone(timezone(timedelta(hours=9))) + timedelta(days=400))
    )
    assert here == there


@pytest.mark.parametrize("asked", ["drafts", "future", "expired"])
def test_what_else_is_shown_is_as_asked(asked: str) -> None:
    more: dict[str, Any] = {asked: True}
    selection = selection_of(replace(Options(Path(), NOW), **more), BERLIN)
    shown = {name: getattr(selection, name) for name in ("drafts", "future", "expired")}
    assert shown == {"drafts": False, "future": False, "expired": False} | {asked: True}
