"""What the archive shows, as values: every derived sentence's rule and evidence.

Figures are values here; the words around them live in templates and lenses.yaml.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

Figure = str | int | float | tuple[str, ...]
"""A number, a name, or an ordered list of names that a sentence may speak of."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What one named rule has found about a hub.

    ``rule`` is stable and kebab-case, after its section: ``definition.span``.
    ``figures`` are the names and numbers that its sentence speaks of, by name.
    ``posts`` are the slugs that it rests on, newest first. ``text`` is the line of
    a lens with its placeholders filled; "" where a template has the words.
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


@dataclass(frozen=True, slots=True)
class DerivedStep:
    """A step of a derived reading path: ``current``, ``middle`` or ``foundational``.

    ``recency`` and ``centrality`` (0 to 1) are what it was chosen for.
    """

    role: str
    post: str
    recency: float
    centrality: float


@dataclass(frozen=True, slots=True)
class Tie:
    """A post that ties a topic to its neighbours: which, and how strongly (0 to 1)."""

    post: str
    topics: tuple[str, ...]
    strength: float


@dataclass(frozen=True, slots=True)
class RelatedPost:
    """A post that another leads to, and why.

    ``topics`` are shared topic slugs, the rarest first; ``terms`` shared stems;
    ``cites`` posts that both link to; ``paths`` reading paths that hold both.
    ``link`` is "to", "from", "both" or "" for a direct link. ``score`` is 0 to 1.
    """

    slug: str
    score: float
    topics: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    link: str = ""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A topic that stands with another more often than chance would have it.

    ``shared`` posts have both; ``lift`` is how many times as many as chance gives.
    """

    slug: str
    shared: int
    lift: float
    posts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TopicFacts:
    """The figures of one topic that rules and lenses may rest on.

    Dates are in the site's time zone. ``years`` counts posts by year, every year
    from the first to the last. ``gap`` is the longest silence: the two posts on
    its sides, older first, or None. ``latest`` is the newest date of the whole
    archive, which stands for today: a build reads no clock.
    """

    slug: str
    label: str
    posts: tuple[str, ...]
    first: datetime
    last: datetime
    latest: datetime
    years: Mapping[int, int]
    gap: tuple[str, str] | None
    gap_days: int
    neighbours: tuple[Neighbour, ...]
    superseded: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
