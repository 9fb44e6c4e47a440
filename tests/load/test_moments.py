"""Dates and times, as authors write them."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waypost.load.moments import is_before, parse_when
from waypost.model.post import When

DAY = date(2024, 3, 12)


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("2024-03-12", When(DAY)),
        (" 2024-3-12 ", When(DAY)),
        ("2024-03-12 10:00", When(DAY, time(10))),
        ("2024-03-12T10:00:05", When(DAY, time(10, 0, 5))),
        ("2024-03-12t9:05", When(DAY, time(9, 5))),
        ("2024-03-12 10:00:00.25", When(DAY, time(10, 0, 0, 250_000))),
        ("2024-03-12T10:00:00.123456789Z", When(DAY, time(10, 0, 0, 123_456), 0)),
        ("2024-03-12T10:00:00+02:00", When(DAY, time(10), 120)),
        ("2024-03-12 10:00:00 -0530", When(DAY, time(10), -330)),
        ("2024-03-12 10:00 +2", When(DAY, time(10), 120)),
        ("2024-03-12 10:00 UTC", When(DAY, time(10), 0)),
        ("2024-02-29", When(date(2024, 2, 29))),
        ("9999-12-31", When(date(9999, 12, 31))),
    ],
)
def test_a_date_or_a_moment_is_read(text: str, when: When) -> None:
    assert parse_when(text) == when


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2024-02-30", "no calendar"),
        ("2023-02-29", "no calendar"),
        ("2024-13-01", "no calendar"),
        ("2024-03-12 24:00", "no clock"),
        ("2024-03-12 10:61", "no clock"),
        ("2024-03-12T10:00:60", "no clock"),
        ("2024-03-12T10:00+16:00", "UTC"),
        ("2024-03-12T10:00+02:75", "UTC"),
        ("0000-01-01", "no calendar"),
        ("0999-01-01", "year"),
        ("9999-12-31 10:00", "year"),
        ("2024-03", "isn't a date"),
        ("12/03/2024", "isn't a date"),
        ("March 12, 2024", "isn't a date"),
        ("20240312", "isn't a date"),
        ("2024-03-12 10", "isn't a date"),
        ("٢٠٢٤-٠٣-١٢", "isn't a date"),
        ("", "isn't a date"),
    ],
)
def test_what_is_no_date_says_why(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        parse_when(text)


days = st.dates(min_value=date(1000, 1, 1), max_value=date(9998, 12, 31))


@given(days, st.times(), st.sampled_from("T "))
def test_an_iso_moment_is_read_as_it_is(day: date, clock: time, separator: str) -> None:
    text = f"{day.isoformat()}{separator}{clock.isoformat()}"
    assert parse_when(text) == When(day, clock)


@pytest.mark.parametrize(
    ("one", "other", "before"),
    [
        ("2024-03-11", "2024-03-12", True),
        ("2024-03-12", "2024-03-12", False),
        ("2024-03-12", "2024-03-12 10:00", False),
        ("2024-03-12 23:00", "2024-03-12", False),
        ("2024-03-12 09:00", "2024-03-12 10:00", True),
        ("2024-03-12 10:00:01", "2024-03-12 10:00", False),
        ("2024-03-12T10:00+02:00", "2024-03-12T09:00Z", True),
        ("2024-03-12T00:30+02:00", "2024-03-11T23:00Z", True),
        ("2024-03-11T23:00Z", "2024-03-12T00:30+02:00", False),
        ("2024-03-11T23:00Z", "2024-03-12", False),
        ("2024-03-10T23:00Z", "2024-03-12", True),
    ],
)
def test_one_date_is_before_another_where_every_site_agrees(
    one: str, other: str, before: bool
) -> None:
    assert is_before(parse_when(one), parse_when(other)) is before
