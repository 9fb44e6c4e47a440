"""The pages of posts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain, pairwise

from waypost.model import urls
from waypost.model.archive import ReadingPath
from waypost.model.plan import PagePlan
from waypost.model.post import Post
from waypost.model.views import Body, LinkView, OutlineRow, PathBar, PostView
from waypost.plan.context import Context
from waypost.plan.dates import day, long_date
from waypost.plan.lists import path_title
from waypost.plan.related import related_cards


def plan_posts(context: Context) -> Iterator[PagePlan]:
    """Plan a page for every post."""
    bars = _path_bars(context)
    curated = _curated_hubs(context)
    newer: Mapping[str, str] = {}
    older: Mapping[str, str] = {}
    slugs = [post.slug.value for post in context.archive.posts]
    newer = {b: a for a, b in pairwise(slugs)}
    older = dict(pairwise(slugs))
    for post in context.archive.posts:
        slug = post.slug.value
        references = context.archive.references[slug]
        yield PagePlan(
            path=urls.file_of(urls.post(slug)),
            template="post.html",
            view=_view(
                context,
                post,
                topics=(*curated.get(slug, ()), *_topics(context, slug)),
                paths=bars.get(slug, ()),
                newer=context.post_link(newer[slug]) if slug in newer else None,
                older=context.post_link(older[slug]) if slug in older else None,
            ),
            origin=post.slug.place,
            cites=context.cites(references),
        )


def _view(
    context: Context,
    post: Post,
    topics: tuple[LinkView, ...],
    paths: tuple[PathBar, ...],
    newer: LinkView | None,
    older: LinkView | None,
) -> PostView:
    archive, slug = context.archive, post.slug.value
    card, shown = archive.cards[slug], context.cards[slug]
    references = archive.references[slug]
    updated = card.updated if card.updated and day(card.updated) != shown.day else None
    image = context.filling(references[-1]).url if post.image else ""
    if post.image and not image:
        image = post.image.target if "://" in post.image.target else ""
    return PostView(
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
        authors=tuple(LinkView(author.name, author.url) for author in card.authors),
        topics=topics,
        image=image,
        image_alt=post.image_alt,
        outline=tuple(OutlineRow(h.level, h.anchor, h.text) for h in post.outline)
        if post.toc
        else (),
        body=Body(post.body, context.fillings(references[: len(post.links)])),
        successor=context.post_link(card.superseded_by) if card.superseded_by else None,
        paths=paths,
        related=related_cards(context, slug),
        backlinks=tuple(context.cards[other] for other in archive.backlinks.get(slug, ())),
        newer=newer,
        older=older,
    )


def _absolute_image(context: Context, image: str) -> str:
    if not image or "://" in image:
        return image
    return context.site.base_url.removesuffix(context.site.prefix) + image


def _topics(context: Context, slug: str) -> Iterator[LinkView]:
    """Link to the topics' hubs; a topic without one stands as plain text."""
    for topic in context.archive.cards[slug].topics:
        hub = context.archive.hubs.get(topic)
        if hub and hub.curated and slug in hub.members:
            continue  # stands among the curated hubs
        label = hub.title if hub else context.archive.topics[topic].label
        yield LinkView(label, context.href(urls.hub(topic)) if hub else "")


def _curated_hubs(context: Context) -> dict[str, tuple[LinkView, ...]]:
    found: dict[str, tuple[LinkView, ...]] = {}
    for hub in context.archive.hubs.values():
        if hub.curated:
            link = LinkView(hub.title, context.href(urls.hub(hub.slug)))
            for member in hub.members:
                found[member] = (*found.get(member, ()), link)
    return found


def _path_bars(context: Context) -> dict[str, tuple[PathBar, ...]]:
    found: dict[str, tuple[PathBar, ...]] = {}
    for path in context.archive.paths.values():
        for slug, bar in _bars(context, path):
            found[slug] = (*found.get(slug, ()), bar)
    return found


def _bars(context: Context, path: ReadingPath) -> Iterator[tuple[str, PathBar]]:
    slugs = [step.cited.post for step in path.steps]
    around = zip(chain([None], slugs), slugs, chain(slugs[1:], [None]), strict=False)
    for number, (previous, slug, following) in enumerate(around, start=1):
        yield (
            slug,
            PathBar(
                url=context.href(urls.path(path.slug)),
                title=path_title(path),
                number=number,
                steps=len(slugs),
                previous=context.post_link(previous) if previous else None,
                next=context.post_link(following) if following else None,
            ),
        )
