"""The views of the site's other pages."""

from __future__ import annotations

from msgspec import Struct

from waypost.model.views.hubs import GroupRow
from waypost.model.views.parts import CardView, HubCard, LinkView, Meta, PathCard


class HomeView(Struct, frozen=True):
    """The home page: the newest posts, the first hubs, all paths; ``posts`` and
    ``hub_count`` say how many there are in all. ``archive``, ``topics`` and ``map`` are
    URLs; ``map`` is "" where there is none.
    """

    meta: Meta
    newest: tuple[CardView, ...]
    hubs: tuple[HubCard, ...]
    paths: tuple[PathCard, ...]
    posts: int
    hub_count: int
    years: str
    archive: str
    topics: str
    map: str = ""


class YearRow(Struct, frozen=True):
    """A year of the archive, with its number of posts and its cards' first few."""

    url: str
    year: int
    posts: int
    cards: tuple[CardView, ...]


class ArchiveView(Struct, frozen=True):
    """The archive by year, newest first. ``authors`` is the list of them, or ""."""

    meta: Meta
    posts: int
    years: tuple[YearRow, ...]
    authors: str = ""


class YearView(Struct, frozen=True):
    """A page of a year's posts, by month. ``newer``/``older`` are other years' pages."""

    meta: Meta
    year: int
    posts: int
    page: int
    pages: tuple[LinkView, ...]
    months: tuple[GroupRow, ...]
    newer: LinkView | None
    older: LinkView | None


class NotFoundView(Struct, frozen=True):
    """The page for a URL that is not there, with ways back in."""

    meta: Meta
    hubs: tuple[HubCard, ...]
    newest: tuple[CardView, ...]


class SearchView(Struct, frozen=True):
    """The page of the search, with ways in for those whose browser runs no scripts.

    ``archive``, ``topics`` and ``map`` are URLs; ``map`` is "" where there is none.
    """

    meta: Meta
    archive: str
    topics: str
    map: str = ""


class RedirectView(Struct, frozen=True):
    """A page at an old URL that leads to the new one (``target``; ``canonical`` absolute)."""

    target: str
    canonical: str
    title: str
