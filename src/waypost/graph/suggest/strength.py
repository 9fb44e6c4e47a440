"""How strong the case is for citing a member of a hub."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from msgspec import Struct

from waypost.model.archive import Archive, Hub

LINKS, CENTRALITY, RECENCY = 0.5, 0.3, 0.2
"""What counts how much: links from other members, what the archive's own statistics make
of the post, and how new it is among the members."""

STRONG = 0.5
"""The strength from which on a member is worth citing."""

FEW_LINKS = 3
"""So many inbound links count in full, however few the other members have."""


class Strength(Struct, frozen=True):
    """A member's strength, 0 to 1, and what it is made of, in words for an editor."""

    value: float
    reasons: tuple[str, ...]


def strong_members(archive: Archive, hub: Hub, cited: Collection[str]) -> dict[str, Strength]:
    """Find the members of a hub that are worth citing and are not, the strongest first.

    Strength is half the members that link to the post, over the most that link to any
    (three at least); three tenths how well it ties the hub to its neighbours, or how
    central it is where it stands on the derived reading path; two tenths how new it is,
    from 1 for the newest member to 0 for the oldest. Members of 0.5 and more are strong,
    superseded ones never are. Of equals the newer stands first.
    """
    members = sorted(hub.members, key=lambda post: (-_moment(archive, post), post))
    inbound = {post: _inbound(archive, post, members) for post in members}
    most = max((FEW_LINKS, *inbound.values()))
    central = _central(archive, hub)
    newest_cited = max((_moment(archive, post) for post in cited), default=0.0)
    found: dict[str, Strength] = {}
    for rank, post in enumerate(members):
        if post in cited or archive.cards[post].superseded_by:
            continue
        recency = 1 - rank / max(len(members) - 1, 1)
        weight, reason = central.get(post, (0.0, ""))
        value = LINKS * inbound[post] / most + CENTRALITY * weight + RECENCY * recency
        if round(value, 6) >= STRONG:
            reasons = (
                _links_in_words(inbound[post]),
                reason,
                "it is newer than everything cited here"
                if _moment(archive, post) > newest_cited
                else "",
            )
            found[post] = Strength(round(value, 6), tuple(filter(None, reasons)))
    return dict(sorted(found.items(), key=lambda item: -item[1].value))


def _moment(archive: Archive, post: str) -> float:
    return archive.cards[post].published.timestamp()


def _inbound(archive: Archive, post: str, members: Collection[str]) -> int:
    return len(set(archive.backlinks.get(post, ())).intersection(members))


def _central(archive: Archive, hub: Hub) -> Mapping[str, tuple[float, str]]:
    """Give what the statistics make of members, 0 to 1, and what to say of it."""
    evidence = archive.evidence.get(hub.slug)
    if evidence is None:
        return {}
    ties = {
        tie.post: (tie.strength, f"it ties this hub to {_listed(archive, tie.topics)}")
        for tie in evidence.ties
        if tie.topics
    }
    steps = {
        step.post: (step.centrality, f"it is the {step.role} step of the derived reading path")
        for step in evidence.trail
    }
    return {
        post: max(ties.get(post, (0, "")), steps.get(post, (0, ""))) for post in {**ties, **steps}
    }


def _listed(archive: Archive, topics: tuple[str, ...]) -> str:
    labels = [archive.topics[topic].label for topic in topics]
    return labels[0] if len(labels) == 1 else f"{', '.join(labels[:-1])} and {labels[-1]}"


def _links_in_words(count: int) -> str:
    if not count:
        return ""
    return (
        "1 post of this hub links to it" if count == 1 else f"{count} posts of this hub link to it"
    )
