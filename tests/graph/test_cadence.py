"""Cadence: peaks and silences, at and just below what they need."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from support.planted import fillers, finding
from support.values import post
from waypost.graph.cadence import months_between
from waypost.model.evidence import Finding


def peak(*counts: int) -> Finding | None:
    """Give the peak of a hub with so many posts in 2017 and the years that follow."""
    return finding(
        "claims.peak",
        *[
            post(f"p{year}-{n}", f"{year}-03-{n + 1:02}", "bread")
            for year, count in enumerate(counts, 2017)
            for n in range(count)
        ],
        *fillers(5),
    )


def gap(*days: str) -> Finding | None:
    """Give the silence of a hub with posts of some days."""
    posts = [post(f"p{n}", day, "bread") for n, day in enumerate(days)]
    return finding("claims.gap", *posts, *fillers(5))


@pytest.mark.parametrize(
    ("counts", "year", "usual"),
    [
        ((1, 4, 1), 2018, 1.0),
        ((2, 3, 2), 2018, 2.0),
        ((4, 2, 2), 2017, 2.0),
        ((1, 0, 5), 2019, 0.5),
        ((3, 1, 1, 1), 2017, 1.0),
    ],
)
def test_a_year_of_half_as_many_posts_again_as_the_others_is_a_peak(
    counts: tuple[int, ...], year: int, usual: float
) -> None:
    found = peak(*counts)
    assert found is not None
    assert dict(found.figures) == {
        "year": year, "posts": max(counts), "count": sum(counts), "usual": usual
    }  # fmt: skip
    assert sorted(found.posts, reverse=True) == list(found.posts)
    assert all(slug.startswith(f"p{year}-") for slug in found.posts)
    assert len(found.posts) == max(counts)


@pytest.mark.parametrize(
    "counts",
    [(3, 4, 3), (2, 2, 2), (1, 3, 3), (1, 5), (6,), (1, 1, 2, 1, 1), (1, 3, 1), (5, 7, 5)],
    ids=[
        "too little more",
        "equal",
        "two of them",
        "two years",
        "one year",
        "two posts",
        "five posts",
        "much, but not more",
    ],
)
def test_without_a_single_year_that_stands_out_nothing_is_said(counts: tuple[int, ...]) -> None:
    assert peak(*counts) is None


MONTHLY = ("2020-01-15", "2020-02-15", "2020-03-15", "2020-04-15")


@pytest.mark.parametrize(
    ("last", "months"), [("2021-04-14", None), ("2021-04-15", 12), ("2022-01-01", 20)]
)
def test_a_silence_lasts_twelve_whole_months(last: str, months: int | None) -> None:
    found = gap(*MONTHLY, last)
    assert (found["months"] if found else None) == months


def test_a_silence_is_told_with_the_posts_on_its_sides() -> None:
    found = gap(*MONTHLY[:2], "2021-05-20", "2021-06-20", "2021-07-20")
    assert found is not None
    assert dict(found.figures) == {
        "months": 15, "days": 460, "usual_days": 31, "before": "Feb 2020", "after": "May 2021",
        "before_post": "p1", "after_post": "p2",
    }  # fmt: skip
    assert found.posts == ("p2", "p1")


@pytest.mark.parametrize(("longest", "fires"), [(449, False), (450, True)])
def test_a_silence_is_three_times_the_usual_interval(longest: int, fires: bool) -> None:
    days = [date(2016, 1, 1)]
    for interval in (150, 150, longest, 150):
        days.append(days[-1] + timedelta(interval))
    assert (gap(*map(str, days)) is not None) == fires


def test_four_posts_have_no_usual_interval() -> None:
    assert gap(*MONTHLY[:3], "2022-01-01") is None


def test_posts_of_one_day_have_no_silence() -> None:
    assert gap(*["2020-01-01"] * 6) is None


@pytest.mark.parametrize(
    ("older", "newer", "months"),
    [
        ("2020-01-15", "2020-01-15", 0),
        ("2020-01-15", "2020-02-14", 0),
        ("2020-01-15", "2020-02-15", 1),
        ("2020-01-31", "2020-03-30", 1),
        ("2019-12-31", "2020-01-31", 1),
        ("2020-02-29", "2021-02-28", 11),
        ("2016-12-01", "2021-01-01", 49),
    ],
)
def test_months_are_whole(older: str, newer: str, months: int) -> None:
    assert months_between(date.fromisoformat(older), date.fromisoformat(newer)) == months
