"""Atom feeds: of the whole site, and of every hub."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from waypost.model import urls
from waypost.model.plan import PagePlan
from waypost.model.post import Post
from waypost.model.views import Body, EntryRow, FeedView
from waypost.plan.context import Context
from waypost.plan.dates import day, timestamp

ENTRIES = 20
"""How many posts a feed carries; readers poll often enough for more never to be missed."""

NEVER = "1970-01-01T00:00:00Z"
"""When a feed without entries was updated; Atom demands a time."""


def plan_feeds(context: Context) -> Iterator[PagePlan]:
    """Plan the site's feed and one for every hub, newest posts first."""
    posts = context.archive.posts
    rows = _Rows(context)
    title = context.site.title
    yield _feed(context, urls.FEED, urls.HOME, title, context.site.description, rows.of(posts))
    by_slug = {post.slug.value: post for post in posts}
    position = {slug: number for number, slug in enumerate(by_slug)}
    for hub in context.archive.hubs.values():
        newest = sorted(hub.members, key=position.__getitem__)[:ENTRIES]
        yield _feed(
            context,
            urls.hub_feed(hub.slug),
            urls.hub(hub.slug),
            f"{title}: {hub.title}",
            hub.description,
            rows.of([by_slug[slug] for slug in newest]),
        )


class _Rows:
    """Entries of feeds, each made once: a post stands in the feeds of all its hubs."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._made: dict[str, EntryRow] = {}

    def of(self, posts: Sequence[Post]) -> tuple[EntryRow, ...]:
        return tuple(self._row(post) for post in posts[:ENTRIES])

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
) -> PagePlan:
    authors = context.site.authors
    return PagePlan(
        path=urls.file_of(url),
        template="feed.xml",
        view=FeedView(
            identity=context.absolute(page),
            url=context.absolute(url),
            page=context.absolute(page),
            title=title,
            subtitle=subtitle,
            updated=max((entry.updated for entry in entries), default=NEVER),
            author=authors[0].name if authors else context.site.title,
            entries=entries,
        ),
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
        summary=card.description,
        authors=tuple(author.name for author in card.authors),
        topics=tuple(context.archive.topics[topic].label for topic in card.topics),
        body=Body(post.body, context.fillings(references, absolute=True), base=url),
    )
