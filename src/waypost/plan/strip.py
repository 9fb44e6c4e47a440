"""The strip of a hub: how many posts a year, as bars."""

from __future__ import annotations

from collections.abc import Mapping

from waypost.model.views import YearBar

WIDTH, HEIGHT = 320.0, 48.0
"""The size of the drawing; the template's viewBox holds it."""

WIDEST = 36.0
"""How wide a bar may be: below two of this width the names of both years stand apart."""

BETWEEN = 0.2
"""The part of a year's room that stays empty."""

FULL = 4
"""Posts that a bar of full height stands for at least: one post is no peak."""

LEAST = 2.0
"""How high the bar of a year with posts is at least."""


def year_bars(years: Mapping[int, int]) -> tuple[YearBar, ...]:
    """Give a bar for every year from the first to the last with posts.

    ``years`` lead from years to numbers of posts, in any order. The year with the
    most, four or more, has a bar of full height. With posts in fewer than two years
    there is nothing to compare: ().
    """
    written = [year for year, posts in years.items() if posts]
    if len(written) < 2:
        return ()
    span = range(min(written), max(written) + 1)
    most = max(*years.values(), FULL)
    room = min(WIDTH / len(span), WIDEST / (1 - BETWEEN))
    bars = []
    for number, year in enumerate(span):
        posts = years.get(year, 0)
        height = max(LEAST, round(HEIGHT * posts / most, 1)) if posts else 0.0
        bars.append(
            YearBar(
                year=year,
                posts=posts,
                x=round(number * room, 2),
                y=round(HEIGHT - height, 1),
                width=round(room * (1 - BETWEEN), 2),
                height=height,
            )
        )
    return tuple(bars)
