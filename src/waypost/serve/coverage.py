"""Hubs, and how much of the archive stands on them."""

from __future__ import annotations

from msgspec import Struct

from waypost.graph.audit.flaw import cited_by
from waypost.model import urls
from waypost.model.archive import Archive, Card, Hub
from waypost.plan.dates import day, long_date


class HubRow(Struct, frozen=True):
    """A hub: its posts, and for a curated one how many of them its editor cites.

    ``bar`` is that share in percent. ``since`` counts the posts that are newer than
    all that is cited. ``newest`` is the date of the newest post in words, ``iso``
    for machines.
    """

    title: str
    url: str
    source: str
    curated: bool
    posts: int
    cited: int
    bar: int
    since: int
    newest: str
    iso: str


class Coverage(Struct, frozen=True):
    """How many posts stand on any hub, on a curated one, and are cited there."""

    posts: int
    on_hubs: int
    on_curated: int
    cited: int


def hub_rows(archive: Archive) -> tuple[HubRow, ...]:
    """List the hubs: curated ones first, the largest first."""
    hubs = sorted(archive.hubs.values(), key=lambda h: (not h.curated, -len(h.members), h.slug))
    return tuple(_row(hub, archive) for hub in hubs)


def coverage(archive: Archive) -> Coverage:
    """Count what of the archive hubs cover."""
    hubs = archive.hubs.values()
    curated = [hub for hub in hubs if hub.curated]
    return Coverage(
        posts=len(archive.posts),
        on_hubs=len({post for hub in hubs for post in hub.members}),
        on_curated=len({post for hub in curated for post in hub.members}),
        cited=len({post for hub in curated for post in cited_by(hub)}),
    )


def _row(hub: Hub, archive: Archive) -> HubRow:
    members = [archive.cards[slug] for slug in hub.members]
    named = cited_by(hub)
    cited = [card for card in members if card.slug in named]
    last = max((_moment(archive.cards[slug]) for slug in named), default=None)
    newest = max((card.published for card in members), default=None)
    return HubRow(
        title=hub.title,
        url=urls.encoded(urls.hub(hub.slug)),
        source=hub.source,
        curated=hub.curated,
        posts=len(members),
        cited=len(cited),
        bar=round(100 * len(cited) / len(members)) if members else 0,
        since=sum(_moment(card) > last for card in members) if last else 0,
        newest=long_date(newest) if newest else "",
        iso=day(newest) if newest else "",
    )


def _moment(card: Card) -> float:
    return card.published.timestamp()
