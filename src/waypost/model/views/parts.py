"""What all views are made of: links, cards, a page's head, the site."""

from __future__ import annotations

from msgspec import Struct

from waypost.model.component import Value
from waypost.model.digest import Digest
from waypost.model.fragment import Filling


class LinkView(Struct, frozen=True):
    """A labelled link; with an empty ``url`` the label stands as plain text."""

    label: str
    url: str


class CardView(Struct, frozen=True):
    """A post in a list. ``day`` is ISO 8601 (2024-03-12), ``date`` is for people."""

    url: str
    title: str
    day: str
    date: str
    description: str
    minutes: int


class Meta(Struct, frozen=True):
    """What the head of a page says: all URLs absolute, ``image`` may be empty.

    ``kind`` is Open Graph's type: website, article or profile. ``feed`` is the page's own
    Atom feed, where it has one; ``rss`` and ``json_feed`` are the same in these formats.
    ``robots`` is empty, or what crawlers are told.
    """

    title: str
    description: str
    url: str
    kind: str = "website"
    image: str = ""
    image_alt: str = ""
    feed: str = ""
    feed_title: str = ""
    rss: str = ""
    json_feed: str = ""
    robots: str = ""


class SiteView(Struct, frozen=True):
    """What every template knows of the site. URLs are relative to the host.

    ``root`` is the URL that all paths start with ("/" or "/blog/"), ``origin`` what
    stands before a URL that starts with a slash where it has to be absolute. ``feed``
    is that of all posts. ``logo`` and ``style``, the stylesheet of the site's settings,
    may be empty. ``home_sections`` and ``post_sections`` name what stands on the home
    page, and around a post. ``search`` is the page of the search, "" where there is
    none. ``markdown_twins`` says whether posts and hubs have a twin
    in Markdown.
    """

    title: str
    description: str
    language: str
    root: str
    origin: str
    base_url: str
    nav: tuple[LinkView, ...]
    feed: str
    footer: str
    logo: str
    style: str
    home_sections: tuple[str, ...]
    post_sections: tuple[str, ...]
    markdown_twins: bool = False
    search: str = ""


class HubCard(Struct, frozen=True):
    """A hub in a list: how many posts, over which years ("2016-2026" or "2024")."""

    url: str
    title: str
    description: str
    posts: int
    years: str
    curated: bool


class PathCard(Struct, frozen=True):
    """A reading path in a list: how many steps, and minutes in all."""

    url: str
    title: str
    description: str
    steps: int
    minutes: int


class CitedCard(Struct, frozen=True):
    """A post that an editor names, under the title to show, with a note (HTML)."""

    url: str
    title: str
    day: str
    date: str
    description: str
    minutes: int
    note: str


class StepCard(Struct, frozen=True):
    """A step of a reading path, numbered from 1, under the title to show, with a note (HTML)."""

    number: int
    url: str
    title: str
    day: str
    date: str
    description: str
    minutes: int
    note: str


class Component(Struct, frozen=True):
    """What the macro of a component is given; it stands in a text, in its turn.

    ``values`` are arguments by parameter; so are ``topic``, ``path`` and ``post``, the cards
    of what these name. ``posts`` and ``steps`` are None where the macro asks for none. With an
    empty ``name`` nothing is called: what was wrong is told elsewhere.
    """

    name: str
    values: tuple[tuple[str, Value], ...] = ()
    topic: HubCard | None = None
    path: PathCard | None = None
    post: CardView | None = None
    posts: tuple[CardView, ...] | None = None
    steps: tuple[StepCard, ...] | None = None


class Body(Struct, frozen=True):
    """A post's text: the digest of its HTML in the store, and what fills its holes.

    ``base`` is the absolute URL that links to headings start with in a feed; on
    a page it is empty. ``components`` stand in the text, in the order of its calls.
    """

    digest: Digest
    fillings: tuple[Filling, ...]
    base: str = ""
    components: tuple[Component, ...] = ()
