"""What all views are made of: links, cards, a page's head, the site."""

from __future__ import annotations

from dataclasses import dataclass

from waypost.model.digest import Digest
from waypost.model.fragment import Filling


@dataclass(frozen=True, slots=True)
class LinkView:
    """A labelled link; with an empty ``url`` the label stands as plain text."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class CardView:
    """A post in a list. ``day`` is ISO 8601 (2024-03-12), ``date`` is for people."""

    url: str
    title: str
    day: str
    date: str
    description: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Body:
    """A post's text: the digest of its HTML in the store, and what fills its holes.

    ``base`` is the absolute URL that links to headings start with in a feed; on
    a page it is empty.
    """

    digest: Digest
    fillings: tuple[Filling, ...]
    base: str = ""


@dataclass(frozen=True, slots=True)
class Meta:
    """What the head of a page says: all URLs absolute, ``image`` may be empty.

    ``kind`` is Open Graph's type: website or article. ``feed`` is the page's own
    feed, where it has one. ``robots`` is empty, or what crawlers are told.
    """

    title: str
    description: str
    url: str
    kind: str = "website"
    image: str = ""
    image_alt: str = ""
    feed: str = ""
    feed_title: str = ""
    robots: str = ""


@dataclass(frozen=True, slots=True)
class SiteView:
    """What every template knows of the site. URLs are relative to the host.

    ``root`` is the URL that all paths start with ("/" or "/blog/"). ``search`` is
    the page of the search, "" where there is none.
    """

    title: str
    description: str
    language: str
    root: str
    base_url: str
    nav: tuple[LinkView, ...]
    feed: str
    footer: str
    search: str = ""


@dataclass(frozen=True, slots=True)
class HubCard:
    """A hub in a list: how many posts, over which years ("2016-2026" or "2024")."""

    url: str
    title: str
    description: str
    posts: int
    years: str
    curated: bool


@dataclass(frozen=True, slots=True)
class PathCard:
    """A reading path in a list: how many steps, and minutes in all."""

    url: str
    title: str
    description: str
    steps: int
    minutes: int


@dataclass(frozen=True, slots=True)
class CitedCard:
    """A post that an editor names, under the title to show, with a note (HTML)."""

    url: str
    title: str
    day: str
    date: str
    description: str
    minutes: int
    note: str
