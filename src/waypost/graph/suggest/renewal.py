"""Citations that have become stale: there is something newer to cite in their place."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from msgspec import Struct

from waypost.graph.likeness import LINK
from waypost.graph.lineage import last_successor
from waypost.model.archive import Archive, Hub

CLOSE = 0.5
"""How closely related a newer post has to be, to stand in for one."""


class Renewal(Struct, frozen=True):
    """A post to cite in another's place, and why.

    ``obstacle`` says why it can't simply be cited there, or is "".
    """

    old: str
    new: str
    reason: str
    obstacle: str = ""


def renewals(archive: Archive, hub: Hub, cited: Collection[str]) -> Iterator[Renewal]:
    """Find what to cite in place of a hub's stale citations, which are ``cited``.

    A superseded post gives way to its last successor. Any other gives way to the post
    that is most closely related to it, where that is a newer member, not cited on the
    hub, with a score of 0.5 or more. A direct link doesn't count for that: it says that
    two posts go together, not that one can stand for the other.
    """
    taken = set(cited)
    for old in cited:
        found = _successor(archive, hub, old, taken) or _closest(archive, hub, old, taken)
        if found:
            taken.add(found.new)
            yield found


def _successor(archive: Archive, hub: Hub, old: str, taken: Collection[str]) -> Renewal | None:
    new = last_successor(archive.cards[old], archive.cards)
    if new == old:
        return None
    obstacle = ""
    if new in taken:
        obstacle = f"this hub cites '{new}' already: take '{old}' out"
    elif new not in hub.members:
        obstacle = f"'{new}' has none of the hub's topics: give it one"
    return Renewal(old, new, f"it has superseded '{old}'", obstacle)


def _closest(archive: Archive, hub: Hub, old: str, taken: Collection[str]) -> Renewal | None:
    related = [found for found in archive.related.get(old, ()) if not found.earlier]
    if not related:
        return None
    closest, cards = related[0], archive.cards
    score = round(closest.score - (LINK if closest.link else 0), 6)
    newer = cards[closest.slug].published > cards[old].published
    if score < CLOSE or not newer or closest.slug in taken or closest.slug not in hub.members:
        return None
    reason = f"it is newer, and of all posts the closest to '{old}' (score {score:.2f})"
    return Renewal(old, closest.slug, reason)
