"""Feeds of the whole site, and of every hub: Atom, RSS 2.0 and JSON Feed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from waypost.model import urls
from waypost.model.plan import PagePlan
from waypost.model.post import Post
from waypost.model.views import Body, EntryRow, FeedView
from waypost.plan.components import components_of, templates_of
from waypost.plan.context import Context
from waypost.plan.dates import day, mail_date, timestamp

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
    posts = context.archive.posts
    rows = _Rows(context)
    title = context.site.title
    newest = rows.of(posts[:ENTRIES])
    calls = templates_of(posts[:ENTRIES], context.signatures)
    for url, template, own in SITES_FEEDS:
        view = _feed(context, own, urls.HOME, title, context.site.description, newest)
        yield PagePlan(urls.file_of(url), template, view, calls=calls)
    by_slug = {post.slug.value: post for post in posts}
    position = {slug: number for number, slug in enumerate(by_slug)}
    for hub in context.archive.hubs.values():
        slugs = sorted(hub.members, key=position.__getitem__)[:ENTRIES_OF_HUBS]
        members = [by_slug[slug] for slug in slugs]
        entries, calls = rows.of(members), templates_of(members, context.signatures)
        about = (urls.hub(hub.slug), f"{title}: {hub.title}", hub.description, entries)
        for url, template in (
            (urls.hub_feed(hub.slug), "feed.xml"),
            (urls.hub_rss(hub.slug), "rss.xml"),
            (urls.hub_json_feed(hub.slug), "feed.json"),
        ):
            view = _feed(context, url, *about)
            yield PagePlan(urls.file_of(url), template, view, calls=calls)


class _Rows:
    """Entries of feeds, each made once: a post stands in the feeds of all its hubs."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._made: dict[str, EntryRow] = {}

    def of(self, posts: Sequence[Post]) -> tuple[EntryRow, ...]:
        return tuple(self._row(post) for post in posts)

    def _row(self, post: Post) -> EntryRow:
        slug = post.slug.value
        if slug not in self._made:
            self._made[slug] = _entry(self._context, post)
        return self._made[slug]


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


def _entry(context: Context, post: Post) -> EntryRow:
    slug = post.slug.value
    card = context.archive.cards[slug]
    references = context.archive.references[slug][: len(post.links)]
    url = context.absolute(urls.post(slug))
    return EntryRow(
        # A tag URI (RFC 4151): the day keeps names apart that are used again.
        identity=f"tag:{context.site.host},{day(card.published)}:{urls.encoded(card.permanent)}",
        url=url,
        title=card.title,
        published=timestamp(card.published),
        updated=timestamp(card.updated or card.published),
        sent=mail_date(card.published),
        summary=card.description,
        authors=tuple(author.name for author in card.authors),
        topics=tuple(context.archive.topics[topic].label for topic in card.topics),
        body=Body(
            post.body,
            context.fillings(references, absolute=True),
            base=url,
            components=components_of(context.far, post) if post.calls else (),
        ),
    )
