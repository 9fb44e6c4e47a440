"""Views: the frozen value that one template sees.

A view holds scalars, cards and rows; a row holds scalars and cards; a card holds
scalars. URLs are ready to stand in a document. A string whose description says
*HTML* is safe markup; every other string is plain text, and escaped on the page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from waypost.model.digest import Digest
from waypost.model.fragment import Filling

# --- what all views are made of ---------------------------------------------------


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

    ``root`` is the URL that all paths start with ("/" or "/blog/").
    """

    title: str
    description: str
    language: str
    root: str
    base_url: str
    nav: tuple[LinkView, ...]
    feed: str
    footer: str


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


Figure = str | int | float | tuple[str, ...] | tuple[int, ...]
"""What a derived sentence speaks of: a number, a name, or a list of either."""


@dataclass(frozen=True, slots=True)
class RelatedCard:
    """A post that another leads to, with what both have in common.

    ``topics`` are labels, ``terms`` words, ``cites`` titles of posts that both link
    to, ``paths`` titles. ``link`` is "to", "from", "both" or "". ``instead_of`` is
    the title of a superseded post in whose place this one stands, or "".
    """

    url: str
    title: str
    day: str
    date: str
    minutes: int
    topics: tuple[str, ...]
    terms: tuple[str, ...]
    cites: tuple[str, ...]
    paths: tuple[str, ...]
    link: str
    instead_of: str
    earlier: bool


# --- posts ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OutlineRow:
    """A heading of a post: its level (2 to 6), id and text."""

    level: int
    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class PathBar:
    """A post's place in one reading path: step ``number`` of ``steps``.

    ``previous`` and ``next`` are the neighbours on that path.
    """

    url: str
    title: str
    number: int
    steps: int
    previous: LinkView | None
    next: LinkView | None


@dataclass(frozen=True, slots=True)
class PostView:
    """A post's page.

    ``updated_day``/``updated`` are empty where the post was not updated after it
    was published. ``image`` is a URL or empty. ``successor`` is the post that
    supersedes this one. ``newer`` and ``older`` are the neighbours by date.
    """

    meta: Meta
    title: str
    day: str
    date: str
    updated_day: str
    updated: str
    description: str
    minutes: int
    authors: tuple[LinkView, ...]
    topics: tuple[LinkView, ...]
    image: str
    image_alt: str
    outline: tuple[OutlineRow, ...]
    body: Body
    successor: LinkView | None
    paths: tuple[PathBar, ...]
    related: tuple[RelatedCard, ...]
    backlinks: tuple[CardView, ...]
    newer: LinkView | None
    older: LinkView | None


# --- hubs -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A section of a hub: its name (``start-here``, which is its id too), and heading."""

    name: str
    heading: str


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """A theme of a hub: its id, title, text (HTML), and what to read next."""

    anchor: str
    title: str
    text: str
    reads: tuple[CitedCard, ...]


@dataclass(frozen=True, slots=True)
class RelatedHubRow:
    """A neighbouring hub, with the number of posts that both have."""

    url: str
    title: str
    shared: int


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A derived sentence: the named rule that it comes from, and its evidence.

    ``text`` is a lens's line, ready to stand on a page (HTML) and as plain text
    (``plain``); both are empty where the template has the words. ``figures`` are
    what it speaks of, by name; ``topics`` and ``links`` say how the slugs among
    them are shown. ``posts`` are the slugs that it rests on, newest first.
    """

    rule: str
    section: str
    text: str
    plain: str
    figures: Mapping[str, Figure]
    topics: Mapping[str, LinkView]
    links: Mapping[str, LinkView]
    posts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TrailCard:
    """A step of a derived reading path, with what it was chosen for.

    ``role`` is current, middle or foundational. It is number ``rank`` by date of
    the ``of`` posts that nothing supersedes, 1 being the newest. ``connections``
    counts the posts of the hub that link to it or that it links to.
    """

    slug: str
    role: str
    url: str
    title: str
    day: str
    date: str
    description: str
    minutes: int
    rank: int
    of: int
    connections: int
    centrality: float
    evergreen: bool


@dataclass(frozen=True, slots=True)
class TieCard:
    """A post that ties a topic to its neighbours: ``topics`` are their labels.

    ``connections`` counts the neighbours' posts that it is linked with.
    """

    slug: str
    url: str
    title: str
    day: str
    date: str
    minutes: int
    topics: tuple[str, ...]
    connections: int
    strength: float


@dataclass(frozen=True, slots=True)
class GroupRow:
    """Posts under a heading of their own (a year), or under none ("")."""

    heading: str
    cards: tuple[CardView, ...]


@dataclass(frozen=True, slots=True)
class YearBar:
    """A year in the strip of a hub, with its number of posts, and its bar.

    ``x`` and ``y`` are the bar's upper left corner in a drawing 320 wide and 48 high;
    a year without posts has a bar of no height.
    """

    year: int
    posts: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class HubView:
    """A hub's page. ``sections`` says which parts stand on it, in order.

    ``introduction`` and ``failure_modes`` are HTML. ``posts`` counts the members.
    ``statements`` are the derived sentences of all sections. ``trail`` is the derived
    reading path, with a page at ``trail_url``; ``ties`` are the posts that lead to
    neighbouring topics. ``evidence`` is the URL of the record of how the page was
    made, or "" where nothing on it is derived. ``strip`` has every year from the
    first to the last with posts, where there are two or more.
    """

    meta: Meta
    title: str
    description: str
    curated: bool
    posts: int
    years: str
    introduction: str
    sections: tuple[SectionRow, ...]
    start_here: tuple[CitedCard, ...]
    themes: tuple[ThemeRow, ...]
    failure_modes: tuple[str, ...]
    statements: tuple[StatementRow, ...]
    trail: tuple[TrailCard, ...]
    trail_url: str
    ties: tuple[TieCard, ...]
    related: tuple[RelatedHubRow, ...]
    references: tuple[GroupRow, ...]
    evidence: str
    strip: tuple[YearBar, ...] = ()


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """What a hub's derived sentences rest on, for machines; ``url`` is the hub's, absolute."""

    slug: str
    title: str
    url: str
    statements: tuple[StatementRow, ...]
    trail: tuple[TrailCard, ...]
    ties: tuple[TieCard, ...]


@dataclass(frozen=True, slots=True)
class TopicsView:
    """The list of all topics: those with a hub as cards, the others by name.

    ``map`` is the URL of the map, or "" where there is none.
    """

    meta: Meta
    hubs: tuple[HubCard, ...]
    others: tuple[str, ...]
    map: str = ""


@dataclass(frozen=True, slots=True)
class MapTopicRow:
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


@dataclass(frozen=True, slots=True)
class MapTieRow:
    """A line on the map between two topics that share posts; ``width`` grows with them."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float


@dataclass(frozen=True, slots=True)
class MapEntryRow:
    """A topic in the map's list, with those that it shares the most with, strongest first."""

    url: str
    title: str
    posts: int
    years: str
    neighbours: tuple[RelatedHubRow, ...]


@dataclass(frozen=True, slots=True)
class MapView:
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


# --- reading paths ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class StepCard:
    """A step of a path: its number from 1, and the post as an editor names it."""

    number: int
    url: str
    title: str
    day: str
    date: str
    description: str
    minutes: int
    note: str


@dataclass(frozen=True, slots=True)
class StageRow:
    """A stage of a path ("" where the path has none): its steps, and their minutes."""

    heading: str
    minutes: int
    steps: tuple[StepCard, ...]


@dataclass(frozen=True, slots=True)
class PathView:
    """A reading path's page. ``introduction`` is HTML, ``minutes`` is the sum.

    ``hub`` is the topic that the path was derived for, or None.
    """

    meta: Meta
    title: str
    description: str
    introduction: str
    count: int
    minutes: int
    stages: tuple[StageRow, ...]
    hub: LinkView | None


@dataclass(frozen=True, slots=True)
class PathsView:
    """The list of all reading paths: those of editors, and those derived of topics."""

    meta: Meta
    paths: tuple[PathCard, ...]
    derived: tuple[PathCard, ...]


# --- the site's other pages ---------------------------------------------------------


@dataclass(frozen=True, slots=True)
class HomeView:
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


@dataclass(frozen=True, slots=True)
class YearRow:
    """A year of the archive, with its number of posts and its cards' first few."""

    url: str
    year: int
    posts: int
    cards: tuple[CardView, ...]


@dataclass(frozen=True, slots=True)
class ArchiveView:
    """The archive by year, newest first."""

    meta: Meta
    posts: int
    years: tuple[YearRow, ...]


@dataclass(frozen=True, slots=True)
class YearView:
    """A page of a year's posts, by month. ``newer``/``older`` are other years' pages."""

    meta: Meta
    year: int
    posts: int
    page: int
    pages: tuple[LinkView, ...]
    months: tuple[GroupRow, ...]
    newer: LinkView | None
    older: LinkView | None


@dataclass(frozen=True, slots=True)
class NotFoundView:
    """The page for a URL that is not there, with ways back in."""

    meta: Meta
    hubs: tuple[HubCard, ...]
    newest: tuple[CardView, ...]


@dataclass(frozen=True, slots=True)
class RedirectView:
    """A page at an old URL that leads to the new one (``target``; ``canonical`` absolute)."""

    target: str
    canonical: str
    title: str


# --- what machines read -------------------------------------------------------------


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


View = (
    PostView
    | HubView
    | EvidenceView
    | TopicsView
    | MapView
    | PathView
    | PathsView
    | HomeView
    | ArchiveView
    | YearView
    | NotFoundView
    | RedirectView
    | FeedView
    | SitemapView
    | RobotsView
)
"""Every kind of view; a site's own planners may bring frozen dataclasses of theirs."""
