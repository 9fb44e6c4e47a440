"""The posts that a post leads to, each with what both have in common."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from waypost.model.archive import Topic
from waypost.model.evidence import RelatedPost
from waypost.model.views import RelatedCard
from waypost.plan.context import Context


def related_cards(
    context: Context,
) -> Callable[[Sequence[RelatedPost]], tuple[RelatedCard, ...]]:
    """Give what makes the cards of related posts."""
    labels = _Labels(context.archive.topics)
    return lambda posts: tuple([_card(context, labels, post) for post in posts])


class _Labels(dict[tuple[str, ...], tuple[str, ...]]):
    """The labels of topics, made once for all posts that have the same in common."""

    def __init__(self, topics: Mapping[str, Topic]) -> None:
        super().__init__()
        self._topics = topics

    def __missing__(self, slugs: tuple[str, ...]) -> tuple[str, ...]:
        return self.setdefault(slugs, tuple(self._topics[slug].label for slug in slugs))


def _card(context: Context, labels: _Labels, related: RelatedPost) -> RelatedCard:
    archive, card = context.archive, context.cards[related.slug]
    # By place, not by name: there are eight for every post, and names take twice as long.
    return RelatedCard(
        card.url,
        card.title,
        card.day,
        card.date,
        card.minutes,
        labels[related.topics],
        related.terms,
        tuple([archive.cards[post].title for post in related.cites]) if related.cites else (),
        tuple([archive.paths[path].title for path in related.paths]) if related.paths else (),
        related.link,
        archive.cards[related.instead_of].title if related.instead_of else "",
        related.earlier,
    )
