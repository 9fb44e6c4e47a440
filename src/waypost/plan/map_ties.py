"""The ties of the map: which topics share more posts than chance has it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import log2

from msgspec import Struct

from waypost.model.archive import Archive

SUPPORT = 3
"""Shared posts that a tie needs: two may be chance."""

SUPPORT_ALONE = 2
"""Shared posts that are enough for the one tie of a topic that would have none."""

LIFT = 1.2
"""How many times as often as chance has it two tied topics share posts."""

EACH = 3
"""How many ties a topic has; it gets more where others would have none."""


class Tie(Struct, frozen=True):
    """Two hubs by slug, in order of slug, and how many posts both have.

    ``strength`` is shared posts times the binary logarithm of lift, as for the
    neighbours of a hub.
    """

    one: str
    other: str
    shared: int
    strength: float

    def beyond(self, slug: str) -> str:
        """Give the other end."""
        return self.other if slug == self.one else self.one


def strongest_ties(archive: Archive) -> dict[str, tuple[Tie, ...]]:
    """Give each hub's strongest ties, by slug, strongest first."""
    found: dict[str, list[Tie]] = {slug: [] for slug in archive.hubs}
    for (one, other), shared in _shared(archive).items():
        expected = len(archive.hubs[one].members) * len(archive.hubs[other].members)
        lift = round(shared * len(archive.posts) / expected, 6)
        if shared >= SUPPORT_ALONE and lift >= LIFT:
            tie = Tie(one, other, shared, round(shared * log2(lift), 6))
            found[one].append(tie)
            found[other].append(tie)
    return {slug: _strongest(ties) for slug, ties in found.items()}


def drawn_ties(strongest: Mapping[str, Sequence[Tie]], drawn: Sequence[str]) -> list[Tie]:
    """Choose the ties to draw among some hubs: the strongest, and one for whom none is left.

    Strongest first.
    """
    among = {tie for slug in drawn for tie in strongest[slug] if tie.beyond(slug) in drawn}
    ranked = sorted(among, key=_rank)
    ends: Counter[str] = Counter()
    chosen = set()
    for room in (True, False):
        for tie in ranked:
            counts = ends[tie.one], ends[tie.other]
            if max(counts) < EACH if room else min(counts) == 0:
                chosen.add(tie)
                ends.update((tie.one, tie.other))
    return [tie for tie in ranked if tie in chosen]


def _strongest(ties: list[Tie]) -> tuple[Tie, ...]:
    ranked = sorted(ties, key=_rank)
    supported = [tie for tie in ranked if tie.shared >= SUPPORT]
    return tuple(supported[:EACH] or ranked[:1])


def _rank(tie: Tie) -> tuple[float, str, str]:
    return -tie.strength, tie.one, tie.other


def _shared(archive: Archive) -> dict[tuple[str, str], int]:
    """Count the posts of pairs of hubs that the graph has found to be neighbours."""
    found: dict[tuple[str, str], int] = {}
    for slug, hub in archive.hubs.items():
        for related in hub.related:
            found[_pair(slug, related.slug)] = related.shared
    for slug, evidence in archive.evidence.items():
        for neighbour in evidence.facts.neighbours:
            beyond = archive.evidence.get(neighbour.slug)
            # A curated hub may hold posts of more topics than its own name's.
            if beyond and beyond.facts.own == (neighbour.slug,):
                found[_pair(slug, neighbour.slug)] = neighbour.shared
    return found


def _pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)
