"""Dates as people read them."""

from __future__ import annotations

import pytest

from waypost.plan.dates import span


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
