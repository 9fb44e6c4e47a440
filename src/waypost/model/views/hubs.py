"""The views of hubs, and of what is derived for them."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from waypost.model.views.parts import CardView, CitedCard, LinkView, Meta

Figure = str | int | float | tuple[str, ...] | tuple[int, ...]
"""What a derived sentence speaks of: a number, a name, or a list of either."""


class SectionRow(Struct, frozen=True):
    """A section of a hub: its name (``start-here``, which is its id too), and heading."""

    name: str
    heading: str


class ThemeRow(Struct, frozen=True):
    """A theme of a hub: its id, title, text (HTML), and what to read next."""

    anchor: str
    title: str
    text: str
    reads: tuple[CitedCard, ...]


class RelatedHubRow(Struct, frozen=True):
    """A neighbouring hub, with the number of posts that both have."""

    url: str
    title: str
    shared: int


class StatementRow(Struct, frozen=True):
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


class TrailCard(Struct, frozen=True):
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


class TieCard(Struct, frozen=True):
    """A post that ties a topic to its neighbours: ``topics`` are their labels.

    ``connections`` counts the neighbours' posts that it is linked with, and ``through``
    are the labels of these neighbours.
    """

    slug: str
    url: str
    title: str
    day: str
    date: str
    minutes: int
    topics: tuple[str, ...]
    connections: int
    through: tuple[str, ...]
    strength: float


class GroupRow(Struct, frozen=True):
    """Posts under a heading of their own (a year), or under none ("")."""

    heading: str
    cards: tuple[CardView, ...]


class YearBar(Struct, frozen=True):
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


class HubView(Struct, frozen=True):
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


class EvidenceView(Struct, frozen=True):
    """What a hub's derived sentences rest on, for machines; ``url`` is the hub's, absolute."""

    slug: str
    title: str
    url: str
    statements: tuple[StatementRow, ...]
    trail: tuple[TrailCard, ...]
    ties: tuple[TieCard, ...]
