"""The home page, and the page for what is not there."""

from __future__ import annotations

from collections.abc import Iterator

from waypost.model import urls
from waypost.model.plan import PagePlan
from waypost.model.views import HomeView, NotFoundView
from waypost.plan.context import Context
from waypost.plan.dates import span
from waypost.plan.lists import path_cards
from waypost.plan.map import map_url

HUBS_ON_HOME = 12
NEWEST_ON_404 = 5


def plan_home(context: Context) -> Iterator[PagePlan]:
    """Plan the home page."""
    archive, site = context.archive, context.site
    newest = archive.posts[: site.posts_per_page]
    hubs = tuple(context.hub_cards.values())
    yield PagePlan(
        path=urls.file_of(urls.HOME),
        template="home.html",
        view=HomeView(
            meta=context.meta(
                urls.HOME,
                site.title,
                site.description,
                rss=context.absolute(urls.RSS),
                json_feed=context.absolute(urls.JSON_FEED),
            ),
            newest=context.cards_of(post.slug.value for post in newest),
            hubs=hubs[:HUBS_ON_HOME],
            paths=path_cards(context),
            posts=len(archive.posts),
            hub_count=len(hubs),
            years=span(context.years.values()),
            archive=context.href(urls.ARCHIVE),
            topics=context.href(urls.TOPICS),
            map=map_url(context),
        ),
    )


def plan_not_found(context: Context) -> Iterator[PagePlan]:
    """Plan 404.html, which static hosts serve for a URL that is not there."""
    newest = context.archive.posts[:NEWEST_ON_404]
    yield PagePlan(
        path="404.html",
        template="not-found.html",
        view=NotFoundView(
            meta=context.meta("/404.html", "Page not found", "", robots="noindex"),
            hubs=tuple(context.hub_cards.values())[:HUBS_ON_HOME],
            newest=context.cards_of(post.slug.value for post in newest),
        ),
    )
