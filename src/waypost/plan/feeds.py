"""Feeds of the whole site, and of every hub: Atom, RSS 2.0 and JSON Feed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain

from waypost.model import urls
from waypost.model.archive import Card, Reference
from waypost.model.plan import PagePlan
from waypost.model.post import Post
from waypost.model.views import Body, Component, EntryRow, FeedView, LinkView
from waypost.plan.components import components_of, templates_of
from waypost.plan.context import Context
from waypost.plan.dates import day, mail_date, timestamp
from waypost.plan.far import FarContext

ENTRIES = 20
"""How many posts the site's feed carries; readers poll often enough for more never to be missed."""

ENTRIES_OF_HUBS = 10
"""How many a hub's feed carries: a topic has new posts less often than the site."""

NEVER = "1970-01-01T00:00:00Z"
"""When a feed without entries was updated; Atom demands a time."""

SITES_FEEDS = (
    (urls.FEED, "feed.xml", urls.FEED),
    (urls.RSS, "rss.xml", urls.RSS),
    (urls.JSON_FEED, "feed.json", urls.JSON_FEED),
    (urls.OLD_ATOM, "feed.xml", urls.FEED),
    (urls.OLD_RSS, "rss.xml", urls.RSS),
)
"""The URLs of the site's feeds, the template of each, and the URL that it names as its own.

The last two are where readers look that have come with an archive from Jekyll or Hugo.
"""


def plan_feeds(context: Context) -> Iterator[PagePlan]:
    """Plan the site's feeds and those of every hub, newest posts first."""
    posts, hubs = context.archive.posts, context.archive.hubs
    position = {post.slug.value: number for number, post in enumerate(posts)}
    newest = {
        slug: sorted(map(position.__getitem__, hub.members))[:ENTRIES_OF_HUBS]
        for slug, hub in hubs.items()
    }
    shown = {*range(min(len(posts), ENTRIES))}.union(*newest.values())
    entries = _entries(context, [posts[number] for number in sorted(shown)])

    def entries_of(numbers: Iterable[int]) -> tuple[EntryRow, ...]:
        return tuple([entries[posts[number].slug.value] for number in numbers])

    def calls_of(numbers: Iterable[int]) -> tuple[str, ...]:
        return templates_of([posts[number] for number in numbers], context.signatures)

    ours = range(min(len(posts), ENTRIES))
    yield from _sites_feeds(context, entries_of(ours), calls_of(ours))
    own = {
        slug: (slug, hub.title, hub.description, entries_of(newest[slug]), calls_of(newest[slug]))
        for slug, hub in hubs.items()
    }
    feeds = partial(_hubs_feeds, context)
    # By its parameter's kind an argument is 3 or 3.0, which Python takes for equal.
    shared = (context.site, context.signatures)
    yield from chain(*context.memory.each("hubs' feeds", feeds, own, shared).values())


def _entries(context: Context, posts: Sequence[Post]) -> dict[str, EntryRow]:
    """Make the entries of some posts, each once: a post stands in the feeds of all its hubs."""
    archive, far = context.archive, FarContext.of(context)
    # All that entries show of other things, in their links.
    titles = {slug: path.title for slug, path in archive.paths.items()}
    shown = (context.cards, context.hub_links, archive.topics, titles, context.asset_urls)
    own = {
        slug: (
            post,
            archive.cards[slug],
            archive.references[slug],
            _byline(context, slug),
            components_of(far, post) if post.calls else (),
        )
        for post in posts
        for slug in [post.slug.value]
    }
    entry = partial(_entry, context)
    all_show = (*shown, context.site, context.gallery, context.signatures)
    return context.memory.each("entries", entry, own, all_show)


def _byline(context: Context, slug: str) -> tuple[LinkView, ...]:
    authors = context.archive.cards[slug].authors
    return tuple(context.author_link(author, absolute=True) for author in authors)


def _sites_feeds(
    context: Context, entries: tuple[EntryRow, ...], calls: tuple[str, ...]
) -> Iterator[PagePlan]:
    title, description = context.site.title, context.site.description
    for url, template, own in SITES_FEEDS:
        view = _feed(context, own, urls.HOME, title, description, entries)
        yield PagePlan(urls.file_of(url), template, view, calls=calls)


def _hubs_feeds(
    context: Context,
    slug: str,
    title: str,
    description: str,
    entries: tuple[EntryRow, ...],
    calls: tuple[str, ...],
    *_shared: object,
) -> tuple[PagePlan, ...]:
    about = (urls.hub(slug), f"{context.site.title}: {title}", description, entries)
    return tuple(
        PagePlan(urls.file_of(url), template, _feed(context, url, *about), calls=calls)
        for url, template in (
            (urls.hub_feed(slug), "feed.xml"),
            (urls.hub_rss(slug), "rss.xml"),
            (urls.hub_json_feed(slug), "feed.json"),
        )
    )


def _feed(
    context: Context,
    url: str,
    page: str,
    title: str,
    subtitle: str,
    entries: tuple[EntryRow, ...],
) -> FeedView:
    authors = context.site.authors
    return FeedView(
        identity=context.absolute(page),
        url=context.absolute(url),
        page=context.absolute(page),
        title=title,
        subtitle=subtitle,
        updated=max((entry.updated for entry in entries), default=NEVER),
        author=authors[0].name if authors else context.site.title,
        entries=entries,
    )


def _entry(
    context: Context,
    post: Post,
    card: Card,
    references: tuple[Reference, ...],
    byline: tuple[LinkView, ...],
    components: tuple[Component, ...],
    *_shown: object,
) -> EntryRow:
    url = context.absolute(urls.post(card.slug))
    fillings = context.fillings(references[: len(post.links)], absolute=True)
    return EntryRow(
        # A tag URI (RFC 4151): the day keeps names apart that are used again.
        identity=f"tag:{context.site.host},{day(card.published)}:{urls.encoded(card.permanent)}",
        url=url,
        title=card.title,
        published=timestamp(card.published),
        updated=timestamp(card.updated or card.published),
        sent=mail_date(card.published),
        summary=card.description,
        authors=byline,
        topics=tuple(context.archive.topics[topic].label for topic in card.topics),
        body=Body(post.body, fillings, url, components),
    )
