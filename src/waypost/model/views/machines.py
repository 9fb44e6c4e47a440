"""The views that machines read: feeds, the sitemap, robots.txt, the site's own colours."""

from __future__ import annotations

from msgspec import Struct

from waypost.model.views.parts import Body, LinkView


class EntryRow(Struct, frozen=True):
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


class FeedView(Struct, frozen=True):
    """A feed, in any format. ``url`` is the feed's, ``page`` the page it belongs to; absolute."""

    identity: str
    url: str
    page: str
    title: str
    subtitle: str
    updated: str
    author: str
    entries: tuple[EntryRow, ...]


class SitemapRow(Struct, frozen=True):
    """A page's absolute URL, and the day of its last change ("" where none is known)."""

    url: str
    modified: str


class SitemapView(Struct, frozen=True):
    """The sitemap."""

    pages: tuple[SitemapRow, ...]


class SitemapIndexView(Struct, frozen=True):
    """The list of a sitemap's parts, with the latest change of a page in each."""

    parts: tuple[SitemapRow, ...]


class LinkRow(Struct, frozen=True):
    """A page in a list for machines, with an absolute URL."""

    title: str
    url: str
    description: str


class LlmsView(Struct, frozen=True):
    """llms.txt: what language models are told of the site. All URLs are absolute."""

    topics: tuple[LinkRow, ...]
    paths: tuple[LinkRow, ...]
    newest: tuple[LinkRow, ...]
    archive: str
    sitemap: str


class SocialCardView(Struct, frozen=True):
    """A social card: a word over the title, the title, and a line below; each may be empty."""

    kicker: str
    title: str
    line: str


class HeadersView(Struct, frozen=True):
    """_headers; ``assets`` is the folder of files whose names hold a digest.

    ``frames`` are the origins of films that pages play in a frame.
    """

    assets: str
    frames: tuple[str, ...] = ()


class RobotsView(Struct, frozen=True):
    """robots.txt; ``sitemap`` is absolute."""

    sitemap: str


class FontRow(Struct, frozen=True):
    """A font: what it is for (display, text, interface or code), and its families."""

    role: str
    families: str


class StyleView(Struct, frozen=True):
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
