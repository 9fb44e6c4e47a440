"""The pages of posts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, repeat
from operator import attrgetter
from typing import Any

from msgspec import Struct

from waypost.model import urls
from waypost.model.archive import Card, Hub, ReadingPath, Topic
from waypost.model.evidence import RelatedPost
from waypost.model.fragment import Filling
from waypost.model.plan import NO_RECIPE, Kept, PagePlan
from waypost.model.site import Author
from waypost.model.views import Body, CardView, LinkView, PathBar, PostView, RelatedCard, View
from waypost.plan.components import components_of, templates_of
from waypost.plan.context import Context
from waypost.plan.dates import day, long_date
from waypost.plan.lists import minutes, path_title
from waypost.plan.pictures import first_at_once
from waypost.plan.recipes import Own, Recipes, named, recipes
from waypost.plan.related import related_cards

_SLUG = attrgetter("slug.value")
_AUTHORS = attrgetter("authors")


def plan_posts(context: Context) -> Iterator[PagePlan]:
    """Plan a page for every post."""
    archive, posts = context.archive, context.archive.posts
    bars = _path_bars(context)
    topics = context.memory.recall(
        "topics of posts", _topics, archive.cards, archive.topics, archive.hubs, context.hub_links
    )
    bylines = _bylines(context)
    slugs = list(map(_SLUG, posts))
    links = list(map(context.post_links.__getitem__, slugs))
    # All that posts' pages show of the archive, beside what is theirs alone.
    shown = (
        context.hub_links,
        {slug: topic.label for slug, topic in archive.topics.items()},
        {slug: path.title for slug, path in archive.paths.items()},
        context.asset_urls,
        context.drawing,
    )
    none = repeat(())
    # Columns, as there may be ten thousand posts, and mostly all is as it was.
    own: tuple[Sequence[Any], ...] = (
        posts,
        list(map(archive.references.__getitem__, slugs)),
        list(map(archive.related.get, slugs, none)),
        list(map(archive.backlinks.get, slugs, none)),
        list(map(topics.__getitem__, slugs)),
        list(map(bars.get, slugs, none)),
        [None, *links][:-1],
        [*links, None][1:],
        list(map(bylines.__getitem__, map(_AUTHORS, map(archive.cards.__getitem__, slugs)))),
        [components_of(context, post) if post.calls else () for post in posts],
    )
    own = (*own, *_cards_shown(context, slugs, own))
    made_of = None if context.before is None else recipes(context)
    page = _Pages(context, related_cards(context), made_of)
    # By its parameter's kind 3 is 3 or 3.0, which Python takes for equal.
    all_show = (*shown, context.site, context.gallery, context.signatures)
    return iter(context.memory.rows("posts planned", page.of, slugs, own, all_show))


def _cards_shown(
    context: Context, slugs: list[str], own: tuple[Sequence[Any], ...]
) -> tuple[Sequence[Any], ...]:
    """Give what the pages of posts show of cards: columns that say whether they changed."""
    memory, cards = context.memory, context.archive.cards
    if not memory.lasting:
        return ()
    names = memory.rows("posts named", named, slugs, (slugs, *own[1:4]))
    views = memory.rows("cards named", _views, slugs, (names,), (context.cards,))
    successors = [cards[slug].superseded_by for slug in slugs]
    links = [context.post_links[slug] if slug else None for slug in successors]
    return views, links


def _views(names: tuple[str, ...], cards: Mapping[str, CardView]) -> tuple[CardView, ...]:
    return tuple(map(cards.__getitem__, names))


class _Pages(Struct, frozen=True):
    """Plans the pages of posts; ``related`` makes the cards of what is related.

    ``recipes`` are None where nobody asks for them.
    """

    context: Context
    related: Callable[[Sequence[RelatedPost]], tuple[RelatedCard, ...]]
    recipes: Recipes | None = None

    def of(self, *made_of: Any) -> PagePlan:
        """Plan the page of a post: of what is its own, and then of what all show."""
        own, context = Own(*made_of[: len(Own._fields)]), self.context
        post = own.post
        path = urls.file_of(urls.post(post.slug.value))
        recipe = self.recipes.of(own) if self.recipes else NO_RECIPE
        view: View | Kept
        if recipe and context.before and context.before.get(path) == recipe:
            view = Kept(post.title.value)
        else:
            view = _view(context, own, self.related(own.related))
        return PagePlan(
            path=path,
            template="post.html",
            view=view,
            origin=post.slug.place,
            cites=context.cites(own.references),
            calls=templates_of((own.post,), context.signatures) if own.components else (),
            recipe=recipe,
        )


def _view(
    context: Context,
    own: Own,
    related: tuple[RelatedCard, ...],
) -> PostView:
    post, slug = own.post, own.post.slug.value
    fillings = _fillings(context, own)
    card, shown = context.archive.cards[slug], context.cards[slug]
    draws = post.has_diagrams and context.drawing
    updated = card.updated if card.updated and day(card.updated) != shown.day else None
    image = fillings[-1].url if post.image else ""
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
        # An introduction stands in the text itself.
        description=post.description,
        minutes=card.minutes,
        authors=own.authors,
        topics=own.topics,
        image=image,
        picture=fillings[-1].picture if post.image else None,
        image_alt=post.image_alt,
        outline=post.outline if post.toc else (),
        body=Body(post.body, fillings[: len(post.links)], "", own.components),
        successor=context.post_links[card.superseded_by] if card.superseded_by else None,
        paths=own.paths,
        related=related,
        backlinks=context.cards_of(own.backlinks),
        newer=own.newer,
        older=own.older,
        drawing=context.href(f"/{context.drawing}") if draws else "",
    )


def _fillings(context: Context, own: Own) -> tuple[Filling, ...]:
    fillings = context.fillings(own.references)
    if not context.gallery:
        return fillings
    # The post's own image comes last, and stands above all others.
    start = len(own.post.links) if own.post.image else 0
    return (*fillings[:start], *first_at_once(fillings[start:]))


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


def _bylines(context: Context) -> dict[tuple[Author, ...], tuple[LinkView, ...]]:
    """Link the authors of posts, as they sign together, to their pages."""
    signing = set(map(_AUTHORS, context.archive.cards.values()))
    made = {authors: tuple(map(context.author_link, authors)) for authors in signing}
    return context.memory.same("bylines", made)


def _path_bars(context: Context) -> dict[str, tuple[PathBar, ...]]:
    found: dict[str, tuple[PathBar, ...]] = {}
    own = {slug: (path,) for slug, path in context.archive.paths.items()}
    shared = (context.cards, context.site)
    for bars in context.memory.each("bars", partial(_bars, context), own, shared).values():
        for slug, bar in bars:
            found[slug] = (*found.get(slug, ()), bar)
    return found


def _bars(context: Context, path: ReadingPath, *_shown: object) -> list[tuple[str, PathBar]]:
    slugs = [step.cited.post for step in path.steps]
    title, left = path_title(path), minutes(context, path)
    around = zip(chain([None], slugs), slugs, chain(slugs[1:], [None]), strict=False)
    bars = []
    for number, (previous, slug, following) in enumerate(around, start=1):
        left -= context.cards[slug].minutes
        bar = PathBar(
            url=context.href(urls.path(path.slug)),
            title=title,
            number=number,
            steps=len(slugs),
            previous=context.post_links[previous] if previous else None,
            next=context.post_links[following] if following else None,
            left=left,
            derived=bool(path.hub),
        )
        bars.append((slug, bar))
    return bars
