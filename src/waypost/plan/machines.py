"""What crawlers read: the sitemap and robots.txt."""

from __future__ import annotations

from collections.abc import Iterator

from waypost.model import urls
from waypost.model.plan import PagePlan
from waypost.model.views import RobotsView, SitemapRow, SitemapView
from waypost.plan.context import Context

SITEMAP = "/sitemap.xml"


def plan_machines(context: Context) -> Iterator[PagePlan]:
    """Plan the sitemap and robots.txt."""
    yield PagePlan("sitemap.xml", "sitemap.xml", SitemapView(tuple(_rows(context))))
    yield PagePlan("robots.txt", "robots.txt", RobotsView(context.absolute(SITEMAP)))


def _rows(context: Context) -> Iterator[SitemapRow]:
    changed = context.changed
    latest = max(changed.values(), default="")
    drawn = (urls.MAP,) if context.archive.hubs else ()
    for url in (urls.HOME, urls.TOPICS, *drawn, urls.PATHS, urls.ARCHIVE):
        yield SitemapRow(context.absolute(url), latest)
    for hub in context.archive.hubs.values():
        modified = max(map(changed.__getitem__, hub.members), default="")
        yield SitemapRow(context.absolute(urls.hub(hub.slug)), modified)
    for path in context.archive.paths.values():
        modified = max((changed[step.cited.post] for step in path.steps), default="")
        yield SitemapRow(context.absolute(urls.path(path.slug)), modified)
    for post in context.archive.posts:
        slug = post.slug.value
        yield SitemapRow(context.absolute(urls.post(slug)), changed[slug])
