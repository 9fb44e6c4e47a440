"""The views that machines read: feeds, the sitemap, robots.txt, the site's own colours."""

from __future__ import annotations

from dataclasses import dataclass

from waypost.model.views.parts import Body, LinkView


@dataclass(frozen=True, slots=True)
class EntryRow:
    """A feed's entry. ``identity`` outlives a change of slug.

    ``authors`` have absolute URLs, of their pages here or else of their own, or none.
    ``published`` and ``updated`` are RFC 3339 times, ``sent`` is the first as RSS has it.
    """

    identity: str
    url: str
    title: str
    published: str
    updated: str
    sent: str
    summary: str
    authors: tuple[LinkView, ...]
    topics: tuple[str, ...]
    body: Body


@dataclass(frozen=True, slots=True)
class FeedView:
    """A feed, in any format. ``url`` is the feed's, ``page`` the page it belongs to; absolute."""

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
class SitemapIndexView:
    """The list of a sitemap's parts, with the latest change of a page in each."""

    parts: tuple[SitemapRow, ...]


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A page in a list for machines, with an absolute URL."""

    title: str
    url: str
    description: str


@dataclass(frozen=True, slots=True)
class LlmsView:
    """llms.txt: what language models are told of the site. All URLs are absolute."""

    topics: tuple[LinkRow, ...]
    paths: tuple[LinkRow, ...]
    newest: tuple[LinkRow, ...]
    archive: str
    sitemap: str


@dataclass(frozen=True, slots=True)
class SocialCardView:
    """A social card: a word over the title, the title, and a line below; each may be empty."""

    kicker: str
    title: str
    line: str


@dataclass(frozen=True, slots=True)
class HeadersView:
    """_headers; ``assets`` is the folder of files whose names hold a digest.

    ``frames`` are the origins of films that pages play in a frame.
    """

    assets: str
    frames: tuple[str, ...] = ()


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
