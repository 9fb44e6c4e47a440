"""Where on a curated hub a post belongs."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from waypost.model.archive import Archive, Hub
from waypost.model.post import Post

TERMS = 30
"""Terms of a post, its most frequent ones, that are compared."""


def theme_for(post: str, hub: Hub, archive: Archive, posts: Mapping[str, Post]) -> int | None:
    """Give the index of the theme whose posts resemble a post the most; None for none.

    Resemblance is the mean, over the posts to read, of two shares: of the topics that
    either has, those that both have; and the same of their most frequent terms. Of
    equals the last theme is chosen. None means the start of the hub: it has no themes,
    or doesn't show them.
    """
    if not hub.themes or "core-themes" not in hub.sections:
        return None
    topics = {slug: frozenset(card.topics) for slug, card in archive.cards.items()}
    own_terms = _terms(posts[post])

    def resemblance(index: int) -> float:
        reads = [cited.post for cited in hub.themes[index].reads]
        shares = [
            _shared(topics[post], topics[read]) + _shared(own_terms, _terms(posts[read]))
            for read in reads
        ]
        return round(sum(shares) / len(shares), 6) if shares else 0.0

    return max(range(len(hub.themes)), key=lambda index: (resemblance(index), index))


def _terms(post: Post) -> frozenset[str]:
    # Terms come most frequent first.
    return frozenset(stem for stem, _ in list(post.terms)[:TERMS])


def _shared(one: Collection[str], other: Collection[str]) -> float:
    either = len({*one, *other})
    return len({*one} & {*other}) / either if either else 0.0
