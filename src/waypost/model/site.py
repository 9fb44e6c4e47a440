"""The site as a whole: what site.yaml says, and what a build was asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from waypost.model.diagnostic import Located


@dataclass(frozen=True, slots=True)
class Author:
    """Somebody who signs posts; ``url`` may be empty."""

    name: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class NavItem:
    """An entry of the site's navigation. ``url`` is external, or starts with ``/``."""

    label: str
    url: Located[str]


@dataclass(frozen=True, slots=True)
class HubSettings:
    """How hubs are made. ``minimum_posts``: below it a topic has no page."""

    minimum_posts: int = 3


@dataclass(frozen=True, slots=True)
class Site:
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
    search: bool = True

    @property
    def prefix(self) -> str:
        """The path part of ``base_url``."""
        return urlsplit(self.base_url).path

    @property
    def host(self) -> str:
        """The host part of ``base_url``, without a port."""
        return urlsplit(self.base_url).hostname or "localhost"


@dataclass(frozen=True, slots=True)
class Selection:
    """Which posts a build shows: the one visibility rule's inputs.

    ``as_of`` is the moment the site is built for, with a time zone.
    """

    as_of: datetime
    drafts: bool = False
    future: bool = False
    expired: bool = False


@dataclass(frozen=True, slots=True)
class ParseSettings:
    """What of the site's settings parsing a source depends on."""

    language: str = "en"
