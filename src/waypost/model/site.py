"""The site as a whole: what site.yaml says, and what a build was asked for."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from msgspec import Struct

from waypost.model.diagnostic import Located, Place


class Author(Struct, frozen=True):
    """Somebody who signs posts; ``url`` may be empty.

    ``slug`` is what their page would be called, "" where nothing of the name can stand
    in a URL, and as long as nobody has looked.
    """

    name: str
    url: str = ""
    slug: str = ""


class AuthorDefinition(Struct, frozen=True):
    """Somebody as authors.yaml registers them; ``bio`` may be empty."""

    slug: str
    name: str
    place: Place
    url: Located[str] | None = None
    bio: str = ""
    aliases: tuple[Located[str], ...] = ()


class NavItem(Struct, frozen=True):
    """An entry of the site's navigation. ``url`` is external, or starts with ``/``."""

    label: str
    url: Located[str]


class HubSettings(Struct, frozen=True):
    """How hubs are made. ``minimum_posts``: below it a topic has no page."""

    minimum_posts: int = 3


FONTS = ("display", "text", "interface", "code")
"""What fonts are for: headings, reading, all that is small, and code."""

HOME_SECTIONS = ("topics", "paths", "newest")
"""The sections of the home page, in order."""

POST_SECTIONS = ("contents", "related", "backlinks", "neighbours")
"""What stands around the text of a post."""


class Look(Struct, frozen=True):
    """How a site looks, as far as it differs from the theme.

    ``accent`` is a colour (#rrggbb) or "". ``fonts`` are pairs of what a font is for,
    of ``FONTS``, and a list of families as CSS has it. ``logo`` is the path of a
    published file, from ``/``. ``home`` and ``post`` are the sections to show.
    """

    accent: str = ""
    fonts: tuple[tuple[str, str], ...] = ()
    logo: Located[str] | None = None
    home: tuple[str, ...] = HOME_SECTIONS
    post: tuple[str, ...] = POST_SECTIONS


FORMATS_OF_IMAGES = ("avif", "webp")
"""In what formats copies of images can be made, the one that packs best first."""


class ImageSettings(Struct, frozen=True):
    """What is made of images.

    ``widths`` are in pixels, in order; ``formats`` of ``FORMATS_OF_IMAGES``. ``quality``
    is from 1 to 100, as JPEG counts it. ``sizes`` says how wide a page shows them, as
    HTML has it. ``as_they_are``: they are measured only.
    """

    widths: tuple[int, ...] = (480, 960, 1440)
    formats: tuple[str, ...] = FORMATS_OF_IMAGES
    quality: int = 75
    sizes: str = "(max-width: 60rem) 100vw, 56rem"
    as_they_are: bool = False


class Site(Struct, frozen=True):
    """What site.yaml says.

    ``base_url`` has a scheme and host and ends without a slash; ``prefix`` is its
    path ("" or "/blog"), which every internal URL starts with.
    """

    title: str
    base_url: str
    description: str = ""
    language: str = "en"
    timezone: ZoneInfo = ZoneInfo("UTC")
    authors: tuple[Author, ...] = ()
    nav: tuple[NavItem, ...] | None = None
    posts_per_page: int = 12
    footer: str = ""
    hubs: HubSettings = HubSettings()
    look: Look = Look()
    markdown_twins: bool = False
    social_cards: bool = False
    search: bool = True
    images: ImageSettings = ImageSettings()
    unsafe_html: bool = False
    smart_quotes: bool = False

    @property
    def prefix(self) -> str:
        """The path part of ``base_url``."""
        return urlsplit(self.base_url).path

    @property
    def host(self) -> str:
        """The host part of ``base_url``, without a port."""
        return urlsplit(self.base_url).hostname or "localhost"


class Selection(Struct, frozen=True):
    """Which posts a build shows: the one visibility rule's inputs.

    ``as_of`` is the moment the site is built for, with a time zone.
    """

    as_of: datetime
    drafts: bool = False
    future: bool = False
    expired: bool = False


class ParseSettings(Struct, frozen=True):
    """What of the site's settings parsing a source depends on.

    With ``markdown`` the text is kept beside the HTML, for its Markdown twin. With
    ``unsafe_html`` the HTML of a text is published as it is, with ``smart_quotes`` its
    quotes and dashes as printers set them.
    """

    language: str = "en"
    markdown: bool = False
    unsafe_html: bool = False
    smart_quotes: bool = False
