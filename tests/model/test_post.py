"""Dates as written, and packed terms."""

from __future__ import annotations

from datetime import date, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waypost.model.post import Terms, When

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        (When(date(2024, 3, 12)), "2024-03-12T00:00:00+01:00"),
        (When(date(2024, 7, 1)), "2024-07-01T00:00:00+02:00"),
        (When(date(2024, 3, 12), time(9, 30)), "2024-03-12T09:30:00+01:00"),
        (When(date(2024, 3, 12), time(23, 30), 0), "2024-03-13T00:30:00+01:00"),
        (When(date(2024, 3, 12), time(1, 0), 330), "2024-03-11T20:30:00+01:00"),
        (When(date(1, 1, 1)), "0001-01-01T00:00:00+00:53:28"),
    ],
    ids=["a bare date", "in summer", "the site's clock", "utc", "an offset", "the first day"],
)
def test_a_date_is_of_the_sites_time_zone(when: When, expected: str) -> None:
    assert when.at(BERLIN).isoformat() == expected


@given(st.dictionaries(st.from_regex(r"\A[^\s]+\Z"), st.integers(1, 9999)))
def test_terms_survive_packing(counts: dict[str, int]) -> None:
    assert dict(Terms.of(iter(counts.items()))) == counts
