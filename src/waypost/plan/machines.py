"""What crawlers read: the sitemap and robots.txt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from waypost.model import urls
from waypost.model.archive import Card
from waypost.model.plan import PagePlan
from waypost.model.views import RobotsView, SitemapRow, SitemapView
from waypost.plan.context import Context
from waypost.plan.dates import day

SITEMAP = "/sitemap.xml"


def plan_machines(context: Context) -> Iterator[PagePlan]:
    """Plan the sitemap and robots.txt."""
    yield PagePlan("sitemap.xml", "sitemap.xml", SitemapView(tuple(_rows(context))))
    yield PagePlan("robots.txt", "robots.txt", RobotsView(context.absolute(SITEMAP)))


def _rows(context: Context) -> Iterator[SitemapRow]:
    cards = context.archive.cards
    latest = _latest(cards.values())
    drawn = (urls.MAP,) if context.archive.hubs else ()
    for url in (urls.HOME, urls.TOPICS, *drawn, urls.PATHS, urls.ARCHIVE):
        yield SitemapRow(context.absolute(url), latest)
    for hub in context.archive.hubs.values():
        modified = _latest(cards[slug] for slug in hub.members)
        yield SitemapRow(context.absolute(urls.hub(hub.slug)), modified)
    for path in context.archive.paths.values():
        modified = _latest(cards[step.cited.post] for step in path.steps)
        yield SitemapRow(context.absolute(urls.path(path.slug)), modified)
    for post in context.archive.posts:
        card = cards[post.slug.value]
        yield SitemapRow(context.absolute(urls.post(card.slug)), _latest([card]))


def _latest(cards: Iterable[Card]) -> str:
    """Give the day of the last change to any of some posts."""
    return max((day(card.updated or card.published) for card in cards), default="")
