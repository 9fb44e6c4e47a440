"""Dates as people read them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waypost.plan.dates import mail_date, span

ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@pytest.mark.parametrize(
    ("years", "text"),
    [
        ([], ""),
        ([2024], "2024"),
        ([2024, 2024], "2024"),
        ([2020, 2026, 2016], "2016–2026"),
    ],
)
def test_a_span_names_its_first_and_last_year(years: list[int], text: str) -> None:
    assert span(years) == text


@given(st.datetimes(datetime(1900, 1, 1), timezones=ZONES | st.just(UTC)))  # noqa: DTZ001
def test_a_date_for_rss_is_written_as_in_mail(moment: datetime) -> None:
    assert mail_date(moment) == format_datetime(moment)
