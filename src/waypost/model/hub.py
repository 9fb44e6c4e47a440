"""Hub and path definitions as loaded: what an editor wrote."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from waypost.model.diagnostic import Located, Place
from waypost.model.digest import Digest
from waypost.model.fragment import Fragment


@dataclass(frozen=True, slots=True)
class Citation:
    """A post that an editor names by slug, with an optional label and a note."""

    post: Located[str]
    label: Located[str] | None = None
    note: Fragment = Fragment()


@dataclass(frozen=True, slots=True)
class Theme:
    """A part of a hub: a title, a text, and the posts to read next."""

    title: Located[str]
    text: Fragment
    reads: tuple[Citation, ...]


class Order(StrEnum):
    """How a hub's references are ordered."""

    NEWEST = "newest"
    OLDEST = "oldest"
    UPDATED = "updated"


class Grouping(StrEnum):
    """How a hub's references are grouped."""

    AUTO = "auto"
    """By year when there are many."""
    YEAR = "year"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class References:
    """How a hub lists its members."""

    order: Order = Order.NEWEST
    group_by: Grouping = Grouping.AUTO


@dataclass(frozen=True, slots=True)
class HubDefinition:
    """A curated hub, or the curated part of one.

    ``slug`` is the topic's, from the file's name. A field that the file does not
    hold is None, so that it can be told from an empty one. ``place`` is the file.
    """

    source: str
    digest: Digest
    slug: str
    place: Place
    title: Located[str] | None = None
    description: str = ""
    topics: tuple[Located[str], ...] = ()
    introduction: Fragment = Fragment()
    sections: tuple[Located[str], ...] | None = None
    start_here: tuple[Citation, ...] | None = None
    themes: tuple[Theme, ...] | None = None
    failure_modes: tuple[Fragment, ...] | None = None
    related: tuple[Located[str], ...] | None = None
    references: References = References()
    draft: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a reading path: a post, and the stage it stands in ("" for none)."""

    citation: Citation
    stage: str = ""


@dataclass(frozen=True, slots=True)
class PathDefinition:
    """A reading path: an ordered list of posts with a page of its own."""

    source: str
    digest: Digest
    slug: str
    place: Place
    title: Located[str]
    description: str
    steps: tuple[Step, ...]
    introduction: Fragment = Fragment()
    draft: bool = False


@dataclass(frozen=True, slots=True)
class TopicDefinition:
    """A topic as topics.yaml registers it."""

    slug: str
    label: str
    place: Place
    aliases: tuple[Located[str], ...] = ()
    parent: Located[str] | None = None
    description: str = ""
