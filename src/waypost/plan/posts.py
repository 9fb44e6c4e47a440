"""The pages of posts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from waypost.model import urls
from waypost.model.archive import Card, Hub, ReadingPath, Reference, Topic
from waypost.model.evidence import RelatedPost
from waypost.model.fragment import Filling
from waypost.model.plan import PagePlan
from waypost.model.post import Post
from waypost.model.site import Author
from waypost.model.views import Body, Component, LinkView, PathBar, PostView, RelatedCard
from waypost.plan.components import components_of, templates_of
from waypost.plan.context import Context
from waypost.plan.dates import day, long_date
from waypost.plan.lists import minutes, path_title
from waypost.plan.quickly import quickly
from waypost.plan.related import related_cards

_post_view = quickly(PostView)


def plan_posts(context: Context) -> Iterator[PagePlan]:
    """Plan a page for every post."""
    archive, posts = context.archive, context.archive.posts
    bars = _path_bars(context)
    topics = context.memory.recall(
        "topics of posts", _topics, archive.cards, archive.topics, archive.hubs, context.hub_links
    )
    links = [context.post_links[post.slug.value] for post in posts]
    around = zip(chain([None], links), posts, chain(links[1:], [None]), strict=False)
    # All that posts' pages show of the archive, beside what is theirs alone.
    titles = {slug: path.title for slug, path in archive.paths.items()}
    shown = (
        context.cards,
        context.hub_links,
        archive.topics,
        titles,
        context.asset_urls,
        context.drawing,
    )
    own = {
        post.slug.value: (
            post,
            archive.references[post.slug.value],
            archive.related.get(post.slug.value, ()),
            archive.backlinks.get(post.slug.value, ()),
            _Beside(topics[post.slug.value], bars.get(post.slug.value, ()), newer, older),
            archive.cards[post.slug.value].authors,
            components_of(context, post),
        )
        for newer, post, older in around
    }
    page = _Pages(context, related_cards(context))
    planned = context.memory.each("posts planned", page.of, own, (*shown, context.site))
    return iter(planned.values())


class _Beside(NamedTuple):
    """What stands beside the text of a post."""

    topics: tuple[LinkView, ...]
    paths: tuple[PathBar, ...]
    newer: LinkView | None
    older: LinkView | None


@dataclass(frozen=True, slots=True)
class _Pages:
    """Plans the pages of posts; ``related`` makes the cards of what is related."""

    context: Context
    related: Callable[[Sequence[RelatedPost]], tuple[RelatedCard, ...]]

    def of(
        self,
        post: Post,
        references: tuple[Reference, ...],
        related: tuple[RelatedPost, ...],
        _backlinks: tuple[str, ...],
        beside: _Beside,
        _authors: tuple[Author, ...],
        components: tuple[Component, ...],
        *_shown: object,
    ) -> PagePlan:
        """Plan the page of a post."""
        fillings = self.context.fillings(references)
        return PagePlan(
            path=urls.file_of(urls.post(post.slug.value)),
            template="post.html",
            view=_view(self.context, beside, post, fillings, self.related(related), components),
            origin=post.slug.place,
            cites=self.context.cites(references, fillings),
            calls=templates_of((post,), self.context.signatures) if components else (),
        )


def _view(
    context: Context,
    beside: _Beside,
    post: Post,
    fillings: tuple[Filling, ...],
    related: tuple[RelatedCard, ...],
    components: tuple[Component, ...],
) -> PostView:
    archive, slug = context.archive, post.slug.value
    card, shown = archive.cards[slug], context.cards[slug]
    draws = post.has_diagrams and context.drawing
    updated = card.updated if card.updated and day(card.updated) != shown.day else None
    image = fillings[-1].url if post.image else ""
    if post.image and not image:
        image = post.image.target if "://" in post.image.target else ""
    return _post_view(
        meta=context.meta(
            urls.post(slug),
            card.title,
            card.description,
            kind="article",
            image=_absolute_image(context, image),
            image_alt=post.image_alt,
        ),
        title=card.title,
        day=shown.day,
        date=shown.date,
        updated_day=day(updated) if updated else "",
        updated=long_date(updated) if updated else "",
        description=card.description,
        minutes=card.minutes,
        authors=tuple([LinkView(author.name, author.url) for author in card.authors]),
        topics=beside.topics,
        image=image,
        image_alt=post.image_alt,
        outline=post.outline if post.toc else (),
        body=Body(post.body, fillings[: len(post.links)], "", components),
        successor=context.post_links[card.superseded_by] if card.superseded_by else None,
        paths=beside.paths,
        related=related,
        backlinks=context.cards_of(archive.backlinks.get(slug, ())),
        newer=beside.newer,
        older=beside.older,
        drawing=context.href(f"/{context.drawing}") if draws else "",
    )


def _absolute_image(context: Context, image: str) -> str:
    if not image or "://" in image:
        return image
    return context.site.base_url.removesuffix(context.site.prefix) + image


def _topics(
    cards: Mapping[str, Card],
    topics: Mapping[str, Topic],
    hubs: Mapping[str, Hub],
    links: Mapping[str, LinkView],
) -> dict[str, tuple[LinkView, ...]]:
    """Link each post to the curated hubs that hold it, and to the hubs of its topics.

    A topic without a hub stands as plain text. ``links`` are those of hubs.
    """
    by_topic = {slug: LinkView(topic.label, "") for slug, topic in topics.items()} | dict(links)
    curated: defaultdict[str, dict[str, LinkView]] = defaultdict(dict)
    for hub in hubs.values():
        if hub.curated:
            for member in hub.members:
                curated[member][hub.slug] = links[hub.slug]
    found = {}
    for slug, card in cards.items():
        own = {topic: by_topic[topic] for topic in card.topics}
        found[slug] = tuple((curated[slug] | own if slug in curated else own).values())
    return found


def _path_bars(context: Context) -> dict[str, tuple[PathBar, ...]]:
    found: dict[str, tuple[PathBar, ...]] = {}
    for path in context.archive.paths.values():
        for slug, bar in _bars(context, path):
            found[slug] = (*found.get(slug, ()), bar)
    return found


def _bars(context: Context, path: ReadingPath) -> Iterator[tuple[str, PathBar]]:
    slugs = [step.cited.post for step in path.steps]
    title, left = path_title(path), minutes(context, path)
    around = zip(chain([None], slugs), slugs, chain(slugs[1:], [None]), strict=False)
    for number, (previous, slug, following) in enumerate(around, start=1):
        left -= context.cards[slug].minutes
        yield (
            slug,
            PathBar(
                url=context.href(urls.path(path.slug)),
                title=title,
                number=number,
                steps=len(slugs),
                previous=context.post_links[previous] if previous else None,
                next=context.post_links[following] if following else None,
                left=left,
                derived=bool(path.hub),
            ),
        )
