"""The views that machines read: feeds, the sitemap, robots.txt, the site's own colours."""

from __future__ import annotations

from dataclasses import dataclass

from waypost.model.views.parts import Body


@dataclass(frozen=True, slots=True)
class EntryRow:
    """A feed's entry. Times are RFC 3339; ``identity`` outlives a change of slug."""

    identity: str
    url: str
    title: str
    published: str
    updated: str
    summary: str
    authors: tuple[str, ...]
    topics: tuple[str, ...]
    body: Body


@dataclass(frozen=True, slots=True)
class FeedView:
    """An Atom feed. ``url`` is the feed's, ``page`` the page it belongs to; absolute."""

    identity: str
    url: str
    page: str
    title: str
    subtitle: str
    updated: str
    author: str
    entries: tuple[EntryRow, ...]


@dataclass(frozen=True, slots=True)
class SitemapRow:
    """A page's absolute URL, and the day of its last change ("" where none is known)."""

    url: str
    modified: str


@dataclass(frozen=True, slots=True)
class SitemapView:
    """The sitemap."""

    pages: tuple[SitemapRow, ...]


@dataclass(frozen=True, slots=True)
class RobotsView:
    """robots.txt; ``sitemap`` is absolute."""

    sitemap: str


@dataclass(frozen=True, slots=True)
class FontRow:
    """A font: what it is for (display, text, interface or code), and its families."""

    role: str
    families: str


@dataclass(frozen=True, slots=True)
class StyleView:
    """The stylesheet of the colour and fonts that site.yaml names.

    ``accent`` and the others are colours (#rrggbb), or empty where it names none:
    ``on_accent`` is for text on the accent, ``mark_light`` and ``mark_dark`` are for
    underlines and marks on the paper of either palette.
    """

    accent: str
    on_accent: str
    mark_light: str
    mark_dark: str
    fonts: tuple[FontRow, ...]
