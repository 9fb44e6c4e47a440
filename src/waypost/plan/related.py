"""The posts that a post leads to, each with what both have in common."""

from __future__ import annotations

from waypost.model.evidence import RelatedPost
from waypost.model.views import RelatedCard
from waypost.plan.context import Context


def related_cards(context: Context, slug: str) -> tuple[RelatedCard, ...]:
    """Give the related posts of a post, the nearest first."""
    return tuple(_card(context, related) for related in context.archive.related.get(slug, ()))


def _card(context: Context, related: RelatedPost) -> RelatedCard:
    archive, card = context.archive, context.cards[related.slug]
    return RelatedCard(
        url=card.url,
        title=card.title,
        day=card.day,
        date=card.date,
        minutes=card.minutes,
        topics=tuple(archive.topics[topic].label for topic in related.topics),
        terms=related.terms,
        cites=tuple(archive.cards[post].title for post in related.cites),
        paths=tuple(archive.paths[path].title for path in related.paths),
        link=related.link,
        instead_of=archive.cards[related.instead_of].title if related.instead_of else "",
        earlier=related.earlier,
    )
