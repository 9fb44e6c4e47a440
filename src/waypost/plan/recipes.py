"""What the pages of posts are made of, digested: of equal things equal pages are made.

To make the views of ten thousand posts takes a while, and so does to tell by them which
pages are as they were. What a view is made of is there before it, and is less.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from operator import attrgetter, itemgetter
from typing import NamedTuple

from msgspec import Struct

from waypost.model.archive import NodeKind, Reference
from waypost.model.digest import Digest, digest_of
from waypost.model.evidence import RelatedPost
from waypost.model.plan import NO_RECIPE
from waypost.model.post import Post
from waypost.model.views import Component, LinkView, PathBar
from waypost.plan.context import Context
from waypost.store.encoding import as_seen, key_of

_POST = NodeKind.POST
_SLUG, _CITES, _INSTEAD_OF = map(attrgetter, ("slug", "cites", "instead_of"))

_SHOWN = itemgetter(0, *range(2, len(RelatedPost._fields)))
"""Gives all of a related post but its score: how much is in common is not shown."""


class Own(NamedTuple):
    """What the page of a post shows that no other may."""

    post: Post
    references: tuple[Reference, ...]
    related: tuple[RelatedPost, ...]
    backlinks: tuple[str, ...]
    topics: tuple[LinkView, ...]
    paths: tuple[PathBar, ...]
    newer: LinkView | None
    older: LinkView | None
    authors: tuple[LinkView, ...]
    components: tuple[Component, ...]


class Recipes(Struct, frozen=True):
    """Digests what pages of posts are made of, on a site of some configuration.

    ``cards`` has a digest of the card of every post, and ``shared`` is one of all else
    that any page may show. What files other than posts say is left out: recipes are
    compared only where these say the same.
    """

    cards: Mapping[str, Digest]
    shared: Digest

    def of(self, own: Own) -> Digest:
        """Digest all that the page of a post is made of."""
        post = own.post
        if not post.gist:
            return NO_RECIPE
        return recipe_of(
            # All of a post but its text, and that.
            post.gist,
            post.body,
            (own.references, list(map(_SHOWN, own.related)), own[3:]),
            "".join(map(self.cards.__getitem__, named(post.slug.value, *own[1:4]))),
            self.shared,
        )


def recipe_of(*parts: object) -> Digest:
    """Digest what a page is made of: as templates see it, which is quicker than a key."""
    return digest_of(as_seen(parts))


def named(
    slug: str,
    references: Iterable[Reference],
    related: Sequence[RelatedPost],
    backlinks: Iterable[str],
) -> tuple[str, ...]:
    """Name all posts whose cards the page of a post is made of, but for its successor."""
    return (
        slug,
        *[reference.key for reference in references if reference.kind is _POST],
        # Without a step in Python for each: there are eight for every post.
        *map(_SLUG, related),
        *chain.from_iterable(map(_CITES, related)),
        *filter(None, map(_INSTEAD_OF, related)),
        *backlinks,
    )


def recipes(context: Context) -> Recipes:
    """Get ready to digest what the pages of posts are made of."""
    archive = context.archive
    own = {slug: digest_of(as_seen(card)) for slug, card in archive.cards.items()}
    shared = key_of(
        context.hub_links,
        {slug: topic.label for slug, topic in archive.topics.items()},
        {slug: path.title for slug, path in archive.paths.items()},
        context.asset_urls,
        context.gallery,
    )
    successors = (
        (slug, digest_of(f"{own[slug]} {own[card.superseded_by]}".encode()))
        for slug, card in archive.cards.items()
        if card.superseded_by
    )
    return Recipes({**own, **dict(successors)}, shared)
