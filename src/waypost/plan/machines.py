"""What crawlers, language models and hosts read: sitemap, robots.txt, llms.txt, _headers."""

from __future__ import annotations

from collections.abc import Iterator

from waypost.model import urls
from waypost.model.plan import PagePlan
from waypost.model.views import (
    HeadersView,
    LinkRow,
    LlmsView,
    RobotsView,
    SitemapIndexView,
    SitemapRow,
    SitemapView,
)
from waypost.plan.components import players
from waypost.plan.context import Context
from waypost.plan.lists import path_description, path_title

SITEMAP_LIMIT = 50_000
"""As many pages as one sitemap may list; more of them are split, and listed by an index."""

NEWEST = 20
"""So many posts are named in llms.txt; the rest is behind the topics."""


def plan_machines(context: Context) -> Iterator[PagePlan]:
    """Plan the sitemap, robots.txt and llms.txt."""
    yield from plan_sitemap(context, tuple(_rows(context)))
    yield PagePlan("robots.txt", "robots.txt", RobotsView(context.absolute(urls.SITEMAP)))
    yield PagePlan("llms.txt", "llms.txt", _llms(context))


def plan_headers(context: Context) -> Iterator[PagePlan]:
    """Plan what hosts are told to send."""
    frames = players(context.archive, context.signatures)
    yield PagePlan(urls.HEADERS, "headers.txt", HeadersView(urls.ASSETS, frames))


def plan_sitemap(
    context: Context, rows: tuple[SitemapRow, ...], limit: int = SITEMAP_LIMIT
) -> Iterator[PagePlan]:
    """Plan a sitemap of some pages, in parts with an index where there are too many for one."""
    main = urls.file_of(urls.SITEMAP)
    if len(rows) <= limit:
        yield PagePlan(main, "sitemap.xml", SitemapView(rows))
        return
    parts = []
    for number, start in enumerate(range(0, len(rows), limit), start=1):
        part = rows[start : start + limit]
        url = urls.sitemap(number)
        yield PagePlan(urls.file_of(url), "sitemap.xml", SitemapView(part))
        parts.append(SitemapRow(context.absolute(url), max(row.modified for row in part)))
    yield PagePlan(main, "sitemap-index.xml", SitemapIndexView(tuple(parts)))


def _rows(context: Context) -> Iterator[SitemapRow]:
    changed = context.changed
    latest = max(changed.values(), default="")
    drawn = (urls.MAP,) if context.archive.hubs else ()
    signed = (urls.AUTHORS,) if context.archive.authors else ()
    for url in (urls.HOME, urls.TOPICS, *drawn, urls.PATHS, urls.ARCHIVE, *signed):
        yield SitemapRow(context.absolute(url), latest)
    for hub in context.archive.hubs.values():
        modified = max(map(changed.__getitem__, hub.members), default="")
        yield SitemapRow(context.absolute(urls.hub(hub.slug)), modified)
    for path in context.archive.paths.values():
        modified = max((changed[step.cited.post] for step in path.steps), default="")
        yield SitemapRow(context.absolute(urls.path(path.slug)), modified)
    for author in context.archive.authors:
        modified = max(map(changed.__getitem__, author.posts))
        yield SitemapRow(context.absolute(urls.author(author.slug)), modified)
    for post in context.archive.posts:
        slug = post.slug.value
        yield SitemapRow(context.absolute(urls.post(slug)), changed[slug])


def _llms(context: Context) -> LlmsView:
    archive = context.archive
    return LlmsView(
        topics=tuple(
            LinkRow(card.title, _readable(context, urls.hub(slug)), card.description)
            for slug, card in context.hub_cards.items()
        ),
        paths=tuple(
            LinkRow(
                path_title(path),
                context.absolute(urls.path(path.slug)),
                path_description(context, path),
            )
            for path in archive.paths.values()
            if not path.hub
        ),
        newest=tuple(
            LinkRow(
                archive.cards[post.slug.value].title,
                _readable(context, urls.post(post.slug.value)),
                archive.cards[post.slug.value].description,
            )
            for post in archive.posts[:NEWEST]
        ),
        archive=context.absolute(urls.ARCHIVE),
        sitemap=context.absolute(urls.SITEMAP),
    )


def _readable(context: Context, page: str) -> str:
    """Give the URL of a page's Markdown twin, or of the page where it has none."""
    return context.absolute(urls.twin(page) if context.site.markdown_twins else page)
