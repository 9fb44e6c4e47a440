from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.values import SITE, archive, hub, post
from waypost.model.plan import PagePlan
from waypost.model.views import HubView
from waypost.plan.assemble import plan_site
from waypost.plan.strip import FULL, HEIGHT, WIDTH, year_bars

YEARS = st.dictionaries(st.integers(1990, 2060), st.integers(0, 400), max_size=40)


def test_every_year_from_the_first_to_the_last_has_a_bar() -> None:
    bars = year_bars({2024: 4, 2021: 2})
    assert [(bar.year, bar.posts) for bar in bars] == [(2021, 2), (2022, 0), (2023, 0), (2024, 4)]
    assert [bar.height for bar in bars] == [HEIGHT / 2, 0, 0, HEIGHT]
    assert [bar.y for bar in bars] == [HEIGHT / 2, HEIGHT, HEIGHT, 0]


@pytest.mark.parametrize("years", [{}, {2024: 9}, {2023: 0, 2024: 9}])
def test_fewer_than_two_years_make_no_strip(years: dict[int, int]) -> None:
    assert year_bars(years) == ()


def test_single_posts_do_not_stand_tall() -> None:
    assert {bar.height for bar in year_bars({2023: 1, 2024: 1})} == {HEIGHT / FULL}


@given(years=YEARS)
def test_bars_lie_side_by_side_within_the_drawing(years: dict[int, int]) -> None:
    bars = year_bars(years)
    assert sum(bar.posts for bar in bars) in {0, sum(years.values())}
    for bar in bars:
        assert bar.x >= 0
        assert bar.x + bar.width <= WIDTH
        assert bar.y >= 0
        assert bar.y + bar.height == pytest.approx(HEIGHT)
        assert bool(bar.posts) == (bar.height > 0)
    for left, right in pairwise(bars):
        assert left.x + left.width < right.x
        assert (left.posts <= right.posts) == (left.height <= right.height) or (
            left.height == right.height
        )


@given(years=YEARS)
def test_the_order_of_the_years_does_not_count(years: dict[int, int]) -> None:
    assert year_bars(dict(reversed(years.items()))) == year_bars(years)


def test_a_hub_counts_its_posts_by_the_year_of_publication() -> None:
    made = archive(
        post("a", "2022-05-01", topics="go"),
        post("b", "2024-05-01", topics="go"),
        post("c", "2024-06-01", topics="go rust"),
        post("d", "2020-06-01", topics="rust"),
        hub("go"),
    ).value
    pages: dict[str, PagePlan] = {page.path: page for page in plan_site(made, SITE, ()).value.pages}
    view = pages["topics/go/index.html"].view
    assert isinstance(view, HubView)
    assert [(bar.year, bar.posts) for bar in view.strip] == [(2022, 1), (2023, 0), (2024, 2)]
