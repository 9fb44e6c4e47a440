"""What the archive shows, as values: every derived sentence's rule and evidence.

Figures are values here; the words around them live in templates and lenses.yaml.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from msgspec import Struct

Figure = str | int | float | tuple[str, ...] | tuple[int, ...]
"""A number, a name, or an ordered list of either that a sentence may speak of."""


# --- figures of a hub ---------------------------------------------------------------


class Neighbour(Struct, frozen=True):
    """A topic that stands with a hub's more often than chance would have it.

    ``shared`` members have it; ``total`` posts of the archive do. ``lift`` is how
    many times as many members have it as chance gives. ``posts`` are the shared
    ones, newest first.
    """

    slug: str
    shared: int
    total: int
    lift: float
    posts: tuple[str, ...]


class TopicFacts(Struct, frozen=True):
    """The figures of one hub that rules and lenses may rest on.

    ``own`` are the slugs of the hub's own topics, ``posts`` its members, newest
    first. Dates are in the site's time zone. ``years`` counts posts by year, every
    year from the first to the last. ``topics`` counts members by topic slug, own
    topics too, the most frequent first. ``gap`` is the longest silence: the two
    posts on its sides, older first, or None; ``gap_days`` is its length in whole
    days. ``latest`` is the newest date of the whole archive, which stands for
    today: a build reads no clock. ``neighbours`` come strongest first.
    ``superseded``, ``updated`` and ``evergreen`` are members, newest first.
    """

    slug: str
    label: str
    own: tuple[str, ...]
    posts: tuple[str, ...]
    first: datetime
    last: datetime
    latest: datetime
    years: Mapping[int, int]
    topics: Mapping[str, int]
    gap: tuple[str, str] | None
    gap_days: int
    neighbours: tuple[Neighbour, ...]
    superseded: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    evergreen: tuple[str, ...] = ()


class Motif(Struct, frozen=True):
    """A word or phrase that recurs in the titles of a hub's members.

    ``word`` is how they write it; ``stems`` are what was counted. ``posts``, newest
    first, have it in their titles.
    """

    word: str
    stems: tuple[str, ...]
    posts: tuple[str, ...]


class Emphasis(Struct, frozen=True):
    """A term that one half of a hub dwells on and the other half lacks.

    ``posts``, newest first, are those of its own half that hold it; ``others``
    counts those of the other half.
    """

    word: str
    stems: tuple[str, ...]
    posts: tuple[str, ...]
    others: int


class Era(Struct, frozen=True):
    """One half of a hub's members, newest first, and what only it dwells on."""

    posts: tuple[str, ...]
    first: datetime
    last: datetime
    terms: tuple[Emphasis, ...]


class Shift(Struct, frozen=True):
    """A shift of emphasis between the early and the newer half of a hub."""

    early: Era
    newer: Era


class Peak(Struct, frozen=True):
    """The year that most was written in; ``usual`` is the mean of the other years."""

    year: int
    posts: tuple[str, ...]
    usual: float


class Silence(Struct, frozen=True):
    """A long gap: the posts on its sides, and its length in whole months and days.

    ``usual`` is the median interval between two posts of the hub, in days.
    """

    before: str
    after: str
    months: int
    days: int
    usual: float


class Landmark(Struct, frozen=True):
    """A post that others keep linking to; ``links`` are their slugs, newest first."""

    post: str
    links: tuple[str, ...]


# --- what stands on a hub's page ----------------------------------------------------


class Finding(Struct, frozen=True):
    """What one named rule has found about a hub.

    ``rule`` is stable, in kebab case after its section: ``definition.span``.
    ``figures`` are the names and numbers that its sentence speaks of, by name.
    ``posts`` are the slugs that it rests on, newest first. ``text`` is the line of
    a lens, its placeholders still open; "" where a template has the words.
    """

    rule: str
    section: str
    figures: tuple[tuple[str, Figure], ...]
    posts: tuple[str, ...]
    text: str = ""

    def __getitem__(self, name: str) -> Figure:
        """Give a figure by name.

        Raises:
            KeyError: where the finding has no such figure.
        """
        return dict(self.figures)[name]


class DerivedStep(Struct, frozen=True):
    """A step of a derived reading path: ``current``, ``middle`` or ``foundational``.

    It was chosen among ``of`` members that nothing supersedes. ``rank`` is its place
    among them, the newest being 1; ``recency`` the same from 1 (newest) to 0
    (oldest). ``links`` counts the members that it links to or that link to it,
    ``similarity`` (0 to 1) says how close its terms are to those of the whole hub,
    and ``centrality`` (0 to 1) is made of both.
    """

    role: str
    post: str
    rank: int
    of: int
    recency: float
    links: int
    similarity: float
    centrality: float
    evergreen: bool = False


class Tie(Struct, frozen=True):
    """A post that ties a topic to its neighbours.

    ``topics`` are the slugs of neighbours that it has, the strongest first;
    ``links`` posts of neighbours outside the hub that it links to or that link to
    it, and ``through`` the neighbours that these have, the strongest first.
    ``strength`` is 0 to 1, 1 being the hub's strongest tie.
    """

    post: str
    topics: tuple[str, ...]
    links: tuple[str, ...]
    through: tuple[str, ...]
    strength: float


class HubEvidence(Struct, frozen=True):
    """All that was computed about one hub.

    ``findings`` are in the order of their rules. ``trail`` is the suggested reading
    path: three steps, or none. ``ties`` come strongest first.
    """

    facts: TopicFacts
    findings: tuple[Finding, ...]
    trail: tuple[DerivedStep, ...]
    ties: tuple[Tie, ...]


# --- what stands on a post's page ---------------------------------------------------


class RelatedPost(NamedTuple):
    """A post that another leads to, and why.

    ``score`` is 0 to 1. ``topics`` are shared topic slugs, the rarest first;
    ``terms`` shared words, the strongest first; ``cites`` posts that both link to;
    ``paths`` reading paths that hold both. ``link`` says of a direct link whether
    it leads "to" this post, comes "from" it, or "both"; or "".

    ``instead_of`` is a superseded post in whose place this one stands, or "".
    ``earlier`` says that this is an earlier version of the post it is listed on.
    With no reason at all it is the nearest in time, so that something leads to it.

    A named tuple, since there are eight for every post, all made at once of columns.
    """

    slug: str
    score: float
    topics: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    link: str = ""
    instead_of: str = ""
    earlier: bool = False
