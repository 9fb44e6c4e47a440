"""Hubs that are nearly the same set of posts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from waypost.graph.audit.flaw import Flaw, Material, flaw
from waypost.model.archive import Hub
from waypost.model.diagnostic import Place

MOST_SHARED = 0.6
"""The share of the posts of two hubs, each post counted once, that may be in both."""


def overlapping_hubs(material: Material) -> Iterator[Flaw]:
    """Find pairs of hubs, curated or derived, of whose posts more than 60 % are in both.

    The measure is the posts that both have, over those that either has: two hubs of
    one size that share three posts of four have 60 %.
    """
    hubs = material.archive.hubs
    holders: dict[str, list[str]] = {}
    for hub in hubs.values():
        for member in hub.members:
            holders.setdefault(member, []).append(hub.slug)
    shared: Counter[tuple[str, str]] = Counter()
    for slugs in holders.values():
        shared.update(combinations(slugs, 2))
    for pair, both in shared.items():
        # A curated hub has a file to change, so it stands first.
        one, other = sorted((hubs[slug] for slug in pair), key=lambda h: (not h.curated, h.slug))
        either = len(one.members) + len(other.members) - both
        if both > MOST_SHARED * either:
            yield flaw(
                "overlapping-hubs",
                " ".join(sorted(pair)),
                f"the hubs '{one.slug}' and '{other.slug}' share {both} of their {either} posts "
                f"({100 * both // either} percent)",
                _place(material, one),
                "make one topic an alias of the other, or narrow the topics of one hub",
            )


def _place(material: Material, hub: Hub) -> Place:
    definition = material.hubs.get(hub.slug)
    if definition is None:
        return material.topic_place(hub.slug)
    return definition.topics[0].place if definition.topics else definition.place
