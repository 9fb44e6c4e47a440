"""Hubs whose editor has not looked at them for a long time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from waypost.graph.audit.flaw import Flaw, Material, citations_of, cited_by, flaw

BEHIND = 12
"""Months that a hub's newest cited post may be behind its newest member."""


def stale_hubs(material: Material) -> Iterator[Flaw]:
    """Find curated hubs that cite nothing new, though there is something.

    Dates are those of publication. Superseded members don't count as new.
    """
    cards = material.archive.cards
    for slug, definition in material.hubs.items():
        hub = material.archive.hubs[slug]
        cited = [cards[post] for post in cited_by(hub)]
        members = [cards[post] for post in hub.members if not cards[post].superseded_by]
        if not cited or not members:
            continue
        last_cited = max(cited, key=lambda card: (card.published, card.slug))
        newest = max(members, key=lambda card: (card.published, card.slug))
        if not _far_apart(last_cited.published, newest.published):
            continue
        named = (citation.post for citation in citations_of(definition))
        place = next(post.place for post in named if post.value == last_cited.slug)
        gap = (newest.published - last_cited.published).days
        yield flaw(
            "stale-hub",
            slug,
            f"the newest post that this hub cites, '{last_cited.slug}', is {gap} days older "
            f"than its newest member, '{newest.slug}'",
            place,
            f"run `waypost suggest hub {slug}`, and cite some of its newer posts",
        )


def _far_apart(early: datetime, late: datetime) -> bool:
    """Say whether more than so many months lie between two moments."""
    months = 12 * (late.year - early.year) + late.month - early.month
    return (months, late.day) > (BEHIND, early.day)
