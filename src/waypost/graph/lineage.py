"""Lineage: what stands in for a superseded post in the end."""

from __future__ import annotations

from collections.abc import Mapping

from waypost.model.archive import Card


def last_successor(card: Card, cards: Mapping[str, Card]) -> str:
    """Follow a card's successors to the last one; give its slug, or the card's own.

    A circle ends before it closes.
    """
    seen = {card.slug}
    while card.superseded_by and card.superseded_by not in seen:
        card = cards[card.superseded_by]
        seen.add(card.slug)
    return card.slug


def is_earlier(card: Card, than: str, cards: Mapping[str, Card]) -> bool:
    """Say whether a card's post is superseded by another, at once or in the end."""
    seen = {card.slug}
    while card.superseded_by and card.superseded_by not in seen:
        if card.superseded_by == than:
            return True
        card = cards[card.superseded_by]
        seen.add(card.slug)
    return False
