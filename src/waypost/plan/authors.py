"""The list of authors, and a page for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from waypost.model import urls
from waypost.model.archive import Contributor
from waypost.model.plan import PagePlan
from waypost.model.views import AuthorCard, AuthorsView, AuthorTopicRow, AuthorView, GroupRow
from waypost.plan.context import Context
from waypost.plan.dates import span


def plan_authors(context: Context) -> Iterator[PagePlan]:
    """Plan the pages of authors, where there are any."""
    authors = context.archive.authors
    if not authors:
        return
    title = context.site.title
    yield PagePlan(
        path=urls.file_of(urls.AUTHORS),
        template="authors.html",
        view=AuthorsView(
            meta=context.meta(urls.AUTHORS, "Authors", f"Everybody who writes on {title}."),
            authors=tuple(_card(context, author) for author in authors),
        ),
    )
    held = _curated(context)
    for author in authors:
        yield PagePlan(
            path=urls.file_of(urls.author(author.slug)),
            template="author.html",
            view=_view(context, author, held),
            origin=author.place,
            cites=((_own(context, author), author.place),) if author.place.path else (),
        )


def _card(context: Context, author: Contributor) -> AuthorCard:
    return AuthorCard(
        url=context.href(urls.author(author.slug)),
        name=author.name,
        bio=author.bio,
        posts=len(author.posts),
        years=span(map(context.years.__getitem__, author.posts)),
    )


def _view(context: Context, author: Contributor, held: dict[str, tuple[str, ...]]) -> AuthorView:
    site = context.site.title
    years = groupby(author.posts, key=context.years.__getitem__)
    return AuthorView(
        meta=context.meta(
            urls.author(author.slug),
            author.name,
            author.bio or f"All posts by {author.name} on {site}.",
            kind="profile",
        ),
        name=author.name,
        bio=author.bio,
        link=_own(context, author),
        posts=len(author.posts),
        years=span(map(context.years.__getitem__, author.posts)),
        topics=_topics(context, author, held),
        groups=tuple(GroupRow(str(year), context.cards_of(slugs)) for year, slugs in years),
    )


def _own(context: Context, author: Contributor) -> str:
    return context.href(author.url) if author.url.startswith("/") else author.url


def _topics(
    context: Context, author: Contributor, held: dict[str, tuple[str, ...]]
) -> tuple[AuthorTopicRow, ...]:
    """Count an author's posts by topic, and by curated hub that holds them."""
    archive = context.archive
    counts = Counter(
        slug
        for post in author.posts
        for slug in dict.fromkeys((*held.get(post, ()), *archive.cards[post].topics))
    )
    rows = []
    for slug, count in counts.items():
        hub = context.hub_links.get(slug)
        label = hub.label if hub else archive.topics[slug].label
        rows.append(AuthorTopicRow(hub.url if hub else "", label, count))
    rows.sort(key=lambda row: (-row.posts, row.label.casefold(), row.url))
    return tuple(rows)


def _curated(context: Context) -> dict[str, tuple[str, ...]]:
    """Say of each post which curated hubs hold it."""
    found: dict[str, tuple[str, ...]] = {}
    for hub in context.archive.hubs.values():
        for member in hub.members if hub.curated else ():
            found[member] = (*found.get(member, ()), hub.slug)
    return found
