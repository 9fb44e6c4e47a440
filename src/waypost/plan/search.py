"""What can be searched, and the page to search it on."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from html import escape

from waypost.model import urls
from waypost.model.archive import Hub, ReadingPath, Reference
from waypost.model.fragment import LinkKind
from waypost.model.plan import PagePlan
from waypost.model.post import Asset, Post
from waypost.model.search import FIRST, SearchIndex, SearchRecord
from waypost.model.site import Site
from waypost.model.views import SearchView
from waypost.plan.context import Context
from waypost.plan.lists import path_description, path_title
from waypost.plan.map import map_url

ASSETS = ("css/search.css", "js/search.js")
"""The files of the theme that serve the search alone."""


def is_idle(path: str, asset: Asset, site: Site) -> bool:
    """Say whether a file of static/ is the theme's for a search that a site has not."""
    return asset.themed and path in ASSETS and not site.search


def plan_search(context: Context) -> Iterator[PagePlan]:
    """Plan the page of the search, where the site has one."""
    if context.site.search:
        yield PagePlan(
            path=urls.file_of(urls.SEARCH),
            template="search.html",
            view=SearchView(
                meta=context.meta(urls.SEARCH, "Search", "", robots="noindex"),
                archive=context.href(urls.ARCHIVE),
                topics=context.href(urls.TOPICS),
                map=map_url(context),
            ),
        )


def plan_indexes(context: Context) -> tuple[SearchIndex, ...]:
    """Plan the indexes: one of hubs and paths, and one for the posts of each year."""
    if not context.site.search:
        return ()
    years = defaultdict(list)
    for slug, record in _posts(context).items():
        years[context.years[slug]].append(record)
    language = context.site.language.lower()
    named = {FIRST: _guide(context)} | {str(year): tuple(years[year]) for year in sorted(years)}
    made = {name: (name, language, records) for name, records in named.items()}
    return tuple(context.memory.each("search indexes", SearchIndex, made).values())


def _posts(context: Context) -> dict[str, SearchRecord]:
    archive = context.archive
    labels = context.memory.same(
        "labels", {slug: topic.label for slug, topic in archive.topics.items()}
    )
    shown = {
        post.slug.value: (
            post,
            context.cards[post.slug.value],
            tuple(labels[topic] for topic in archive.cards[post.slug.value].topics),
            _texts(context, post, archive.references[post.slug.value]),
        )
        for post in archive.posts
    }
    return context.memory.each(
        "records of posts",
        lambda post, card, topics, texts: SearchRecord(
            url=card.url,
            title=card.title,
            kind="Post",
            date=card.date,
            topics=topics,
            description=card.description,
            body=post.body,
            texts=texts,
        ),
        shown,
    )


def _texts(context: Context, post: Post, references: tuple[Reference, ...]) -> tuple[str, ...]:
    """Give the titles that stand in a text. No other text names what it links to."""
    if not any(link.kind is LinkKind.WIKI for link in post.links):
        return ("",) * len(post.links)
    # An image of the front matter has a reference after those of the text.
    fillings = context.fillings(references[: len(post.links)])
    pairs = zip(post.links, fillings, strict=True)
    return tuple(filling.text if link.kind is LinkKind.WIKI else "" for link, filling in pairs)


def _guide(context: Context) -> tuple[SearchRecord, ...]:
    archive, site = context.archive, context.site
    home = SearchRecord(context.href(urls.HOME), site.title, "Home", description=site.description)
    hubs = (_hub(context, archive.hubs[slug]) for slug in sorted(archive.hubs))
    paths = (_path(context, archive.paths[slug]) for slug in sorted(archive.paths))
    return home, *hubs, *paths


def _hub(context: Context, hub: Hub) -> SearchRecord:
    topic = context.archive.topics.get(hub.slug)
    notes = (cited.note for cited in hub.start_here)
    parts = [context.prose(prose) for prose in (hub.introduction, *notes)]
    for theme in hub.themes:
        read = (context.prose(cited.note) for cited in theme.reads)
        parts += [f"<p>{escape(theme.title)}</p>", context.prose(theme.text), *read]
    parts += [context.prose(mode) for mode in hub.failure_modes]
    return SearchRecord(
        url=context.href(urls.hub(hub.slug)),
        title=hub.title,
        kind="Topic",
        topics=(topic.label,) if topic else (),
        description=hub.description,
        html="".join(f"<div>{part}</div>" for part in parts if part),
    )


def _path(context: Context, path: ReadingPath) -> SearchRecord:
    cards = [context.archive.cards[step.cited.post] for step in path.steps]
    counts = Counter(topic for card in cards for topic in card.topics)
    # What half of a path is about, the path is about.
    topics = sorted(topic for topic, count in counts.items() if 2 * count >= len(cards))
    parts = [context.prose(path.introduction)]
    # The posts of a derived path are found by themselves, and its topic comes first.
    for step, card in () if path.hub else zip(path.steps, cards, strict=True):
        title = step.cited.label or card.title
        parts += [f"<p>{escape(title)}</p>", context.prose(step.cited.note)]
    return SearchRecord(
        url=context.href(urls.path(path.slug)),
        title=path_title(path),
        kind="Reading path",
        topics=tuple(context.archive.topics[topic].label for topic in topics),
        description=path_description(context, path),
        html="".join(f"<div>{part}</div>" for part in parts if part),
    )
