"""The views of all topics: as a list, and as a map."""

from __future__ import annotations

from msgspec import Struct

from waypost.model.views.hubs import RelatedHubRow
from waypost.model.views.parts import HubCard, Meta


class TopicsView(Struct, frozen=True):
    """The list of all topics: those with a hub as cards, the others by name.

    ``map`` is the URL of the map, or "" where there is none.
    """

    meta: Meta
    hubs: tuple[HubCard, ...]
    others: tuple[str, ...]
    map: str = ""


class MapTopicRow(Struct, frozen=True):
    """A topic on the map: a circle around (``x``, ``y``) with its number of posts.

    ``lines`` are its name as it is set below, in the middle; the first one's
    baseline is at ``baseline``.
    """

    url: str
    title: str
    curated: bool
    posts: int
    x: float
    y: float
    radius: float
    lines: tuple[str, ...]
    baseline: float


class MapTieRow(Struct, frozen=True):
    """A line on the map between two topics that share posts; ``width`` grows with them."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float


class MapEntryRow(Struct, frozen=True):
    """A topic in the map's list, with those that it shares the most with, strongest first."""

    url: str
    title: str
    posts: int
    years: str
    neighbours: tuple[RelatedHubRow, ...]


class MapView(Struct, frozen=True):
    """The topics and their ties: as a drawing, and all of them as a list.

    The drawing starts at (0, 0); names are set in ``size``, in lines ``leading`` apart.
    """

    meta: Meta
    width: int
    height: int
    size: float
    leading: float
    topics: tuple[MapTopicRow, ...]
    ties: tuple[MapTieRow, ...]
    entries: tuple[MapEntryRow, ...]
