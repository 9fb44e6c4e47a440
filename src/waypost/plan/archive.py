"""The archive by year."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from math import ceil

from msgspec.structs import replace

from waypost.model import urls
from waypost.model.archive import Card
from waypost.model.plan import PagePlan
from waypost.model.views import ArchiveView, CardView, GroupRow, LinkView, YearRow, YearView
from waypost.plan.context import Context
from waypost.plan.dates import month, span

SAMPLE = 5
"""How many posts of a year the list of years shows."""


def plan_archive(context: Context) -> Iterator[PagePlan]:
    """Plan the list of years, and the pages of each year."""
    by_year = _by_year(context)
    rows = tuple(
        YearRow(
            url=context.href(urls.year(year)),
            year=year,
            posts=len(cards),
            cards=_without_descriptions(context.cards_of(c.slug for c in cards[:SAMPLE])),
        )
        for year, cards in by_year.items()
    )
    total = len(context.archive.posts)
    covered = span(context.years.values())
    yield PagePlan(
        path=urls.file_of(urls.ARCHIVE),
        template="archive.html",
        view=ArchiveView(
            meta=context.meta(
                urls.ARCHIVE,
                "Archive",
                f"All posts of {context.site.title} by year{f', {covered}' if covered else ''}.",
            ),
            posts=total,
            years=rows,
            authors=context.href(urls.AUTHORS) if context.archive.authors else "",
        ),
    )
    for year, cards in by_year.items():
        yield from _year_pages(context, year, cards, list(by_year))


def _without_descriptions(cards: tuple[CardView, ...]) -> tuple[CardView, ...]:
    # The list of years does not show them, so that a new one is no reason to render it.
    return tuple(replace(card, description="") for card in cards)


def _year_pages(
    context: Context, year: int, cards: list[Card], all_years: list[int]
) -> Iterator[PagePlan]:
    size = context.site.posts_per_page * 5
    count = ceil(len(cards) / size)
    pages = tuple(
        LinkView(str(number), context.href(urls.year(year, number)))
        for number in range(1, count + 1)
    )
    position = all_years.index(year)
    newer = all_years[position - 1] if position else None
    older = all_years[position + 1] if position + 1 < len(all_years) else None
    for number in range(1, count + 1):
        here = cards[(number - 1) * size : number * size]
        title = f"{year}" if number == 1 else f"{year}, page {number}"
        yield PagePlan(
            path=urls.file_of(urls.year(year, number)),
            template="year.html",
            view=YearView(
                meta=context.meta(
                    urls.year(year, number),
                    f"Archive of {title}",
                    f"The posts of {title} on {context.site.title}.",
                ),
                year=year,
                posts=len(cards),
                page=number,
                pages=pages if count > 1 else (),
                months=_months(context, here),
                newer=_year_link(context, newer),
                older=_year_link(context, older),
            ),
        )


def _months(context: Context, cards: list[Card]) -> tuple[GroupRow, ...]:
    return tuple(
        GroupRow(name, context.cards_of(card.slug for card in group))
        for name, group in groupby(cards, key=lambda card: month(card.published))
    )


def _year_link(context: Context, year: int | None) -> LinkView | None:
    return LinkView(str(year), context.href(urls.year(year))) if year else None


def _by_year(context: Context) -> dict[int, list[Card]]:
    cards = [context.archive.cards[post.slug.value] for post in context.archive.posts]
    return {
        year: list(group) for year, group in groupby(cards, key=lambda card: card.published.year)
    }
